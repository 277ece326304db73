/** `/about`: the title card. */

import { buildConflictItems, buildSourcesButton, buildSourcesLine } from '../src/bot/evidence.ts';
import { labelFact } from '../src/bot/fact-label.ts';
import { showWithin } from '../src/bot/hidden.ts';
import { type Block, buildListBlocks, choosePage, chunk } from '../src/bot/paging.ts';
import { TITLE_OPTION, withTitle, withTitleId } from '../src/bot/titles.ts';
import type { Command, Context, Reply, Title } from '../src/bot/types.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import { accentOf, buildHeading, showDate, showList, showName } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { buildMessage, buildPager, buildSelect } from '../src/message/reply.ts';
import type { KeyFact, Section } from '../src/packs/schema.ts';
import { escapeMarkdown } from '../src/text/text.ts';

/** The section that shows the soundtrack, which is a file of its own. */
const MUSIC = 'music';
const OVERVIEW = 'overview';

/** Key facts beyond the first ones. */
const DETAILS = 'details';

/** Key facts that stand on the first card; a pack's others are a choice away. */
const FIRST_FACTS: ReadonlySet<string> = new Set([
  'network',
  'streaming',
  'where-to-watch',
  'first-aired',
  'last-aired',
  'first-shown',
  'international-premiere',
  'korean-release',
  'release',
  'episodes',
  'director',
  'writer',
  'genres',
  'genre',
  'prize',
]);

/** A block is one of the message's forty components. */
const FACTS_PER_BLOCK = 8;

/** Sections that stand on the first card when a pack has them. */
const FIRST_SECTIONS = ['loved-for', 'themes'];

export const about: Command = {
  name: 'about',
  help: [{ group: 'ask', sentence: 'help.about' }],
  visibility: 'public',
  place: 'everywhere',
  options: [TITLE_OPTION],
  answer(context) {
    const press = (title: Title) => buildCustomId('about', 'page', title.id, OVERVIEW, 0);
    return withTitle(context, context.options.text('title'), press, (title) => answerAbout(context, title, OVERVIEW, 0));
  },
  presses: {
    page: (context, [titleId = '', section = OVERVIEW, page]) => answerPress(context, titleId, section, page),
    section: (context, [titleId = ''], [section = OVERVIEW]) => answerPress(context, titleId, section, 0),
  },
};

function answerPress(context: Context, titleId: string, section: string, page: string | number | undefined): Reply {
  return withTitleId(context, titleId, (title) => answerAbout(context, title, section, page));
}

function answerAbout(context: Context, title: Title, sectionId: string, askedPage: string | number | undefined): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const section = title.sections.find((candidate) => candidate.id === sectionId);
  const hasMusic = content.list('tracks', title.id).length > 0;
  const view =
    section !== undefined
      ? {
          id: section.id,
          heading: buildHeading(escapeMarkdown(section.heading), title),
          blocks: sectionBlocks(context, title, ceiling, section, ''),
        }
      : sectionId === MUSIC && hasMusic
        ? { id: MUSIC, heading: buildHeading(say('about.music'), title), blocks: musicBlocks(context, title) }
        : sectionId === DETAILS
          ? { id: DETAILS, heading: buildHeading(say('about.details'), title), blocks: detailBlocks(context, title, ceiling) }
          : { id: OVERVIEW, heading: buildOverviewHeading(context, title), blocks: overviewBlocks(context, title, ceiling) };
  const page = choosePage(view.blocks, askedPage, context.style);
  const options = [
    { label: say('about.overview'), value: OVERVIEW, chosen: view.id === OVERVIEW },
    { label: say('about.details'), value: DETAILS, chosen: view.id === DETAILS },
    ...title.sections.map((candidate) => ({ label: candidate.heading, value: candidate.id, chosen: view.id === candidate.id })),
    ...(hasMusic ? [{ label: say('about.music'), value: MUSIC, chosen: view.id === MUSIC }] : []),
  ];
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [view.heading, ...page.texts],
      footnotes: [buildSourcesLine(context, title, page.records, ceiling)],
      rows: [
        buildSelect(buildCustomId('about', 'section', title.id), say('about.more'), options),
        buildPager(say, { command: 'about', action: 'page', args: [title.id, view.id] }, page.number, page.count),
        [buildSourcesButton(say, title, 'about')],
      ],
    }),
  };
}

/** The title's own card needs no second line that repeats its name. */
function buildOverviewHeading({ say }: Context, title: Title): string {
  const literal =
    title.literal === undefined || title.literal === title.name
      ? ''
      : ` · ${say('about.literally', { literal: escapeMarkdown(title.literal) })}`;
  return `## ${showName(title)}\n-# ${say(`about.kind.${title.kind}`)} · ${title.year}${literal}`;
}

/** What fans ask first, and why the work is loved. */
function overviewBlocks(context: Context, title: Title, ceiling: number): readonly Block[] {
  const { say } = context;
  const first = keyFacts(title, ceiling).filter((fact) => FIRST_FACTS.has(fact.id));
  const sections = FIRST_SECTIONS.flatMap((id) => title.sections.find((section) => section.id === id) ?? []);
  return [
    { text: showWithin(say, title, ceiling, title.logline, escapeMarkdown(title.logline.text)), records: [title.logline] },
    { text: first.map((fact) => showKeyFact(context, title, fact)).join('\n'), records: first },
    ...sections.flatMap((section) => sectionBlocks(context, title, ceiling, section, section.heading)),
  ];
}

/** All the rest of the key facts, and where sources disagree about the title. */
function detailBlocks(context: Context, title: Title, ceiling: number): readonly Block[] {
  const facts = keyFacts(title, ceiling);
  const rest = facts.filter((fact) => !FIRST_FACTS.has(fact.id));
  const conflicts = buildConflictItems(context, title, [title.id, ...facts.map((fact) => fact.id)], ceiling);
  return [
    ...chunk(rest, FACTS_PER_BLOCK).map(
      (part): Block => ({ text: part.map((fact) => showKeyFact(context, title, fact)).join('\n'), records: part }),
    ),
    ...buildListBlocks(context.say('sources.disagree'), conflicts),
  ];
}

function keyFacts(title: Title, ceiling: number): readonly KeyFact[] {
  return title.key_facts.filter((fact) => isOpen(fact, ceiling));
}

function sectionBlocks(context: Context, title: Title, ceiling: number, section: Section, heading: string): readonly Block[] {
  const items = section.statements.map((statement) => ({
    text: showWithin(context.say, title, ceiling, statement, escapeMarkdown(statement.text)),
    records: [statement],
  }));
  return buildListBlocks(escapeMarkdown(heading), items);
}

function musicBlocks(context: Context, title: Title): readonly Block[] {
  const items = context.content.list('tracks', title.id).map((track) => {
    const released = track.released === undefined ? '' : ` · ${showDate(context.locale, track.released)}`;
    const note = track.note === undefined ? '' : `\n  -# ${escapeMarkdown(track.note)}`;
    const name = showName({ name: track.title, hangul: track.hangul });
    return { text: `${escapeMarkdown(track.part)}: **${name}** · ${escapeMarkdown(track.artist)}${released}${note}`, records: [track] };
  });
  return buildListBlocks('', items);
}

function showKeyFact(context: Context, title: Title, fact: KeyFact): string {
  const { content, locale } = context;
  const people = (fact.people ?? []).flatMap((id) => content.get('people', title.id, id) ?? []).map(showName);
  const value = [
    ...(fact.value === undefined ? [] : [escapeMarkdown(fact.value)]),
    ...(fact.date === undefined ? [] : [showDate(locale, fact.date)]),
    ...(people.length === 0 ? [] : [showList(locale, people)]),
  ].join(' · ');
  const note = fact.note === undefined ? '' : `\n-# ${escapeMarkdown(fact.note)}`;
  return `**${labelFact(context.say, fact)}:** ${value}${note}`;
}
