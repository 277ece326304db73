/** Everything in a pack as one flat list of records: what the checker walks, translations speak of and the database holds. */
import { describeKind, KIND_NAMES, type Kind, type RecordKind, type RecordOf } from './kinds.ts';
import type { Title } from './schema.ts';

/** The records of a pack by kind; a kind of which nothing is there has an empty list. */
export interface PackRecords {
  readonly title: Title | undefined;
  list<K extends Kind>(kind: K): readonly RecordOf<K>[];
}

export interface Identified {
  readonly id: string;
}

export interface PackRecord {
  readonly kind: RecordKind;
  /** Among what its id is the only one. */
  readonly space: RecordKind | 'searched';
  /** Its id; within another record, where ids count only there, after the other's and a slash. */
  readonly id: string;
  /** The record it stands in. */
  readonly owner: PackRecord | undefined;
  /** Its own, or that of the record it stands in; 0 where neither says one. */
  readonly spoilerFrom: number;
  /** The ids of sources under the keys that name them. */
  readonly citations: readonly Ids[];
  /** The ids of other records under the keys that name them. */
  readonly references: readonly Ids[];
  /** The record itself, as the schema gave it. */
  readonly record: Identified;
}

export interface Ids {
  readonly key: string;
  readonly ids: readonly string[];
  /** Whether the key holds a list. */
  readonly isList: boolean;
}

/** All records of a pack, each followed by those that stand in it, in the order of the kinds and the files. */
export function listRecords(pack: PackRecords): readonly PackRecord[] {
  return KIND_NAMES.flatMap((kind) => pack.list(kind).flatMap((record: Identified) => withParts(kind, record, undefined)));
}

/** Whether a record is in no answer, whatever is asked. */
export function isWithheld(kind: RecordKind, record: object): boolean {
  const { withheldBy } = describeKind(kind);
  return withheldBy !== undefined && new Map<string, unknown>(Object.entries(record)).get(withheldBy) === true;
}

function withParts(kind: RecordKind, record: Identified, owner: PackRecord | undefined): readonly PackRecord[] {
  const { cites, refers, parts, isA, isSearched, idsWithinOwner } = describeKind(kind);
  const fields = new Map<string, unknown>(Object.entries(record));
  const spoilerFrom = fields.get('spoiler_from');
  const described: PackRecord = {
    kind,
    space: isSearched ? 'searched' : (isA ?? kind),
    id: idsWithinOwner && owner !== undefined ? `${owner.id}/${record.id}` : record.id,
    owner,
    spoilerFrom: typeof spoilerFrom === 'number' ? spoilerFrom : (owner?.spoilerFrom ?? 0),
    citations: ['sources', ...cites].flatMap((key) => readIds(key, fields.get(key))),
    references: Object.keys(refers).flatMap((key) => readIds(key, fields.get(key))),
    record,
  };
  const within = Object.entries(parts).flatMap(([field, part]) =>
    part === undefined ? [] : [fields.get(field)].flat().flatMap((one) => (isIdentified(one) ? withParts(part, one, described) : [])),
  );
  return [described, ...within];
}

function readIds(key: string, value: unknown): readonly Ids[] {
  if (value === undefined) return [];
  return [{ key, ids: [value].flat().filter((id) => typeof id === 'string'), isList: Array.isArray(value) }];
}

/** Whether this is an object with an id, whatever else it holds. */
export function isIdentified(value: unknown): value is Identified {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}
