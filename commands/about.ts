/** `/about`: the title card. */
import { buildCustomId } from '../src/bot/custom-id.ts';
import { buildConflictLines, buildSourcesButton, buildSourcesLine, collectEvidence, type Evidence } from '../src/bot/evidence.ts';
import { buildMessage, buildNotice, buildPager, buildSelect, clampPage, paginate } from '../src/bot/reply.ts';
import { accentOf, buildHeading, listBlock, showDate, showList, showName } from '../src/bot/show.ts';
import { ceilingOf, isOpen, showWithin } from '../src/bot/spoilers.ts';
import { escapeMarkdown } from '../src/bot/text.ts';
import { TITLE_OPTION, withTitle } from '../src/bot/titles.ts';
import type { Command, Context, Outcome, Say, SentenceKey, Title } from '../src/bot/types.ts';
import type { KeyFact, Section, Track } from '../src/packs/schema.ts';

/** The section that shows the soundtrack, which is a file of its own. */
const MUSIC = 'music';
const OVERVIEW = 'overview';

/** Sections that stand on the first card when a pack has them. */
const FIRST_SECTIONS = ['loved-for', 'themes'];

export const about: Command = {
  name: 'about',
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

function answerPress(context: Context, titleId: string, section: string, page: string | number | undefined): Outcome {
  const title = context.content.title(titleId);
  return title ? answerAbout(context, title, section, page) : buildNotice(context.sayPrivately('error.gone'));
}

function answerAbout(context: Context, title: Title, sectionId: string, askedPage: string | number | undefined): Outcome {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context.settings);
  const section = title.sections.find((candidate) => candidate.id === sectionId);
  const tracks = content.tracks(title.id);
  const view =
    section !== undefined
      ? {
          id: section.id,
          heading: escapeMarkdown(section.heading),
          blocks: sectionBlocks(context, title, ceiling, section),
          evidence: section.statements,
        }
      : sectionId === MUSIC && tracks.length > 0
        ? { id: MUSIC, heading: say('about.music'), blocks: musicBlocks(context, tracks), evidence: tracks }
        : {
            id: OVERVIEW,
            heading: showName(title),
            blocks: overviewBlocks(context, title, ceiling),
            evidence: overviewEvidence(content, title),
          };
  const pages = paginate(view.blocks);
  const page = clampPage(String(askedPage ?? 0), pages.length);
  const options = [
    { label: say('about.overview'), value: OVERVIEW, chosen: view.id === OVERVIEW },
    ...title.sections.map((candidate) => ({ label: candidate.heading, value: candidate.id, chosen: view.id === candidate.id })),
    ...(tracks.length > 0 ? [{ label: say('about.music'), value: MUSIC, chosen: view.id === MUSIC }] : []),
  ];
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [view.id === OVERVIEW ? buildOverviewHeading(context, title) : buildHeading(view.heading, title), ...(pages[page] ?? [])],
      footnotes: [buildSourcesLine(context, title, view.evidence, ceiling)],
      rows: [
        buildSelect(buildCustomId('about', 'section', title.id), say('about.more'), options),
        buildPager(say, { command: 'about', action: 'page', args: [title.id, view.id] }, page, pages.length),
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

function overviewEvidence(content: Context['content'], title: Title): readonly Evidence[] {
  return collectEvidence(content, title, 'about').filter(
    (record) => record === title.logline || title.key_facts.some((fact) => fact.id === record.id),
  );
}

function overviewBlocks(context: Context, title: Title, ceiling: number): readonly string[] {
  const { say } = context;
  const open = title.key_facts.filter((fact) => isOpen(fact, ceiling));
  const conflicts = buildConflictLines(context, title, [title.id, ...open.map((fact) => fact.id)], ceiling);
  return [
    showWithin(say, title, ceiling, title.logline, escapeMarkdown(title.logline.text)),
    ...paginate(
      open.map((fact) => showKeyFact(context, title, fact)),
      1300,
    ).map((lines) => lines.join('\n')),
    ...FIRST_SECTIONS.flatMap((id) => title.sections.find((section) => section.id === id) ?? []).flatMap((section) =>
      sectionBlocks(context, title, ceiling, section),
    ),
    ...paginate(conflicts, 1500)
      .filter((lines) => lines.length > 0)
      .map((lines) => listBlock(say('sources.disagree'), lines)),
  ].filter((block) => block !== '');
}

function sectionBlocks(context: Context, title: Title, ceiling: number, section: Section): readonly string[] {
  const lines = section.statements.map((statement) => showWithin(context.say, title, ceiling, statement, escapeMarkdown(statement.text)));
  return paginate(lines, 1800).map((part, index) =>
    listBlock(index === 0 ? escapeMarkdown(section.heading) : context.say('about.continued'), part),
  );
}

function musicBlocks(context: Context, tracks: readonly Track[]): readonly string[] {
  const lines = tracks.map((track) => {
    const released = track.released === undefined ? '' : ` · ${showDate(context.locale, track.released)}`;
    const note = track.note === undefined ? '' : `\n  -# ${escapeMarkdown(track.note)}`;
    return `${escapeMarkdown(track.part)}: **${showName({ name: track.title, hangul: track.hangul })}** · ${escapeMarkdown(track.artist)}${released}${note}`;
  });
  return paginate(lines, 1800).map((part, index) =>
    listBlock(index === 0 ? context.say('about.music') : context.say('about.continued'), part),
  );
}

function showKeyFact(context: Context, title: Title, fact: KeyFact): string {
  const { content, locale } = context;
  const people = (fact.people ?? []).flatMap((id) => content.person(title.id, id) ?? []).map(showName);
  const value = [
    ...(fact.value === undefined ? [] : [escapeMarkdown(fact.value)]),
    ...(fact.date === undefined ? [] : [showDate(locale, fact.date)]),
    ...(people.length === 0 ? [] : [showList(locale, people)]),
  ].join(' · ');
  const note = fact.note === undefined ? '' : `\n-# ${escapeMarkdown(fact.note)}`;
  return `**${labelOf(context.say, fact)}:** ${value}${note}`;
}

const KNOWN_LABELS = {
  network: 'about.label.network',
  streaming: 'about.label.streaming',
  'first-aired': 'about.label.firstAired',
  'last-aired': 'about.label.lastAired',
  slot: 'about.label.slot',
  episodes: 'about.label.episodes',
  seasons: 'about.label.seasons',
  runtime: 'about.label.runtime',
  genres: 'about.label.genres',
  genre: 'about.label.genres',
  director: 'about.label.director',
  writer: 'about.label.writer',
  music: 'about.label.music',
  production: 'about.label.production',
  planning: 'about.label.planning',
  country: 'about.label.country',
  year: 'about.label.year',
  producer: 'about.label.producer',
  editor: 'about.label.editor',
  cinematographer: 'about.label.cinematographer',
  distributor: 'about.label.distributor',
  'original-work': 'about.label.originalWork',
  'episode-naming': 'about.label.episodeNaming',
  'average-rating': 'about.label.averageRating',
  settings: 'about.label.settings',
} as const satisfies Readonly<Record<string, SentenceKey>>;

/** The words of the reader's language for a known key, else the pack's own label. */
function labelOf(say: Say, fact: KeyFact): string {
  const known = Object.entries(KNOWN_LABELS).find(([id]) => id === fact.id)?.[1];
  return known === undefined ? escapeMarkdown(fact.label ?? fact.id) : say(known);
}
