/** How long a server's daily post goes without a repeat, and what would make it longer. */
import { ceilingOf } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import type { Title } from '../packs/schema.ts';
import { DEFAULT_DAILY_OPTIONS, type ServerSettings } from '../state/types.ts';
import { daysWithoutRepeat, listHealingLines } from './pick.ts';

export interface Supply {
  readonly lines: number;
  /** Days from one post of a line to its next, on the days of the week that are chosen. */
  readonly days: number;
  /** What a server could set to have more lines than these. */
  readonly more: readonly ('ceiling' | 'tone' | 'about')[];
}

/** @param content What the daily post chooses from, a community's lines among it. */
export function measureSupply(content: Content, title: Title, settings: ServerSettings): Supply {
  const choice = settings.daily ?? DEFAULT_DAILY_OPTIONS;
  const ceiling = ceilingOf(title, settings);
  const lines = listHealingLines(content, title, ceiling, choice);
  const others = {
    ceiling: listHealingLines(content, title, title.last_episode, choice),
    tone: listHealingLines(content, title, ceiling, { ...choice, tone: 'all' }),
    about: listHealingLines(content, title, ceiling, { ...choice, includeDirector: true }),
  } as const;
  return {
    lines: lines.length,
    days: Math.floor((daysWithoutRepeat(lines) * 7) / choice.weekdays.length),
    more: (['ceiling', 'tone', 'about'] as const).filter((what) => others[what].length > lines.length),
  };
}
