/** Which questions a title has for those who will see them, and the next one. */
import type { Context, Title } from '../../src/bot/types.ts';
import { keepSome } from '../../src/kept.ts';
import { listAwardQuestions } from './award-questions.ts';
import { listCastQuestions } from './cast-questions.ts';
import { listEpisodeQuestions, listMakingQuestions, listMusicQuestions } from './making-questions.ts';
import { type Asking, buildAsking, chooseAnswers, keyOf, type Question } from './question.ts';

/** With fewer questions the same ones would soon come again, so there is no quiz. */
const LEAST_QUESTIONS = 4;
const SEEDS = 36 ** 4;

/**
 * The kinds of questions; one kind is drawn first and then a question of it, so that sixteen episodes do not drown out one director.
 * The key of a question names its kind by the place in this list.
 */
const FAMILIES: readonly ((asking: Asking, context: Context) => readonly Question[])[] = [
  listCastQuestions,
  listEpisodeQuestions,
  listMusicQuestions,
  listAwardQuestions,
  listMakingQuestions,
];

export interface Draw {
  readonly question: Question;
  /** Names the question in a custom_id: eight characters at most. */
  readonly key: string;
  /** Decides which wrong answers stand there and in which order: the same in every process. */
  readonly seed: string;
}

/** One to be asked, with its answers in the order of the seed's. */
export interface DrawnQuestion extends Draw {
  readonly answers: readonly string[];
}

/**
 * Any question but the one before. Undefined where a title has not enough to ask.
 *
 * @param previous key of the question before, or empty.
 */
export function drawQuestion(context: Context, title: Title, previous: string): DrawnQuestion | undefined {
  const asking = buildAsking(context, title);
  const listed = new Map<number, readonly Question[]>();
  const list = (family: number) => listed.getOrInsertComputed(family, () => listFamily(asking, context, family));
  const isEnough = (questions: readonly Question[]) =>
    questions.length >= LEAST_QUESTIONS || FAMILIES.flatMap((_, family) => list(family)).length >= LEAST_QUESTIONS;
  const left = [...FAMILIES.keys()];
  while (left.length > 0) {
    const [family = 0] = left.splice(context.pick(left.length), 1);
    if (!isEnough(list(family))) return undefined;
    const draw = drawFrom(context, family, list(family), previous);
    if (draw !== undefined) return draw;
  }
  return undefined;
}

function drawFrom(context: Context, family: number, questions: readonly Question[], previous: string): DrawnQuestion | undefined {
  const left = previous === '' ? [...questions] : questions.filter((question) => nameQuestion(family, question) !== previous);
  while (left.length > 0) {
    const [question] = left.splice(context.pick(left.length), 1);
    const seed = context.pick(SEEDS).toString(36);
    if (question === undefined) return undefined;
    const answers = chooseAnswers(question, seed);
    if (answers !== undefined) return { question, key: nameQuestion(family, question), seed, answers };
  }
  return undefined;
}

/** The question a key names, among those there are for whoever will see the answer. */
export function findQuestion(context: Context, title: Title, key: string): Question | undefined {
  const family = /^\d/.test(key) ? Number(key[0]) : FAMILIES.length;
  return listFamily(buildAsking(context, title), context, family).find((question) => nameQuestion(family, question) === key);
}

/** The questions of a family that have wrong answers enough: what may be seen and the language say it all. */
function listFamily(asking: Asking, context: Context, family: number): readonly Question[] {
  // What somebody alone may see is put together anew for each request.
  if (context.content !== context.placeContent) return makeFamily(asking, context, family);
  // What a place may see is another content at other ceilings.
  return listOf(asking.say, asking.content, `${asking.title.id} ${family}`, () => makeFamily(asking, context, family));
}

/** Five kinds at sixteen ceilings in six languages. */
const MOST_LISTS = 500;
const listOf = keepSome<readonly Question[]>(MOST_LISTS);

function makeFamily(asking: Asking, context: Context, family: number): readonly Question[] {
  return (FAMILIES[family]?.(asking, context) ?? []).filter(({ wrong }) => wrong.areEnough());
}

function nameQuestion(family: number, question: Question): string {
  return `${family}${keyOf(question)}`;
}
