/** Whether the ids of a pack are distinct, and what is named by id is there. */
import { nearest } from '../text/nearest.ts';
import { listIds } from './defaults.ts';
import { Id } from './fields.ts';
import { type Findings, fold, listSubjects, type Place } from './findings.ts';
import { describeKind, KIND_NAMES, KINDS, type Kind } from './kinds.ts';
import { rawOf } from './overlay.ts';
import type { Ids, PackRecord } from './records.ts';

/** What one of a kind is called. */
const ONE_OF: { readonly [K in Kind]?: string } = { sources: 'source', people: 'person', cast: 'character', ceremonies: 'ceremony' };

/** Ids that may be referred to; null when the file cannot be read, so that nothing can be said about them. */
type KnownIds = ReadonlySet<string> | null;

/** Speakers and answers to a search are named by id alone, so what is searched shares no id. */
export function checkIds({ records, report, lineOf }: Findings): void {
  const taken = new Map<string, PackRecord>();
  for (const one of records) {
    const key = `${one.space}/${one.id}`;
    const first = taken.get(key);
    if (first === undefined) taken.set(key, one);
    else
      report(
        [one.record, 'id'],
        `the id "${one.record.id}" is taken already (${lineOf(first.record)})`,
        'give each record an id of its own',
      );
  }
}

/** Ids that nothing has, and records that say nothing or contradict themselves. */
export function checkReferences(findings: Findings): void {
  const { list, records, report } = findings;
  const known = new Map<string, KnownIds>();
  const knownOf = (kinds: readonly Kind[]): KnownIds =>
    known.getOrInsertComputed(kinds.join(), () => {
      const sets = kinds.map((kind) => knownIds(findings, kind));
      return sets.includes(null) ? null : new Set(sets.flatMap((set) => [...(set ?? [])]));
    });
  for (const { kind, record, citations, references } of records) {
    const check = (kinds: readonly Kind[], { key, ids, isList }: Ids): void => {
      const all = knownOf(kinds);
      const what = kinds.map((one) => ONE_OF[one] ?? one).join(' or ');
      const where = kinds.map((one) => `${KINDS[one].file}.yaml`).join(' or ');
      for (const [index, id] of ids.entries())
        checkReference(findings, all, what, where, isList ? [record, key, index] : [record, key], id);
    };
    for (const ids of citations) check(['sources'], ids);
    for (const ids of references) check(describeKind(kind).refers[ids.key] ?? [], ids);
  }
  checkKeyFacts(findings);
  checkRelations(findings);
  checkAwards(findings);
  const [beside] = [...list('claims'), ...list('not_a_season')];
  if (beside !== undefined && list('next_season').length === 0)
    report([beside], 'this is shown below how it stands with a next season, and nothing here says that', 'write "next_season" too');
  for (const next of list('next_season')) {
    if (!next.sources.includes(next.newest_source)) {
      report([next, 'newest_source'], `the newest source "${next.newest_source}" is not among the sources`, 'add it to "sources"');
    }
  }
}

function checkKeyFacts({ pack, report }: Findings): void {
  for (const fact of pack.title?.key_facts ?? []) {
    if (fact.value === undefined && fact.date === undefined && fact.people === undefined && fact.note === undefined)
      report([fact], `the key fact "${fact.id}" says nothing`, 'give it a value, a date or people');
  }
}

function checkRelations({ list, report }: Findings): void {
  for (const character of list('cast')) {
    const seen = new Set<string>();
    for (const relation of character.relations) {
      if (relation.to === character.id)
        report([relation, 'to'], 'this is a relation of a character to themselves', 'name the other character');
      const said = `${relation.to}|${fold(relation.text)}`;
      if (seen.has(said)) report([relation, 'text'], 'this relation stands here twice', 'take one of them out');
      seen.add(said);
    }
  }
}

function checkAwards({ list, report }: Findings): void {
  for (const award of list('awards')) {
    if (award.result === 'won' && award.lost_to !== undefined)
      report([award, 'lost_to'], 'a prize that was won was lost to nobody', 'take "lost_to" out, or set "result: nominated"');
    if (!award.counted && award.note === undefined)
      report([award, 'counted'], 'this award is not counted, and no note says why', 'add a "note"');
  }
}

/** Conflicts about records that are there, each by an id of one record, and settled on a version of theirs. */
export function checkConflicts(findings: Findings): void {
  const { list, report } = findings;
  const subjects = Map.groupBy(listSubjects(findings), ({ id }) => id);
  const known = subjectIds(findings);
  for (const conflict of list('conflicts')) {
    conflict.about.forEach((id, index) => {
      checkReference(findings, known, 'record', 'the pack', [conflict, 'about', index], id);
      const meant = subjects.get(id)?.length ?? 0;
      if (meant > 1)
        report(
          [conflict, 'about', index],
          `the id "${id}" names ${meant} records, so it is not clear what the conflict concerns`,
          'give those records ids that differ',
        );
    });
    const versions = new Set(conflict.versions.map(({ id }) => id));
    if (conflict.better !== undefined)
      checkReference(findings, versions, 'version', 'this conflict', [conflict, 'better'], conflict.better);
    else if (conflict.settled_on !== undefined)
      report([conflict, 'settled_on'], 'this is said to be settled, and nothing says how', 'name the version that holds: "better: …"');
  }
}

/** Ids of a kind, those of broken records included: a typo in one record is no reason to call its id unknown. */
function knownIds({ pack }: Findings, kind: Kind): KnownIds {
  const { file } = KINDS[kind];
  return pack.unreadable.has(file) ? null : new Set(rawOf(pack, file).flatMap((raw) => listIds(raw, kind)));
}

function checkReference({ report, hasRoom }: Findings, known: KnownIds, what: string, where: string, place: Place, id: string): void {
  // Looking for the id that was meant takes time, so it ends with the room for problems.
  if (known === null || known.has(id) || !hasRoom()) return;
  const guess = nearest(
    id,
    [...known].filter((one) => Id.safeParse(one).success),
  );
  report(
    place,
    `there is no ${what} "${id}"`,
    guess === undefined ? `mend the id, or add it to ${where}` : `did you mean "${guess}"? (ids of ${where})`,
  );
}

function subjectIds({ pack }: Findings): KnownIds {
  const ids = new Set<string>();
  for (const name of new Set(KIND_NAMES.filter((kind) => !describeKind(kind).isNoSubject).map((kind) => KINDS[kind].file))) {
    if (pack.unreadable.has(name)) return null;
    for (const raw of rawOf(pack, name)) collectIds(raw, ids);
  }
  return ids;
}

function collectIds(raw: unknown, ids: Set<string>): void {
  if (typeof raw !== 'object' || raw === null) return;
  if ('id' in raw && typeof raw.id === 'string') ids.add(raw.id);
  for (const value of Object.values(raw)) collectIds(value, ids);
}
