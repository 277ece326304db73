/** Fifty large packs at once: what they cost at start and in memory, and how fast names and words are found among them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openContent } from '../src/content/store.ts';
import type { Content } from '../src/content/types.ts';
import { ensureContentDb } from '../src/packs/build.ts';
import { withFolder } from './support/content.ts';
import { atMost, formatMb, formatMs, formatUs, median, type Part, percentile } from './support/figures.ts';

const TITLES = 50;
const PEOPLE = 200;
const EPISODES = 120;
const QUOTES = 2_000;
/** Beside the pack's own English. */
const TRANSLATED = ['ko', 'ja', 'es-419', 'pt-BR', 'id'];
const QUERIES = 1_000;
const FAMILIES = [
  'Kim',
  'Lee',
  'Park',
  'Choi',
  'Jung',
  'Kang',
  'Cho',
  'Yoon',
  'Jang',
  'Lim',
  'Han',
  'Oh',
  'Seo',
  'Shin',
  'Kwon',
  'Hwang',
  'Ahn',
  'Song',
  'Yoo',
  'Hong',
];
const SYLLABLES =
  'min seo jun ha yun ji woo hyun soo ye jin eun tae gyu rin won seok hee kyung na bin chae da eul ga hyuk in jae ki mi nam ra sang sung u yeon young bo dong'.split(
    ' ',
  );
const WORDS =
  'tide light letter window harbour garden winter bread river lantern story morning shelter bridge song stone feather road kitchen snow'.split(
    ' ',
  );

export function benchPacks(): Promise<Part> {
  return withFolder(async (folder) => {
    const packsDir = join(folder, 'packs');
    for (let title = 0; title < TITLES; title++) writePack(packsDir, title);
    const file = join(folder, 'content.db');
    const built = time(() => ensureContentDb({ packsDir, file }));
    const found = time(() => ensureContentDb({ packsDir, file }));
    const saved = join(packsDir, 'title-7', 'quotes.yaml');
    writeFileSync(saved, readFileSync(saved, 'utf8').replace('number 7"', 'the number 7"'));
    const reloaded = time(() => ensureContentDb({ packsDir, file }));
    const before = memory();
    let content: Content | undefined;
    const opened = time(() => {
      content = openContent(file);
    });
    if (content === undefined) throw new Error('nothing was opened');
    const held = memory() - before;
    const { search, suggest } = content;
    const names = Array.from({ length: QUERIES }, (_, index) => nameOf((index * 7) % PEOPLE, index % TITLES));
    const slips = names.map((name, index) => `${name.slice(0, 3 + (index % 4))}${name.slice(4 + (index % 4))}`);
    const asked = names.map((name) => timeUs(() => search(name, { preferTitle: 'title-1' })));
    const misspelt = slips.map((name) => timeUs(() => search(name, { preferTitle: 'title-1' })));
    const typed = names.map((name, index) => timeUs(() => suggest(name.slice(0, 2 + (index % 6)).toLowerCase())));
    const words = Array.from({ length: QUERIES / 5 }, (_, index) => {
      const [one, other] = [WORDS[index % WORDS.length] ?? '', WORDS[(index * 3 + 1) % WORDS.length] ?? ''];
      return timeUs(() => content?.quotes(`title-${index % TITLES}`, { words: `${one} ${other}` }));
    });
    content.close();
    return {
      title: `${TITLES} titles of ${PEOPLE} people, ${EPISODES} episodes and ${QUOTES} quotes each, one of them in ${TRANSLATED.length + 1} languages`,
      rows: [
        { what: 'check and build content.db', figure: formatMs(built) },
        { what: 'find that nothing changed', figure: formatMs(found) },
        { what: 'take up one pack that was saved', figure: formatMs(reloaded) },
        { what: 'open: read every record, build the search index', figure: formatMs(opened) },
        { what: 'memory that the content holds', figure: formatMb(held) },
        { what: 'search for a name, median', figure: formatUs(median(asked)) },
        {
          what: 'search for a name, p99',
          figure: formatUs(percentile(asked, 0.99)),
          target: atMost(percentile(asked, 0.99), 200, '0.2 ms'),
        },
        { what: 'search for a name with a letter left out, median', figure: formatUs(median(misspelt)) },
        { what: 'search for a name with a letter left out, p99', figure: formatUs(percentile(misspelt, 0.99)) },
        { what: 'autocomplete of 2–7 letters, median', figure: formatUs(median(typed)) },
        { what: 'autocomplete of 2–7 letters, p99', figure: formatUs(percentile(typed, 0.99)) },
        { what: 'quotes with two words, median', figure: formatUs(median(words)) },
        { what: 'quotes with two words, p99', figure: formatUs(percentile(words, 0.99)) },
      ],
    };
  });
}

function nameOf(person: number, title: number): string {
  const pick = (list: readonly string[], at: number) => list[Math.abs(at) % list.length] ?? '';
  const number = person * 31 + title * 17;
  const given = `${pick(SYLLABLES, number)}-${pick(SYLLABLES, Math.floor(number / SYLLABLES.length) + title)}`;
  return `${pick(FAMILIES, person + title)} ${given.charAt(0).toUpperCase()}${given.slice(1)}`;
}

function writePack(folder: string, title: number): void {
  const id = `title-${title}`;
  const path = join(folder, id);
  mkdirSync(join(path, 'translations'), { recursive: true });
  const head = 'defaults:\n  sources: [source]\n  spoiler_from: 1\n';
  const list = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => `  - ${line(index)}\n`).join('');
  const words = (index: number) =>
    [1, 3, 7, 11, 13].map((step, at) => WORDS[(index * step + Math.floor(index / 20) * at) % WORDS.length]).join(' ');
  const files: Record<string, string> = {
    title: `${head}id: ${id}\nkind: drama\norder: ${title}\nname: "Made-up Title ${title}"\nyear: 2020\nlast_episode: ${EPISODES}\naccent: "#336699"\nlogline: {id: logline, text: A made-up title.}\nkey_facts: [{id: network, value: A network}]\n`,
    sources: `sources:\n  - {id: source, title: A page, publisher: A publisher, url: "https://example.org/", published: "2020-01-01", accessed: "2026-01-01", reliability: press, spoiler_from: 1}\n`,
    people: `${head}people:\n${list(PEOPLE, (index) => `{id: person-${index}, name: ${nameOf(index, title)}, roles: [actor]}`)}`,
    cast: `${head}cast:\n${list(PEOPLE, (index) => `{id: character-${index}, name: ${nameOf(index + 5_000, title)}, group: supporting, description: Somebody of the story., roles: [{id: role-${index}, actor: person-${index}, kind: supporting}]}`)}`,
    episodes: `${head}episodes:\n${list(EPISODES, (index) => `{id: episode-${index + 1}, number: ${index + 1}, title: "The ${words(index)}"}`)}`,
    questions: `questions:\n${list(12, (index) => `{id: question-${index}, text: "What is small question ${index} to you today?"}`)}`,
    quotes: `${head}  tone: gentle\n  themes: [light]\nquotes:\n${list(QUOTES, (index) => `{id: q${index}, text: "The ${words(index)} of number ${index}", speaker: character-${index % PEOPLE}}`)}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, `${name}.yaml`), text);
  if (title !== 0) return;
  for (const locale of TRANSLATED) {
    const quotes = Array.from({ length: QUOTES }, (_, index) => `  q${index}: {translation: "${locale} ${words(index)} ${index}"}\n`).join(
      '',
    );
    writeFileSync(join(path, 'translations', `${locale}.yaml`), `quotes:\n${quotes}`);
  }
}

/** Milliseconds of CPU: what others do on the machine meanwhile counts for nothing. */
function time(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Microseconds, the least of three times: what the machine or the collector of memory does meanwhile is not of the query. */
function timeUs(act: () => unknown): number {
  const rounds = Array.from({ length: 3 }, () => {
    const started = performance.now();
    act();
    return (performance.now() - started) * 1_000;
  });
  return Math.min(...rounds);
}

/** Bytes that are held after what is no longer needed was given back. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
