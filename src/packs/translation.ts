/**
 * A pack in another language: one file per language, `translations/<locale>.yaml`, that gives texts by the list they stand
 * in, the record's id and the field's name. What it does not give stays in the language of the pack.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PartialPack } from './records.ts';
import { Id, Line, Question, Text } from './schema.ts';
import { hasWords, TRANSLATABLE, type TranslatedKind } from './translatable.ts';

const Mark = z
  .string()
  .regex(/^[0-9a-f]{8}$/, 'it is the mark that nabi check gives, such as 1a2b3c4d, in quotes')
  .describe('Mark of the original text this was made from; when that changes, the translation is no longer used.');

function byId<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.record(Id, z.strictObject({ ...shape, of: Mark.optional() })).optional();
}

export const TranslationFile = z.strictObject({
  title: byId({ literal: Line.optional() }),
  facts: byId({ text: Text.optional() }),
  key_facts: byId({ label: Line.optional(), value: Line.optional(), note: Text.optional() }),
  sections: byId({ heading: Line.optional() }),
  cast: byId({
    name: Line.optional().describe('Only for a name that is a description, such as "Motel clerk"; others go by `hangul` and `scripts`.'),
    description: Text.optional(),
    wording_note: Text.optional(),
  }),
  roles: byId({ note: Line.optional() }),
  relations: byId({ text: Line.optional().describe('With {name} where the other\u2019s name stands.') }),
  ceremonies: byId({ name: Line.optional(), edition: Line.optional() }),
  awards: byId({ category: Line.optional(), note: Text.optional(), lost_to: Line.optional() }),
  episodes: byId({ title: Line.optional(), title_note: Text.optional() }),
  tracks: byId({ part: Line.optional(), note: Text.optional() }),
  next_season: byId({ statement: Text.optional() }),
  claims: byId({ who: Line.optional(), claim: Text.optional(), outcome: Text.optional() }),
  not_a_season: byId({ title: Line.optional(), text: Text.optional() }),
  quotes: byId({
    translation: Text.optional().describe('Stands beside the line, which itself stays as its source has it.'),
    speaker_note: Line.optional(),
    content_note: Text.optional(),
    questions: z.array(Question).max(100).optional().describe('As many as the original has, in the same order.'),
  }),
  conflicts: byId({ topic: Line.optional(), why: Text.optional() }),
  versions: z
    .record(
      z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'write the id of the conflict, a slash and the id of the version'),
      z.strictObject({ says: Text.optional(), of: Mark.optional() }),
    )
    .optional()
    .describe('By <id of the conflict>/<id of the version>.'),
  themes: z.record(Id, Line).optional().describe('Names of the themes of quotes.'),
});

export type Translation = z.infer<typeof TranslationFile>;

/** The texts of a record, by field. */
export type Texts = Readonly<Record<string, string | readonly string[]>>;

/** One record of a translation. */
export interface TranslatedRecord {
  readonly kind: TranslatedKind;
  readonly id: string;
  readonly texts: Texts;
  /** The mark of the original it was made from, where it says one. */
  readonly of: string | undefined;
}

/** The records of a translation in the order of the kinds; themes apart. */
export function listTranslated(translation: Translation): readonly TranslatedRecord[] {
  return KINDS.flatMap((kind) =>
    Object.entries(translation[kind] ?? {}).map(([id, { of, ...texts }]) => ({ kind, id, texts: definedOnly(texts), of })),
  );
}

const KINDS = [
  'title',
  'facts',
  'key_facts',
  'sections',
  'cast',
  'roles',
  'relations',
  'ceremonies',
  'awards',
  'episodes',
  'tracks',
  'next_season',
  'claims',
  'not_a_season',
  'quotes',
  'conflicts',
  'versions',
] as const satisfies readonly TranslatedKind[];

/** What can be translated of one record. */
export interface Original {
  readonly kind: TranslatedKind;
  readonly id: string;
  readonly texts: Texts;
}

/**
 * Everything of a pack that can be translated, by `<kind>/<id>`. A quote's own words are among it as `translation`, which
 * stands beside them.
 */
export function listOriginals(pack: PartialPack): ReadonlyMap<string, Original> {
  const originals = new Map<string, Original>();
  const put = (kind: TranslatedKind, id: string, texts: Texts): void => {
    originals.set(`${kind}/${id}`, { kind, id, texts });
  };
  const add = (kind: TranslatedKind, records: readonly { readonly id: string }[] | undefined): void => {
    const { texts, names } = TRANSLATABLE[kind];
    for (const record of records ?? []) put(kind, record.id, pickTexts(record, [...texts, ...names]));
  };
  const { title, people, cast, awards, episodes, music, seasons, quotes, conflicts } = pack;
  if (title) {
    add('title', [title]);
    add('facts', [title.logline]);
    add('key_facts', title.key_facts);
    add('sections', title.sections);
    for (const section of title.sections) add('facts', section.statements);
  }
  for (const person of people?.people ?? []) add('facts', person.facts);
  add('cast', cast?.cast);
  for (const character of cast?.cast ?? []) {
    add('roles', character.roles);
    add('relations', character.relations);
    add('facts', character.facts);
  }
  add('ceremonies', awards?.ceremonies);
  for (const ceremony of awards?.ceremonies ?? []) add('facts', ceremony.facts);
  add('awards', awards?.awards);
  add('facts', awards?.recognition);
  add('episodes', episodes?.episodes);
  for (const episode of episodes?.episodes ?? []) add('facts', episode.facts);
  add('tracks', music?.tracks);
  if (seasons) add('next_season', [seasons.next_season]);
  add('claims', seasons?.claims);
  add('not_a_season', seasons?.not_a_season);
  for (const other of seasons?.not_a_season ?? []) add('facts', other.facts);
  for (const quote of quotes?.quotes.filter((line) => !line.never_post) ?? [])
    put('quotes', quote.id, { ...pickTexts(quote, TRANSLATABLE.quotes.texts), translation: quote.text });
  add('conflicts', conflicts?.conflicts);
  for (const conflict of conflicts?.conflicts ?? [])
    add(
      'versions',
      conflict.versions.map((version) => ({ ...version, id: `${conflict.id}/${version.id}` })),
    );
  return originals;
}

/** The mark of an original: it changes when a text changes that the translation gives. */
export function markOf({ texts }: Original, fields: readonly string[]): string {
  const said = [...fields].sort().map((field) => [field, texts[field] ?? null]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 8);
}

/** True when the original has changed since it was translated; never for a translation that does not say what it was made from. */
export function isStale(translated: TranslatedRecord, original: Original): boolean {
  return translated.of !== undefined && translated.of !== markOf(original, Object.keys(translated.texts));
}

/** The fields of an original whose absence from a translation a reader would see. */
export function neededFields({ kind, texts }: Original): readonly string[] {
  return TRANSLATABLE[kind].texts.filter((field) => {
    const text = texts[field];
    return text !== undefined && hasWords(text);
  });
}

function pickTexts(record: object, fields: readonly string[]): Texts {
  const given = new Map<string, unknown>(Object.entries(record));
  const picked: Record<string, string | readonly string[]> = {};
  for (const field of fields) {
    const value = given.get(field);
    if (typeof value === 'string') picked[field] = value;
    else if (Array.isArray(value) && value.every((item) => typeof item === 'string')) picked[field] = value;
  }
  return picked;
}

function definedOnly(texts: Readonly<Record<string, string | readonly string[] | undefined>>): Texts {
  return Object.fromEntries(Object.entries(texts).flatMap(([field, text]) => (text === undefined ? [] : [[field, text] as const])));
}
