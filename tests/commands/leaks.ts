/**
 * Looks through replies for what they must not say. What a pack holds is read from the YAML, not from the answers' own
 * queries, and every text in it counts, whatever its field is called, so that a field added later is looked for too.
 */

import type { Ceilings } from '../../src/content/spoilers.ts';
import type { Content } from '../../src/content/types.ts';
import { KIND_NAMES } from '../../src/packs/kinds.ts';
import type { ReadPack } from '../../src/packs/read.ts';
import { listRecords, type PackRecord } from '../../src/packs/records.ts';
import { listTranslated } from '../../src/packs/translation.ts';
import { removeHidden } from '../support/bot.ts';
import { readOwnPacks } from '../support/made-once.ts';
import type { Exchange } from '../support/replies.ts';

/** Fields that tell nothing of the story: ids, codes, dates and publishers. */
const NEVER_TELLING = new Set([
  ...['id', 'to', 'actor', 'speaker', 'about', 'better', 'ceremony', 'character', 'recipients', 'people', 'sources', 'rating_sources'],
  ...['newest_source', 'as_of', 'kind', 'group', 'result', 'tone', 'voice', 'themes', 'reliability', 'publisher', 'published', 'updated'],
  ...['accessed', 'checked_on', 'date', 'released', 'aired', 'aired_basis', 'state', 'roles', 'accent', 'errors', 'belongs_to_others'],
]);

/** Enough of a text to know it by, and short enough to be found in a label that was cut. */
const TELLING_LENGTH = 48;

interface Told {
  readonly text: string;
  readonly level: number;
  readonly titleId: string;
  readonly path: string;
}

export interface Leak {
  readonly call: string;
  readonly said: string;
  /** The record it comes from and the episode from which it may be known. */
  readonly from: string;
}

const packs: readonly ReadPack[] = readOwnPacks().packs;

/** Letters, digits and spaces: the same text with and without markdown, escapes and capitals, with apostrophes typed or printed. */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('%28', '(')
    .replaceAll('%29', ')')
    .replace(/[\\*_~`|\u200b]/g, '')
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

const allTold = packs.flatMap((pack) => (pack.title ? collectTold(pack, pack.title.id, pack.title.kind === 'film' ? 0 : 1) : []));

/** Every shown text of a pack with the episode from which it may be known: the latest of those it stands inside of. */
function collectTold(pack: ReadPack, titleId: string, freeLevel: number): Told[] {
  const told: Told[] = [];
  const names = new Map(pack.list('cast').map(({ id, name }) => [id, name]));
  const walk = (value: unknown, level: number, path: string): void => {
    if (typeof value === 'string') told.push({ text: fold(value), level, titleId, path });
    else if (Array.isArray(value)) for (const [index, part] of value.entries()) walk(part, level, `${path}[${index}]`);
    else if (typeof value === 'object' && value !== null) {
      const own = 'spoiler_from' in value && typeof value.spoiler_from === 'number' ? Math.max(level, value.spoiler_from) : level;
      const id = 'id' in value && typeof value.id === 'string' ? `${path}(${value.id})` : path;
      // "younger brother of" says nothing alone: a relation is told together with the other's name.
      if ('to' in value && typeof value.to === 'string' && 'text' in value && !('tone' in value)) {
        told.push({ text: fold(`${String(value.text)} ${names.get(value.to) ?? ''}`), level: own, titleId, path: id });
        return;
      }
      // A name and its Hangul are told together too.
      const name = 'name' in value ? value.name : 'title' in value ? value.title : undefined;
      if ('hangul' in value && typeof name === 'string')
        told.push({ text: fold(`${name} (${String(value.hangul)})`), level: own, titleId, path: id });
      for (const [key, part] of Object.entries(value)) if (!NEVER_TELLING.has(key) || holdsRecords(part)) walk(part, own, `${id}.${key}`);
    }
  };
  for (const kind of KIND_NAMES) walk(pack.list(kind), freeLevel, kind);
  return told.filter(({ text }) => text.length > 2);
}

/** The texts of a pack's translations by their language, each with the level of what it translates. */
const translatedTold = Map.groupBy(packs.flatMap(collectTranslated), ({ locale }) => locale);

function collectTranslated(pack: ReadPack): readonly (Told & { readonly locale: string })[] {
  const { title } = pack;
  if (title === undefined) return [];
  const levelOf = ({ spoilerFrom, owner }: PackRecord): number =>
    Math.max(spoilerFrom, owner === undefined ? (title.kind === 'film' ? 0 : 1) : levelOf(owner));
  const levels = new Map(listRecords(pack).map((record) => [`${record.kind}/${record.id}`, levelOf(record)]));
  return [...pack.translations].flatMap(([locale, { value }]) =>
    listTranslated(value ?? {}).flatMap(({ kind, id, texts }) =>
      Object.entries(texts)
        .filter(([field]) => !NEVER_TELLING.has(field))
        .flatMap(([field, text]) => [text].flat().map((one) => ({ text: fold(one), field })))
        .filter(({ text }) => text.length > 2)
        .map(({ text, field }) => ({
          text,
          level: levels.get(`${kind}/${id}`) ?? 0,
          titleId: title.id,
          path: `${locale} ${kind}/${id}.${field}`,
          locale,
        })),
    ),
  );
}

/** `sources` is a list of ids in a record and the list of the records themselves in its file. */
function holdsRecords(value: unknown): boolean {
  return Array.isArray(value) && value.some((part) => typeof part === 'object');
}

/** Each distinct line that can be read without opening a spoiler, with the first call that showed it. */
function collectLines(exchanges: readonly Exchange[], read: (exchange: Exchange) => readonly string[]): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const exchange of exchanges) {
    for (const line of read(exchange).flatMap((text) => text.split('\n'))) {
      const folded = fold(line);
      if (folded !== '' && !lines.has(folded)) lines.set(folded, exchange.call);
    }
  }
  return lines;
}

/**
 * Texts from beyond the ceilings that can be read in these replies. A text that also stands in a record from before is no news.
 *
 * @param reached the drama's last known episode (of a film: not seen), or that of each title.
 * @param locale the language of the replies: what its translations tell is looked for as well.
 * @param where `open`: what stands behind spoiler marks counts as kept; `anywhere`: not even that may be there.
 */
export function findLeaks(
  exchanges: readonly Exchange[],
  content: Content,
  reached: number | Ceilings,
  where: 'open' | 'anywhere' = 'open',
  locale = 'en-US',
): readonly Leak[] {
  const inFiles = ({ reply }: Exchange) => reply.files.map(({ text }) => text);
  const lines = collectLines(exchanges, (exchange) =>
    [...readSurfaces(exchange.response, where), ...inFiles(exchange)].map((text) => forgetEcho(text, exchange.call)),
  );
  const ceilings = new Map(
    content.titles().map(({ id, kind }) => [id, typeof reached !== 'number' ? (reached[id] ?? 0) : kind === 'film' ? 0 : reached] as const),
  );
  const key = `${locale} ${JSON.stringify([...ceilings])}`;
  const secrets = secretsBeyond.get(key) ?? listSecrets(ceilings, locale);
  secretsBeyond.set(key, secrets);
  const shown = [...lines.keys()].join('\n');
  const told = [...secrets].filter(([telling]) => shown.includes(telling)).map(([telling, from]) => leakOf(lines, telling, from));
  return [...told, ...findCastings(lines, ceilings)];
}

/** By language and ceilings: the same for many walks. */
const secretsBeyond = new Map<string, ReadonlyMap<string, string>>();

/** What only later records tell, and where it stands. */
function listSecrets(ceilings: ReadonlyMap<string, number>, locale: string): ReadonlyMap<string, string> {
  const everything = [...allTold, ...(translatedTold.get(locale) ?? [])];
  const isLater = ({ level, titleId }: Told) => level > (ceilings.get(titleId) ?? 0);
  const known = everything
    .filter((told) => !isLater(told))
    .map(({ text }) => text)
    .join('\n');
  const secrets = new Map<string, string>();
  for (const told of everything.filter(isLater)) {
    // With or without the stop at its end it tells the same.
    const telling = told.text.slice(0, TELLING_LENGTH).replace(/[.!?]+$/, '');
    if (!known.includes(telling)) secrets.set(telling, `${told.path}, from ${told.level}`);
  }
  return secrets;
}

/** Under these names stands what can be read in a response: a card, a plain message, choices, a form, the words for a picture. */
const READ_ALOUD = new Set(['content', 'label', 'description', 'placeholder', 'title', 'name', 'filename']);

/** Everything in a response that somebody can read, whatever kind of response it is. */
function readSurfaces(response: unknown, where: 'open' | 'anywhere'): readonly string[] {
  const read = (value: unknown): readonly string[] => {
    if (Array.isArray(value)) return value.flatMap(read);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, part]) => {
      if (typeof part !== 'string') return read(part);
      // Of a form's field its value is read too; elsewhere a value is an id.
      if (!READ_ALOUD.has(key) && !(key === 'value' && 'style' in value)) return [];
      return [key === 'content' && where === 'open' ? removeHidden(part) : part];
    });
  };
  return read(response);
}

/** Without the asker's own words, which tell them nothing: "I don't know a “…” here". */
function forgetEcho(text: string, call: string): string {
  const asked = fold(call);
  return text.replace(/[“「]([^”」]*)[”」]/g, (quoted, inner: string) => (asked.includes(fold(inner)) ? '“”' : quoted));
}

/** Lines that name a character together with an actor who is known to play them only later. */
function findCastings(lines: ReadonlyMap<string, string>, ceilings: ReadonlyMap<string, number>): readonly Leak[] {
  return packs.flatMap((pack) => {
    const titleId = pack.title?.id ?? '';
    const people = new Map(pack.list('people').map(({ id, name }) => [id, fold(name)]));
    return pack.list('cast').flatMap((character) =>
      character.roles
        .filter(({ spoiler_from }) => Math.max(spoiler_from, character.spoiler_from) > (ceilings.get(titleId) ?? 0))
        .flatMap((role) => {
          const both = [fold(character.name), people.get(role.actor) ?? ''];
          const line = [...lines.keys()].find((candidate) => both.every((name) => candidate.includes(name)));
          return line === undefined
            ? []
            : [{ call: lines.get(line) ?? '', said: line, from: `role ${role.id}, from ${role.spoiler_from}` }];
        }),
    );
  });
}

function leakOf(lines: ReadonlyMap<string, string>, telling: string, from: string): Leak {
  const line = [...lines].find(([candidate]) => candidate.includes(telling));
  return { call: line?.[1] ?? '', said: line?.[0] ?? telling, from };
}

export interface ShownLine {
  readonly exchange: Exchange;
  readonly quoteId: string;
  readonly contentNote: string | undefined;
}

/** Where lines of one sort stand in replies, hidden or not. */
export function findQuoted(exchanges: readonly Exchange[], sort: 'hurtful' | 'never-post'): readonly ShownLine[] {
  const quotes = packs
    .flatMap((pack) => pack.list('quotes'))
    .filter(({ tone, never_post }) => (sort === 'hurtful' ? tone === 'hurtful' : never_post))
    .map(({ id, text, content_note }) => ({ id, contentNote: content_note, telling: fold(text).slice(0, TELLING_LENGTH) }));
  return exchanges.flatMap((exchange) => {
    const said = fold([exchange.reply.text, ...exchange.reply.labels].join('\n'));
    return quotes.filter(({ telling }) => said.includes(telling)).map(({ id, contentNote }) => ({ exchange, quoteId: id, contentNote }));
  });
}
