/** How long a server's daily post goes without a repeat, and what would make it longer. */
import { ceilingOf } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import type { Title } from '../packs/schema.ts';
import { type DailySettings, DEFAULT_DAILY_OPTIONS, type ServerSettings } from '../state/types.ts';
import { daysWithoutRepeat, listHealingLines } from './pick.ts';

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
