/** `/quiz`: a question made from the facts, with four answers to press. Nothing of who was right is kept. */

import { TITLE_OPTION, withTitle, withTitleId } from '../../src/bot/titles.ts';
import type { Command, Context, Reply, Title } from '../../src/bot/types.ts';
import { showName } from '../../src/language/show.ts';
import { buildNotice } from '../../src/message/reply.ts';
import { buildAnswerCard, buildNextPress, buildQuestionCard, sayQuestionGone } from './card.ts';
import { drawQuestion, findQuestion } from './choose.ts';

export const quiz: Command = {
  name: 'quiz',
  help: [{ group: 'ask', sentence: 'help.quiz' }],
  visibility: 'public',
  place: 'everywhere',
  options: [TITLE_OPTION],
  answer(context) {
    return withTitle(context, context.options.text('title'), buildNextPress, (title) => askNext(context, title, ''));
  },
  presses: {
    next: (context, [titleId = '', previous = '']) => withTitleId(context, titleId, (title) => askNext(context, title, previous)),
    answer: (context, [titleId = '', key = '', chosen = '', seed = '']) =>
      withTitleId(context, titleId, (title) => {
        const question = findQuestion(context, title, key);
        return question === undefined ? sayQuestionGone(context, title) : buildAnswerCard(context, title, { question, key, seed }, chosen);
      }),
  },
};

function askNext(context: Context, title: Title, previous: string): Reply {
  const draw = drawQuestion(context, title, previous);
  if (draw === undefined) return buildNotice(context.say('quiz.notEnough', { title: showName(title) }));
  return buildQuestionCard(context, title, draw);
}
