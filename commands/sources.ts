/** `/sources`: what the facts of a title rest on; also what one answer rests on, from the button under it. */
import { MOST_CORRECTIONS, openCorrectionForm, saveCorrection } from '../src/bot/corrections.ts';
import { buildConflictItems, buildCorrectionButton, collectEvidence, collectSources } from '../src/bot/evidence.ts';
import { buildFirstPage } from '../src/bot/first-page.ts';
import { spoilerLabel } from '../src/bot/hidden.ts';
import { type Block, buildListBlocks, choosePage } from '../src/bot/paging.ts';
import { ofTitle, ofTypedTitle, TITLE_OPTION, withTitleId } from '../src/bot/titles.ts';
import type { Command, Context, Reply, Title } from '../src/bot/types.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import { accentOf, buildHeading, showDate, showLink } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { buildMessage, buildNotice, buildPager, buildSelect, type ControlRow } from '../src/message/reply.ts';
import type { Source } from '../src/packs/schema.ts';
import { escapeMarkdown, hide } from '../src/text/text.ts';

export const sources: Command = {
  name: 'sources',
  help: [{ group: 'small', sentence: 'help.sources' }],
  visibility: 'private',
  place: 'everywhere',
  isKept: true,
  options: [TITLE_OPTION],
  needs: ({ press }) => (press?.action === 'wrong' || press?.action === 'report' ? { ownCorrections: MOST_CORRECTIONS } : {}),
  answer: ofTypedTitle((title) => buildCustomId('sources', 'first', title.id), answerKinds),
  presses: {
    first: ofTitle(answerKinds),
    all: ofTitle((context, title, [page]) => answerKind(context, title, ALL, page)),
    show: ofTitle((context, title, _args, [kind = ALL]) => answerKind(context, title, kind, undefined)),
    kind: ofTitle((context, title, [kind = ALL, page]) => answerKind(context, title, kind, page)),
    of: ofTitle((context, title, [topic = '', page]) => answerOf(context, title, topic, page)),
    // Under a daily post: the date in the id tells the post apart, the rest is as under an answer.
    post: (context, [, titleId, quoteId = '']) =>
      withTitleId(context, titleId, (title) => answerOf(context, title, `quote:${quoteId}`, undefined)),
    wrong: (context, [titleId = '', topic = '']) => openCorrectionForm(context, titleId, topic),
  },
  submits: {
    report: (context, [titleId = '', topic = ''], fields) => saveCorrection(context, titleId, topic, fields),
  },
};

function answerOf(context: Context, title: Title, topic: string, page: string | undefined): Reply {
  const ceiling = ceilingOf(title, context);
  const evidence = collectEvidence(context.content, title, topic, ceiling);
  const found = collectSources(context.content, title, evidence);
  const about = [...evidence.map(({ id }) => id), ...(topic === 'about' ? [title.id] : [])];
  const disagreements = buildListBlocks(context.say('sources.disagree'), buildConflictItems(context, title, about, ceiling));
  const view = { action: 'of', args: [title.id, topic], heading: context.say('sources.ofAnswer'), topic, first: disagreements };
  const reply = answerList(context, title, found, view, page);
  // The first press opens a list beside the answer; its pages turn over in place.
  return page === undefined ? { ...reply, place: 'new' } : reply;
}

/** How far a source can be trusted, in the four groups people ask by. */
const GROUPS: { readonly [Kind in GroupName]: readonly Source['reliability'][] } = {
  official: ['official', 'publisher', 'festival-text'],
  press: ['press', 'press-low', 'seed-press'],
  reference: ['reference-wiki', 'database'],
  others: ['blog', 'seed-blog', 'fan-copy', 'copy', 'seo-text'],
};
const GROUP_NAMES = ['official', 'press', 'reference', 'others'] as const;
type GroupName = (typeof GROUP_NAMES)[number];
const ALL = 'all';

/** The sources of each group that has any. */
function groupSources({ content }: Context, title: Title): readonly { readonly name: GroupName; readonly sources: readonly Source[] }[] {
  const all = content.list('sources', title.id);
  return GROUP_NAMES.map((name) => ({ name, sources: all.filter(({ reliability }) => GROUPS[name].includes(reliability)) })).filter(
    ({ sources }) => sources.length > 0,
  );
}

/** What all answers about a title rest on: how many sources of which kind, and a select that shows them. */
function answerKinds(context: Context, title: Title): Reply {
  const { content, say } = context;
  const groups = groupSources(context, title);
  return {
    ...buildFirstPage(context, {
      title,
      heading: say('sources.count', { count: content.list('sources', title.id).length }),
      facts: groups.map(({ name, sources: { length } }) => `**${say(`sources.group.${name}`)}:** ${length}`),
      notes: [say('sources.underAnswers')],
      evidence: [],
      rows: [buildKindSelect(context, title, undefined)],
    }),
    visibility: 'private',
  };
}

function buildKindSelect(context: Context, title: Title, chosen: string | undefined) {
  const { say } = context;
  const options = [
    { label: say('sources.all'), value: ALL },
    ...groupSources(context, title).map(({ name, sources: { length } }) => ({
      label: say(`sources.group.${name}`),
      value: name,
      description: say('sources.count', { count: length }),
    })),
  ];
  return buildSelect(
    buildCustomId('sources', 'show', title.id),
    say('sources.show'),
    options.map((option) => ({ ...option, chosen: option.value === chosen })),
  );
}

/** @param kind a group's name; anything else is all of them. */
function answerKind(context: Context, title: Title, kind: string, page: string | undefined): Reply {
  const { content, say } = context;
  const group = groupSources(context, title).find(({ name }) => name === kind);
  const found = group?.sources ?? content.list('sources', title.id);
  const chosen = group?.name ?? ALL;
  const heading = group === undefined ? say('sources.all') : say(`sources.group.${group.name}`);
  const select = buildKindSelect(context, title, chosen);
  return answerList(context, title, found, { action: 'kind', args: [title.id, chosen], heading, select }, page ?? 0);
}

/** A list of links is quickly looked over, so a page holds more of it than of sentences. */
const PAGE_LENGTH = 3000;

interface SourcesView {
  readonly action: string;
  readonly args: readonly string[];
  readonly heading: string;
  /** The answer the sources are of; undefined for all of a title. */
  readonly topic?: string;
  /** Leads to the other kinds. */
  readonly select?: ControlRow | undefined;
  /** What stands before the sources: where they disagree. */
  readonly first?: readonly Block[];
}

function answerList(
  context: Context,
  title: Title,
  found: readonly Source[],
  view: SourcesView,
  askedPage: string | number | undefined,
): Reply {
  const { say } = context;
  if (found.length === 0) return buildNotice(say('sources.none'));
  const ceiling = ceilingOf(title, context);
  const blocks = [...(view.first ?? []), ...found.map((source) => ({ text: showSource(context, title, ceiling, source), records: [] }))];
  const page = choosePage(blocks, askedPage, context.style, PAGE_LENGTH);
  return {
    visibility: 'private',
    message: buildMessage({
      accent: accentOf(title),
      blocks: [buildHeading(view.heading, title), page.texts.join('\n')],
      footnotes: [say('sources.count', { count: found.length })],
      rows: [
        buildPager(say, { command: 'sources', action: view.action, args: view.args }, page.number, page.count),
        view.select,
        view.topic === undefined ? undefined : [buildCorrectionButton(say, title, view.topic)],
      ],
    }),
  };
}

function showSource(context: Context, title: Title, ceiling: number, source: Source): string {
  const { say } = context;
  const date = source.updated ?? source.published;
  const details = [
    escapeMarkdown(source.publisher),
    date === undefined ? say('sources.undated') : showDate(context.locale, date),
    say(`sources.reliability.${source.reliability}`),
  ].join(' · ');
  const link = showLink(source.title, source.url);
  // Who wrote it and when can tell as much as the title, so a later source is hidden whole.
  return isOpen(source, ceiling)
    ? `- ${link}
  -# ${details}`
    : `- ${spoilerLabel(say, title, source.spoiler_from)} ${hide(`${link} · ${details}`)}`;
}
