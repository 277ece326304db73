/** `/cast`: the cast of a title, or one person or character of it. */
import { buildCustomId } from '../src/bot/custom-id.ts';
import { buildConflictItems, buildSourcesButton, buildSourcesLine, collectEvidence, type Evidence } from '../src/bot/evidence.ts';
import { buildListBlocks, choosePage } from '../src/bot/paging.ts';
import { buildButton, buildMessage, buildNotice, buildPager, buildSelect, clampPage, type SelectOption } from '../src/bot/reply.ts';
import { accentOf, buildHeading, listBlock, plainName, showName } from '../src/bot/show.ts';
import { ceilingOf, type Dated, isOpen, showWithin } from '../src/bot/spoilers.ts';
import { cleanTyped, escapeMarkdown } from '../src/bot/text.ts';
import { askWhichTitle, TITLE_OPTION, titlesSharing, withTitle } from '../src/bot/titles.ts';
import type { Choice, Command, Context, Outcome, Title } from '../src/bot/types.ts';
import { judgeHits } from '../src/content/search/judge.ts';
import type { SearchHit } from '../src/content/types.ts';
import type { Award, Character, Fact, Person } from '../src/packs/schema.ts';

export const cast: Command = {
  name: 'cast',
  visibility: 'public',
  place: 'everywhere',
  options: [{ name: 'name', type: 'string', suggests: true }, TITLE_OPTION],
  answer(context) {
    const name = context.options.text('name');
    const typedTitle = context.options.text('title');
    if (name === undefined) return withTitle(context, typedTitle, pressForList, (title) => answerList(context, title, 0));
    if (typedTitle === undefined) return answerName(context, name);
    const pressForName = (title: Title) => buildCustomId('cast', 'name', title.id, cleanTyped(name, 60));
    return withTitle(context, typedTitle, pressForName, (title) => answerName(context, name, title));
  },
  presses: {
    list: (context, [titleId = '', page]) => {
      const title = context.content.title(titleId);
      return title ? answerList(context, title, page) : buildNotice(context.sayPrivately('error.gone'));
    },
    name: (context, [titleId = '', name = '']) => answerName(context, name, context.content.title(titleId)),
    card: (context, [titleId = '', kind = '', id = '', page]) => answerCard(context, titleId, `${kind}:${id}`, page),
    open: (context, [titleId = ''], [chosen = '']) => answerCard(context, titleId, chosen, 0),
  },
  suggest(context, _option, typed) {
    return suggestNames(context, typed);
  },
};

/** Names for an option that asks for a person or character: never a later name, ids as values. */
export function suggestNames(context: Context, typed: string): readonly Choice[] {
  const { content, settings } = context;
  const only = context.options.text('title');
  const title = only === undefined ? undefined : content.title(only);
  const hits = content.suggest(cleanTyped(typed, 100), {
    kinds: ['person', 'character'],
    ...(title ? { title: title.id } : {}),
    ...(settings.title === null ? {} : { preferTitle: settings.title }),
    spoilerCeiling: title ? ceilingOf(title, settings) : 1,
  });
  return hits.map((hit) => ({ name: describeHit(context, hit), value: hit.id }));
}

const pressForList = (title: Title) => buildCustomId('cast', 'list', title.id, 0);

/** "Ko Moon-young (고문영) · character · Seo Ye-ji". */
function describeHit(context: Context, hit: SearchHit): string {
  const { content, say } = context;
  const title = content.title(hit.title);
  const ceiling = title ? ceilingOf(title, context.settings) : 0;
  if (hit.kind === 'character') {
    const character = content.character(hit.title, hit.id);
    const actors = openActors(context, hit.title, character, ceiling).map((actor) => actor.name);
    return [plainName(hit), ...actors.slice(0, 1)].join(' · ');
  }
  const parts = content
    .rolesOf(hit.title, hit.id)
    .filter(({ role }) => isOpen(role, ceiling))
    .map(({ character }) => character.name);
  const person = content.person(hit.title, hit.id);
  const work = parts[0] ?? (person?.roles[0] === undefined ? undefined : say(`cast.job.${person.roles[0]}`));
  return [plainName(hit), ...(work === undefined ? [] : [work])].join(' · ');
}

function answerList(context: Context, title: Title, askedPage: string | number | undefined): Outcome {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context.settings);
  const characters = content.characters(title.id).filter((character) => isOpen(character, ceiling));
  const groups = (['main', 'supporting', 'special'] as const).map((group) => ({
    heading: say(`cast.group.${group}`),
    entries: characters
      .filter((character) => character.group === group)
      .map((character) => ({
        line: [`**${showName(character)}**`, ...openActors(context, title.id, character, ceiling).map(showName)].join(' · '),
        option: { label: plainName(character), value: `character:${character.id}`, description: firstSentence(character.description) },
      })),
  }));
  const children = characters.flatMap((character) =>
    character.roles
      .filter((role) => role.kind === 'child' && isOpen(role, ceiling))
      .flatMap((role) => content.person(title.id, role.actor) ?? [])
      .map((actor) => ({
        line: say('cast.childLine', { actor: `**${showName(actor)}**`, character: escapeMarkdown(character.name) }),
        option: { label: plainName(actor), value: `person:${actor.id}`, description: say('cast.young', { character: character.name }) },
      })),
  );
  const sections = [...groups, { heading: say('cast.group.child'), entries: children }].filter(({ entries }) => entries.length > 0);
  const chunks = sections.flatMap(({ heading, entries }) => chunk(entries, 10).map((part) => ({ heading, entries: part })));
  const pages = groupByLength(chunks);
  const page = clampPage(String(askedPage ?? 0), pages.length);
  const shown = pages[page] ?? [];
  const heading = buildHeading(say('cast.heading'), title);
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [heading, ...shown.map((part) => `**${part.heading}**\n${part.entries.map(({ line }) => line).join('\n')}`)],
      footnotes: [buildSourcesLine(context, title, collectEvidence(content, title, 'cast', ceiling), ceiling)],
      rows: [
        buildSelect(
          buildCustomId('cast', 'open', title.id),
          say('cast.choose'),
          shown.flatMap((part) => part.entries.map(({ option }) => option)),
        ),
        buildPager(say, { command: 'cast', action: 'list', args: [title.id] }, page, pages.length),
        [buildSourcesButton(say, title, 'cast')],
      ],
    }),
  };
}

/** Answers for a name or an id; asks, suggests or offers the list where the name is not clear. */
function answerName(context: Context, typed: string, only?: Title): Outcome {
  const { content, settings } = context;
  const byId = findById(context, typed, only);
  if (byId) return answerCard(context, byId.title, `${byId.kind}:${byId.id}`, 0);
  const name = cleanTyped(typed, 100);
  if (only === undefined) {
    const sharing = titlesSharing(content, name);
    if (sharing.length > 1 && settings.title === null) return askWhichTitle(context, sharing, pressForList);
    if (sharing.length > 1) return answerList(context, content.title(settings.title ?? '') ?? sharing[0] ?? failNoTitle(), 0);
  }
  const hits = content.search(name, {
    ...(only ? { title: only.id, spoilerCeiling: ceilingOf(only, settings) } : {}),
    ...(settings.title === null ? {} : { preferTitle: settings.title }),
    limit: 25,
  });
  const best = hits[0];
  switch (judgeHits(hits)) {
    case 'confident':
      return best ? answerHit(context, best) : answerNobody(context, name, only);
    case 'several':
      return askWhich(context, name, hits);
    case 'near':
      return suggestNear(context, name, hits, only);
    case 'nobody':
      return answerNobody(context, name, only);
  }
}

function answerHit(context: Context, hit: SearchHit): Outcome {
  if (hit.kind === 'title') {
    const title = context.content.title(hit.id);
    return title ? answerList(context, title, 0) : buildNotice(context.sayPrivately('error.gone'));
  }
  return answerCard(context, hit.title, `${hit.kind}:${hit.id}`, 0);
}

/** The id of somebody who may be known here; a later one is as unknown as a name nobody has. */
function findById(context: Context, id: string, only?: Title): { kind: 'character' | 'person'; title: string; id: string } | undefined {
  const { content, settings } = context;
  const own = settings.title === null ? undefined : content.title(settings.title);
  const titles = only ? [only] : [...(own ? [own] : []), ...content.titles()];
  for (const title of titles) {
    const ceiling = ceilingOf(title, settings);
    const character = content.character(title.id, id);
    if (character && isOpen(character, ceiling)) return { kind: 'character', title: title.id, id };
    const person = content.person(title.id, id);
    if (person && isOpen(person, ceiling)) return { kind: 'person', title: title.id, id };
  }
  return undefined;
}

function askWhich(context: Context, name: string, hits: readonly SearchHit[]): Outcome {
  const say = context.sayPrivately;
  const best = hits[0]?.score ?? 0;
  const fitting = hits.filter((hit) => hit.kind !== 'title' && hit.score >= best - 0.1);
  const titleIds = [...new Set(fitting.map((hit) => hit.title))];
  const selects = titleIds.map((titleId) => {
    const options = fitting.filter((hit) => hit.title === titleId).map((hit) => buildHitOption(context, hit));
    const title = context.content.title(titleId);
    return buildSelect(buildCustomId('cast', 'open', titleId), title ? plainName(title) : titleId, options);
  });
  return {
    visibility: 'private',
    message: buildMessage({ blocks: [say('cast.several', { name: escapeMarkdown(name) })], rows: selects }),
  };
}

function buildHitOption(context: Context, hit: SearchHit): SelectOption {
  return { label: describeHit(context, hit), value: `${hit.kind}:${hit.id}`, description: context.sayPrivately(`cast.kind.${hit.kind}`) };
}

function suggestNear(context: Context, name: string, hits: readonly SearchHit[], only?: Title): Outcome {
  const say = context.sayPrivately;
  const buttons = hits.slice(0, 5).map((hit) =>
    buildButton({
      label: describeHit(context, hit),
      id: hit.kind === 'title' ? buildCustomId('cast', 'list', hit.id, 0) : buildCustomId('cast', 'card', hit.title, hit.kind, hit.id, 0),
      style: 'primary',
    }),
  );
  const key = only ? 'cast.nearIn' : 'cast.near';
  return {
    visibility: 'private',
    message: buildMessage({
      blocks: [say(key, { name: escapeMarkdown(name), title: only ? showName(only) : '' })],
      rows: [buttons, [buildListButton(context, only)]],
    }),
  };
}

function answerNobody(context: Context, name: string, only?: Title): Outcome {
  const say = context.sayPrivately;
  const key = only ? 'cast.nobodyIn' : 'cast.nobody';
  return {
    visibility: 'private',
    message: buildMessage({
      blocks: [say(key, { name: escapeMarkdown(name), title: only ? showName(only) : '' })],
      rows: [[buildListButton(context, only)]],
    }),
  };
}

function buildListButton(context: Context, only?: Title) {
  const title = only ?? context.content.title(context.settings.title ?? '') ?? context.content.titles()[0] ?? failNoTitle();
  return buildButton({ label: context.sayPrivately('cast.showList', { title: title.name }), id: pressForList(title) });
}

function answerCard(context: Context, titleId: string, topic: string, askedPage: string | number | undefined): Outcome {
  const title = context.content.title(titleId);
  const [kind, id = ''] = topic.split(':');
  if (!title) return buildNotice(context.sayPrivately('error.gone'));
  if (kind === 'character') {
    const character = context.content.character(titleId, id);
    if (character && !isOpen(character, ceilingOf(title, context.settings))) return buildNotice(context.sayPrivately('error.gone'));
    if (character) return buildCharacterCard(context, title, character, askedPage);
  } else {
    const person = context.content.person(titleId, id);
    if (person && !isOpen(person, ceilingOf(title, context.settings))) return buildNotice(context.sayPrivately('error.gone'));
    if (person) return buildPersonCard(context, title, person, askedPage);
  }
  return buildNotice(context.sayPrivately('error.gone'));
}

function buildCharacterCard(context: Context, title: Title, character: Character, askedPage: string | number | undefined): Outcome {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context.settings);
  const relations = character.relations.flatMap((relation) => {
    const other = content.character(title.id, relation.to);
    return other ? [{ ...relation, text: `${escapeMarkdown(relation.text)} ${showName(other)}`, other }] : [];
  });
  const roles = character.roles.flatMap((role) => {
    const actor = content.person(title.id, role.actor);
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
    `${facts}
${escapeMarkdown(character.description)}`.trim(),
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

function buildPersonCard(context: Context, title: Title, person: Person, askedPage: string | number | undefined): Outcome {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context.settings);
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

function buildCard(context: Context, title: Title, parts: CardParts): Outcome {
  const { say } = context;
  const [kind = '', id = ''] = parts.topic.split(':');
  const ids = collectEvidence(context.content, title, parts.topic, parts.ceiling).map((record) => record.id);
  const page = choosePage(
    [
      ...parts.blocks.map((text) => ({ text, records: parts.evidence })),
      ...buildListBlocks(say('sources.disagree'), buildConflictItems(context, title, ids, parts.ceiling)),
    ],
    parts.askedPage,
  );
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [buildHeading(parts.heading, title), ...page.texts],
      footnotes: [buildSourcesLine(context, title, parts.evidence, parts.ceiling)],
      rows: [
        buildSelect(buildCustomId('cast', 'open', title.id), say('cast.goOn'), parts.neighbours),
        buildPager(say, { command: 'cast', action: 'card', args: [title.id, kind, id] }, page.number, page.count),
        [buildSourcesButton(say, title, parts.topic), buildButton({ label: say('cast.wholeCast'), id: pressForList(title) })],
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

export function showAward(context: Context, title: Title, award: Award): string {
  const { content, say } = context;
  const ceremony = content.ceremonies(title.id).find((candidate) => candidate.id === award.ceremony);
  const line = say(`awards.line.${award.result}`, {
    category: escapeMarkdown(award.category),
    ceremony: ceremony ? `${escapeMarkdown(ceremony.name)} ${ceremony.year}` : '',
  });
  return award.counted ? line : `${line} ${say('awards.notCounted')}`;
}

function openActors(context: Context, titleId: string, character: Character | undefined, ceiling: number): readonly Person[] {
  return (character?.roles ?? [])
    .filter((role) => role.kind !== 'child' && isOpen(role, ceiling))
    .flatMap((role) => context.content.person(titleId, role.actor) ?? []);
}

function buildMainOptions(context: Context, title: Title, ceiling: number, except: string): readonly SelectOption[] {
  return context.content
    .characters(title.id)
    .filter((character) => character.group === 'main' && character.id !== except && isOpen(character, ceiling))
    .map((character) => ({
      label: plainName(character),
      value: `character:${character.id}`,
      description: context.say('cast.kind.character'),
    }));
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

type Part = { readonly heading: string; readonly entries: readonly { readonly line: string; readonly option: SelectOption }[] };

/** At most 20 entries a page, so that the select beneath can hold them all. */
function groupByLength(parts: readonly Part[]): Part[][] {
  const pages: Part[][] = [];
  let count = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    if (count + part.entries.length > 20) {
      pages.push([]);
      count = 0;
    }
    pages.at(-1)?.push(part);
    count += part.entries.length;
  }
  return pages;
}

function firstSentence(text: string): string {
  return text.split(/(?<=[.!?])\s/)[0] ?? text;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function failNoTitle(): never {
  throw new Error('content without a title');
}
