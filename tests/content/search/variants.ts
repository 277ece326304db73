/**
 * Labelled queries made from the packs' own names: every system of romanization, way of joining, order and case, and the
 * slips fingers make. The spellings here are written down apart from the table of the search, so that it is not judged by
 * itself.
 */
import { romanize } from 'es-hangul';
import type { NameEntry } from '../../../src/content/names.ts';

export interface Labelled {
  readonly query: string;
  readonly expected: string;
  readonly kind: string;
}

/** What is common for a syllable besides the systems; after credits and press of Korean dramas. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  김: ['Kim'], 이: ['Lee', 'Yi', 'Rhee'], 박: ['Park', 'Pak'], 최: ['Choi'], 정: ['Jung', 'Chung'], 강: ['Kang'], 조: ['Cho', 'Jo'],
  문: ['Moon'], 고: ['Ko', 'Go', 'Koh'], 오: ['Oh'], 서: ['Seo', 'Suh'], 손: ['Son', 'Sohn'], 주: ['Joo', 'Ju'], 곽: ['Kwak'], 권: ['Kwon'],
  유: ['Yoo', 'Yu', 'You'], 우: ['Woo'], 선: ['Sun'], 석: ['Suk', 'Seok'], 구: ['Koo', 'Gu'], 수: ['Soo', 'Su'], 현: ['Hyun', 'Hyeon'],
  예: ['Ye', 'Yea', 'Yeh'], 지: ['Ji', 'Jee'], 영: ['Young', 'Yeong', 'Yung'], 규: ['Kyu', 'Gyu'], 경: ['Kyung', 'Kyeong'], 훈: ['Hoon', 'Hun'],
  헌: ['Hun', 'Heon'], 승: ['Seung'], 연: ['Yeon', 'Yun', 'Youn'], 숙: ['Sook'], 순: ['Soon'], 덕: ['Duk', 'Deok'], 둥: ['Doong'], 기: ['Ki', 'Gi'],
  희: ['Hee', 'Hui'], 신: ['Shin', 'Sin'], 태: ['Tae'], 대: ['Dae'], 재: ['Jae'], 아: ['Ah', 'A'], 욱: ['Wook', 'Uk'], 윤: ['Yoon', 'Yun'],
  원: ['Won'], 성: ['Sung', 'Seong'], 선우: ['Sunwoo'], 진: ['Jin'], 별: ['Byul', 'Byeol'], 인: ['In'], 광: ['Kwang', 'Gwang'], 도: ['Do', 'Doh'],
  철: ['Chul', 'Cheol'], 름: ['Reum'], 빈: ['Bin'], 하: ['Ha'],
}; // biome-ignore format: a line a group

const MR_INITIAL = ['k', 'kk', 'n', 't', 'tt', 'r', 'm', 'p', 'pp', 's', 'ss', '', 'ch', 'tch', "ch'", "k'", "t'", "p'", 'h'];
const MR_VOICED: Readonly<Record<string, string>> = { k: 'g', t: 'd', p: 'b', ch: 'j' };
const MR_VOWEL = 'a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i'.split(' ');
const MR_FINAL = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ');

/** McCune-Reischauer of one syllable; voiced between sounding letters inside a word. */
function mccune(syllable: string, before: string | undefined): string {
  const code = syllable.charCodeAt(0) - 0xac00;
  const initial = MR_INITIAL[Math.floor(code / 588)] ?? '';
  const voiced = before !== undefined && /[aeiouŏŭnmgl]$/.test(before) && !/[kpt]$/.test(before);
  return (
    (voiced ? (MR_VOICED[initial] ?? initial) : initial) + (MR_VOWEL[Math.floor((code % 588) / 28)] ?? '') + (MR_FINAL[code % 28] ?? '')
  );
}

interface Spelled {
  readonly family: string | undefined;
  readonly given: readonly string[];
  readonly system: string;
}

function spell(family: string | undefined, given: readonly string[]): Spelled[] {
  const common = (syllable: string, turn: number) => {
    const list = COMMON[syllable] ?? [capital(romanize(syllable))];
    return list[turn % list.length] ?? '';
  };
  const spelled: Spelled[] = [
    { family: family && capital(romanize(family)), given: given.map(romanize), system: 'revised' },
    {
      family: family && capital(mccune(family, undefined)),
      given: given.map((syllable, index) => mccune(syllable, index === 0 ? undefined : mccune(given[index - 1] ?? '', undefined))),
      system: 'mccune-reischauer',
    },
  ];
  for (const turn of [0, 1, 2]) {
    spelled.push({
      family: family && common(family, turn),
      given: given.map((s, i) => common(s, turn + (i % 2)).toLowerCase()),
      system: 'passport',
    });
    spelled.push({ family: family && common(family, turn), given: given.map((s) => romanize(s)), system: 'mixed' });
  }
  const marked = spelled.find(({ system }) => system === 'mccune-reischauer');
  if (marked) {
    const plain = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f']/g, '');
    spelled.push({ family: marked.family && plain(marked.family), given: marked.given.map(plain), system: 'mccune-reischauer-unmarked' });
  }
  return spelled;
}

/** Every variant without slips. */
export function listVariants(entries: readonly NameEntry[]): Labelled[] {
  const rows: Labelled[] = [];
  const namesakes = listNamesakes(entries);
  for (const entry of entries) {
    const parts = split(entry);
    if (!parts) continue;
    const { family, given } = parts;
    const isGivenOwn = given.length > 1 && !namesakes.has(entry.id);
    const add = (query: string, kind: string) => rows.push({ query, expected: entry.id, kind });
    for (const { family: spelledFamily, given: spelledGiven, system } of spell(family, given)) {
      const hyphened = capital(spelledGiven.join('-'));
      const spaced = spelledGiven.map(capital).join(' ');
      const joined = capital(spelledGiven.join(''));
      const whole =
        spelledFamily === undefined ? [hyphened, spaced, joined] : [hyphened, spaced, joined].map((name) => `${spelledFamily} ${name}`);
      for (const name of whole)
        for (const form of [name, name.toLowerCase(), name.toUpperCase(), name.replace(/[ -]/g, '').toLowerCase()]) add(form, system);
      if (spelledFamily !== undefined)
        for (const name of [hyphened, spaced, joined]) add(`${name} ${spelledFamily}`, `${system}, family last`);
      if (spelledFamily !== undefined && isGivenOwn)
        for (const name of [hyphened, spaced, joined.toLowerCase()]) add(name, `${system}, given`);
    }
    const hangul = (family ?? '') + given.join('');
    for (const form of [hangul, `${family ?? ''} ${given.join('')}`, [family, ...given].join(' '), hangul.normalize('NFD')])
      add(form.trim(), 'hangul');
    if (family !== undefined && isGivenOwn) add(given.join(''), 'hangul, given');
  }
  return distinct(rows);
}

/** One or two slips on top of variants. `choose` makes it repeatable. */
export function listSlips(
  entries: readonly NameEntry[],
  variants: readonly Labelled[],
  slips: 1 | 2,
  choose: (below: number) => number,
): Labelled[] {
  const taken = new Set([...variants.map(({ query }) => query), ...entries.flatMap(({ forms }) => forms.map(({ text }) => text))].map(key));
  const namesakes = listNamesakes(entries);
  const rows = variants
    .filter(
      ({ query, kind, expected }) =>
        !namesakes.has(expected) &&
        /^[\p{Script=Latin}' -]+$/u.test(query) &&
        query.length >= (slips === 1 ? 6 : 9) &&
        !kind.includes('unmarked'),
    )
    .map(({ query, expected, kind }) => {
      let text = query;
      const names: string[] = [];
      for (let n = 0; n < slips; n++) {
        const slip = SLIPS[choose(SLIPS.length)] ?? SLIPS[0];
        if (!slip) break;
        text = slip[1](text, choose);
        names.push(slip[0]);
      }
      return {
        query: text,
        expected,
        kind: `${slips} ${slips === 1 ? 'slip' : 'slips'}${kind.includes('given') ? ', given' : ''}: ${names.sort().join(' + ')}`,
      };
    });
  // What became somebody's proper spelling is no slip any more, nor is "Kang-t'ae Mum", which means his mother.
  return distinct(rows).filter(({ query }) => !taken.has(key(query)) && !/\b(mum|mom)\b/i.test(query));
}

/** In-young alone is the character who is mostly called so, and a slip in Joo In-young's family name may make Oh In-young. */
function listNamesakes(entries: readonly NameEntry[]): ReadonlySet<string> {
  const wholeNames = new Set(entries.filter(({ name }) => !name.includes(' ')).map(({ hangul }) => hangul));
  return new Set(entries.filter((entry) => wholeNames.has(split(entry)?.given.join('')) && entry.name.includes(' ')).map(({ id }) => id));
}

/** One wrong letter in Hangul. */
export function listHangulSlips(variants: readonly Labelled[], choose: (below: number) => number): Labelled[] {
  const taken = new Set(variants.map(({ query }) => query));
  return variants
    .filter(({ query, kind }) => kind === 'hangul' && /^[가-힣]{3}$/.test(query))
    .map(({ query, expected }) => {
      const at = choose(query.length);
      const code = query.charCodeAt(at) - 0xac00;
      const vowel = Math.floor((code % 588) / 28);
      const near = [1, 5, 6, 7, 0, 1, 2, 3, 12, 9, 15, 11, 8, 18, 16, 17, 20, 12, 13, 20, 19][vowel] ?? 0;
      const changed = String.fromCharCode(0xac00 + code + (near - vowel) * 28);
      return { query: query.slice(0, at) + changed + query.slice(at + 1), expected, kind: 'hangul slip' };
    })
    .filter(({ query }) => !taken.has(query));
}

const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: 'sq', b: 'vn', c: 'xv', d: 'sf', e: 'wr', f: 'dg', g: 'fh', h: 'gj', i: 'uo', j: 'hk', k: 'jl', l: 'ko', m: 'n', n: 'bm', o: 'ip', p: 'o',
  q: 'w', r: 'et', s: 'ad', t: 'ry', u: 'yi', v: 'cb', w: 'qe', x: 'zc', y: 'tu', z: 'x',
}; // biome-ignore format: a row of keys

type Slip = (text: string, choose: (below: number) => number) => string;
const SLIPS: readonly (readonly [string, Slip])[] = [
  ['swap', (text, choose) => at(text, choose, (i) => /\p{L}/u.test(text[i + 1] ?? ''), (i) => text.slice(0, i) + text.charAt(i + 1) + text.charAt(i) + text.slice(i + 2))],
  ['drop', (text, choose) => at(text, choose, () => true, (i) => text.slice(0, i) + text.slice(i + 1))],
  ['double', (text, choose) => at(text, choose, () => true, (i) => text.slice(0, i) + text.charAt(i).toLowerCase() + text.slice(i))],
  ['key', (text, choose) => at(text, choose, (i) => text.charAt(i).toLowerCase() in NEIGHBOURS, (i) => {
    const keys = NEIGHBOURS[text.charAt(i).toLowerCase()] ?? 'x';
    return text.slice(0, i) + keys.charAt(choose(keys.length)) + text.slice(i + 1);
  })],
  ['vowel', (text, choose) => at(text, choose, (i) => /[aeiou]/i.test(text.charAt(i)), (i) => text.slice(0, i) + 'aeiou'.charAt(choose(5)) + text.slice(i + 1))],
]; // biome-ignore format: a slip a line

function at(text: string, choose: (below: number) => number, fits: (index: number) => boolean, change: (index: number) => string): string {
  const places = [...text].flatMap((_, index) => (/\p{L}/u.test(text.charAt(index)) && fits(index) ? [index] : []));
  const place = places[choose(places.length)];
  return place === undefined ? text : change(place);
}

/** Others' names, English words and other works: nobody may be answered for these. */
export const STRANGERS: readonly string[] = `
Kim So-hyun|Kim Sohyun|김소현|Seo Ye Jin|Son Ye-jin|손예진|Nam Joo-hyuk|Nam Ji-hyun|Nam Da-reum|Nam Goong-min|Nam Gyu-ri|Moon Ga-young|Moon Chae-won|Moon Sang-min
Moon So-ri|Kim Soo-mi|Kim Soo-ro|Kim Su-an|Kim Soo-jin|Kim Soo-ahn|Kim Ji-soo|Kim Joo-hyuk|Kim Joo-hyun|Kim Joo-ryoung|Kim Woo-bin|Kim Go-eun|Kim Tae-ri|Kim Tae-hee
Kim Hye-soo|Kim Hye-yoon|Kim Hye-ja|Kim Hye-jun|Kim Mi-sook|Kim Min-jae|Kim Myung-soo|Kim Sung-cheol|Kim Seon-ho|Kim Sang-kyung|Kim Ji-won|Kim Yoo-jung|Kim Da-mi
Kim Bum|Kim Nam-gil|Kim Rae-won|Kim Jae-wook|Kim Young-kwang|Kim Young-dae|Lee Min-ho|Lee Jong-suk|Lee Dong-wook|Lee Joon-gi|Lee Seung-gi|Lee Jung-jae|Lee Jung-hyun
Lee Jung-eun|Lee Jong-won|Lee Sang-yi|Lee Sang-yoon|Lee Sang-yeob|Lee Sang-min|Lee Sang-hee|Lee Sun-kyun|Lee Byung-hun|Lee Ji-ah|Lee Ji-eun|Lee Sung-kyung|Lee Kyu-han
Lee Kyu-hyung|Lee Se-young|Lee Yo-won|Lee Re-na|Park Bo-gum|Park Bo-young|Park Seo-joon|Park Seo-ham|Park Shin-hye|Park Shin-yang|Park Min-young|Park Eun-bin|Park Hae-soo
Park Hae-jin|Park Hyung-sik|Park Jin-young|Park Jin-woo|Park Gyu-won|Park Sung-woong|Park Ok-sun|Park Ji-hu|Park So-dam|Jung Hae-in|Jung So-min|Jung Sang-hwa|Jung Jae-young
Jung Il-woo|Jung Ryeo-won|Jung Yu-mi|Jung Su-jung|Jang Na-ra|Jang Dong-gun|Jang Ki-yong|Jang Young-ran|Jang Gyu-hoon|Jang Hyuk|Jang Keun-suk|Kang Ha-neul|Kang Ki-young
Kang So-ra|Kang Ji-hwan|Kang Ji-young|Kang Eun-tak|Kang Min-hyuk|Kang Dong-won|Kang Soo-yeon|Kwak Do-won|Kwak Si-yang|Kwak Dong-won|Kwon Sang-woo|Kwon Yul|Kwon Na-ra
Choi Woo-shik|Choi Woo-sik|Choi Min-sik|Choi Jin-hyuk|Choi Si-won|Choi Ji-woo|Choi Dae-hoon|Woo Do-hwan|Ji Chang-wook|Ji Jin-hee|Ji Sung|Bae Suzy|Bae Doona|Bae Hae-jin
Bae Yong-joon|Oh Yeon-seo|Oh Jung-yeon|Oh Man-seok|Oh Dal-su|Oh Na-ra|Ko Ah-sung|Ko Ara|Go Ah-ra|Go Soo|Go Yoon-jung|Go Hyun-jung|Go Doo-shim|Go Min-si|Go Kyung-pyo
Jo Jung-suk|Jo In-sung|Jo Bo-ah|Jo Yeo-jeong|Jo Jae-hyun|Jo Jae-yoon|Jo Woo-jin|Cho Seung-woo|Cho Yi-hyun|Do Kyung-soo|Do Ji-won|Yoo Ah-in|Yoo Yeon-seok|Yoo Seung-ho
Yoo Jae-suk|Yoo In-na|Yoo Ji-tae|Yoon Eun-hye|Yoon Shi-yoon|Yoon Kyun-sang|Seo Kang-joon|Seo In-guk|Seo Hyun-jin|Seo Yi-sook|Seo Yea-hwa|Seo Young-hee|Sung Dong-il
Sung Yu-ri|Shin Min-a|Shin Hye-sun|Shin Ha-kyun|Shin Se-kyung|Song Joong-ki|Song Hye-kyo|Song Kang|Song Kang-ho|Song Ji-hyo|Song Won-geun|Son Na-eun|Son Ho-jun|Son Heung-min
Jin Goo|Jin Seon-kyu|Jin Ji-hee|Ju Ji-hoon|Joo Won|Joo Sang-wook|Joo Jong-hyuk|Joo Hyun-young|Han So-hee|Han Hyo-joo|Han Ji-min|Han Ye-ri|Hyun Bin|Gong Yoo|Gong Hyo-jin
Im Si-wan|Im Yoon-ah|Im Soo-jung|Ahn Bo-hyun|Ahn Hyo-seop|Bong Joon-ho|Park Chan-wook|Hwang Jung-min|Hwang In-youp|Ma Dong-seok|Ha Ji-won|Ha Jung-woo|Heo Joon-ho|Wi Ha-joon
이민호|박서준|송중기|남주혁|전지현|김고은|김혜수|이정재|박보검|문가영|문채원|조정석|고윤정|서현진|오연서|강하늘|곽도원|정해인|유재석|이종석|김수미|박신혜|최우식|남규리|김혜윤
Yoon Se-ri|Ri Jeong-hyeok|Seo Dan|Gu Seung-jun|Vincenzo Cassano|Hong Cha-young|Park Sae-ro-yi|Jo Yi-seo|Do Bong-soon|Ahn Min-hyuk|Ji Eun-tak|Kim Shin|Cheon Song-yi|Do Min-joon
Goo Jun-pyo|Geum Jan-di|Woo Young-woo|Lee Jun-ho|Moon Dong-eun|Park Yeon-jin|Seong Gi-hun|Cho Sang-woo|Kang Sae-byeok|Oh Il-nam|Hong Du-sik|Yoon Hye-jin|Na Hee-do|Baek Yi-jin
Gu Won|Cheon Sa-rang|Sung Deok-sun|Choi Taek|Baek Hyun-woo|Hong Hae-in|Im Sol|Ryu Sun-jae|Kang Maru|Cha Eun-sang|Kim Tan|Jang Man-wol|Koo Chan-sung|Lee Ik-jun|Chae Song-hwa
xx|lasagna|hello|spaghetti|umbrella|computer|banana|discord|netflix|season two|who is this|asdf|qwerty|zzzzzz|123|the weather|good morning|thank you|i love you|pineapple
Harry Potter|Sherlock Holmes|Taylor Swift|Tom Hanks|Naruto Uzumaki|Hayao Miyazaki|Crash Landing on You|Goblin|Squid Game|Vincenzo|Itaewon Class|Hometown Cha-Cha-Cha|Parasite
My Mister|Reply 1988|Our Blues|The Glory|Start-Up|Hospital Playlist|Queen of Tears|Moonlight|Moonlight Sonata|Sunshine|young adult|sung by|juice|gangster|Gangnam Style|jungle|kimchi
`
  .trim()
  .split(/[|\n]/);

/** How the name is divided: a family name only where the shown name has a space. */
function split({ kind, name, hangul }: NameEntry): { family: string | undefined; given: readonly string[] } | undefined {
  if (kind === 'title' || hangul === undefined || !/^[가-힣]{2,4}$/.test(hangul)) return undefined;
  const syllables = [...hangul];
  return name.includes(' ') ? { family: syllables[0], given: syllables.slice(1) } : { family: undefined, given: syllables };
}

/** Repeatable numbers (mulberry32). */
export function createChooser(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function key(query: string): string {
  return query.toLowerCase().replace(/[^\p{L}]/gu, '');
}

function distinct(rows: readonly Labelled[]): Labelled[] {
  return [...new Map(rows.map((row) => [`${row.query}\t${row.expected}`, row])).values()];
}
