/**
 * A pack in another language: one file per language, `translations/<locale>.yaml`, that gives texts by the list they stand
 * in, the record's id and the field's name. What it does not give stays in the language of the pack.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Id, Line } from './fields.ts';
import { schemaOf } from './file-schema.ts';
import { describeKind, RECORD_KINDS, type RecordKind } from './kinds.ts';
import { isWithheld, listRecords, type PackRecords } from './records.ts';
import { hasWords } from './translatable.ts';

const Mark = z
  .string()
  .regex(/^[0-9a-f]{8}$/, 'it is the mark that nabi check gives, such as 1a2b3c4d, in quotes')
  .describe('Mark of the original text this was made from; when that changes, the translation is no longer used.');

const TRANSLATED_KINDS = RECORD_KINDS.filter((kind) => listFields(kind).length > 0);

/** What a translation may give of a kind. */
function listFields(kind: RecordKind): readonly string[] {
  const { texts, names, beside } = describeKind(kind);
  return [...names, ...Object.keys(beside), ...texts];
}

/** The translations of a kind by id, each field written as in the record. */
function buildTexts(kind: RecordKind) {
  const { beside, hints, idsWithinOwner, says } = describeKind(kind);
  const fields = listFields(kind).map((field) => {
    const original = schemaOf(kind).shape[beside[field] ?? field];
    return [
      field,
      withoutDefault(original)
        .describe(hints[field] ?? original?.description ?? '')
        .optional(),
    ] as const;
  });
  const texts = z.strictObject(Object.fromEntries(fields)).extend({ of: Mark.optional() });
  if (!idsWithinOwner) return z.record(Id, texts).optional().describe(says);
  const within = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'write the id of the conflict, a slash and the id of the version');
  return z.record(within, texts).optional().describe(says);
}

function withoutDefault(field: unknown): z.ZodType {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) return withoutDefault(field.unwrap());
  if (field instanceof z.ZodType) return field;
  throw new Error('A kind of record names a field to translate that its schema does not have.');
}

export const TranslationFile = z
  .strictObject(Object.fromEntries(TRANSLATED_KINDS.map((kind) => [kind, buildTexts(kind)])))
  .extend({ themes: z.record(Id, Line).optional().describe('Names of the themes of quotes.') });

export type Translation = z.infer<typeof TranslationFile>;

/** The texts of a record, by field. */
export type Texts = Readonly<Record<string, string | readonly string[]>>;

/** One record of a translation. */
export interface TranslatedRecord {
  readonly kind: RecordKind;
  readonly id: string;
  readonly texts: Texts;
  /** The mark of the original it was made from, where it says one. */
  readonly of: string | undefined;
}

/** The records of a translation in the order of the kinds; themes apart. */
export function listTranslated(translation: Translation): readonly TranslatedRecord[] {
  return TRANSLATED_KINDS.flatMap((kind) =>
    Object.entries(translation[kind] ?? {}).map(([id, { of, ...texts }]) => ({
      kind,
      id,
      texts: pickTexts(texts, listFields(kind)),
      of: typeof of === 'string' ? of : undefined,
    })),
  );
}

/** What can be translated of one record. */
export interface Original {
  readonly kind: RecordKind;
  readonly id: string;
  readonly texts: Texts;
}

/**
 * Everything of a pack that can be translated, by `<kind>/<id>`. A quote's own words are among it as `translation`, which
 * stands beside them.
 */
export function listOriginals(pack: PackRecords): ReadonlyMap<string, Original> {
  const originals = new Map<string, Original>();
  for (const { kind: own, id, record } of listRecords(pack)) {
    const kind = describeKind(own).isA ?? own;
    if (listFields(kind).length === 0 || isWithheld(kind, record)) continue;
    const { beside } = describeKind(kind);
    const fields = new Map<string, unknown>(Object.entries(record));
    const texts = Object.fromEntries(listFields(kind).map((field) => [field, fields.get(beside[field] ?? field)]));
    originals.set(`${kind}/${id}`, { kind, id, texts: pickTexts(texts, listFields(kind)) });
  }
  return originals;
}

/** The mark of an original: it changes when a text changes that the translation gives. */
export function markOfTexts({ texts }: Original, fields: readonly string[]): string {
  const said = [...fields].sort().map((field) => [field, texts[field] ?? null]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 8);
}

/** True when the original has changed since it was translated; never for a translation that does not say what it was made from. */
export function isStale(translated: TranslatedRecord, original: Original): boolean {
  return translated.of !== undefined && translated.of !== markOfTexts(original, Object.keys(translated.texts));
}

/** The fields of an original whose absence from a translation a reader would see. */
export function neededFields({ kind, texts }: Original): readonly string[] {
  return describeKind(kind).texts.filter((field) => {
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
