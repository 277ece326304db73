/** Whether dates and episodes follow each other. */
import type { Findings } from './findings.ts';

/** Days of reading, publishing, holding and checking that cannot have followed each other. */
export function checkDates({ list, records, report }: Findings): void {
  const accessed = new Map<string, string>();
  /** Told where they stand, and not of every fact that rests on them. */
  const misdated = new Set<string>();
  for (const source of list('sources')) {
    const { published, updated, accessed: read } = source;
    const reportOne = (field: string, problem: string): void => {
      misdated.add(source.id);
      report([source, field], problem, 'mend one of the two dates');
    };
    accessed.set(source.id, read);
    if (isLater(published, read)) reportOne('accessed', `this was read on ${read}, before it was published (${published})`);
    if (isLater(updated, read)) reportOne('accessed', `this was read on ${read}, before it was updated (${updated})`);
    if (isLater(published, updated)) reportOne('updated', `this was updated (${updated}) before it was published (${published})`);
  }
  for (const ceremony of list('ceremonies')) {
    // The awards of a year are often given in January of the next.
    if (ceremony.date !== undefined && ![0, 1].includes(Number(ceremony.date.slice(0, 4)) - ceremony.year)) {
      report([ceremony, 'date'], `the date ${ceremony.date} does not fit the year ${ceremony.year}`, 'mend one of the two');
    }
  }
  for (const { record, citations } of records) {
    const asOf = 'as_of' in record && typeof record.as_of === 'string' && record.as_of !== 'undated' ? record.as_of : undefined;
    const cited = citations[0]?.ids ?? [];
    const read = cited.map((id) => accessed.get(id)).filter((date) => date !== undefined);
    if (cited.some((id) => misdated.has(id))) continue;
    if (asOf !== undefined && read.length > 0 && read.every((date) => isLater(asOf, date))) {
      report([record, 'as_of'], `"as_of" is ${asOf}, after the day its sources were last read`, 'write the date of the newest source');
    }
  }
  for (const next of list('next_season')) {
    const newest = list('sources').find(({ id }) => id === next.newest_source);
    if (isLater(newest?.published, next.checked_on)) {
      report(
        [next, 'checked_on'],
        `this was last checked on ${next.checked_on}, before its newest source appeared (${newest?.published})`,
        'mend one of the two',
      );
    }
  }
}

/** Episodes each once, in the order they were shown, with a source for each rating. */
export function checkEpisodes({ pack, list, report }: Findings): void {
  const { title } = pack;
  let before: { number: number; aired?: string | undefined } | undefined;
  for (const episode of list('episodes')) {
    if (title && episode.number > title.last_episode) {
      report(
        [episode, 'number'],
        `this is episode ${episode.number}, but the last one is ${title.last_episode}`,
        'mend the number, or "last_episode" in title.yaml',
      );
    }
    if (before && episode.number <= before.number) {
      report(
        [episode, 'number'],
        `episode ${episode.number} stands after episode ${before.number}`,
        'list the episodes in order, each once',
      );
    } else if (before && isLater(before.aired, episode.aired)) {
      report(
        [episode, 'aired'],
        `episode ${episode.number} was shown on ${episode.aired}, before episode ${before.number} (${before.aired})`,
        'mend one of the two dates',
      );
    }
    if ((episode.rating_percent.length > 0 || episode.peak_percent !== undefined) && episode.rating_sources.length === 0) {
      report([episode], `the rating of episode ${episode.number} names no source`, 'add "rating_sources: [an-id]"');
    }
    before = episode;
  }
}

/** Places have to do with the title, in episodes that there are. */
export function checkPlaces({ pack, list, report }: Findings): void {
  const last = pack.title?.last_episode ?? Number.POSITIVE_INFINITY;
  for (const place of list('places')) {
    if (place.filmed === undefined && place.stands_for === undefined)
      report(
        [place],
        `nothing says what "${place.id}" has to do with the title`,
        'add "filmed: …" (what was filmed there) or "stands_for: …" (what it is in the story)',
      );
    for (const [index, number] of place.episodes.entries()) {
      if (number > last)
        report(
          [place, 'episodes', index],
          `this is episode ${number}, but the last one is ${last}`,
          'mend the number, or "last_episode" in title.yaml',
        );
    }
  }
}

/** Compares dates of different exactness: "2021" is later than "2020-12", not than "2021-05". */
function isLater(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) > b.slice(0, length);
}
