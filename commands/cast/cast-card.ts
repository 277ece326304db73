/** The card of one character, or of one person before or behind the camera. */

import { buildConflictItems, buildSourcesButton, buildSourcesLine, collectEvidence, type Evidence } from '../../src/bot/evidence.ts';
import { showWithin } from '../../src/bot/hidden.ts';
import { buildListBlocks, choosePage } from '../../src/bot/paging.ts';
import type { Context, Reply, Title } from '../../src/bot/types.ts';
import { ceilingOf, type Dated, isOpen } from '../../src/content/spoilers.ts';
import { accentOf, buildHeading, listBlock, plainName, showName, showRelation } from '../../src/language/show.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildMessage, buildPager, buildSelect, type SelectOption } from '../../src/message/reply.ts';
import type { Award, Character, Fact, Person } from '../../src/packs/schema.ts';
import { escapeMarkdown } from '../../src/text/text.ts';
import { pressForCast } from './cast-list.ts';

export function buildCharacterCard(context: Context, title: Title, character: Character, askedPage: string | number | undefined): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const relations = character.relations.flatMap((relation) => {
    const other = content.get('cast', title.id, relation.to);
    return other ? [{ ...relation, text: showRelation(relation.text, other), other }] : [];
  });
  const roles = character.roles.flatMap((role) => {
    const actor = content.get('people', title.id, role.actor);
    if (!actor) return [];
    const note = role.kind === 'child' ? say('cast.asChild') : role.note;
    return [{ ...role, actor, text: `${showName(actor)}${note === undefined ? '' : ` (${escapeMarkdown(note)})`}` }];
  });
  const awards = content.awards(title.id, { character: character.id });
  const openRoles = roles.filter((role) => isOpen(role, ceiling));
  // Of an actor who is not named, or comes later, nothing is said: the gap must not tell the two apart.
  const playedBy = openRoles.length === 0 ? '' : say('cast.playedBy', { actors: openRoles.map((role) => role.text).join(', ') });
  const age = character.age === undefined ? '' : say('cast.age', { count: character.age });
  const facts = [playedBy, age].filter((part) => part !== '').join(' · ');
  const blocks = [
    `${facts}\n${escapeMarkdown(character.description)}`.trim(),
    ...(character.wording_note === undefined ? [] : [`-# ${escapeMarkdown(character.wording_note)}`]),
    listBlock(
      say('cast.relations'),
      relations.filter((relation) => isOpen(relation, ceiling)).map((relation) => relation.text),
    ),
    ...buildFactBlocks(context, character.facts, ceiling),
    listBlock(
      say('cast.awards'),
      awards.filter((award) => isOpen(award, ceiling)).map((award) => showAward(context, title, award)),
    ),
    buildLaterBlock(context, title, ceiling, [
      ...relations.map((relation) => ({ ...relation, text: capitalize(relation.text) })),
      ...roles.map((role) => ({ ...role, text: say('cast.alsoPlays', { actor: showName(role.actor), character: showName(character) }) })),
      ...character.facts.map((fact) => ({ ...fact, text: escapeMarkdown(fact.text) })),
    ]),
  ];
  const neighbours: SelectOption[] = [
    ...openRoles.map((role) => ({ label: plainName(role.actor), value: `person:${role.actor.id}`, description: say('cast.kind.person') })),
    ...relations
      .filter((relation) => isOpen(relation, ceiling))
      .map(({ other }) => ({ label: plainName(other), value: `character:${other.id}`, description: say('cast.kind.character') })),
    ...buildMainOptions(context, title, ceiling, character.id),
  ];
  const evidence: Evidence[] = [character, ...character.relations, ...openRoles, ...character.facts];
  return buildCard(context, title, {
    topic: `character:${character.id}`,
    heading: showName(character),
    blocks,
    evidence,
    neighbours,
    askedPage,
    ceiling,
  });
}

export function buildPersonCard(context: Context, title: Title, person: Person, askedPage: string | number | undefined): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const roles = content.rolesOf(title.id, person.id);
  const awards = content.awards(title.id, { recipient: person.id });
  const jobs = person.roles.map((role) => say(`cast.job.${role}`)).join(', ');
  const plays = roles
    .filter(({ role, character }) => isOpen(role, ceiling) && isOpen(character, ceiling))
    .map(({ role, character }) => ({
      character,
      text: `**${showName(character)}**${role.kind === 'child' ? ` (${say('cast.asChild')})` : role.note === undefined ? '' : ` (${escapeMarkdown(role.note)})`}: ${escapeMarkdown(character.description)}`,
    }));
  const blocks = [
    jobs,
    listBlock(
      say('cast.plays'),
      plays.map(({ text }) => text),
    ),
    ...buildFactBlocks(context, person.facts, ceiling),
    listBlock(
      say('cast.awardsOfPerson'),
      awards.filter((award) => isOpen(award, ceiling)).map((award) => showAward(context, title, award)),
    ),
    // A later part is left out, not hidden: a masked line on this card would already tell that there is one.
    buildLaterBlock(
      context,
      title,
      ceiling,
      person.facts.map((fact) => ({ ...fact, text: escapeMarkdown(fact.text) })),
    ),
  ];
  const neighbours: SelectOption[] = [
    ...plays.map(({ character }) => ({
      label: plainName(character),
      value: `character:${character.id}`,
      description: say('cast.kind.character'),
    })),
    ...buildMainOptions(context, title, ceiling, person.id),
  ];
  const evidence: Evidence[] = [person, ...person.facts, ...awards];
  return buildCard(context, title, {
    topic: `person:${person.id}`,
    heading: showName(person),
    blocks,
    evidence,
    neighbours,
    askedPage,
    ceiling,
  });
}

interface CardParts {
  readonly topic: string;
  readonly heading: string;
  readonly blocks: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly neighbours: readonly SelectOption[];
  readonly askedPage: string | number | undefined;
  readonly ceiling: number;
}

function buildCard(context: Context, title: Title, parts: CardParts): Reply {
  const { say } = context;
  const [kind = '', id = ''] = parts.topic.split(':');
  const ids = collectEvidence(context.content, title, parts.topic, parts.ceiling).map((record) => record.id);
  const page = choosePage(
    [
      ...parts.blocks.map((text) => ({ text, records: parts.evidence })),
      ...buildListBlocks(say('sources.disagree'), buildConflictItems(context, title, ids, parts.ceiling)),
    ],
    parts.askedPage,
    context.style,
  );
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [buildHeading(parts.heading, title), ...page.texts],
      footnotes: [buildSourcesLine(context, title, parts.evidence, parts.ceiling, say, page.records)],
      rows: [
        buildSelect(buildCustomId('cast', 'open', title.id), say('cast.goOn'), parts.neighbours),
        buildPager(say, { command: 'cast', action: 'card', args: [title.id, kind, id] }, page.number, page.count),
        [buildSourcesButton(say, title, parts.topic), buildButton({ label: say('cast.wholeCast'), id: pressForCast(title) })],
      ],
    }),
  };
}

function buildFactBlocks(context: Context, facts: readonly Fact[], ceiling: number): readonly string[] {
  const { say } = context;
  const open = facts.filter((fact) => isOpen(fact, ceiling));
  const kinds = ['trait', 'wound', 'story', 'making', 'note'] as const;
  return kinds.map((kind) =>
    listBlock(
      say(`cast.facts.${kind}`),
      open.filter((fact) => (fact.kind ?? 'story') === kind).map((fact) => escapeMarkdown(fact.text)),
    ),
  );
}

/** One block for everything beyond the ceiling, so that not even its kind is told before somebody looks. */
function buildLaterBlock(context: Context, title: Title, ceiling: number, records: readonly (Dated & { readonly text: string })[]): string {
  const later = records.filter((record) => !isOpen(record, ceiling)).sort((a, b) => a.spoiler_from - b.spoiler_from);
  return listBlock(
    context.say('cast.later'),
    later.map((record) => showWithin(context.say, title, ceiling, record, record.text)),
  );
}

function showAward(context: Context, title: Title, award: Award): string {
  const { content, say } = context;
  const ceremony = content.list('ceremonies', title.id).find((candidate) => candidate.id === award.ceremony);
  const line = say(`awards.line.${award.result}`, {
    category: escapeMarkdown(award.category),
    ceremony: ceremony ? `${escapeMarkdown(ceremony.name)} ${ceremony.year}` : '',
  });
  return award.counted ? line : `${line} ${say('awards.notCounted')}`;
}

function buildMainOptions(context: Context, title: Title, ceiling: number, except: string): readonly SelectOption[] {
  return context.content
    .list('cast', title.id)
    .filter((character) => character.group === 'main' && character.id !== except && isOpen(character, ceiling))
    .map((character) => ({
      label: plainName(character),
      value: `character:${character.id}`,
      description: context.say('cast.kind.character'),
    }));
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
