/** What changes from one state of a pack to another: what whoever runs a bot looks at before taking it over. */
import { HEALING_TONES } from './healing.ts';
import type { ReadPack } from './read.ts';
import { isWithheld, listRecords, type PackRecord } from './records.ts';
import { listTranslated } from './translation.ts';

export interface PackChanges {
  /** Records by `<kind>/<id>`. */
  readonly added: readonly string[];
  /** Gone: saved settings, quotes and posts may name them. */
  readonly removed: readonly string[];
  /** Said otherwise; with the fields that differ. */
  readonly changed: readonly { readonly record: string; readonly fields: readonly string[] }[];
  /** Shown to fans earlier or later than before. */
  readonly levels: readonly { readonly record: string; readonly from: number; readonly to: number }[];
  /** Quotes of another tone than before. */
  readonly tones: readonly { readonly record: string; readonly from: string; readonly to: string }[];
  /** What is said from now on to people who asked nothing, word for word: lines, the questions beside them, statements; translations too. */
  readonly unasked: readonly string[];
}

/** @param before undefined where the pack is new. */
export function comparePacks(before: ReadPack | undefined, after: ReadPack): PackChanges {
  const old = new Map((before === undefined ? [] : listRecords(before)).map((record) => [nameOf(record), record]));
  const now = new Map(listRecords(after).map((record) => [nameOf(record), record]));
  const both = [...now].flatMap(([name, record]) => {
    const was = old.get(name);
    return was === undefined ? [] : [{ name, was, record }];
  });
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed: both.flatMap(({ name, was, record }) => {
      const fields = listDifferent(was, record);
      return fields.length === 0 ? [] : [{ record: name, fields }];
    }),
    levels: both.flatMap(({ name, was, record }) =>
      was.spoilerFrom === record.spoilerFrom ? [] : [{ record: name, from: was.spoilerFrom, to: record.spoilerFrom }],
    ),
    tones: both.flatMap(({ name, was, record }) => {
      const [from, to] = [toneOf(was), toneOf(record)];
      return from === undefined || to === undefined || from === to ? [] : [{ record: name, from, to }];
    }),
    unasked: [...listUnasked(after).difference(before === undefined ? new Set() : listUnasked(before))],
  };
}

function listUnasked(pack: ReadPack): Set<string> {
  const said = listRecords(pack).filter(({ kind, record }) => {
    if (kind === 'quotes') return 'tone' in record && HEALING_TONES.some((tone) => tone === record.tone) && !isWithheld(kind, record);
    return kind === 'questions' || ('unasked' in record && record.unasked === true);
  });
  const names = new Set(said.map(nameOf));
  const own = said.flatMap(({ record }) =>
    Object.entries(record).flatMap(([field, value]: [string, unknown]) =>
      /^(?:text|original|questions)$/.test(field) ? [value].flat() : [],
    ),
  );
  const translated = [...pack.translations.values()].flatMap(({ value }) =>
    (value === undefined ? [] : listTranslated(value)).flatMap((one) => (names.has(nameOf(one)) ? Object.values(one.texts).flat() : [])),
  );
  return new Set([...own, ...translated].filter((text) => typeof text === 'string'));
}

/** Whether no record came, went or changed; bytes may still differ, as in a comment. */
export function areFactsUnchanged(changes: PackChanges): boolean {
  return Object.values(changes).every((list) => list.length === 0);
}

const nameOf = ({ kind, id }: Pick<PackRecord, 'kind' | 'id'>): string => `${kind}/${id}`;

function toneOf({ kind, record }: PackRecord): string | undefined {
  if (!('tone' in record) || typeof record.tone !== 'string') return undefined;
  return isWithheld(kind, record) ? 'never shown' : record.tone;
}

/** The fields that say something else; what stands within is compared by itself, spoiler levels too. */
function listDifferent(was: PackRecord, now: PackRecord): readonly string[] {
  const [before, after] = [new Map<string, unknown>(Object.entries(was.record)), new Map<string, unknown>(Object.entries(now.record))];
  return [...new Set([...before.keys(), ...after.keys()])].filter((field) => {
    if (field === 'spoiler_from' || field === 'tone' || field === 'never_post') return false;
    return JSON.stringify(withoutParts(before.get(field))) !== JSON.stringify(withoutParts(after.get(field)));
  });
}

/** Records within by their ids alone. */
function withoutParts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutParts);
  return typeof value === 'object' && value !== null && 'id' in value && 'spoiler_from' in value ? value.id : value;
}
