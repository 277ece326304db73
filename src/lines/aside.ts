/** What stands below the line of the day on some days: what happened on this day, or one of the storybooks, by the date alone. */
import { daysBetween, isAnniversary } from '../calendar/clock.ts';
import { ceilingOf, isOpen } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import type { Say } from '../language/locale.ts';
import { isDay, showList } from '../language/show.ts';
import type { Award, Episode, Quote, Title } from '../packs/schema.ts';
import type { ServerSettings } from '../state/types.ts';
import { escapeMarkdown } from '../text/text.ts';
import { hash } from './pick.ts';

/** Of so many days one has a statement of the pack; no multiple of 7, so that it comes on every day of the week. */
const STATEMENT_EVERY_DAYS = 30;

export interface Aside {
  readonly text: string;
  /** What it rests on, for the names of who published it. */
  readonly records: readonly Pick<Quote, 'sources'>[];
}

interface AsideOptions {
  readonly content: Content;
  readonly locale: string;
  readonly say: Say;
  /** As the reader sees it. */
  readonly title: Title;
  readonly settings: ServerSettings;
  /** "2026-11-22", in the server's zone. */
  readonly localDate: string;
}

/** Nothing beyond the server's ceiling; undefined on most days. The same date gives the same, whenever it is asked. */
export function chooseAside(asked: AsideOptions): Aside | undefined {
  return findBroadcast(asked) ?? findPrizes(asked) ?? findStatement(asked);
}

/** The episode that was first shown on this day of an earlier year. Its number and date tell nothing of the story; its name may. */
function findBroadcast({ content, say, title, settings, localDate }: AsideOptions): Aside | undefined {
  const episode = content.list('episodes', title.id).find(({ aired }) => aired !== undefined && isAnniversary(aired, localDate));
  if (episode === undefined) return undefined;
  const line = sayBroadcast(say, episode, ceilingOf(title, settings));
  return { text: episode.aired_basis === 'schedule' ? `${line} ${say('daily.bySchedule')}` : line, records: [episode] };
}

function sayBroadcast(say: Say, episode: Episode, ceiling: number): string {
  const about = { year: yearOf(episode.aired), number: episode.number };
  return episode.title !== undefined && isOpen(episode, ceiling)
    ? say('daily.onThisDay', { ...about, name: escapeMarkdown(episode.title) })
    : say('daily.onThisDayUnnamed', about);
}

/** What was won on this day of an earlier year, as far as it counts. */
function findPrizes({ content, locale, say, title, settings, localDate }: AsideOptions): Aside | undefined {
  const ceiling = ceilingOf(title, settings);
  for (const ceremony of content.list('ceremonies', title.id)) {
    if (ceremony.date === undefined || !isDay(ceremony.date) || !isAnniversary(ceremony.date, localDate) || !isOpen(ceremony, ceiling))
      continue;
    const won = content
      .awards(title.id, { ceremony: ceremony.id, result: 'won' })
      .filter((award) => award.counted && isOpen(award, ceiling));
    if (won.length === 0) continue;
    const prizes = showList(
      locale,
      won.map((award) => showPrize(content, locale, title, award)),
    );
    const about = { year: yearOf(ceremony.date), ceremony: escapeMarkdown(ceremony.name), prizes };
    return { text: say('daily.onThisDayPrizes', about), records: won };
  }
  return undefined;
}

/** "Best Supporting Actor (Oh Jung-se)". */
function showPrize(content: Content, locale: string, title: Title, { brief, category, recipients }: Award): string {
  const names = recipients.flatMap((id) => content.get('people', title.id, id)?.name ?? []).map(escapeMarkdown);
  const prize = escapeMarkdown(brief ?? category);
  return names.length === 0 ? prize : `${prize} (${showList(locale, names)})`;
}

/** The next of the statements that may be offered unasked, on the server's own day of thirty. */
function findStatement({ title, settings, localDate }: AsideOptions): Aside | undefined {
  const ceiling = ceilingOf(title, settings);
  const open = title.sections.flatMap(({ heading, statements }) =>
    statements.filter((statement) => statement.unasked === true && isOpen(statement, ceiling)).map((statement) => ({ heading, statement })),
  );
  const day = daysBetween('1970-01-01', localDate) + (hash('aside', settings.guildId, title.id) % STATEMENT_EVERY_DAYS);
  const chosen = day % STATEMENT_EVERY_DAYS === 0 ? open[(day / STATEMENT_EVERY_DAYS) % open.length] : undefined;
  if (chosen === undefined) return undefined;
  const { heading, statement } = chosen;
  return { text: `-# **${escapeMarkdown(heading)}** · ${escapeMarkdown(statement.text)}`, records: [statement] };
}

function yearOf(date: string | undefined): string {
  return date?.slice(0, 4) ?? '';
}
