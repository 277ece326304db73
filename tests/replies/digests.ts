/** Replies as short digests in a file per command: a line per situation, a column per variant (language, style, episode). */
import { createHash, type Hash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Digests by variant, by situation. */
export type Digests = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Of a SHA-256, in hexadecimal: what tells one reply from another, not what keeps a secret. */
const DIGEST_LENGTH = 8;
const ABSENT = '-';
/** So many changed situations are named; whoever changed a sentence of all replies knows it. */
const MOST_NAMED = 40;

export interface Recorder {
  /** Adds what was answered in a situation, after whatever was added to it before. */
  add(situation: string, variant: string, step: string, answered: unknown): void;
  count(): number;
  finish(): Digests;
}

/** @param copyTo A file that also gets each answer in full, a line each, to be compared by eye. */
export function startRecording(copyTo?: string): Recorder {
  const hashes = new Map<string, Map<string, Hash>>();
  const ranks = new Map<string, Map<string, string>>();
  let count = 0;
  return {
    add(situation, variant, step, answered) {
      const known = ranks.get(variant) ?? new Map<string, string>();
      ranks.set(variant, known);
      const line = hideMadeUpIds(`${step} ${JSON.stringify(answered, sortKeys)}\n`, known);
      const row = hashes.get(situation) ?? new Map<string, Hash>();
      hashes.set(situation, row);
      const hash = row.get(variant) ?? createHash('sha256');
      row.set(variant, hash);
      hash.update(line);
      if (copyTo !== undefined) appendFileSync(copyTo, `${variant}: ${line}`);
      count += 1;
    },
    count: () => count,
    finish: () => mapRows(hashes, (row) => mapRows(row, (hash) => hash.digest('hex').slice(0, DIGEST_LENGTH))),
  };
}

function mapRows<From, To>(rows: ReadonlyMap<string, From>, change: (row: From) => To): ReadonlyMap<string, To> {
  return new Map([...rows].map(([key, row]) => [key, change(row)]));
}

/** The ids that tests/support/interactions.ts counts up tell how much was asked before: here each is the first, the second … that is shown. */
function hideMadeUpIds(text: string, known: Map<string, string>): string {
  return text.replace(/\b12\d{17}\b/g, (id) => {
    const rank = known.get(id) ?? `#${known.size + 1}`;
    known.set(id, rank);
    return rank;
  });
}

/** Two objects are alike whatever the order they were put together in. */
function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function saveDigests(folder: string, name: string, digests: Digests): void {
  const variants = [...new Set([...digests.values()].flatMap((row) => [...row.keys()]))];
  const lines = [...digests].map(([situation, row]) => [situation, ...variants.map((variant) => row.get(variant) ?? ABSENT)].join('\t'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.tsv`), `${[['situation', ...variants].join('\t'), ...lines].join('\n')}\n`);
}

/** Nothing where nothing was recorded. */
export function loadDigests(folder: string, name: string): Digests {
  const file = join(folder, `${name}.tsv`);
  if (!existsSync(file)) return new Map();
  const [[, ...variants] = [], ...rows] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
  return new Map(
    rows.map(([situation = '', ...cells]) => [
      situation,
      new Map(variants.map((variant, index) => [variant, cells[index] ?? ABSENT] as const).filter(([, cell]) => cell !== ABSENT)),
    ]),
  );
}

/** What is answered otherwise than it was recorded, a sentence each; none when all is the same. Of what was recorded only the variants walked now. */
export function describeChanges(all: Digests, now: Digests): readonly string[] {
  const walked = new Set([...now.values()].flatMap((row) => [...row.keys()]));
  const recorded = new Map(
    [...all].flatMap(([situation, row]) => {
      const kept = [...row].filter(([variant]) => walked.has(variant));
      return kept.length === 0 ? [] : [[situation, new Map(kept)] as const];
    }),
  );
  const changes = [...new Set([...recorded.keys(), ...now.keys()])].flatMap((situation) => {
    const [before, after] = [recorded.get(situation), now.get(situation)];
    if (before === undefined) return [`${situation}: is new`];
    if (after === undefined) return [`${situation}: is gone`];
    const variants = [...new Set([...before.keys(), ...after.keys()])];
    const changed = variants.filter((variant) => before.get(variant) !== after.get(variant));
    if (changed.length === 0) return [];
    return [`${situation}: differs in ${changed.length === variants.length ? 'every variant' : changed.join(', ')}`];
  });
  const left = changes.length - MOST_NAMED;
  return left > 0 ? [...changes.slice(0, MOST_NAMED), `and ${left} more`] : changes;
}
