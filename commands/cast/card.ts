/** What the cards of a character and of a person have in common: a first page, and what is behind its buttons. */
import type { APIButtonComponent } from 'discord-api-types/v10';
import { buildSourcesButton, type Evidence } from '../../src/bot/evidence.ts';
import { buildFirstPage, type FirstPage, noteDisagreements } from '../../src/bot/first-page.ts';
import { countHidden, showWithin } from '../../src/bot/hidden.ts';
import { buildPageBehind } from '../../src/bot/page-behind.ts';
import { type Block, buildListBlocks } from '../../src/bot/paging.ts';
import type { Context, Reply, Title } from '../../src/bot/types.ts';
import { ceilingOf, type Dated, isOpen } from '../../src/content/spoilers.ts';
import { plainName, showCeremony } from '../../src/language/show.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildSelect, type SelectOption } from '../../src/message/reply.ts';
import type { Award, Fact } from '../../src/packs/schema.ts';
import { capitalize, escapeMarkdown } from '../../src/text/text.ts';

/** Which part of a card is asked for, and which of its pages; the first page of the card for a part it has not. */
export interface AskedView {
  readonly view?: string | undefined;
  readonly page?: string | undefined;
}

/** What is behind one button of a card; there is no button for one that is not there. */
export interface CastView {
  readonly id: 'personality' | 'story' | 'relations' | 'awards' | 'later';
  readonly label: string;
  readonly isThere: boolean;
  /** Made when they are asked for: on the first page of a card they are not seen. */
  readonly blocks: () => readonly Block[];
}

export interface CastCard {
  readonly kind: 'character' | 'person';
  readonly id: string;
  readonly name: string;
  readonly heading: string;
  readonly first: Required<Pick<FirstPage, 'beside' | 'facts'>> & {
    /** Beside the views. */
    readonly buttons: readonly APIButtonComponent[];
    /** Records of what stands there. */
    readonly shown: readonly Evidence[];
  };
  readonly views: readonly CastView[];
  readonly evidence: readonly Evidence[];
  readonly neighbours: readonly SelectOption[];
  /** How much of it is later than what may be shown. */
  readonly hiddenCount: number;
}

/** The custom_id that opens the first page of a card. */
export function pressForCard(titleId: string, kind: CastCard['kind'], id: string): string {
  return buildCustomId('cast', 'card', titleId, kind, id);
}

/** The first page of a card, or the part of it that is asked for and there. */
export function buildCastCard(context: Context, title: Title, card: CastCard, asked: AskedView): Reply {
  const view = card.views.find(({ id, isThere }) => isThere && id === asked.view);
  return view === undefined ? buildFirst(context, title, card) : buildBehind(context, title, card, view, asked.page);
}

function buildFirst(context: Context, title: Title, card: CastCard): Reply {
  const { say } = context;
  const { first, views, kind, id, evidence, hiddenCount } = card;
  const ceiling = ceilingOf(title, context);
  const behind = views
    .filter(({ isThere }) => isThere)
    .map((view) => buildButton({ label: view.label, id: buildCustomId('cast', 'card', title.id, kind, id, view.id) }));
  return buildFirstPage(context, {
    title,
    heading: card.heading,
    beside: first.beside,
    facts: first.facts,
    notes: [...noteDisagreements(context, title, first.shown, ceiling), countHidden(say, hiddenCount)],
    evidence,
    shown: first.shown,
    rows: [
      buildSelect(buildCustomId('cast', 'open', title.id), say('cast.goOn'), card.neighbours),
      [...behind, ...first.buttons, buildSourcesButton(say, title, `${kind}:${id}`)],
    ],
  });
}

function buildBehind(context: Context, title: Title, card: CastCard, view: CastView, askedPage: string | undefined): Reply {
  const { kind, id } = card;
  return buildPageBehind(context, {
    title,
    heading: card.heading,
    blocks: view.blocks(),
    askedPage,
    pager: { command: 'cast', action: 'card', args: [title.id, kind, id, view.id] },
    back: buildButton({ label: card.name, id: pressForCard(title.id, kind, id) }),
    topic: `${kind}:${id}`,
  });
}

/** Whether any fact of these kinds is open. */
export function hasFacts(facts: readonly Fact[], ceiling: number, kinds: readonly FactKind[]): boolean {
  return facts.some((fact) => isOpen(fact, ceiling) && kinds.includes(fact.kind ?? 'story'));
}

/** The open facts of some kinds, each kind under its own heading; a fact that names none is of the story. */
export function buildFactBlocks({ say }: Context, facts: readonly Fact[], ceiling: number, kinds: readonly FactKind[]): readonly Block[] {
  return kinds.flatMap((kind) =>
    buildListBlocks(
      say(`cast.facts.${kind}`),
      facts
        .filter((fact) => isOpen(fact, ceiling) && (fact.kind ?? 'story') === kind)
        .map((fact) => ({ text: escapeMarkdown(fact.text), records: [fact] })),
    ),
  );
}

export type FactKind = NonNullable<Fact['kind']>;

/** The fact that its pack puts first, else the first one. */
export function chooseFirst(facts: readonly Fact[]): Fact | undefined {
  return facts.find(({ first }) => first) ?? facts[0];
}

/** Everything beyond the ceiling under one name, so that not even its kind is told before somebody looks. */
export function viewLater({ say }: Context, title: Title, ceiling: number, count: number, list: () => readonly Later[]): CastView {
  const show = (record: Later) => ({ text: showWithin(say, title, ceiling, record, record.text), records: [record] });
  const sorted = () => list().toSorted((a, b) => a.spoiler_from - b.spoiler_from);
  return {
    id: 'later',
    label: say('spoiler.show'),
    isThere: count > 0,
    blocks: () => buildListBlocks(say('cast.later'), sorted().map(show)),
  };
}

/** All awards under this heading. */
export function viewAwards(context: Context, title: Title, awards: readonly Award[], heading: string, isThere: boolean): CastView {
  const items = () => awards.map((award) => ({ text: showAward(context, title, award), records: [award] }));
  return { id: 'awards', label: context.say('cast.awardsOfPerson'), isThere, blocks: () => buildListBlocks(heading, items()) };
}

type Later = Evidence & Dated & { readonly text: string };

/** Won first; those whose source names no title last. */
export function sortAwards(awards: readonly Award[]): readonly Award[] {
  const rank = ({ counted, result }: Award) => (counted ? 0 : 2) + (result === 'won' ? 0 : 1);
  return awards.toSorted((a, b) => rank(a) - rank(b));
}

/** "Won: Best Supporting Actor, Baeksang Arts Awards 2021". */
export function showAward({ content, say }: Context, title: Title, award: Award): string {
  const ceremony = content.get('ceremonies', title.id, award.ceremony);
  const line = say(`awards.line.${award.result}`, {
    category: escapeMarkdown(award.category),
    ceremony: ceremony ? showCeremony(say, ceremony) : '',
  });
  return award.counted ? line : `${line} ${say('awards.notCounted')}`;
}

/** Somebody to go on to: a choice of the select that `open` answers. */
export function buildChoice(
  kind: CastCard['kind'],
  who: { readonly id: string } & Parameters<typeof plainName>[0],
  description: string,
): SelectOption {
  const name = plainName(who);
  return { label: kind === 'character' ? capitalize(name) : name, value: `${kind}:${who.id}`, description };
}

/** The leads to go on to. */
export function buildMainOptions(context: Context, title: Title, ceiling: number, except: string): readonly SelectOption[] {
  return context.content
    .list('cast', title.id)
    .filter((character) => character.group === 'main' && character.id !== except && isOpen(character, ceiling))
    .map((character) => buildChoice('character', character, context.say('cast.kind.character')));
}
