/** How long a daily post goes without a repeat, and what would make it longer. */
import { ceilingOf, lowestCeiling } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import type { PackRecords } from '../packs/records.ts';
import type { Title } from '../packs/schema.ts';
import { type DailySettings, DEFAULT_DAILY_OPTIONS, type ServerSettings } from '../state/types.ts';
import { daysWithoutRepeat, keepHealing, listHealingLines } from './pick.ts';

export interface Supply {
  readonly lines: number;
  /** Days from one post of a line to its next, on the days of the week that are chosen. */
  readonly days: number;
  /** What a server could set to have more lines than these. */
  readonly more: readonly ('ceiling' | 'tone' | 'about')[];
}

/**
 * @param content What the daily post chooses from, a community's lines among it.
 * @param others Daily posts of the server that bring lines of the same title: they share its lines, so each comes again sooner.
 */
export function measureSupply(
  content: Content,
  title: Title,
  settings: ServerSettings,
  others: readonly Pick<DailySettings, 'weekdays'>[] = [],
): Supply {
  const choice = settings.daily ?? DEFAULT_DAILY_OPTIONS;
  const ceiling = ceilingOf(title, settings);
  const lines = listHealingLines(content, title, ceiling, choice);
  const withMore = {
    ceiling: listHealingLines(content, title, title.last_episode, choice),
    tone: listHealingLines(content, title, ceiling, { ...choice, tone: 'all' }),
    about: listHealingLines(content, title, ceiling, { ...choice, includeDirector: true }),
  } as const;
  const postsPerWeek = [choice, ...others].reduce((sum, { weekdays }) => sum + weekdays.length, 0);
  return {
    lines: lines.length,
    days: Math.floor((daysWithoutRepeat(lines) * 7) / postsPerWeek),
    more: (['ceiling', 'tone', 'about'] as const).filter((what) => withMore[what].length > lines.length),
  };
}

/** Of a pack's daily post where nothing was set, and where all was seen: its lines, and the days it goes without a repeat. */
export type PackSupply = Readonly<Record<'first' | 'last', Pick<Supply, 'lines' | 'days'>>>;

export function measurePack(pack: PackRecords, title: Title): PackSupply {
  const measure = (ceiling: number): Pick<Supply, 'lines' | 'days'> => {
    const lines = keepHealing(pack.list('quotes'), ceiling);
    return { lines: lines.length, days: daysWithoutRepeat(lines) };
  };
  return { first: measure(lowestCeiling(title)), last: measure(title.last_episode) };
}

/** For authors and operators: "23 lines, 23 days without a repeat where nothing is set; …", and what makes more. */
export function explainPackSupply({ first, last }: PackSupply): string {
  const count = ({ lines, days }: PackSupply['first']) => `${lines} lines, ${days} days without a repeat`;
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
