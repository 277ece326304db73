/** Everything in a pack that states something, as one flat list: what the checker walks and the database links. */
import type { Pack, PackFileName } from './schema.ts';

/** A pack of which files or records may be missing. */
export type PartialPack = { readonly [Name in PackFileName]?: Pack[Name] | undefined };

export type RecordKind =
  | 'key-fact'
  | 'fact'
  | 'person'
  | 'character'
  | 'role'
  | 'relation'
  | 'ceremony'
  | 'award'
  | 'episode'
  | 'track'
  | 'next-season'
  | 'claim'
  | 'not-a-season'
  | 'quote'
  | 'conflict-version';

export interface PackRecord {
  readonly kind: RecordKind;
  readonly id: string;
  readonly file: PackFileName;
  readonly spoilerFrom: number;
  /** The ids of sources under the keys that name them. */
  readonly citations: readonly { readonly key: string; readonly ids: readonly string[] }[];
  /** The record itself, as the schema gave it. */
  readonly record: object;
}

interface Evident {
  readonly id: string;
  readonly sources: readonly string[];
  readonly spoiler_from: number;
}

/** All records of a pack that carry sources, in the order the files list them. */
export function listRecords(pack: PartialPack): readonly PackRecord[] {
  const records: PackRecord[] = [];
  const add = (file: PackFileName, kind: RecordKind, list: readonly Evident[] | undefined): void => {
    for (const record of list ?? []) records.push(describeRecord(file, kind, record));
  };
  if (pack.title) {
    add('title', 'fact', [pack.title.logline]);
    add('title', 'key-fact', pack.title.key_facts);
    for (const section of pack.title.sections) add('title', 'fact', section.statements);
  }
  for (const person of pack.people?.people ?? []) {
    add('people', 'person', [person]);
    add('people', 'fact', person.facts);
  }
  for (const character of pack.cast?.cast ?? []) {
    add('cast', 'character', [character]);
    add('cast', 'role', character.roles);
    add('cast', 'relation', character.relations);
    add('cast', 'fact', character.facts);
  }
  for (const ceremony of pack.awards?.ceremonies ?? []) {
    add('awards', 'ceremony', [ceremony]);
    add('awards', 'fact', ceremony.facts);
  }
  add('awards', 'award', pack.awards?.awards);
  add('awards', 'fact', pack.awards?.recognition);
  for (const episode of pack.episodes?.episodes ?? []) {
    records.push(describeRecord('episodes', 'episode', episode, [{ key: 'rating_sources', ids: episode.rating_sources }]));
    add('episodes', 'fact', episode.facts);
  }
  add('music', 'track', pack.music?.tracks);
  if (pack.seasons) {
    const next = pack.seasons.next_season;
    records.push(describeRecord('seasons', 'next-season', next, [{ key: 'newest_source', ids: [next.newest_source] }]));
    add('seasons', 'claim', pack.seasons.claims);
    for (const other of pack.seasons.not_a_season) {
      add('seasons', 'not-a-season', [other]);
      add('seasons', 'fact', other.facts);
    }
  }
  add('quotes', 'quote', pack.quotes?.quotes);
  for (const conflict of pack.conflicts?.conflicts ?? []) {
    for (const version of conflict.versions) {
      records.push({
        kind: 'conflict-version',
        id: `${conflict.id}/${version.id}`,
        file: 'conflicts',
        spoilerFrom: conflict.spoiler_from,
        citations: [{ key: 'sources', ids: version.sources }],
        record: version,
      });
    }
  }
  return records;
}

function describeRecord(file: PackFileName, kind: RecordKind, record: Evident, more: PackRecord['citations'] = []): PackRecord {
  return {
    kind,
    id: record.id,
    file,
    spoilerFrom: record.spoiler_from,
    citations: [{ key: 'sources', ids: record.sources }, ...more],
    record,
  };
}
