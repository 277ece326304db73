/** Lists of what people in distress say and of what fans say: from safe-messaging knowledge, by reviewers, and of what is said indirectly. */
import { readFileSync } from 'node:fs';
import { convertHangulToQwerty } from 'es-hangul';
import { describe, expect, it } from 'vitest';
import { chooseFullness } from '../../src/bot/care.ts';
import { createListener, type Heard } from '../../src/care/listen.ts';
import { loadCare } from '../../src/care/load.ts';
import { CareList } from '../../src/care/schema.ts';

const { listener } = loadCare();

interface Phrase {
  readonly locale: string;
  readonly isRing: boolean;
  readonly text: string;
}

function readPhrases(file: string): readonly Phrase[] {
  const rows = readFileSync(new URL(`../fixtures/care/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  return rows.map((row) => {
    const [locale = '', expected = '', text = ''] = row.split('\t');
    return { locale, isRing: expected === 'ring', text };
  });
}

const LOCALES = ['en-US', 'ko', 'ja', 'es-419', 'pt-BR', 'id'];

describe.each(['phrases.tsv', 'reviewed.tsv', 'indirect.tsv'])('of %s', (file) => {
  it.each(LOCALES)('at least 90 % of what is said in distress is heard in %s, and at most 3 % of the rest', (locale) => {
    const own = readPhrases(file).filter((phrase) => phrase.locale === locale);
    const rings = own.filter(({ isRing }) => isRing);
    const quiet = own.filter(({ isRing }) => !isRing);
    const missed = rings.filter(({ text }) => listener.hear([text]) === undefined).map(({ text }) => text);
    const falseAlarms = quiet.filter(({ text }) => listener.hear([text]) !== undefined).map(({ text }) => text);
    expect(rings.length).toBeGreaterThanOrEqual(20);
    expect(quiet.length).toBeGreaterThanOrEqual(18);
    expect(missed.length / rings.length, missed.join(' · ')).toBeLessThanOrEqual(0.1);
    expect(falseAlarms.length / quiet.length, falseAlarms.join(' · ')).toBeLessThanOrEqual(0.03);
  });
});

describe('an overdose that was taken, a cut, a bridge or a roof', () => {
  const ACTS = readPhrases('acts.tsv');
  it.each(LOCALES)('gets the full word in %s, and no scene, no medicine for a headache does', (locale) => {
    const own = ACTS.filter((phrase) => phrase.locale === locale);
    const isFull = (text: string): boolean => {
      const heard = listener.hear([text]);
      return heard !== undefined && chooseFullness(heard, undefined) === 'full';
    };
    expect(own.filter(({ isRing }) => isRing).length).toBeGreaterThanOrEqual(8);
    expect(own.filter(({ isRing }) => !isRing).length).toBeGreaterThanOrEqual(6);
    expect(own.filter(({ isRing, text }) => isRing && !isFull(text))).toEqual([]);
    expect(own.filter(({ isRing, text }) => !isRing && listener.hear([text]) !== undefined)).toEqual([]);
  });
});

it.each([
  ['signs in place of letters', 'su1c1de'],
  ['letters with dots between', 'k.m.s'],
  ['no spaces', '#iwanttodie'],
  ['no accents', 'suicidio'],
  ['letters drawn out', 'i want to dieeeee'],
  ['capitals and apostrophes', 'I DON’T WANT TO LIVE'],
  ['a sentence around it', 'who plays gang tae, i kind of just want to die tbh'],
  ['another language around it', '요즘 그냥 quiero morir'],
  ['spaces that Korean leaves out', '죽고싶다'],
  ['letters that changed places', 'i wnat to kill myslef'],
  ['a letter that is missing or stands twice', 'tengo pensamintos suicidas, estoy cansadda de vivir'],
  ['a key beside the one that was meant', 'quero morrer, nao aguebto mais viver'],
  ['the spelling of a phone', 'gk kuat lg, pgn idup ini udhan aja'],
  ['a Korean keyboard set to English', 'wnrrh tlvek'],
])('hears through %s', (_, text) => {
  expect(listener.hear([text])).toBeDefined();
});

it('hears all that is heard in Korean as well where the keyboard was set to English', () => {
  const korean = readPhrases('phrases.tsv').filter(({ text }) => /^[가-힣 ]+$/.test(text) && listener.hear([text]) !== undefined);
  const missed = korean.filter(({ text }) => listener.hear([convertHangulToQwerty(text)]) === undefined);
  expect(korean.length).toBeGreaterThan(100);
  expect(missed).toEqual([]);
});

it.each<[string, readonly string[]]>([
  [
    'about somebody near',
    [
      'my friend says she wants to kill herself what do i do',
      '친구가 죽고 싶대 어떡해',
      '姉が最近ずっと死にたいって言ってます',
      'mi hermano dice que ya no quiere vivir',
      'minha irmã diz que quer morrer',
      'adikku bilang dia gak mau hidup lagi',
    ],
  ],
  [
    'quietly, round about',
    [
      'nobody would come to my funeral',
      '내 장례식엔 아무도 안 오겠지',
      '誰か私を消して',
      'no me importa si vivo o muero',
      'até respirar cansa',
      'ga tahan lagi sama hidup ini',
      '屋上にいる',
    ],
  ],
  [
    'beside a story, a game or a laugh',
    [
      'quién hace a gang tae, quiero morir',
      'quem faz o gang tae, quero morrer',
      'siapa pemeran gang tae aku mau mati',
      '게임도 지겹고 죽고 싶다',
      '그냥 죽는 게 나을 듯',
      'ゲームもつまらないし死にたい',
      'サンテみたいに母に殴られた',
      'who plays gang tae, nobody loves me',
      'quién hace de gang tae? no quiero seguir viviendo',
      'quem faz o gang tae... não quero mais viver',
      'siapa yg jadi gang tae, pengen mati aja',
      'ガンテ役は誰、もう死んでしまいたい',
      'no le veo sentido a la vida jaja',
      'buat apa aku hidup wkwk',
      'took all my pills after episode 3',
      'tiap hari kepikiran bunuh diri',
    ],
  ],
  [
    'of what is put aside, given away and written for afterwards, and of how well all would be',
    [
      'i’ve been saving up my meds',
      'i gave away my clothes, won’t need them anymore',
      'i keep thinking everyone’s life would be easier minus me',
      'my parents would be so much happier without me',
      'i scratched my arms up again last night',
      '내 물건 다 정리해서 나눠주고 있어',
      '진통제를 몰래 모아뒀어',
      '나만 사라져주면 다 행복해질 텐데',
      '薬を少しずつ貯めてる',
      '服を全部友達にあげてる',
      'もう充分生きたし',
      'estoy juntando pastillas de a poco',
      'sin mí mi familia viviría mejor',
      'habría sido mejor no haber nacido',
      'tô dando minhas coisas, não vou precisar mais',
      'não encontro mais razão pra continuar',
      'arranhei meus pulsos ontem',
      'aku udah nulis surat buat semuanya',
      'tanpa gue mereka bakal bahagia',
      'udah cukup, aku capek jadi manusia',
    ],
  ],
  [
    'of going after somebody who died, though others ask about stories in half of the words',
    [
      'since she died i want to go with her',
      'he passed away in march, i just wanna be where he is',
      'i get to hug my dad in heaven soon',
      '엄마가 떠나고 나도 엄마 있는 곳으로 가고 싶다',
      '언니가 죽은 뒤로 나도 그냥 같이 가고 싶어',
      '母が亡くなってから私も一緒に行きたい',
      'mi abuela falleció y me quiero ir con ella',
      'pronto voy a ver a mi hijo en el cielo',
      'desde que ela morreu quero ir com ela',
      'não aguento sem ela, quero ir junto',
      'kakak meninggal dan aku cuma pengen nyusul dia',
      'sebentar lagi aku ketemu mama di surga',
    ],
  ],
])('hears what is said %s', (_, texts) => {
  expect(texts.filter((text) => listener.hear([text]) === undefined)).toEqual([]);
});

it.each<[string, readonly string[]]>([
  [
    'the name of a song, who says a line, in which episode',
    [
      'song called i want to die',
      'who says "i want to die" in episode 4',
      '강태가 형 죽었으면 좋겠다고 한 대사',
      '一緒に死のうってセリフ誰',
      'canción que se llama quiero morir',
      'quem fala quero morrer no ep 4',
      'siapa yang bilang mau mati di eps 4',
    ],
  ],
  [
    'what was done to a character',
    [
      'was moon young abused by her mother',
      '상태 왜 왕따당했어',
      'ムニョンは母に虐待されてた？',
      'a lee a reum apanhava do marido?',
      'park ok ran kabur dari rumah sakit',
    ],
  ],
  [
    'a line of the drama',
    [
      'when life is hard the easiest way out is to run',
      '원래 사는 게 죽을 만큼 힘들면 도망이 제일 편하거든',
      'i forgot to cut myself free',
    ],
  ],
  [
    'who died and who goes where with whom',
    [
      'my dad passed away, i want to be like gang tae',
      'since my dog died i want to join a support group',
      'why did she want to go with her mother',
      '문영이 엄마를 따라가고 싶어했나요',
      '주인공이 죽고 나서 같이 가고 싶어한 사람은 누구',
      '犬が死んだので私も一緒に泣いた',
      '祖母が亡くなったあと私もロケ地に行きたい',
      'mi papá falleció y quiero ir al lugar de rodaje con mi hermana',
      'quiero seguir a mi actor que se fue de la agencia',
      'minha mãe faleceu e eu quero assistir com ela o episódio 1',
      'quero ir com ela ao show',
      'mau ikut dia ke konser',
      'ayah pergi kerja aku pengen ikut ayah',
    ],
  ],
  [
    'what fans collect, give away and write, and what would be better without what',
    [
      'giving away my photocards because i dont need duplicates',
      'everyone would be happier without the ads',
      'i can’t see a future for the two leads',
      'i burned my arm cooking ramyeon',
      '약을 모으는 환자 장면 몇 화야',
      '이번 생은 처음이라 재밌어요',
      '薬を溜めていた患者は何話',
      'グッズを整理して友達に譲ってる',
      'estoy regalando mis photocards repetidas',
      'escribí una carta para todos los del club de fans',
      'escrevi uma carta pra todo mundo do elenco',
      'não vejo motivo pra segunda temporada',
      'aku lagi bagi bagiin photocard, udah gak butuh double',
      'lagi nulis surat buat idolaku',
    ],
  ],
  ['a date, a day, a good time', ['la temporada 2 ya tiene fecha?', 'a 2 temporada já tem data?', '今日はepisode 3', 'tomé muchas fotos']],
])('hears nothing in a question about %s', (_, texts) => {
  expect(texts.filter((text) => listener.hear([text]) !== undefined)).toEqual([]);
});

describe('after a loss', () => {
  it.each([
    [
      'en-US',
      'since she died i want to go with her',
      'after my dad passed away i just want to be where he is',
      'my mom died and i will see her again soon',
    ],
    ['ko', '엄마가 돌아가시고 나도 엄마 있는 데로 가고 싶어', '동생이 죽고 나서 나도 좀 데려가줘', '할머니가 떠나고 곧 만나러 갈 거야'],
    ['ja', '母が亡くなってから母のいるところに行きたい', '弟を亡くして私も連れていってほしい', '祖母が死んでもうすぐ会える'],
    [
      'es-419',
      'desde que murió quiero ir con ella',
      'perdí a mi mamá y pronto la voy a ver',
      'mi hermano falleció y solo quiero irme con él',
    ],
    [
      'pt-BR',
      'desde que ela morreu quero ir com ela',
      'minha avó faleceu e eu só queria estar onde ela tá',
      'perdi meu pai e logo vou ver ele',
    ],
    [
      'id',
      'sejak mama meninggal aku pengen ke tempat mama',
      'suamiku udah meninggal, bentar lagi aku nyusul',
      'nenek udah gak ada, bentar lagi aku ketemu nenek',
    ],
  ])('hears in %s who wants to follow, though the same words are harmless elsewhere', (_, ...texts) => {
    const heard = texts.map((text) => listener.hear([text]));
    expect(texts.filter((_text, index) => heard[index]?.kind !== 'suicide' || heard[index].intensity === 'low')).toEqual([]);
  });

  it.each([
    [
      'en-US',
      'i want to go with her to the concert',
      'why did she want to follow her mother after she died',
      'when my dog died this show helped me',
    ],
    ['ko', '엄마랑 같이 가고 싶은 촬영지', '문영이는 왜 엄마를 따라가려고 했어', '할머니 돌아가시고 이 드라마 보면서 위로받았어'],
    ['ja', '母と一緒に行きたいロケ地', 'ムニョンはなぜ母を追いかけたの', '母が死んでからガンテはどこに行ったの'],
    ['es-419', 'quiero ir con ella al concierto', 'por qué ella quería irse con su mamá', 'cuando murió mi perro este drama me ayudó'],
    ['pt-BR', 'quero ir com ela ao show', 'depois que a mãe dela morreu ela quis ir com ela?', 'música que fala quero ir com você'],
    ['id', 'pengen ikut dia ke konser', 'kenapa dia pengen ikut ibunya', 'pas anjingku mati drama ini nolong aku'],
  ])('hears nothing in %s in a plan for an evening, a question about the story or grief alone', (_, ...texts) => {
    expect(texts.filter((text) => listener.hear([text]) !== undefined)).toEqual([]);
  });
});

it('takes no other word for a slip of one of distress', () => {
  for (const text of [
    'mira el final',
    'un desvío bonito',
    'quitarle la vida de encima no',
    'remember it all and overcome it',
    'puente colgante',
  ])
    expect(listener.hear([text]), text).toBeUndefined();
});

it('hears lightly what is said with a laugh, and a laugh at a story not at all', () => {
  for (const text of ['haha i want to kill myself haha', 'me quiero matar jajaja', 'quero morrer kkkk', 'pengen bunuh diri wkwk'])
    expect(listener.hear([text]), text).toBeDefined();
  for (const text of ['i am dead lol', 'me muero de risa jajaja', 'morri kkkk', 'mati ketawa wkwk'])
    expect(listener.hear([text]), text).toBeUndefined();
});

it('hears a threat in what a partner would do, and none in what a mother says about a late night', () => {
  for (const text of [
    'mi novio me va a matar si lo dejo',
    'ele vai me matar se eu terminar',
    'he said he will kill me if i leave',
    '헤어지면 죽인다고 해요',
  ])
    expect(listener.hear([text])?.kind, text).toBe('abuse');
  for (const text of [
    'mom will kill me if i stay up',
    'mi mamá me va a matar si sigo viendo doramas',
    'minha mãe vai me matar se eu virar a noite',
  ])
    expect(listener.hear([text]), text).toBeUndefined();
});

it('takes no beginning or end of a word for a word, and no two words for one', () => {
  for (const text of ['diet', 'skills', 'mau matikan lampu', '혼자 살아', 'spend my life', 'the end of a perfect life']) {
    expect(listener.hear([text]), text).toBeUndefined();
  }
});

it.each<[string, Partial<Heard> | undefined]>([
  ['i wrote my goodbye note', { kind: 'suicide', intensity: 'acute' }],
  ['how many pills to overdose', { intensity: 'acute', method: true }],
  ['i want to die', { kind: 'suicide', intensity: 'high', method: false }],
  ["i can't do this anymore", { intensity: 'low' }],
  ['i cut myself again', { kind: 'self-harm' }],
  ['i make myself throw up', { kind: 'eating' }],
  ['my dad hits me', { kind: 'abuse' }],
  ['suicide squad', undefined],
  ['서예지 학폭 논란', undefined],
  ['학폭 당했어', { kind: 'abuse' }],
  ['i saw suicide squad and i want to die', { kind: 'suicide', intensity: 'high' }],
])('knows what “%s” is', (text, heard) => {
  expect(listener.hear([text])).toEqual(heard === undefined ? undefined : expect.objectContaining(heard));
});

it('says the strongest of several texts, and joins no two of them to one', () => {
  expect(listener.hear(['so tired of everything', 'i wrote my goodbye note'])?.intensity).toBe('acute');
  expect(listener.hear(['i want to', 'die'])).toBeUndefined();
});

it.each([
  ['lonely', 'lonely'],
  ['외로워', 'lonely'],
  ['悲しい', 'sad'],
  ['estoy cansada', 'tired'],
  ['com raiva', 'angry'],
  ['cemas', 'anxious'],
  ['ashamed of a mistake', 'ashamed'],
  ['grief', 'grieving'],
  ['butterfly', undefined],
  ['queen of tears', undefined],
  ['涙の女王', undefined],
  ['queen of tears made me sad', 'sad'],
])('knows the feeling in “%s”', (text, feeling) => {
  expect(listener.feel(text)).toBe(feeling);
});

describe('a list', () => {
  const list = (say: readonly string[]) =>
    CareList.parse({ boundaries: 'words', phrases: [{ kind: 'suicide', intensity: 'low', confidence: 'low', say }] });

  it.each([
    ['an open bracket', '(a|b'],
    ['a bracket nothing opens', 'a)'],
    ['words that are nowhere named', '<want> to'],
    ['a gap at its end', 'i ..'],
    ['a gap at its beginning', '.. die'],
    ['nothing that must be there', '(a)?'],
    ['signs that nobody’s text keeps', 'a + b'],
  ])('is refused with %s, by its own words', (_, phrase) => {
    expect(() => createListener([() => list([phrase])]).readAhead()).toThrow(phrase);
  });

  it.each(['words', 'starts', 'none'])(
    'is heard in all the ways it can be said, with spaces and without, where “%s” bound it',
    (boundaries) => {
      const say = [
        '(want|need) (so much|just)? to (die|go)',
        '<they> (really)? hate me',
        'suicid* note',
        'never .. again',
        '<number> pills',
        'over',
      ];
      const sign = { kind: 'suicide', intensity: 'low', confidence: 'low', say };
      const { hear } = createListener([() => CareList.parse({ boundaries, words: { they: ['they', 'all of them'] }, phrases: [sign] })]);
      const said = ['want to die', 'need so much to go', 'wantjusttodie', 'they hate me', 'all of them really hate me', 'theyreallyhateme'];
      const others = ['a suicidal note', 'suicidnote', 'never ever again', '20 pills', '20pills', 'over', 'it is over'];
      expect([...said, ...others].filter((text) => hear([text]) === undefined)).toEqual([]);
    },
  );

  it('lets up to three words stand in a gap, and no more', () => {
    const { hear } = createListener([() => list(['never .. again'])]);
    expect(hear(['never see you all again'])).toBeDefined();
    expect(hear(['never ever see you all again'])).toBeUndefined();
  });
});
