/** The card of a question, and what becomes of it when somebody answers. */

import { buildSourcesButton } from '../../src/bot/evidence.ts';
import { buildFirstPage } from '../../src/bot/first-page.ts';
import type { Context, Reply, Title } from '../../src/bot/types.ts';
import { ceilingOf } from '../../src/content/spoilers.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildNotice } from '../../src/message/reply.ts';
import { escapeMarkdown } from '../../src/text/text.ts';
import type { Draw } from './choose.ts';
import { chooseAnswers, keyOfAnswer } from './question.ts';

/** The press that asks another question than `previous`. */
export function buildNextPress(title: Title, previous = ''): string {
  return buildCustomId('quiz', 'next', title.id, previous);
}

function buildAnswerPress(title: Title, { question, key, seed }: Draw, answer: string): string {
  return buildCustomId('quiz', 'answer', title.id, key, keyOfAnswer(question, answer), seed);
}

export function buildQuestionCard(context: Context, title: Title, draw: Draw): Reply {
  const { say, caller } = context;
  const { question, seed } = draw;
  const answers = chooseAnswers(question, seed) ?? [];
  return {
    message: buildFirstPage(context, {
      title,
      ceiling: ceilingOf(title, context),
      heading: question.ask(),
      notes: caller.guildId === null ? [] : [say('quiz.everybody')],
      // Where it is from would tell the answer.
      evidence: [],
      rows: [
        answers.map((answer) =>
          buildButton({ label: question.label(answer), id: buildAnswerPress(title, draw, answer), style: 'primary' }),
        ),
        [buildButton({ label: say('quiz.another'), id: buildNextPress(title, draw.key) })],
      ],
    }),
  };
}

/** @param chosen key of the answer that was pressed; one the question does not know is from another day. */
export function buildAnswerCard(context: Context, title: Title, draw: Draw, chosen: string): Reply {
  const { say } = context;
  const { question, seed } = draw;
  const { right, label, record, topic } = question;
  const answer = [right, ...question.wrong.flat()].find((candidate) => keyOfAnswer(question, candidate) === chosen);
  if (answer === undefined) return sayQuestionGone(context, title);
  const shownAnswers = chooseAnswers(question, seed) ?? [];
  const said = { answer: escapeMarkdown(label(right)), chosen: escapeMarkdown(label(answer)) };
  return {
    message: buildFirstPage(context, {
      title,
      ceiling: ceilingOf(title, context),
      heading: question.ask(),
      beside: [answer === right ? say('quiz.right', said) : say('quiz.wrong', said)],
      facts: [question.because()],
      evidence: [record],
      rows: [
        // Elsewhere, with other facts or another ceiling, the four were others; then only the words tell.
        shownAnswers.includes(answer) ? shownAnswers.map((each) => buildMarkedAnswer(context, title, draw, each, answer)) : undefined,
        [
          buildButton({ label: say('quiz.another'), id: buildNextPress(title, draw.key), style: 'primary' }),
          buildSourcesButton(say, title, topic),
        ],
      ],
    }),
  };
}

function buildMarkedAnswer({ say }: Context, title: Title, draw: Draw, each: string, chosen: string) {
  const { question } = draw;
  const label = question.label(each);
  const isRight = each === question.right;
  const marked = isRight
    ? say('quiz.rightChoice', { answer: label })
    : each === chosen
      ? say('quiz.chosenWrong', { answer: label })
      : label;
  return buildButton({
    label: marked,
    id: buildAnswerPress(title, draw, each),
    style: isRight ? 'success' : each === chosen ? 'danger' : 'secondary',
    disabled: true,
  });
}

/** A question of another day, or beyond where the presser is. */
export function sayQuestionGone({ say }: Context, title: Title): Reply {
  return buildNotice(say('quiz.gone'), [[buildButton({ label: say('quiz.another'), id: buildNextPress(title), style: 'primary' })]]);
}
