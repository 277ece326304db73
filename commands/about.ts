/** `/about`: the title card. */

import { type FactTopic, topicsOf } from '../src/ask/topics.ts';
import { buildSourcesButton, type Evidence } from '../src/bot/evidence.ts';
import { labelFact } from '../src/bot/fact-label.ts';
import { buildFirstPage, GAP, keepFirstPage, noteDisagreements } from '../src/bot/first-page.ts';
import { showWithin } from '../src/bot/hidden.ts';
import { buildPageBehind } from '../src/bot/page-behind.ts';
import { type Block, buildListBlocks } from '../src/bot/paging.ts';
import { buildFactCommand } from '../src/bot/privately.ts';
import { ofTitle, ofTypedTitle } from '../src/bot/titles.ts';
import type { Context, Reply, Title } from '../src/bot/types.ts';
import { buildMapLink } from '../src/content/map-link.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import { isDay, showDate, showDays, showLink, showList, showName, showNameInFull, showTitle } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { keepSentences } from '../src/message/phone.ts';
import { buildButton, buildSelect, chunk } from '../src/message/reply.ts';
import type { KeyFact, Place, Section } from '../src/packs/schema.ts';
import { escapeMarkdown, joinFilled } from '../src/text/text.ts';
import { pressForFirst as pressForAwards } from './awards/filter.ts';
import { pressForCast } from './cast/cast-list.ts';
import { pressForEpisodes } from './episodes.ts';
import { pressForMusic } from './ost.ts';
import { pressForPlaces } from './places.ts';

/** Views that are no section of the pack. */
const OVERVIEW = 'overview';
const DETAILS = 'details';
const PLACES = 'places';
const WATCH = 'watch';

/** Key facts on the first page, by the line they stand on, most asked for first. */
const FIRST_FACTS: readonly (readonly string[])[] = [
  ['network', 'streaming'],
  ['first-aired', 'last-aired', 'episodes'],
  ['prize'],
  ['director', 'writer'],
  ['average-rating'],
  ['international-premiere'],
  ['korean-release'],
  ['japanese-release'],
  ['release'],
  ['where-to-watch'],
  ['first-shown'],
];
/** Key facts that answer what was asked for by its topic: all of the first list that the title has whole. */
const FACTS_OF: Readonly<Record<FactTopic, readonly (readonly string[])[]>> = {
  director: [['director']],
  writer: [['writer']],
  network: [['network']],
  watch: [['streaming'], ['where-to-watch']],
  air: [['first-aired', 'last-aired'], ['first-aired'], ['release'], ['korean-release'], ['first-shown'], ['international-premiere']],
  rating: [['average-rating', 'highest-rating'], ['average-rating']],
  episodes: [['episodes']],
  composer: [['music']],
  illustrator: [['book-illustration']],
  costumer: [['costume-design']],
  slot: [['slot']],
  length: [['runtime']],
  genre: [['genres'], ['genre']],
  original: [['original-work']],
  setting: [['settings']],
};
/** Credits that say something only where they name somebody. */
const CREDITS: ReadonlySet<string> = new Set(['director', 'writer']);
/** What says where it can be seen: key facts, and a section. */
const WATCH_FACTS: ReadonlySet<string> = new Set([
  'streaming',
  'where-to-watch',
  'network',
  'korean-release',
  'japanese-release',
  'release',
]);
const WATCH_SECTION = 'releases';
/** Sections that have a button, because fans ask for them. */
const BUTTON_SECTIONS = ['storybooks', 'costumes'] as const;

const LOGLINE_LINES = 6;
/** A block is one of the message's forty components. */
const FACTS_PER_BLOCK = 8;

export const about = buildFactCommand('about', {
  answer: ofTypedTitle(
    (title) => pressFor(title, OVERVIEW),
    (context, title) => answerAbout(context, title, OVERVIEW, 0),
  ),
  presses: {
    page: ofTitle((context, title, [section = OVERVIEW, page]) => answerAbout(context, title, section, page)),
    section: ofTitle((context, title, _args, [section = OVERVIEW]) => answerAbout(context, title, section, 0)),
  },
});

const pressFor = (title: Title, view: string) => buildCustomId('about', 'page', title.id, view);

function answerAbout(context: Context, title: Title, asked: string, askedPage: string | number | undefined): Reply {
  const view = listViews(context, title).find(({ id }) => id === asked);
  if (view !== undefined) return buildBehind(context, title, view, askedPage);
  const topics = topicsOf(asked);
  return keepFirstPage(context, title, title, `about ${topics}`, () => buildOverview(context, title, topics));
}

/** What is behind a button or a choice. */
interface AboutView {
  readonly id: string;
  readonly label: string;
  readonly blocks: () => readonly Block[];
  /** What stands on its button on the first page; those without one are choices. */
  readonly button?: string | undefined;
  /** The view behind whose choice it stands. */
  readonly within?: string | undefined;
}

function listViews(context: Context, title: Title): readonly AboutView[] {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const isShown = new Set(FIRST_FACTS.flat());
  const facts = title.key_facts.filter((fact) => isOpen(fact, ceiling));
  const more = facts.filter(({ id, note }) => !isShown.has(id) || note);
  const watch = facts.filter(({ id }) => WATCH_FACTS.has(id));
  const releases = title.sections.find(({ id }) => id === WATCH_SECTION);
  const places = content.list('places', title.id);
  const ids = new Set(title.sections.map(({ id }) => id));
  return [
    { id: PLACES, isThere: places.length > 0, label: say('about.filmed'), blocks: () => listPlaces(context, title, ceiling, places) },
    {
      id: WATCH,
      isThere: watch.length > 0,
      label: say('about.label.streaming'),
      button: say('about.label.streaming'),
      blocks: () => [...listFacts(context, title, watch), ...(releases ? listStatements(context, title, ceiling, releases) : [])],
    },
    {
      id: DETAILS,
      isThere: true,
      label: say('about.details'),
      blocks: () => [
        { text: title.literal === undefined ? '' : say('about.literally', { literal: escapeMarkdown(title.literal) }), records: [] },
        ...listFacts(context, title, more),
      ],
    },
    ...title.sections.map((section) => ({
      id: section.id,
      isThere: true,
      label: section.heading,
      button: nameButton(context, section),
      blocks: () => listStatements(context, title, ceiling, section),
      within: section.within !== undefined && ids.has(section.within) ? section.within : undefined,
    })),
  ].filter(({ isThere }) => isThere);
}

/** What people ask first, led by the facts of the topics that were asked for. */
function buildOverview(context: Context, title: Title, topics: readonly FactTopic[]): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const views = listViews(context, title);
  const lead = findAsked(title, topics, ceiling);
  const facts = listFirstFacts(title, ceiling).filter((fact) => !lead.includes(fact));
  const lines = FIRST_FACTS.map((ids) => ids.flatMap((id) => facts.find((fact) => fact.id === id) ?? [])).filter((line) => line.length > 0);
  const { logline } = title;
  const wins = sayWins(context, title, ceiling);
  const hasPrize = facts.some(({ id }) => id === 'prize');
  const shown: readonly Evidence[] = [...lead, logline, ...lines.flat()];
  const has = (kind: 'episodes' | 'awards' | 'tracks' | 'places') => content.list(kind, title.id).length > 0;
  const buttons = [
    buildButton({ label: say('cast.heading'), id: pressForCast(title) }),
    has('episodes') && buildButton({ label: say('episodes.heading'), id: pressForEpisodes(title) }),
    has('awards') && buildButton({ label: say('awards.heading'), id: pressForAwards(title) }),
    has('tracks') && buildButton({ label: say('about.music'), id: pressForMusic(title) }),
    has('places') && buildButton({ label: say('about.filmed'), id: pressForPlaces(title) }),
    ...views.map(({ id, button }) => button !== undefined && buildButton({ label: button, id: pressFor(title, id) })),
    buildSourcesButton(say, title, 'about'),
  ];
  return buildFirstPage(context, {
    title,
    ...(lead.length === 0
      ? {
          isOfTitle: true,
          heading: say('about.heading', { name: showTitle(title), year: title.year }),
          beside: [`-# ${[...showOriginal(title), say(`about.kind.${title.kind}`)].join(' · ')}`],
        }
      : { heading: showLine(context, title, lead).replaceAll('**', '') }),
    facts: [
      isOpen(logline, ceiling) ? escapeMarkdown(keepSentences(logline.text, LOGLINE_LINES)) : '',
      GAP,
      ...lines.map((line) => showLine(context, title, line)),
      ...(hasPrize ? [] : wins),
    ],
    notes: noteDisagreements(context, title, shown, ceiling),
    evidence: shown,
    rows: [buildSelectOf(context, title, listChoices(views), OVERVIEW), buttons],
  });
}

function listFirstFacts(title: Title, ceiling: number): readonly KeyFact[] {
  return title.key_facts.filter((fact) => isOpen(fact, ceiling) && (!CREDITS.has(fact.id) || fact.people !== undefined));
}

function findAsked(title: Title, topics: readonly FactTopic[], ceiling: number): readonly KeyFact[] {
  const facts = listFirstFacts(title, ceiling);
  const find = (ids: readonly string[]) => ids.flatMap((id) => facts.find((fact) => fact.id === id) ?? []);
  return topics.flatMap((topic) => FACTS_OF[topic].map(find).find((found, index) => found.length === FACTS_OF[topic][index]?.length) ?? []);
}

/** "Director", "Aired": what was asked, in the reader's words; undefined where the title has none of it. */
export function nameTopics(context: Context, title: Title, topics: readonly FactTopic[]): string | undefined {
  const labels = findAsked(title, topics, ceilingOf(title, context))
    .filter(({ id }) => id !== 'last-aired')
    .map((fact) => (fact.id === 'first-aired' ? context.say('about.label.aired') : labelFact(context.say, fact)));
  return labels.length === 0 ? undefined : labels.join(' · ');
}

function buildBehind(context: Context, title: Title, view: AboutView, askedPage: string | number | undefined): Reply {
  const views = listViews(context, title);
  const head = view.within ?? view.id;
  const inside = views.filter(({ id, within }) => id === head || within === head);
  return buildPageBehind(context, {
    title,
    heading: escapeMarkdown(view.label),
    blocks: view.blocks(),
    askedPage,
    pager: { command: 'about', action: 'page', args: [title.id, view.id] },
    select: buildSelectOf(context, title, inside.length === 1 ? listChoices(views) : inside, view.id),
    back: buildButton({ label: context.say('about.overview'), id: pressFor(title, OVERVIEW) }),
    topic: view.id === PLACES ? 'places' : 'about',
  });
}

function nameButton({ say }: Context, { id }: Section): string | undefined {
  const known = BUTTON_SECTIONS.find((one) => one === id);
  return known === undefined ? undefined : say(`about.section.${known}`);
}

/** The views that have neither a button nor another one before them. */
function listChoices(views: readonly AboutView[]): readonly AboutView[] {
  return views.filter(({ id, button, within }) => button === undefined && id !== PLACES && within === undefined);
}

function buildSelectOf({ say }: Context, title: Title, views: readonly AboutView[], chosen: string) {
  return buildSelect(
    buildCustomId('about', 'section', title.id),
    say('about.more'),
    views.map(({ id, label }) => ({ label, value: id, chosen: id === chosen })),
  );
}

/** The name in the script of the other readers. */
function showOriginal({ name, hangul, latin }: Title & { readonly latin?: string | undefined }): readonly string[] {
  const original = latin ?? hangul;
  return original === undefined || original === name ? [] : [escapeMarkdown(original)];
}

function sayWins({ content, say }: Context, title: Title, ceiling: number): readonly string[] {
  const won = content.awards(title.id, { result: 'won' }).filter((award) => award.counted && isOpen(award, ceiling));
  return won.length === 0 ? [] : [say('about.won', { count: won.length })];
}

/** Facts that belong together, on one line. */
function showLine(context: Context, title: Title, facts: readonly KeyFact[]): string {
  const [first, last] = ['first-aired', 'last-aired'].map((id) => facts.find((fact) => fact.id === id)?.date);
  const aired =
    first === undefined || last === undefined
      ? undefined
      : `**${context.say('about.label.aired')}:** ${showDays(context.locale, first, last)}`;
  const name = (person: Parameters<typeof showName>[0]) => showNameInFull(person, escapeMarkdown(person.name));
  return facts
    .flatMap((fact) => {
      if (aired === undefined || (fact.id !== 'first-aired' && fact.id !== 'last-aired')) return [showFact(context, title, fact, name)];
      return fact.id === 'first-aired' ? [aired] : [];
    })
    .join(' · ');
}

function listFacts(context: Context, title: Title, facts: readonly KeyFact[]): readonly Block[] {
  const show = (fact: KeyFact) =>
    `${showFact(context, title, fact, showName)}${fact.note === undefined ? '' : `\n-# ${escapeMarkdown(fact.note)}`}`;
  return chunk(facts, FACTS_PER_BLOCK).map((part): Block => ({ text: part.map(show).join('\n'), records: part }));
}

function listStatements({ say }: Context, title: Title, ceiling: number, section: Section): readonly Block[] {
  const items = section.statements.map((statement) => ({
    text: showWithin(say, title, ceiling, statement, escapeMarkdown(statement.text)),
    records: [statement],
  }));
  return buildListBlocks('', items);
}

/** Where it was filmed, what stands for what, and a way to each place. */
function listPlaces({ say, locale }: Context, title: Title, ceiling: number, places: readonly Place[]): readonly Block[] {
  const items = places.map((place) => {
    const episodes = place.episodes.map(String);
    const lines = [
      joinFilled([`**${showName(place)}**`, escapeMarkdown(place.region ?? '')], ' · '),
      place.stands_for && say('about.standsFor', { place: escapeMarkdown(place.stands_for) }),
      escapeMarkdown(place.filmed ?? ''),
      episodes.length === 0 ? '' : say('about.seenIn', { episodes: showList(locale, episodes), count: episodes.length }),
      place.note && `-# ${escapeMarkdown(place.note)}`,
      showLink(say('about.map'), buildMapLink(place)),
    ];
    return { text: showWithin(say, title, ceiling, place, joinFilled(lines, '\n  ')), records: [place] };
  });
  return buildListBlocks('', items);
}

function showFact({ content, locale, say }: Context, title: Title, fact: KeyFact, show: typeof showName): string {
  const people = (fact.people ?? []).flatMap((id) => content.get('people', title.id, id) ?? []).map(show);
  const date = fact.date && showDate(locale, fact.date);
  const words = escapeMarkdown(fact.value ?? '');
  const value = fact.date !== undefined && isDay(fact.date) ? [date, words] : [words, date];
  return `**${labelFact(say, fact)}:** ${joinFilled([...value, showList(locale, people)], ' · ')}`;
}
