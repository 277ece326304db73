/**
 * `npm run bench:search`: how well and how fast names are found, beside Fuse.js, MiniSearch and SQLite's FTS5 trigram
 * index on the same queries in the same run. With `--details` it also lists every query that was not answered as expected.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { romanize } from 'es-hangul';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import type { NameEntry } from '../src/content/names.ts';
import { buildSearchIndex } from '../src/content/search/index.ts';
import { FAMILY_NAMES } from '../src/content/search/romanization.ts';
import { readNames, SEEN_ALL } from '../tests/content/search/names.ts';
import { createChooser, type Labelled, listHangulSlips, listSlips, listVariants, STRANGERS } from '../tests/content/search/variants.ts';

interface Answer {
  readonly id: string;
  readonly confident: boolean;
}
interface Contestant {
  readonly name: string;
  readonly search: (query: string) => readonly Answer[];
}
interface Row {
  readonly query: string;
  /** Ids of which any may come first; none when nobody may be answered. */
  readonly expected: readonly string[];
}

const LIMIT = 10;
const MADE_UP_NAMES = 100_000;

const { values } = parseArgs({ options: { details: { type: 'boolean', default: false } } });
const root = new URL('..', import.meta.url);
const rows = readRows(new URL('tests/fixtures/name-queries.tsv', root));
const entries = readNames();

const started = performance.now();
const nabi = buildNabi(entries);
print(`${entries.length} names of today's content, index built in ${(performance.now() - started).toFixed(0)} ms`);
const today = [nabi, buildFuse(entries), buildMiniSearch(entries), buildTrigram(entries)];
print(`\nQuality on ${rows.length} queries (tests/fixtures/name-queries.tsv)`);
print('  The others never claim to be confident, so names of nobody and shared names are given to them.');
for (const contestant of today) reportQuality(contestant, rows);

print('\nQuality on queries made from all names (tests/content/search/variants.ts)');
const choose = createChooser(7);
const variants = listVariants(entries);
const one = listSlips(entries, variants, 1, choose);
const two = listSlips(entries, variants, 2, choose);
const isGiven = ({ kind }: Labelled) => kind.includes('given');
for (const [title, list] of [
  ['every system, joining, order, case', variants.filter((row) => !isGiven(row))],
  ['given name alone', variants.filter(isGiven)],
  ['one slip, whole name', one.filter((row) => !isGiven(row))],
  ['one slip, given name', one.filter(isGiven)],
  ['two slips, whole name', two.filter((row) => !isGiven(row))],
  ['one wrong letter in Hangul', listHangulSlips(variants, choose)],
] as const) {
  const labelled = list.map(({ query, expected }) => ({ query, expected: [expected] }));
  reportQuality({ ...nabi, name: title }, labelled);
}
reportQuality(
  { ...nabi, name: "others' names, words, works" },
  STRANGERS.map((query) => ({ query, expected: [] })),
);

const queries = rows.map(({ query }) => query);
print(`\nµs per query, today's content (${entries.length} names)`);
for (const contestant of today) reportSpeed(contestant, queries, contestant.name === 'Fuse.js' ? 3 : 40);

const many = [...entries, ...makeUpNames(MADE_UP_NAMES - entries.length)];
const before = process.memoryUsage().heapUsed;
const startedMany = performance.now();
const nabiMany = buildNabi(many);
print(
  `\nµs per query, ${many.length} names; Nabi's index built in ${((performance.now() - startedMany) / 1000).toFixed(1)} s, ${((process.memoryUsage().heapUsed - before) / 2 ** 20).toFixed(0)} MB`,
);
reportSpeed(nabiMany, queries, 3);
reportSpeed(buildTrigram(many), queries, 1);
reportSpeed(buildMiniSearch(many), queries, 1);
// A full scan takes so long that a sample has to do.
reportSpeed(
  { ...buildFuse(many), name: 'Fuse.js (every 8th query)' },
  queries.filter((_, index) => index % 8 === 0),
  1,
);

function buildNabi(names: readonly NameEntry[]): Contestant {
  const index = buildSearchIndex(names);
  return { name: 'Nabi', search: (query) => index.search(query, { ...SEEN_ALL, limit: LIMIT }) };
}

function buildFuse(names: readonly NameEntry[]): Contestant {
  const fuse = new Fuse(
    names.map(({ id, forms }) => ({ id, texts: textsOf(forms) })),
    { keys: ['texts'], ignoreLocation: true, threshold: 0.4 },
  );
  return {
    name: 'Fuse.js',
    search: (query) => fuse.search(query, { limit: LIMIT }).map(({ item }) => ({ id: item.id, confident: false })),
  };
}

function buildMiniSearch(names: readonly NameEntry[]): Contestant {
  const mini = new MiniSearch<{ key: number; texts: string }>({ idField: 'key', fields: ['texts'], processTerm: fold });
  mini.addAll(names.map(({ forms }, key) => ({ key, texts: textsOf(forms).join(' ') })));
  const options = { prefix: true, fuzzy: 0.25 };
  return {
    name: 'MiniSearch',
    search: (query) =>
      mini
        .search(query, options)
        .slice(0, LIMIT)
        .map(({ id }) => ({ id: names[Number(id)]?.id ?? '', confident: false })),
  };
}

function buildTrigram(names: readonly NameEntry[]): Contestant {
  const db = new Database(':memory:');
  db.exec("CREATE VIRTUAL TABLE names USING fts5(id UNINDEXED, texts, tokenize = 'trigram remove_diacritics 1')");
  const insert = db.prepare('INSERT INTO names VALUES (?, ?)');
  db.transaction(() => {
    for (const { id, forms } of names) insert.run(id, textsOf(forms).join(' · '));
  })();
  const byTrigrams = db.prepare<[string, number], string>('SELECT id FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?').pluck();
  const byPart = db.prepare<[string, number], string>('SELECT id FROM names WHERE texts LIKE ? LIMIT ?').pluck();
  return {
    name: 'FTS5 trigram',
    search: (query) => {
      const trigrams = Array.from(
        { length: Math.max(0, query.length - 2) },
        (_, at) => `"${query.slice(at, at + 3).replaceAll('"', '""')}"`,
      );
      const ids = trigrams.length === 0 ? byPart.all(`%${query}%`, LIMIT) : byTrigrams.all([...new Set(trigrams)].join(' OR '), LIMIT);
      return ids.map((id) => ({ id, confident: false }));
    },
  };
}

function textsOf(forms: NameEntry['forms']): string[] {
  return forms.filter(({ kind }) => kind !== 'other-person').map(({ text }) => text);
}

function fold(term: string): string {
  return term
    .normalize('NFD')
    .replace(/[\u0300-\u036f']/g, '')
    .normalize('NFC')
    .toLowerCase();
}

function reportQuality({ name, search }: Contestant, list: readonly Row[]): void {
  let [first, inFive, wrong] = [0, 0, 0];
  for (const { query, expected } of list) {
    const answers = search(query);
    const [best] = answers;
    const isConfident = best?.confident === true;
    const isOwn = best !== undefined && expected.includes(best.id);
    const isRight = expected.length === 0 ? !isConfident : isOwn && (expected.length === 1 || !isConfident);
    const isWrong = isConfident && (expected.length !== 1 || !isOwn);
    const isNear = expected.length === 0 ? !isConfident : answers.slice(0, 5).some(({ id }) => expected.includes(id));
    first += Number(isRight);
    inFive += Number(isNear);
    wrong += Number(isWrong);
    if (values.details && (!isRight || isWrong))
      print(
        `    ${query} -> ${expected.join('|') || 'nobody'}; found ${
          answers
            .slice(0, 4)
            .map(({ id }) => id)
            .join(', ') || 'nobody'
        }${isConfident ? ' (confident)' : ''}`,
      );
  }
  const percent = (count: number) => `${((100 * count) / list.length).toFixed(2)} %`.padStart(9);
  print(`  ${name.padEnd(36)} first${percent(first)}  in five${percent(inFive)}  wrongly confident ${wrong}  of ${list.length}`);
}

/** Every query counts with the median of its rounds, so that what else the machine does is not taken for the search. */
function reportSpeed({ name, search }: Contestant, list: readonly string[], rounds: number): void {
  for (let round = 0; round < Math.min(rounds, 10); round++) for (const query of list) search(query);
  const times = list.map((query) => {
    const own = Array.from({ length: rounds }, () => {
      const start = performance.now();
      search(query);
      return (performance.now() - start) * 1000;
    });
    return own.sort((a, b) => a - b)[rounds >> 1] ?? 0;
  });
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1).padStart(10);
  print(`  ${name.padEnd(26)} median ${at(0.5)}  p99 ${at(0.99)}`);
}

/** Names of nobody: a family name and two common syllables, in Hangul and Revised Romanization. */
function makeUpNames(count: number): NameEntry[] {
  const choose = createChooser(11);
  const families = Object.keys(FAMILY_NAMES).filter((family) => family.length === 1);
  const syllables = [
    ...'가강건경광규기나남다대덕도동라란람련록류린마만명무문미민배백범별병보복봄빈사산상새서석선설성세소솔수숙순슬승시식신아안애양언여연영예오옥완왕용우욱운웅원월유윤율은의이익인일임자장재전정제조종주준중지진찬창채천철초춘충치태택평하학한해향헌혁현형혜호홍화환효훈휘흥희',
  ];
  const names = new Map<string, NameEntry>();
  while (names.size < count) {
    const pick = (list: readonly string[]) => list[choose(list.length)] ?? '';
    const [family, first, second] = [pick(families), pick(syllables), pick(syllables)];
    const hangul = family + first + second;
    const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
    const name = `${capital(romanize(family))} ${capital(romanize(first))}-${romanize(second)}`;
    names.set(hangul, {
      id: `made-up-${names.size}`,
      kind: 'person',
      title: 'made-up',
      name,
      hangul,
      prominence: 4,
      freeLevel: 1,
      forms: [
        { text: name, kind: 'name', spoilerFrom: 1 },
        { text: hangul, kind: 'hangul', spoilerFrom: 1 },
      ],
    });
  }
  return [...names.values()];
}

function readRows(file: URL): Row[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [query = '', expected = ''] = line.split('\t');
      return { query, expected: expected === 'NONE' ? [] : expected.split('|') };
    });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
