/** Who was honored, and for what. Only awards that count, because a source names the work. */

import { once } from '../../src/kept.ts';
import { showCeremony, showName } from '../../src/language/show.ts';
import type { Award, Ceremony, Person, Title } from '../../src/packs/schema.ts';
import { escapeMarkdown } from '../../src/text/text.ts';
import { listParts, type PlayedPart } from './cast-questions.ts';
import { type Asking, foldPacked, inGroups, isMaker, type Question } from './question.ts';

/** An award with what a sentence about it names. */
interface Honour {
  readonly award: Award;
  readonly ceremony: Ceremony;
  /** The one who was honoured, or the work. */
  readonly who: Person | Title;
}

/** Who was honoured, and what for; awards that were shared or are disputed make no question. */
export function listAwardQuestions(asking: Asking): readonly Question[] {
  const { content, title, open, isDisputed } = asking;
  const ceremonies = open(content.list('ceremonies', title.id));
  const all = content.list('awards', title.id);
  const honours = open(all).flatMap((award): Honour[] => {
    const ceremony = ceremonies.find(({ id }) => id === award.ceremony);
    const [recipient, ...others] = award.recipients;
    const who = recipient === undefined ? title : content.get('people', title.id, recipient);
    if (!award.counted || ceremony === undefined || who === undefined || others.length > 0 || isDisputed(award.id)) return [];
    return [{ award, ceremony, who }];
  });
  const actors = once(() => listActors(asking));
  const makers = once(() => open(content.list('people', title.id)).filter(isMaker));
  return honours.flatMap((honour) => [
    ...(honour.who.id === title.id ? [] : [askWho(asking, honour, all, actors, makers)]),
    askWhat(asking, honour, all),
  ]);
}

interface Actors {
  readonly people: readonly Person[];
  /** Of their first parts, by their ids. */
  readonly kinds: ReadonlyMap<string, PlayedPart['role']['kind']>;
}

function listActors(asking: Asking): Actors {
  const parts = listParts(asking).filter(({ role }) => role.kind !== 'child');
  const kinds = parts.map(({ actor, role }) => [actor.id, role.kind] as const);
  return { people: parts.map(({ actor }) => actor), kinds: new Map(kinds.toReversed()) };
}

function describe({ say }: Asking, { award, ceremony, who }: Honour) {
  const words = once(() => ({
    who: showName(who),
    category: escapeMarkdown(award.category),
    ceremony: showCeremony(say, ceremony),
  }));
  return {
    words,
    record: award,
    topic: 'awards',
    because: () => say(award.result === 'won' ? 'quiz.because.won' : 'quiz.because.nominated', words()),
  };
}

/** Others of the same trade who have nothing to do with this award. */
function askWho(asking: Asking, honour: Honour, all: readonly Award[], actors: () => Actors, makers: () => readonly Person[]): Question {
  const { say, isDisputedBetween } = asking;
  const { award, ceremony, who } = honour;
  const { words, ...described } = describe(asking, honour);
  const { people, kinds } = actors();
  const isActor = kinds.has(who.id);
  const listPeers = (): readonly Person[] => (isActor ? people : makers());
  const near = once(() => new Set(all.flatMap((other) => (isSameAward(other, award) ? other.recipients : []))));
  const isLikely = (person: Person) => !isActor || !('roles' in who) || person.pronoun === who.pronoun;
  const listOthers = () =>
    listPeers()
      .values()
      .filter(isLikely)
      .filter(({ id }) => id !== who.id && !near().has(id) && !isDisputedBetween(id, ceremony.id) && !isDisputedBetween(id, award.id));
  return {
    ...described,
    kind: 'award-who',
    ask: () => say(award.result === 'won' ? 'quiz.ask.whoWon' : 'quiz.ask.whoNominated', words()),
    right: who.id,
    wrong: inGroups(listOthers, ({ id }) => kinds.get(id) === kinds.get(who.id)),
    label: (id) => (id === who.id ? who : (listPeers().find((one) => one.id === id) ?? who)).name,
  };
}

/** Other categories for such as them that went to others: of the same evening, then of other ones. */
function askWhat(asking: Asking, honour: Honour, all: readonly Award[]): Question {
  const { award } = honour;
  const { words, ...described } = describe(asking, honour);
  const isNear = ({ ceremony }: Award) => ceremony === award.ceremony;
  const listOthers = () =>
    asking
      .open(all)
      .values()
      .filter((other) => !isOf(honour, other, asking) && !isLike(other.category, award.category) && isForSuch(asking, honour, other));
  return {
    ...described,
    kind: 'award-what',
    ask: () => asking.say(award.result === 'won' ? 'quiz.ask.whatWon' : 'quiz.ask.whatNominated', words()),
    right: award.id,
    wrong: inGroups(listOthers, isNear, ({ result }) => result === award.result),
    label: (id) => all.find((other) => other.id === id)?.category ?? '',
  };
}

/** Whether an award might go to one like this: to a title, to somebody of the same trade, to an actor of the same pronoun. */
function isForSuch({ content, title }: Asking, { who }: Honour, other: Award): boolean {
  const people = other.recipients.flatMap((id) => content.get('people', title.id, id) ?? []);
  if (!('roles' in who)) return other.recipients.length === 0;
  return people.some(({ roles, pronoun }) => pronoun === who.pronoun && roles.some((role) => who.roles.includes(role)));
}

/** The award went to the same one. */
function isOf({ who }: Honour, { recipients }: Award, { title }: Asking): boolean {
  return who.id === title.id ? recipients.length === 0 : recipients.includes(who.id);
}

function isSameAward(one: Award, other: Award): boolean {
  return one.ceremony === other.ceremony && isLike(one.category, other.category);
}

function isLike(one: string, other: string): boolean {
  const [a, b] = [foldPacked(one), foldPacked(other)];
  return a.includes(b) || b.includes(a);
}
