/** How far a server may say it has watched: the steps of a select. */
import { ceilingOf, lowestCeiling } from '../content/spoilers.ts';
import { MAX_SELECT_OPTIONS } from '../message/limits.ts';
import { buildSelect, type ControlRow } from '../message/reply.ts';
import type { Context, Title } from './types.ts';

/** Seen or not for a film, the episodes of a drama; undefined where there are more than a select holds. */
export function buildCeilingSelect({ settings, say }: Pick<Context, 'settings' | 'say'>, title: Title, id: string): ControlRow | undefined {
  const current = ceilingOf(title, settings);
  const lowest = lowestCeiling(title);
  const steps = Array.from({ length: title.last_episode - lowest + 1 }, (_, index) => lowest + index);
  if (steps.length > MAX_SELECT_OPTIONS) return undefined;
  const nameStep = (step: number): string => {
    if (title.kind === 'film') return say(step > lowest ? 'config.step.seen' : 'config.step.unseen');
    return step === title.last_episode ? say('config.step.last', { episode: step }) : say('config.step.episode', { episode: step });
  };
  return buildSelect(
    id,
    say('config.pick.ceiling'),
    steps.map((step) => ({ label: nameStep(step), value: String(step), chosen: step === current })),
  );
}
