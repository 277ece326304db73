/** A question where something else is asked for: a name, the words of a line. */
import type { AskedBy } from '../../src/ask/named.ts';
import type { Understood } from '../../src/ask/read.ts';
import type { Target } from '../../src/ask/target.ts';
import type { Context, Reply } from '../../src/bot/types.ts';
import { ceilingOf } from '../../src/content/spoilers.ts';
import { buildButton, buildNotice } from '../../src/message/reply.ts';
import { fitsPress, nameTarget, pressFor } from './target.ts';

/** What is understood of a question by who asks here. */
export function readQuestion(context: Context, text: string): Understood {
  return context.languages.questions.read(text, describeAsker(context));
}

function describeAsker(context: Context): AskedBy {
  const { content, locale, settings, options } = context;
  const ceilings = Object.fromEntries(content.titles().map((title) => [title.id, ceilingOf(title, context)]));
  return { content, locale, ceilings, preferTitle: settings.title ?? undefined, typedIn: options.typedIn };
}

/** What a text asks for that was typed where a name or words belong; undefined where it is no question that is understood. */
export function findAsked(context: Context, text: string): Target | undefined {
  return context.languages.questions.findTarget(text, describeAsker(context));
}

/** The words of a title's line among those that were typed; undefined where no line has half of them. */
export function findLineWords(context: Context, text: string, titleId: string): string | undefined {
  return context.languages.questions.findLine(text, describeAsker(context), titleId);
}

/** Leads to the answer. */
export function leadToAnswer(context: Context, target: Target): Reply | undefined {
  if (!fitsPress(target)) return undefined;
  const { say } = context;
  return buildNotice(say('ask.offer'), [[buildButton({ label: nameTarget(context, target), id: pressFor(target), style: 'primary' })]]);
}
