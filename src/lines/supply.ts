/** How long a daily post goes without a repeat, and what would make it longer. */
import { ceilingOf, lowestCeiling } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import type { PackRecords } from '../packs/records.ts';
import type { Quote, Title } from '../packs/schema.ts';
import { type DailySettings, DEFAULT_DAILY_OPTIONS, type ServerSettings } from '../state/types.ts';
import { countOf } from '../text/text.ts';
import { daysWithoutRepeat, keepHealing, type LineChoice, listHealingLines } from './pick.ts';

export interface Supply {
  readonly lines: number;
  /** Days from one post of a line to its next, on the days of the week that are chosen. */
  readonly days: number;
  /** What a server could set to have more lines than these. */
  readonly more: readonly ('ceiling' | 'tone' | 'about')[];
}

/**
 * @param content What the daily post chooses from, a community's lines among it.
 * @param titles Those it takes its lines from; several take turns.
 * @param others The server's other daily posts: those that bring lines of the same title share them, so each comes again sooner.
 */
export function measureSupply(
  content: Content,
  titles: readonly Title[],
  settings: ServerSettings,
  others: readonly (Pick<DailySettings, 'weekdays'> & { readonly titles: readonly Title[] })[] = [],
): Supply {
  const choice = settings.daily ?? DEFAULT_DAILY_OPTIONS;
  const list = (change: Partial<LineChoice> = {}, seen = false) =>
    titles.map((title) =>
      listHealingLines(content, title, seen ? title.last_episode : ceilingOf(title, settings), { ...choice, ...change }),
    );
  const count = (lists: readonly (readonly Quote[])[]) => lists.flat().length;
  const lines = list();
  const withMore = { ceiling: list({}, true), tone: list({ tone: 'all' }), about: list({ includeDirector: true }) } as const;
  const perWeek = ({ id }: Title) =>
    [{ weekdays: choice.weekdays, titles }, ...others]
      .filter((post) => post.titles.some((title) => title.id === id))
      .reduce((sum, post) => sum + post.weekdays.length / post.titles.length, 0);
  const days = titles.map((title, index) => Math.floor((daysWithoutRepeat(lines[index] ?? []) * 7) / perWeek(title)));
  return {
    lines: count(lines),
    days: titles.length === 0 ? 0 : Math.min(...days),
    more: (['ceiling', 'tone', 'about'] as const).filter((what) => count(withMore[what]) > count(lines)),
  };
}

/** Of a pack's daily post where nothing was set, and where all was seen: its lines, and the days it goes without a repeat. */
export type PackSupply = Readonly<Record<'first' | 'last', Pick<Supply, 'lines' | 'days'>>>;

/** How many lines a title has and how many days they last, for those who have seen nothing and for those who have seen all. */
export function measurePack(pack: PackRecords, title: Title): PackSupply {
  const measure = (ceiling: number): Pick<Supply, 'lines' | 'days'> => {
    const lines = keepHealing(pack.list('quotes'), ceiling);
    return { lines: lines.length, days: daysWithoutRepeat(lines) };
  };
  return { first: measure(lowestCeiling(title)), last: measure(title.last_episode) };
}

/** For authors and operators: "23 lines, 23 days without a repeat where nothing is set; …", and what makes more. */
export function explainPackSupply({ first, last }: PackSupply): string {
  const count = ({ lines, days }: PackSupply['first']) => `${countOf(lines, 'line')}, ${countOf(days, 'day')} without a repeat`;
  const waiting = last.lines - first.lines;
  const lower = waiting === 0 ? '' : ` a lower "spoiler_from" where the words give nothing away (${waiting} wait for their episode), or`;
  return `${count(first)} where nothing is set; ${count(last)} where all was seen. More with${lower} further gentle or firm lines in quotes.yaml`;
}

/** What is wrong where the daily post has nothing to begin with, and the way out; undefined where it has. */
export function findNothingToPost({ first, last }: PackSupply): { readonly problem: string; readonly remedy: string } | undefined {
  if (first.lines > 0) return undefined;
  return {
    problem: `the daily post has nothing to post where nothing is set (${last.lines} lines where all was seen)`,
    remedy: 'give a gentle or firm line the lowest "spoiler_from" its words allow, and "speaker_from" the episode of who says it',
  };
}
