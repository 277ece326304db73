/** What changes from one state of a pack to another: what whoever runs a bot looks at before taking it over. */
import { isWithheld, listRecords, type PackRecord, type PackRecords } from './records.ts';

export interface PackChanges {
  /** Records by `<kind>/<id>`. */
  readonly added: readonly string[];
  /** Gone: saved settings, quotes and posts may name them. */
  readonly removed: readonly string[];
  /** Said otherwise; with the fields that differ. */
  readonly changed: readonly { readonly record: string; readonly fields: readonly string[] }[];
  /** Shown to fans earlier or later than before. */
  readonly levels: readonly { readonly record: string; readonly from: number; readonly to: number }[];
  /** Quotes that are posted unasked now, or otherwise than before, by their tone. */
  readonly tones: readonly { readonly record: string; readonly from: string; readonly to: string }[];
}

/** @param before undefined where the pack is new. */
export function comparePacks(before: PackRecords | undefined, after: PackRecords): PackChanges {
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
  };
}

/** Whether no record came, went or changed; bytes may still differ, as in a comment. */
export function areFactsUnchanged({ added, removed, changed, levels, tones }: PackChanges): boolean {
  return [added, removed, changed, levels, tones].every((list) => list.length === 0);
}

const nameOf = ({ kind, id }: PackRecord): string => `${kind}/${id}`;

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
