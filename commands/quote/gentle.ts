/** Gentle lines for a feeling somebody names, and for one they tell of where a question is asked for. */
import { putFeelingFirst } from '../../src/bot/care.ts';
import { titleOfServer } from '../../src/bot/titles.ts';
import type { Context, Reply, Title } from '../../src/bot/types.ts';
import type { Feeling } from '../../src/care/schema.ts';
import { ceilingOf } from '../../src/content/spoilers.ts';
import { listGentleLines } from '../../src/lines/gentle.ts';
import { buildFound, dealLines } from './found.ts';

const MOST_GENTLE = 3;

/** The lines that fit, the best first; undefined where the title has none. */
export function buildGentleLines(context: Context, title: Title, feeling: Feeling): Reply | undefined {
  const lines = listGentleLines(context.content, title, ceilingOf(title, context), feeling).slice(0, MOST_GENTLE);
  if (lines.length === 0) return undefined;
  return buildFound(context, title, { heading: context.say('quote.forFeeling'), dealt: dealLines(context, title, lines) }, 0);
}

/** For somebody who tells of their day: a word for them, then lines that fit, for them alone; undefined where they tell of no feeling. */
export function answerTold(context: Context, told: string): Reply | undefined {
  const feeling = context.care.listener.feelIn(told);
  const title = feeling === undefined ? undefined : titleOfServer(context);
  if (feeling === undefined || title === undefined) return undefined;
  const lines = buildGentleLines(context, title, feeling);
  // What is heard as distress has a word of its own above.
  if (lines === undefined || context.care.listener.hear([told]) !== undefined) return lines;
  return putFeelingFirst(context, feeling, lines);
}
