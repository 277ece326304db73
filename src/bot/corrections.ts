/** "This is wrong": a form under every answer. What is sent is for whoever runs the bot, and nobody else is shown it. */

import { showCommand } from '../language/show.ts';
import { buildCustomId } from '../message/custom-id.ts';
import { buildModal, type Fields } from '../message/modal.ts';
import { buildNotice } from '../message/reply.ts';
import type { Topic } from './evidence.ts';
import { sayGone } from './titles.ts';
import type { Context, Opening, Reply } from './types.ts';

const DAY_MS = 24 * 60 * 60_000;
/** So many a day from one person. */
export const MOST_CORRECTIONS = 5;
const MAX_TEXT = 1000;
const MAX_SOURCE = 300;

/** The form to say what is wrong; who has sent too many, or asks of a title that is gone, is told so. */
export function openCorrectionForm(context: Context, titleId: string, topic: Topic): Reply | Opening {
  const { say } = context;
  if (context.content.title(titleId) === undefined) return sayGone(context);
  if (hasSentTooMany(context)) return buildNotice(say('correction.tooMany', { count: MOST_CORRECTIONS }));
  return buildModal(buildCustomId('sources', 'report', titleId, topic), say('correction.title'), [
    { kind: 'text', id: 'what', label: say('correction.what'), hint: say('correction.whatHint'), maxLength: MAX_TEXT, isLong: true },
    {
      kind: 'text',
      id: 'source',
      label: say('correction.source'),
      hint: say('correction.sourceHint'),
      maxLength: MAX_SOURCE,
      required: false,
    },
  ]);
}

/** Keeps what somebody says is wrong for those who run the bot, with a thank-you; or says why not. */
export function saveCorrection(context: Context, titleId: string, topic: Topic, fields: Fields): Reply {
  const { say, caller, nowMs, interactionId } = context;
  const text = fields.text('what', MAX_TEXT);
  if (context.content.title(titleId) === undefined) return sayGone(context);
  if (text === '') return buildNotice(say('correction.empty'));
  if (hasSentTooMany(context)) return buildNotice(say('correction.tooMany', { count: MOST_CORRECTIONS }));
  return {
    place: 'new',
    ...buildNotice(say('correction.thanks', { command: showCommand(context.say, context.commandIds, 'privacy') })),
    changes: [
      {
        kind: 'add-correction',
        correction: {
          id: interactionId,
          userId: caller.userId,
          guildId: caller.guildId,
          titleId,
          topic,
          text,
          source: fields.text('source', MAX_SOURCE),
          createdAtMs: nowMs,
          state: 'open',
        },
      },
    ],
  };
}

function hasSentTooMany({ ownCorrections, nowMs }: Context): boolean {
  return ownCorrections.filter(({ createdAtMs }) => nowMs - createdAtMs < DAY_MS).length >= MOST_CORRECTIONS;
}
