/** `/sources`: what the facts of a title rest on; also what one answer rests on, from the button under it. */
import { MOST_CORRECTIONS, openCorrectionForm, saveCorrection } from '../src/bot/corrections.ts';
import { buildConflictItems, buildCorrectionButton, collectEvidence, collectSources } from '../src/bot/evidence.ts';
import { spoilerLabel } from '../src/bot/hidden.ts';
import { type Block, buildListBlocks, choosePage } from '../src/bot/paging.ts';
import { TITLE_OPTION, withTitle, withTitleId } from '../src/bot/titles.ts';
import type { Command, Context, Reply, Title } from '../src/bot/types.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import { accentOf, buildHeading, showDate, showLink } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { buildMessage, buildNotice, buildPager } from '../src/message/reply.ts';
import type { Source } from '../src/packs/schema.ts';
import { escapeMarkdown, hide } from '../src/text/text.ts';

export const sources: Command = {
  name: 'sources',
  help: [{ group: 'small', sentence: 'help.sources' }],
  visibility: 'private',
  place: 'everywhere',
  options: [TITLE_OPTION],
  needs: ({ press }) => (press?.action === 'wrong' || press?.action === 'report' ? { ownCorrections: MOST_CORRECTIONS } : {}),
  answer(context) {
    const press = (title: Title) => buildCustomId('sources', 'all', title.id, 0);
    return withTitle(context, context.options.text('title'), press, (title) => answerAll(context, title, 0));
  },
  presses: {
    all: (context, [titleId, page]) => withTitleId(context, titleId, (title) => answerAll(context, title, page)),
    of: (context, [titleId, topic = '', page]) => withTitleId(context, titleId, (title) => answerOf(context, title, topic, page)),
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

function answerAll(context: Context, title: Title, page: string | number | undefined): Reply {
  const all = context.content.list('sources', title.id);
  return answerList(context, title, all, { action: 'all', args: [title.id], heading: context.say('sources.heading') }, page);
}

/** A list of links is quickly looked over, so a page holds more of it than of sentences. */
const PAGE_LENGTH = 3000;

interface View {
  readonly action: string;
  readonly args: readonly string[];
  readonly heading: string;
  /** The answer the sources are of; undefined for all of a title. */
  readonly topic?: string;
  /** What stands before the sources: where they disagree. */
  readonly first?: readonly Block[];
}

function answerList(context: Context, title: Title, found: readonly Source[], view: View, askedPage: string | number | undefined): Reply {
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
