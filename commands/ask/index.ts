/** `/ask`: a question in plain words, answered by the command it asks for, or by an honest "I don't know". */

import type { Understood } from '../../src/ask/read.ts';
import type { Target } from '../../src/ask/target.ts';
import type { Command, CommandResult, Context, Reply } from '../../src/bot/types.ts';
import { countPhoneLines } from '../../src/message/phone.ts';
import { addButtons, addFirstLine, buildButton, buildNotice, headingOf } from '../../src/message/reply.ts';
import { escapeMarkdown } from '../../src/text/text.ts';
import { answerTold } from '../quote/gentle.ts';
import { HISTORY_LENGTH } from '../quote/today.ts';
import { readQuestion } from './question.ts';
import { fitsPress, nameShared, nameTarget, pressFor, readTarget, runTarget } from './target.ts';

/** "Only you can see this", which the command's own answer to all has not. */
const PRIVATE_NOTE_LINES = 1;

/** @param commands those whose answers a question can have. */
export function buildAsk(commands: readonly Command[]): Command {
  return {
    name: 'ask',
    help: [{ group: 'ask', sentence: 'help.freely' }],
    visibility: 'private',
    place: 'everywhere',
    // What the line of a day rests on.
    needs: { postedLines: HISTORY_LENGTH, communityLines: true },
    options: [{ name: 'question', type: 'string', isRequired: true }],
    answer: (context) => answerQuestion(context, commands),
    presses: {
      open: (context, args) => {
        const target = readTarget(args);
        return answerTarget(context, commands, target);
      },
    },
  };
}

function answerQuestion(context: Context, commands: readonly Command[]): CommandResult {
  const question = context.options.text('question') ?? '';
  const understood = readQuestion(context, question);
  const told = understood.isOfStory ? undefined : answerTold(context, question);
  if (told !== undefined) return told;
  if (understood.kind === 'answer') return answerTarget(context, commands, understood.target);
  return offer(context, understood);
}

/** The command's own answer, for the asker alone, under one line that says what was understood where the answer does not begin with it. */
function answerTarget(context: Context, commands: readonly Command[], target: Target): CommandResult {
  const what = escapeMarkdown(nameTarget(context, target));
  const line = `-# ${context.say('ask.understood', { what })}`;
  const saysIt = (heading: string) => heading.startsWith(what);
  const linesAbove = (heading: string) => (saysIt(heading) ? 0 : countPhoneLines(line)) + PRIVATE_NOTE_LINES;
  const result = runTarget({ ...context, linesAbove }, commands, target);
  if (!('message' in result)) return result;
  const isAnswer = result.visibility === undefined && result.place === undefined;
  const shared = isAnswer && context.caller.guildId !== null ? nameShared(context, commands, target) : undefined;
  const button = shared === undefined ? [] : [buildButton({ label: context.say('again.all'), id: shared })];
  const message = saysIt(headingOf(result.message)) ? result.message : addFirstLine(result.message, line);
  return { ...result, visibility: 'private', message: addButtons(message, button) };
}

function offer(context: Context, { kind, targets, ...rest }: Exclude<Understood, { kind: 'answer' }>): Reply {
  const { say } = context;
  const why = 'why' in rest ? rest.why : 'unknown';
  const buttons = targets
    .filter(fitsPress)
    .map((target) => buildButton({ label: nameTarget(context, target), id: pressFor(target), style: 'primary' }));
  return { ...buildNotice(say(kind === 'offer' ? 'ask.offer' : `ask.${why}`), [buttons]), isNothing: true };
}
