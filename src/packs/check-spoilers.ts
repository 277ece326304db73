/** Whether nothing may be known earlier than what it names, rests on or belongs to. */

import { type Findings, listNamed, listSubjects, type Place } from './findings.ts';
import { describeKind } from './kinds.ts';

/** Sources that may be known only later than what cites them, or are cited twice. */
export function checkSources({ list, records, report }: Findings): void {
  const levels = new Map(list('sources').map((source) => [source.id, source.spoiler_from]));
  for (const { record, citations, spoilerFrom } of records) {
    for (const { key, ids, isList } of citations) {
      ids.forEach((id, index) => {
        const place: Place = isList ? [record, key, index] : [record, key];
        const level = levels.get(id);
        // A rating gives nothing away, even where the page that reports it does. A line may be free before the episode in which it is
        // heard: a source that tells of that episode stays hidden by itself.
        const mayBeLater = key === 'rating_sources' || ('episode' in record && record.episode !== undefined);
        if (!mayBeLater && level !== undefined && level > spoilerFrom) {
          report(
            place,
            `this may be known from ${spoilerFrom} on, but its source "${id}" only from ${level} on`,
            `cite another source, or set "spoiler_from: ${level}"`,
          );
        }
        if (ids.indexOf(id) !== index) report(place, `the source "${id}" is named twice`, 'take one of them out');
      });
    }
  }
}

/** Episodes that there are not, and records that give somebody away who comes later. */
export function checkSpoilers(findings: Findings): void {
  const { pack, list, records, report } = findings;
  const { title } = pack;
  if (title !== undefined) {
    const last = title.last_episode;
    const limit = (record: object): void => {
      if (!('spoiler_from' in record) || typeof record.spoiler_from !== 'number' || record.spoiler_from <= last) return;
      report(
        [record, 'spoiler_from'],
        `"spoiler_from" is ${record.spoiler_from}, but the last episode is ${last}`,
        title.kind === 'film' ? 'for a film write 0 (free) or 1 (after seeing it)' : `write 1 (free) to ${last}`,
      );
    };
    for (const { record } of records) limit(record);
    for (const named of listNamed(findings)) {
      for (const spelling of [...named.spellings, ...named.nicknames]) if (typeof spelling !== 'string') limit(spelling);
    }
  }
  // A record that names somebody gives away that they exist.
  const known = new Map([...list('people'), ...list('cast')].map(({ id, spoiler_from }) => [id, spoiler_from]));
  for (const { kind, record, spoilerFrom, references } of records) {
    for (const { key, ids, isList } of references) {
      if (describeKind(kind).refers[key]?.includes('ceremonies')) continue;
      for (const [index, id] of ids.entries()) {
        const level = known.get(id) ?? 0;
        const namedFrom = 'speaker_from' in record && typeof record.speaker_from === 'number' ? record.speaker_from : spoilerFrom;
        if (level <= Math.max(spoilerFrom, namedFrom)) continue;
        report(
          [record, ...(isList ? [key, index] : [key])],
          `this may be known from ${spoilerFrom} on, but it names "${id}", who may be known only from ${level} on`,
          `set "spoiler_from: ${level}"`,
        );
      }
    }
  }
  checkOwners(findings);
}

/** What belongs to somebody who may be known only later may not be known earlier: an actor's card lists the roles. */
function checkOwners(findings: Findings): void {
  const { list, records, report } = findings;
  const ceremonies = new Map(records.flatMap((one) => (one.kind === 'ceremonies' ? [[one.id, one] as const] : [])));
  for (const one of records) {
    const ceremony = 'ceremony' in one.record && typeof one.record.ceremony === 'string' ? ceremonies.get(one.record.ceremony) : undefined;
    const owner = one.owner ?? ceremony;
    if (owner === undefined || one.spoilerFrom >= owner.spoilerFrom) continue;
    report(
      [one.record, 'spoiler_from'],
      `this may be known from ${one.spoilerFrom} on, but "${owner.id}", to which it belongs, only from ${owner.spoilerFrom} on`,
      `set "spoiler_from: ${owner.spoilerFrom}"`,
    );
  }
  // A conflict about several records is shown beside the freest of them.
  const levels = new Map(listSubjects(findings).map(({ id, spoilerFrom }) => [id, spoilerFrom]));
  for (const conflict of list('conflicts')) {
    const about = conflict.about.map((id) => levels.get(id) ?? 0);
    const lowest = Math.min(...about);
    if (lowest > conflict.spoiler_from) {
      report(
        [conflict, 'spoiler_from'],
        `this may be known from ${conflict.spoiler_from} on, but what it is about only from ${lowest} on`,
        `set "spoiler_from: ${lowest}"`,
      );
    }
  }
}
