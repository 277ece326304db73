/** A question of the quiz: what is asked, the right answer, and wrong ones of the same kind. */

import type { Evidence, Topic } from '../../src/bot/evidence.ts';
import type { Context, Say } from '../../src/bot/types.ts';
import { ceilingOf, type Dated, isOpen } from '../../src/content/spoilers.ts';
import type { Content } from '../../src/content/types.ts';
import { keepFor, keepLately, once } from '../../src/kept.ts';
import { hash, hashAfter, sortByPlace } from '../../src/lines/pick.ts';
import { MAX_BUTTON_LABEL } from '../../src/message/limits.ts';
import type { Conflict, Person, Title } from '../../src/packs/schema.ts';
import { foldText } from '../../src/text/text.ts';

/** All that is ever asked about. What is not here is not asked: nobody's wounds, illness or death is a game. */
export type QuestionKind =
  | 'actor'
  | 'child'
  | 'character'
  | 'episode-title'
  | 'episode-number'
  | 'episode-date'
  | 'artist'
  | 'track'
  | 'award-who'
  | 'award-what'
  | 'maker'
  | 'date'
  | 'episode-count';

export interface Question {
  readonly kind: QuestionKind;
  /** The record the right answer stands in. */
  readonly record: Evidence;
  readonly topic: Topic;
  /** Markdown; both are written only for the question that is asked. */
  readonly ask: () => string;
  readonly because: () => string;
  /** Answers by their ids. */
  readonly right: string;
  /** None of them may be right in any reading of the facts. */
  readonly wrong: WrongAnswers;
  /** An answer in plain words, without the original in brackets: only some have one, and that would be a hint. */
  readonly label: (id: string) => string;
}

/** Made as far as somebody looks: of all the questions of a title one is asked. */
export interface WrongAnswers {
  /** Whether there are as many as stand beside the right one. */
  readonly areEnough: () => boolean;
  /** In groups, the most plausible first. */
  readonly groups: () => readonly (readonly string[])[];
}

/** What the questions of one title are made from. */
export interface Asking {
  readonly content: Content;
  readonly title: Title;
  readonly say: Say;
  readonly locale: string;
  readonly ceiling: number;
  readonly open: <Item extends Dated>(items: readonly Item[]) => readonly Item[];
  /** Sources disagree about this record, whichever of them is better supported: a fan may have read the other one. */
  readonly isDisputed: (recordId: string) => boolean;
  /** Sources disagree about how these two belong together. */
  readonly isDisputedBetween: (one: string, other: string) => boolean;
}

/** What questions are made from: the title as far as all who see the round may know it. */
export function buildAsking(context: Context, title: Title): Asking {
  const { content, say, locale } = context;
  const ceiling = ceilingOf(title, context);
  const disputes = indexConflicts(content.list('conflicts', title.id));
  return {
    content,
    title,
    say,
    locale,
    ceiling,
    open: (items) => items.filter((item) => isOpen(item, ceiling)),
    isDisputed: (recordId) => disputes.has(recordId),
    isDisputedBetween: (one, other) => (disputes.get(one) ?? []).some(({ about }) => about.includes(other)),
  };
}

/** More than a title has names, categories and titles of songs. */
const MOST_WORDS = 2_000;

/** As `foldText`, for what the packs say: for each question all of it is compared. */
export const foldPacked = keepLately(MOST_WORDS, foldText);

/** Conflicts by the ids of the records they are about. */
const indexConflicts = keepFor((conflicts: readonly Conflict[]): ReadonlyMap<string, readonly Conflict[]> => {
  const byId = new Map<string, Conflict[]>();
  for (const conflict of conflicts) for (const id of conflict.about) byId.set(id, [...(byId.get(id) ?? []), conflict]);
  return byId;
});

export const ANSWER_COUNT = 4;

/** Name a question and an answer in a custom_id, where their whole ids would not fit: seven characters at most. */
export function keyOf({ kind, record }: Question): string {
  return keysOf(record).getOrInsertComputed(kind, () => hash(kind, record.id).toString(36));
}

/** By the kinds of questions about a record: to find one by its key takes those of all others. */
const keysOf = keepFor((_record: Evidence) => new Map<QuestionKind, string>());

/** See `keyOf`; only the question's own kind has these keys. */
export function keysOfAnswers({ kind }: Question): (answer: string) => string {
  const hashAnswer = hashAfter('answer', kind);
  return (answer) => hashAnswer(answer).toString(36);
}

/**
 * The right answer and three wrong ones, all different, in an order of the seed's. Undefined where there are not enough that fit on a
 * button.
 */
export function chooseAnswers(question: Question, seed: string): readonly string[] | undefined {
  const { right, label } = question;
  const taken = new Set<string>();
  const answers: string[] = [];
  const take = (id: string): void => {
    const text = label(id);
    const folded = foldPacked(text);
    if (answers.length === ANSWER_COUNT || text.length > MAX_BUTTON_LABEL || folded === '' || taken.has(folded)) return;
    taken.add(folded);
    answers.push(id);
  };
  take(right);
  if (answers.length === 0) return undefined;
  for (const group of question.wrong.groups()) {
    if (answers.length === ANSWER_COUNT) break;
    for (const id of firstByPlace(group, hashAfter('wrong', seed, question.record.id))) {
      take(id);
      if (answers.length === ANSWER_COUNT) break;
    }
  }
  return answers.length === ANSWER_COUNT ? sortByPlace(answers, hashAfter('place', seed, question.record.id)) : undefined;
}

/** As `sortByPlace`, for whoever takes a few of the first. */
function* firstByPlace(ids: readonly string[], placeOf: (id: string) => number): Generator<string> {
  const places = ids.map(placeOf);
  for (let left = ids.length; left > 0; left -= 1) {
    let first = 0;
    for (let index = 1; index < places.length; index += 1) if ((places[index] ?? 0) < (places[first] ?? 0)) first = index;
    places[first] = Number.POSITIVE_INFINITY;
    yield ids[first] ?? '';
  }
}

/** Those who made the work and do not act in it. */
export function isMaker({ roles }: Person): boolean {
  return roles.some((role) => role !== 'actor' && role !== 'child-actor' && role !== 'voice-actor');
}

/**
 * Items in groups: those that fit the better in every way first, then those that fit in fewer of the ways, the first way weighing most.
 *
 * @param list gives the items anew each time, and no more of them than are taken.
 */
export function inGroups<Item extends { readonly id: string }>(
  list: () => Iterable<Item>,
  ...fitsBetter: readonly ((item: Item) => boolean)[]
): WrongAnswers {
  return {
    areEnough() {
      const ids = new Set<string>();
      for (const { id } of list()) if (ids.add(id).size === ANSWER_COUNT - 1) return true;
      return false;
    },
    groups: once(() => {
      const groups = new Map<number, Set<string>>();
      for (const item of list()) {
        let misfit = 0;
        for (const fits of fitsBetter) misfit = 2 * misfit + (fits(item) ? 0 : 1);
        const group = groups.get(misfit);
        if (group === undefined) groups.set(misfit, new Set([item.id]));
        else group.add(item.id);
      }
      return [...groups].sort(([a], [b]) => a - b).map(([, ids]) => [...ids]);
    }),
  };
}
