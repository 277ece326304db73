/** The board of a server's quiz, where its admins have turned it on: whoever joins it counts there, and nobody else. */
import type { Context, Reply } from '../../src/bot/types.ts';
import { showCommand } from '../../src/language/show.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildMessage, buildNotice } from '../../src/message/reply.ts';
import type { QuizPlayer } from '../../src/state/members.ts';

/** So many are shown. */
export const BOARD_LENGTH = 10;

/** The button to the server's board. */
export function buildBoardButton({ say }: Pick<Context, 'say'>) {
  return buildButton({ label: say('quiz.board.button'), id: buildCustomId('quiz', 'board') });
}

/** Who has most points in this server, with the asker's own and the way in or out; only those who joined are on it. */
export function answerBoard(context: Context): Reply {
  const { caller, say, quizBoard, quizPlayer, settings } = context;
  if (caller.guildId === null) return { place: 'new', ...buildNotice(say('error.serverOnly')) };
  if (!settings.quizBoard) return sayOff(context);
  const lines = quizBoard.map(({ userId, points }, index) => `${index + 1}. <@${userId}> · ${say('quiz.board.points', { count: points })}`);
  const own = quizPlayer === null || quizBoard.some(({ userId }) => userId === caller.userId) ? [] : [sayOwn(context, quizPlayer)];
  return {
    place: 'new',
    message: buildMessage({
      blocks: [`## ${say('quiz.board.heading')}`, lines.length === 0 ? say('quiz.board.nobody') : [...lines, ...own].join('\n')],
      footnotes: [say('quiz.board.rule')],
      isQuiet: true,
      rows: [[buildMemberButton(context)]],
    }),
  };
}

function buildMemberButton({ say, quizPlayer }: Context) {
  const action = quizPlayer === null ? 'join' : 'leave';
  return buildButton({ label: say(`quiz.board.${action}`), id: buildCustomId('quiz', action) });
}

/** An old button, or the board was turned off since. Whoever has points may still delete them. */
function sayOff(context: Context): Reply {
  const { say, commandIds, quizPlayer } = context;
  const text = say('quiz.board.off', { command: showCommand(say, commandIds, 'config leaderboard') });
  return { place: 'new', ...buildNotice(text, quizPlayer === null ? [] : [[buildMemberButton(context)]]) };
}

/** Who is further down than what is shown. */
function sayOwn({ say }: Context, { userId, points }: QuizPlayer): string {
  return `… <@${userId}> · ${say('quiz.board.points', { count: points })}`;
}

/** Puts the presser on the board, or takes them off with all their points; the page turns over to it. */
export function changeBoard(context: Context, isJoining: boolean): Reply {
  const { caller, quizBoard, quizPlayer, settings } = context;
  const { guildId, userId } = caller;
  if (guildId === null || (isJoining && !settings.quizBoard)) return answerBoard(context);
  const own: QuizPlayer = quizPlayer ?? { userId, points: 0 };
  const others = quizBoard.filter((player) => player.userId !== userId);
  const after = isJoining
    ? { ...context, quizPlayer: own, quizBoard: [...others, own].toSorted((a, b) => b.points - a.points).slice(0, BOARD_LENGTH) }
    : { ...context, quizPlayer: null, quizBoard: others };
  const { message } = answerBoard(after);
  return { message, changes: [{ kind: isJoining ? 'join-quiz' : 'leave-quiz', guildId, userId }] };
}
