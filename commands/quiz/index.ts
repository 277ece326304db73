/** `/quiz`: a question made from the facts, with four answers to press. Who was right is kept only of those who joined a server's board. */

import { ofTitle, ofTypedTitle, TITLE_OPTION } from '../../src/bot/titles.ts';
import type { Command, Context, Reply, Title } from '../../src/bot/types.ts';
import { showTitle } from '../../src/language/show.ts';
import { buildNotice } from '../../src/message/reply.ts';
import { answerBoard, BOARD_LENGTH, changeBoard } from './board.ts';
import { buildAnswerCard, buildNextPress, buildQuestionCard, sayQuestionGone } from './card.ts';
import { drawQuestion, findQuestion } from './choose.ts';
import { readScore, writeScore } from './score.ts';

export const quiz: Command = {
  name: 'quiz',
  help: [{ group: 'ask', sentence: 'help.quiz' }],
  visibility: 'public',
  place: 'everywhere',
  needs: ({ press }) => {
    if (press === undefined || press.action === 'next') return {};
    return press.action === 'answer' ? { quizPlayer: 'where it is on' } : { quizPlayer: 'always', quizBoard: BOARD_LENGTH };
  },
  options: [TITLE_OPTION],
  answer: ofTypedTitle(buildNextPress, (context, title) => askNext(context, title)),
  wordless: ['next', 'answer', 'board', 'join', 'leave'],
  presses: {
    next: ofTitle((context, title, [previous, score]) => askNext(context, title, previous, score)),
    answer: ofTitle((context, title, [key = '', chosen = '', seed = '', score = '']) => {
      const question = findQuestion(context, title, key);
      if (question === undefined) return sayQuestionGone(context, title);
      return buildAnswerCard(context, title, { question, key, seed }, chosen, readScore(context, score));
    }),
    board: answerBoard,
    join: (context) => changeBoard(context, true),
    leave: (context) => changeBoard(context, false),
  },
};

/** @param code The score so far, as a custom_id carries it; one that is not of the presser's is not passed on. */
function askNext(context: Context, title: Title, previous = '', code = ''): Reply {
  const score = readScore(context, code);
  const draw = drawQuestion(context, title, previous);
  if (draw === undefined) return buildNotice(context.say('quiz.notEnough', { title: showTitle(title) }));
  return buildQuestionCard(context, title, draw, score.asked === 0 ? '' : writeScore(context, score));
}
