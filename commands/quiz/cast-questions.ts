/** Who plays whom. */

import type { Context } from '../../src/bot/types.ts';
import { keepByCeiling } from '../../src/content/by-ceiling.ts';
import { hasOwnName } from '../../src/content/names.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import { keepFor, once } from '../../src/kept.ts';
import { showName } from '../../src/language/show.ts';
import type { Character, Person, Role } from '../../src/packs/schema.ts';
import { type Asking, foldPacked, inGroups, type Question } from './question.ts';

/** A part that may be known. */
export interface PlayedPart {
  readonly character: Character;
  readonly role: Role;
  readonly actor: Person;
}

/** Whoever could have another's part. */
interface Peer extends PlayedPart {
  /** Of the title itself rather than a stranger. */
  readonly isOwn: boolean;
}

/** Who plays whom, asked from both sides; parts of other titles may stand among the wrong answers. */
export function listCastQuestions(asking: Asking, context: Context): readonly Question[] {
  const parts = listNamedParts(asking);
  const groupPeers = (peers: readonly PlayedPart[], isOwn: boolean) =>
    Map.groupBy(
      peers.map((peer): Peer => ({ ...peer, isOwn })),
      nameSort,
    );
  const own = groupPeers(parts, true);
  const strangers = once(() => groupPeers(listStrangers(asking, context), false));
  function* listAlike(part: PlayedPart): Generator<Peer> {
    const sort = nameSort(part);
    yield* own.get(sort) ?? [];
    yield* strangers().get(sort) ?? [];
  }
  return [...parts.filter((part) => !isChild(part)), ...parts.filter(isChild)].flatMap((part) => {
    const { isDisputed, isDisputedBetween } = asking;
    if (isDisputed(part.role.id) || isDisputedBetween(part.character.id, part.actor.id)) return [];
    const alike = () => listAlike(part);
    return [askForActor(asking, part, alike), isChild(part) ? [] : askForCharacter(asking, part, alike)].flat();
  });
}

/** Parts of the other titles, for whom a small cast has too few that could be meant. */
function listStrangers({ content, title }: Asking, context: Context): readonly PlayedPart[] {
  const own = [...content.list('people', title.id), ...content.list('cast', title.id)].flatMap(({ id, name }) => [id, foldPacked(name)]);
  const taken = new Set(own);
  const isStranger = ({ id, name }: Person | Character) => !taken.has(id) && !taken.has(foldPacked(name));
  return content.titles().flatMap((other) => {
    const ceiling = ceilingOf(other, context);
    return other.id === title.id
      ? []
      : listNamedParts({ content, title: other, ceiling }).filter(({ actor, character }) => isStranger(actor) && isStranger(character));
  });
}

const partsOf = keepByCeiling<readonly Character[], readonly PlayedPart[]>();

/** Every character with everybody who plays them, as far as the round's limit. */
export function listParts({ content, title, ceiling }: Pick<Asking, 'content' | 'title' | 'ceiling'>): readonly PlayedPart[] {
  const cast = content.list('cast', title.id);
  return partsOf(cast, ceiling, () =>
    cast.flatMap((character) =>
      character.roles.flatMap((role) => {
        const actor = content.get('people', title.id, role.actor);
        return actor !== undefined && [character, role, actor].every((item) => isOpen(item, ceiling)) ? [{ character, role, actor }] : [];
      }),
    ),
  );
}

/** Without those that are only described: they cannot be asked for by name. */
function listNamedParts(asking: Parameters<typeof listParts>[0]): readonly PlayedPart[] {
  const cast = asking.content.list('cast', asking.title.id);
  return listParts(asking).filter(({ character }) => hasOwnName(character, cast));
}

/** Only where one actor alone has the part, now and later: of two, both would be right. */
function askForActor(asking: Asking, part: PlayedPart, listPeers: () => Generator<Peer>): Question | readonly [] {
  const { say, isDisputedBetween } = asking;
  const { character, role, actor } = part;
  const isChild = role.kind === 'child';
  if (character.roles.filter(({ kind }) => (kind === 'child') === isChild).length !== 1) return [];
  const isOther = (peer: Peer) =>
    character.roles.every((own) => own.actor !== peer.actor.id) && !isDisputedBetween(character.id, peer.actor.id);
  return {
    kind: isChild ? 'child' : 'actor',
    record: role,
    topic: `character:${character.id}`,
    ask: () => say(isChild ? 'quiz.ask.child' : 'quiz.ask.actor', { character: showName(character) }),
    because: () => say(isChild ? 'quiz.because.child' : 'quiz.because.plays', { actor: showName(actor), character: showName(character) }),
    ...chooseAmong(part, listPeers, (peer) => peer.actor, isOther),
  };
}

/** Only of those with a single part, and never with somebody as a wrong answer whose actor is not known yet. */
function askForCharacter(asking: Asking, part: PlayedPart, listPeers: () => Generator<Peer>): Question | readonly [] {
  const { content, title, say, isDisputedBetween } = asking;
  const { character, role, actor } = part;
  if (listBusy(content.list('cast', title.id)).has(actor.id)) return [];
  const isOther = (peer: Peer) =>
    peer.character.roles.every((own) => own.actor !== actor.id) && !isDisputedBetween(actor.id, peer.character.id);
  return {
    kind: 'character',
    record: role,
    topic: `person:${actor.id}`,
    ask: () => say('quiz.ask.character', { actor: showName(actor) }),
    because: () => say('quiz.because.plays', { actor: showName(actor), character: showName(character) }),
    ...chooseAmong(part, listPeers, (peer) => peer.character, isOther),
  };
}

/** The answers: wrong ones are of the title itself first, then of the same kind of part. */
function chooseAmong(
  part: PlayedPart,
  listPeers: () => Generator<Peer>,
  answerOf: (peer: PlayedPart) => Character | Person,
  isOther: (peer: Peer) => boolean,
): Pick<Question, 'right' | 'wrong' | 'label'> {
  const right = answerOf(part);
  const listOthers = () =>
    listPeers()
      .filter(isOther)
      .map((peer) => ({ id: answerOf(peer).id, peer }));
  return {
    right: right.id,
    wrong: inGroups(
      listOthers,
      ({ peer }) => peer.isOwn,
      ({ peer }) => peer.role.kind === part.role.kind,
    ),
    label: (id) => (id === right.id ? right.name : nameAmong(listPeers().map(answerOf), id)),
  };
}

/** Who has more than one part, now or later. */
const listBusy = keepFor((cast: readonly Character[]): ReadonlySet<string> => {
  const actors = cast.flatMap(({ roles }) => roles.map(({ actor }) => actor));
  return new Set(actors.filter((actor, index) => actors.indexOf(actor) !== index));
});

const isChild = ({ role }: PlayedPart) => role.kind === 'child';

/** Whoever is of another sort could not have the part and is no wrong answer: the only woman among men gives herself away. */
const nameSort = (part: PlayedPart) => `${isChild(part) ? 'child' : 'grown'} ${part.actor.pronoun}`;

/** Of two titles the later one's. */
function nameAmong(all: Iterable<Character | Person>, wanted: string): string {
  let found = '';
  for (const { id, name } of all) if (id === wanted) found = name;
  return found;
}
