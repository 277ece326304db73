import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Understood } from '../../src/ask/read.ts';
import { writeTarget } from '../../src/ask/target.ts';
import { inLanguage } from '../../src/content/in-language.ts';
import { listNames, listThings } from '../../src/content/names.ts';
import { buildSearchIndex } from '../../src/content/search/index.ts';
import { lowestCeiling } from '../../src/content/spoilers.ts';
import type { Content } from '../../src/content/types.ts';
import { DRAMA, languages, loadTestContent } from '../support/bot.ts';

interface Row {
  readonly locale: string;
  readonly question: string;
  /** The command with what must be typed behind it, or NONE. */
  readonly asks: string;
}

const [, ...LINES] = readFileSync(new URL('../fixtures/questions.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');
const ROWS = LINES.map((line): Row => {
  const [locale = '', question = '', asks = ''] = line.split('\t');
  return { locale, question, asks };
});
const LOCALES = [...new Set(ROWS.map(({ locale }) => locale))];

const content = loadTestContent();
const CEILINGS = Object.fromEntries(content.titles().map((title) => [title.id, lowestCeiling(title)]));

function read(question: string, locale: string, from: Content = content): Understood {
  return languages.questions.read(question, { content: inLanguage(from, locale), locale, ceilings: CEILINGS });
}

/** Whether a command is the one that is asked for, with at least the options that were named. */
function isAsked(command: string, asks: string): boolean {
  const split = (text: string) => text.toLowerCase().split(/ (?=[a-z]+:)/);
  const [wanted, ...options] = split(asks);
  const [given, ...had] = split(command);
  const isOpen = options.length > 0 || had.every((option) => option.startsWith('title:'));
  return given === wanted && options.every((option) => had.includes(option)) && isOpen;
}

type Outcome = 'right' | 'offered' | 'unknown' | 'wrong' | 'refused' | 'answered';

function judge({ locale, question, asks }: Row, from: Content): Outcome {
  const understood = read(question, locale, from);
  if (asks === 'NONE') return understood.kind === 'answer' ? 'answered' : 'refused';
  if (understood.kind === 'answer') return isAsked(writeTarget(understood.target), asks) ? 'right' : 'wrong';
  return understood.targets.some((target) => isAsked(writeTarget(target), asks)) ? 'offered' : 'unknown';
}

/** The shares of what is understood of the questions of a language. */
function measure(locale: string, rows: readonly Row[], from: Content) {
  const outcomes = rows.filter((row) => row.locale === locale).map((row) => judge(row, from));
  const count = (...wanted: readonly Outcome[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length;
  const answerable = count('right', 'offered', 'unknown', 'wrong');
  return {
    right: count('right') / answerable,
    rightOrOffered: count('right', 'offered') / answerable,
    wrong: count('wrong') / answerable,
    answeredNone: count('answered'),
    count: outcomes.length,
  };
}

/** Other names for the same people and the same work, as packs of other works would have them. */
const OTHER_NAMES: readonly (readonly [RegExp, string])[] = [
  [/it[’']?s okay to not be okay/gi, 'The Long Way Home'],
  [/iotnbo/gi, 'TLWH'],
  [/사이코지만 ?괜찮아/g, '등대지기의 밤'],
  [/사괜/g, '등밤'],
  [/サイコだけど大丈夫/g, '灯台守の夜'],
  ...(
    [
      ['sang', 'tae', 'do-gyeom', '상태', '도겸', 'サンテ', 'トギョム'],
      ['gang', 'tae', 'ha-jun', '강태', '하준', 'ガンテ', 'ハジュン'],
      ['moon', 'young', 'bo-gyeong', '문영', '보경', 'ムニョン', 'ボギョン'],
      ['ye', 'ji', 'na-eun', '예지', '나은', 'イェジ', 'ナウン'],
      ['ju', 'ri', 'so-mi', '주리', '소미', 'ジュリ', 'ソミ'],
      ['sang', 'in', 'tae-oh', '상인', '태오', 'サンイン', 'テオ'],
      ['young', 'nam', 'mi-sook', '영남', '미숙', 'ヨンナム', 'ミスク'],
      ['soo', 'hyun', 'jae-wook', '수현', '재욱', 'スヒョン', 'ジェウク'],
      ['jung', 'se', 'dong-hae', '정세', '동해', 'ジョンセ', 'ドンヘ'],
      ['gyu', 'young', 'chae-won', '규영', '채원', 'ギュヨン', 'チェウォン'],
    ] as const
  ).flatMap(([first, second, latin, hangul, otherHangul, kana, otherKana]) => [
    [new RegExp(`\\b${first}[- ]?${second}\\b`, 'gi'), latin] as const,
    [new RegExp(hangul, 'g'), otherHangul] as const,
    [new RegExp(kana, 'g'), otherKana] as const,
  ]),
];

const rename = (text: string): string => OTHER_NAMES.reduce((renamed, [from, to]) => renamed.replace(from, to), text);

/** The same records, with every name in them another. */
function renameAll<Value>(value: Value): Value;
function renameAll(value: unknown): unknown {
  if (typeof value === 'string') return /^[a-z0-9-]+$/.test(value) ? value : rename(value);
  if (Array.isArray(value)) return value.map((item: unknown) => renameAll(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renameAll(item)]));
}

function buildRenamed(): Content {
  const index = buildSearchIndex(
    content.titles().flatMap((title) => {
      const { id } = title;
      return listNames(renameAll(title), renameAll(content.list('people', id)), renameAll(content.list('cast', id)));
    }),
    content.titles().flatMap(({ id }) =>
      listThings(
        id,
        {
          ceremonies: content.list('ceremonies', id),
          tracks: content.list('tracks', id),
          episodes: content.list('episodes', id),
          places: content.list('places', id),
        },
        content.translations(id),
      ),
    ),
  );
  return { ...content, search: index.search, suggest: index.suggest, namesIn: index.namesIn };
}

describe.each(LOCALES)('a question in %s', (locale) => {
  it('is understood, or asked back, and what is not known is never answered', () => {
    const { right, rightOrOffered, wrong, answeredNone, count } = measure(locale, ROWS, content);
    expect(count).toBeGreaterThanOrEqual(40);
    expect([right >= 0.9, rightOrOffered >= 0.97, wrong <= 0.01, answeredNone]).toEqual([true, true, true, 0]);
  });

  it('is understood as well about people and a work with other names', () => {
    const renamed = ROWS.map((row) => ({ ...row, question: rename(row.question) }));
    const { right, rightOrOffered, wrong, answeredNone } = measure(locale, renamed, buildRenamed());
    expect([right >= 0.9, rightOrOffered >= 0.97, wrong <= 0.02, answeredNone]).toEqual([true, true, true, 0]);
  });
});

describe('every question', () => {
  it('has the same answer in whichever order it is asked, in every language', () => {
    const first = ROWS.map(({ question, locale }) => read(question, locale));
    const again = ROWS.toReversed().map(({ question, locale }) => read(question, locale));
    expect(again.toReversed()).toEqual(first);
  });

  it('in another language than the asker’s never breaks anything, and answers nothing that is not known', () => {
    const foreign = ROWS.filter(({ asks, locale }) => asks === 'NONE' && locale === 'en-US');
    const answered = LOCALES.flatMap((locale) => foreign.filter(({ question }) => read(question, locale).kind === 'answer'));
    expect(answered).toEqual([]);
  });
});

describe('what nobody would call a question', () => {
  it.each([
    ['괜찮아'.repeat(2000), 'ko'],
    ['괜찮아 '.repeat(2000), 'ko'],
    ['\u202eeatgnag syalp ohw', 'en-US'],
    ['<@700000000000000001> <#910000000000000001> <@&1>', 'en-US'],
    ['*** ||| ~~~ ``` # > -#', 'es-419'],
    ['\u200b\u200b\u200b', 'ja'],
    ['ㅋㅋㅋㅋ ㅠㅠ', 'ko'],
    ['😭😭😭', 'pt-BR'],
    ['1234567890 '.repeat(50), 'id'],
    ['', 'en-US'],
  ])('names nobody (%#)', (text, locale) => {
    const understood = read(text, locale);
    const targets = understood.kind === 'answer' ? [understood.target] : understood.targets;
    expect(targets.filter(({ options }) => 'name' in options || 'who' in options)).toEqual([]);
  });
});

/** The command, or what was made of the question instead. */
function ask(question: string, locale: string): string {
  const understood = read(question, locale);
  if (understood.kind === 'answer') return writeTarget(understood.target);
  return understood.kind === 'unknown' ? understood.why : understood.kind;
}

describe('a song, who sings it, an episode', () => {
  it.each([
    ['ヘイズが歌ってるOSTなんて曲?', 'ja', '/ost artist: Heize'],
    ['ジャネット・ソの曲', 'ja', '/ost artist: Janet Suhh'],
    ['인 사일런스 누가 불렀어', 'ko', '/ost artist: In Silence'],
    ['temas de janet suhh', 'es-419', '/ost artist: Janet Suhh'],
    ['who sings in your time', 'en-US', '/ost artist: In Your Time'],
    ['lagu got you', 'id', '/ost artist: Got You'],
  ])('is found in whichever script it is written: %s', (question, locale, asks) => {
    expect(ask(question, locale)).toContain(asks);
  });

  it.each([
    ['en qué capítulo sale la dama de los zapatos rojos', 'es-419', 2],
    ['qual ep é a bela e a fera', 'pt-BR', 8],
    ['what happens in sleeping witch', 'en-US', 3],
    ['美女と野獣って何話', 'ja', 8],
  ])('is found by its title: %s', (question, locale, number) => {
    expect(ask(question, locale)).toContain(`/episodes number: ${number}`);
  });
});

describe('what is asked in a word or two', () => {
  it.each([
    ['last ep', 'en-US', '/episodes number: 16'],
    ['마지막회', 'ko', '/episodes number: 16'],
    ['ultimo capitulo', 'es-419', '/episodes number: 16'],
    ['episode terakhir', 'id', '/episodes number: 16'],
    ['who dies in the last episode', 'en-US', 'unknown'],
    ["it's okay to not be okay 2", 'en-US', `/season2 title: ${DRAMA}`],
    ['사이코지만 괜찮아2', 'ko', `/season2 title: ${DRAMA}`],
    ['사이코지만 괜찮아 2화', 'ko', `/episodes number: 2 title: ${DRAMA}`],
    ['who are the cameos', 'en-US', '/cast'],
    ['子役は誰', 'ja', '/cast'],
    ['is it based on a webtoon', 'en-US', '/about'],
    ['원작 있어?', 'ko', '/about'],
    ['can i buy the books', 'en-US', '/about'],
    ['director oh', 'en-US', `/cast name: oh-ji-wang title: ${DRAMA}`],
    ['who plays director oh', 'en-US', `/cast name: oh-ji-wang title: ${DRAMA}`],
    ['who is the director', 'en-US', '/about'],
    ['고문영 작가', 'ko', `/cast name: ko-moon-young title: ${DRAMA}`],
    ['in silence', 'en-US', `/ost artist: In Silence title: ${DRAMA}`],
    ['who sang in', 'en-US', '/ost'],
    ['moon young personality', 'en-US', `/cast name: ko-moon-young title: ${DRAMA}`],
    ['age rating', 'en-US', 'unknown'],
    ["what's your name", 'en-US', '/help'],
    ['gang taes bestie', 'en-US', `/cast name: jo-jae-soo title: ${DRAMA}`],
    ['who plays moon youngs mom', 'en-US', `/cast name: do-hui-jae title: ${DRAMA}`],
    ['문영이 출판사 대표', 'ko', `/cast name: lee-sang-in title: ${DRAMA}`],
    ['is it sad?', 'en-US', '/about'],
    ['trigger warnings for iotnbo', 'en-US', `/about title: ${DRAMA}`],
    ['悲しいドラマ?', 'ja', '/about'],
    ['quem ganha melhor atriz', 'pt-BR', '/awards'],
    ['百想取った', 'ja', `/awards ceremony: baeksang-2021 title: ${DRAMA}`],
    ['how many baeksangs did they get', 'en-US', `/awards ceremony: baeksang-2021 title: ${DRAMA}`],
    ['the zombie kid episode', 'en-US', `/episodes number: 4 title: ${DRAMA}`],
    ['como evito spoilers', 'es-419', '/progress'],
    ['tahun rilis', 'id', '/about'],
    ['아야진해수욕장 어디', 'ko', '/places'],
    ['sanida cafe', 'en-US', '/places'],
    ['filming spots in gangwon', 'en-US', '/places'],
    ['who wsa the composre', 'en-US', '/about'],
    ['qué permios ganó', 'es-419', '/awards'],
    ['lokais syuting', 'id', '/places'],
    ['cast of hospital plyalist', 'en-US', 'unknown'],
    ['kim soo hyun girlfreind', 'en-US', 'private'],
  ])('is understood: %s', (question, locale, asks) => {
    expect(ask(question, locale)).toBe(asks);
  });

  it.each([
    ['김수현 나이', 'ko', 'private'],
    ['강태 나이', 'ko', `/cast name: moon-gang-tae title: ${DRAMA}`],
    ['who plays the boyfriend in the film', 'en-US', 'unknown'],
    ['who is the actress dating in real life', 'en-US', 'private'],
  ])('is the story or a private life: %s', (question, locale, asks) => {
    expect(ask(question, locale)).toBe(asks);
  });
});

it('about what a drama is like in mood is answered with that, not with its genre', () => {
  for (const [question, locale] of [
    ['is it sad', 'en-US'],
    ['무서운 드라마야?', 'ko'],
    ['da miedo?', 'es-419'],
    ['sedih gak?', 'id'],
  ] as const) {
    const understood = read(question, locale);
    expect(understood.kind === 'answer' && understood.target.view, question).toBe('tone');
  }
});

describe('a no', () => {
  const offered = (question: string): readonly string[] => {
    const understood = read(question, 'en-US');
    return understood.kind === 'unknown' ? understood.targets.map(writeTarget) : [];
  };

  it('offers first the kinds of answers that fit the words, and only those the title has', () => {
    expect(offered('vincenzo ost list')[0]).toBe('/ost');
    expect(offered('where was vincenzo filmed')[0]).toBe('/places');
    expect(offered('how tall is kim soo-hyun')).toEqual(['/cast', '/awards', '/season2']);
    const ofFilm = offered('how tall is the lead of the 2023 dance film its okay');
    expect(ofFilm.length).toBeGreaterThan(0);
    expect(ofFilm.filter((command) => /episodes|places|ost/.test(command))).toEqual([]);
  });
});

describe('a name', () => {
  it('is not made of ordinary words: what was sung in an episode is no Sang-in', () => {
    const understood = read('who sang in episode 4', 'en-US');
    expect(understood.kind === 'answer' && writeTarget(understood.target)).toBe('/ost episode: 4');
  });

  it('of another work that begins like ours is not taken for ours', () => {
    expect(read('how many episodes does its okay thats love have', 'en-US').kind).toBe('unknown');
    expect(read('괜찮아 사랑이야 몇부작', 'ko').kind).toBe('unknown');
  });

  it('that nobody has is nobody, whoever is called nearly so', () => {
    const understood = read('who plays ji an', 'en-US');
    expect([understood.kind, understood.kind === 'unknown' && understood.targets.map(writeTarget)]).toEqual([
      'unknown',
      ['/cast', '/awards', '/season2'],
    ]);
  });

  it('with one slip in it is offered', () => {
    const understood = read('who plays moon gangtte', 'en-US');
    expect(understood.kind).toBe('offer');
    expect(understood.kind === 'offer' && understood.targets.map(({ options }) => options.name)).toContain('moon-gang-tae');
  });
});
