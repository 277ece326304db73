/** Who plays whom. */

import { plainName, showName } from '../../src/language/show.ts';
import type { Character, Person, Role } from '../../src/packs/schema.ts';
import { type Asking, inGroups, type Question } from './question.ts';

/** A part that may be known. */
export interface Part {
  readonly character: Character;
  readonly role: Role;
  readonly actor: Person;
}

export function listCastQuestions(asking: Asking): readonly Question[] {
  const parts = listParts(asking);
  const grown = parts.filter(({ role }) => role.kind !== 'child');
  const children = parts.filter(({ role }) => role.kind === 'child');
  return [...grown, ...children].flatMap((part) => {
    const { isDisputed, isDisputedBetween } = asking;
    if (isDisputed(part.role.id) || isDisputedBetween(part.character.id, part.actor.id)) return [];
    const peers = part.role.kind === 'child' ? children : grown;
    return [...askForActor(asking, part, peers), ...(part.role.kind === 'child' ? [] : askForCharacter(asking, part, grown))];
  });
}

export function listParts({ content, title, open }: Asking): readonly Part[] {
  return open(content.list('cast', title.id)).flatMap((character) =>
    open(character.roles).flatMap((role) => {
      const actor = content.get('people', title.id, role.actor);
      return actor === undefined || open([actor]).length === 0 ? [] : [{ character, role, actor }];
    }),
  );
}

/** Only where one actor alone has the part, now and later: of two, both would be right. */
function askForActor({ say, isDisputedBetween }: Asking, part: Part, peers: readonly Part[]): readonly Question[] {
  const { character, role, actor } = part;
  const isChild = role.kind === 'child';
  if (character.roles.filter(({ kind }) => (kind === 'child') === isChild).length !== 1) return [];
  const others = peers
    .filter((peer) => character.roles.every((own) => own.actor !== peer.actor.id) && !isDisputedBetween(character.id, peer.actor.id))
    .map((peer) => ({ ...peer, id: peer.actor.id }));
  if (!others.some(isLike(part))) return [];
  const names = new Map(peers.map((peer) => [peer.actor.id, peer.actor]));
  return [
    {
      kind: isChild ? 'child' : 'actor',
      record: role,
      topic: `character:${character.id}`,
      ask: () => say(isChild ? 'quiz.ask.child' : 'quiz.ask.actor', { character: showName(character) }),
      because: () => say(isChild ? 'quiz.because.child' : 'quiz.because.plays', { actor: showName(actor), character: showName(character) }),
      right: actor.id,
      wrong: inGroups(others, isLike(part), (other) => other.role.kind === role.kind),
      label: labelFrom(names),
    },
  ];
}

/** Only of those with a single part, and never with somebody as a wrong answer whose actor is not known yet. */
function askForCharacter({ content, title, say, isDisputedBetween }: Asking, part: Part, grown: readonly Part[]): readonly Question[] {
  const { character, role, actor } = part;
  if (content.rolesOf(title.id, actor.id).length !== 1) return [];
  const others = grown
    .filter((peer) => peer.character.roles.every((own) => own.actor !== actor.id) && !isDisputedBetween(actor.id, peer.character.id))
    .map((peer) => ({ ...peer, id: peer.character.id }));
  if (!others.some(isLike(part))) return [];
  const names = new Map(grown.map((peer) => [peer.character.id, peer.character]));
  return [
    {
      kind: 'character',
      record: role,
      topic: `person:${actor.id}`,
      ask: () => say('quiz.ask.character', { actor: showName(actor) }),
      because: () => say('quiz.because.plays', { actor: showName(actor), character: showName(character) }),
      right: character.id,
      wrong: inGroups(others, isLike(part), (other) => other.role.kind === role.kind),
      label: labelFrom(names),
    },
  ];
}

/** A right answer that is the only woman among men gives itself away. */
const isLike = (part: Part) => (other: Part) => other.actor.pronoun === part.actor.pronoun;

function labelFrom(names: ReadonlyMap<string, Character | Person>): (id: string) => string {
  return (id) => {
    const named = names.get(id);
    return named === undefined ? '' : plainName(named);
  };
}
