/** The card of a question, and what becomes of it when somebody answers. */

import { buildSourcesButton, type Evidence } from '../../src/bot/evidence.ts';
import { buildFirstPage, GAP } from '../../src/bot/first-page.ts';
import type { Context, Reply, Title } from '../../src/bot/types.ts';
import { localDateAt } from '../../src/calendar/clock.ts';
import { keepFor } from '../../src/kept.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildNotice } from '../../src/message/reply.ts';
import type { Change } from '../../src/state/types.ts';
import { escapeMarkdown } from '../../src/text/text.ts';
import { buildBoardButton } from './board.ts';
import type { Draw, DrawnQuestion } from './choose.ts';
import { chooseAnswers, keysOfAnswers } from './question.ts';
import { countAnswer, isRoundOver, ROUND, type Score, writeScore } from './score.ts';

/** The press that asks another question than `previous`. */
export function buildNextPress(title: Title, previous = '', score = ''): string {
  return buildCustomId('quiz', 'next', title.id, previous, ...(score === '' ? [] : [score]));
}

/** @param chosen key of the answer. */
function buildAnswerPress(title: Title, { key, seed }: Draw, chosen: string, score = ''): string {
  return buildCustomId('quiz', 'answer', title.id, key, chosen, seed, ...(score === '' ? [] : [score]));
}

/** @param score as a custom_id carries it. */
export function buildQuestionCard(context: Context, title: Title, draw: DrawnQuestion, score = ''): Reply {
  const { say, caller } = context;
  const { question, answers } = draw;
  const keyOfAnswer = keysOfAnswers(question);
  return buildFirstPage(context, {
    title,
    heading: question.ask(),
    notes: caller.guildId === null ? [] : [say('quiz.everybody')],
    // Where it is from would tell the answer.
    evidence: [],
    rows: [
      answers.map((answer) =>
        buildButton({ label: question.label(answer), id: buildAnswerPress(title, draw, keyOfAnswer(answer), score), style: 'primary' }),
      ),
      [buildButton({ label: say('quiz.another'), id: buildNextPress(title, draw.key, score) })],
    ],
  });
}

/**
 * @param chosen key of the answer that was pressed; one the question does not know is from another day.
 * @param before what whoever pressed had before this answer.
 */
export function buildAnswerCard(context: Context, title: Title, draw: Draw, chosen: string, before: Score): Reply {
  const { say, settings } = context;
  const { question, seed } = draw;
  const { right, label, record, topic } = question;
  const keyOfAnswer = keysOfAnswers(question);
  const answer = [right, ...question.wrong.groups().flat()].find((candidate) => keyOfAnswer(candidate) === chosen);
  if (answer === undefined) return sayQuestionGone(context, title);
  const shownAnswers = chooseAnswers(question, seed) ?? [];
  const score = countAnswer(before, answer === right);
  const isOver = isRoundOver(score);
  const said = { answer: escapeMarkdown(label(right)), chosen: escapeMarkdown(label(answer)) };
  return {
    ...buildFirstPage(context, {
      title,
      heading: question.ask(),
      beside: [answer === right ? say('quiz.right', said) : say('quiz.wrong', said)],
      facts: [question.because(), GAP, isOver && say('quiz.round', { right: score.rightInRound, round: ROUND })],
      notes: [say('quiz.score', { right: score.right, asked: score.asked })],
      evidence: aloneOf(record),
      rows: [
        // Elsewhere, with other facts or another ceiling, the four were others; then only the words tell.
        shownAnswers.includes(answer) ? shownAnswers.map((each) => buildMarkedAnswer(context, title, draw, each, answer)) : undefined,
        [
          buildButton({
            label: say(isOver ? 'quiz.newRound' : 'quiz.another'),
            id: buildNextPress(title, draw.key, writeScore(context, score)),
            style: 'primary',
          }),
          settings.quizBoard && buildBoardButton(context),
          buildSourcesButton(say, title, topic),
        ],
      ],
    }),
    changes: countOnBoard(context, title, draw, answer === right),
  };
}

/** What a server's board is told of, where whoever answers has joined it. */
function countOnBoard({ caller, quizPlayer, settings, nowMs }: Context, title: Title, { key }: Draw, isRight: boolean): readonly Change[] {
  const { guildId, userId } = caller;
  if (guildId === null || quizPlayer === null || !settings.quizBoard) return [];
  return [{ kind: 'answer-quiz', guildId, userId, titleId: title.id, question: key, day: localDateAt(nowMs, 'UTC'), isRight }];
}

/** The same list each time: what is counted in a list is kept for it. */
const aloneOf = keepFor((record: Evidence): readonly Evidence[] => [record]);

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
    id: buildAnswerPress(title, draw, keysOfAnswers(question)(each)),
    style: isRight ? 'success' : each === chosen ? 'danger' : 'secondary',
    disabled: true,
  });
}

/** A question of another day, or beyond where the presser is. */
export function sayQuestionGone({ say }: Context, title: Title): Reply {
  return buildNotice(say('quiz.gone'), [[buildButton({ label: say('quiz.another'), id: buildNextPress(title), style: 'primary' })]]);
}
