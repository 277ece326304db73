/** `/episodes`: the list of a drama's episodes, or one of them. */

import { buildConflictItems, buildSourcesButton, buildSourcesLine } from '../src/bot/evidence.ts';
import { showWithin } from '../src/bot/hidden.ts';
import { choosePage } from '../src/bot/paging.ts';
import { TITLE_OPTION, titleOfChoices, withTitle, withTitleId } from '../src/bot/titles.ts';
import type { Choice, Command, Context, Reply, Title } from '../src/bot/types.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import { accentOf, buildHeading, listBlock, showDate, showName } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { buildButton, buildMessage, buildNotice, buildPager, buildSelect } from '../src/message/reply.ts';
import type { Episode } from '../src/packs/schema.ts';
import { escapeMarkdown } from '../src/text/text.ts';

export const episodes: Command = {
  name: 'episodes',
  help: [{ group: 'ask', sentence: 'help.episodes' }],
  visibility: 'public',
  place: 'everywhere',
  options: [{ name: 'number', type: 'integer', suggests: true, min: 1, max: 500 }, TITLE_OPTION],
  answer(context) {
    const number = context.options.whole('number');
    const press = (title: Title) => (number === undefined ? pressForEpisodes(title) : buildCustomId('episodes', 'one', title.id, number));
    return withTitle(context, context.options.text('title'), press, (title) => answerEpisodes(context, title, number));
  },
  presses: {
    list: (context, [titleId = '', page]) => withTitleId(context, titleId, (title) => answerEpisodes(context, title, undefined, page)),
    one: (context, [titleId = '', number = '']) => answerNumber(context, titleId, number),
    open: (context, [titleId = ''], [number = '']) => answerNumber(context, titleId, number),
  },
  suggest(context, _option, typed) {
    const { content } = context;
    const title = titleOfChoices(context);
    if (!title) return [];
    return content
      .list('episodes', title.id)
      .filter(
        (episode) =>
          String(episode.number).startsWith(typed.trim()) || (episode.title ?? '').toLowerCase().includes(typed.trim().toLowerCase()),
      )
      .map((episode): Choice => ({ name: plainEpisode(context, episode), value: String(episode.number) }));
  },
};

/** Characters: all sixteen lines of a drama stand on one page. */
const PAGE_LENGTH = 1600;

/** The press that opens the list. */
export const pressForEpisodes = (title: Title) => buildCustomId('episodes', 'list', title.id, 0);

/** A number from a custom_id, which can be forged. */
function answerNumber(context: Context, titleId: string, number: string): Reply {
  if (!/^\d{1,3}$/.test(number)) return buildNotice(context.say('error.oldButton'));
  return withTitleId(context, titleId, (title) => answerEpisodes(context, title, Number(number)));
}

function answerEpisodes(context: Context, title: Title, number: number | undefined, page?: string): Reply {
  if (context.content.list('episodes', title.id).length === 0) {
    const key = title.kind === 'film' ? 'episodes.film' : 'episodes.none';
    return buildNotice(context.say(key, { title: showName(title) }));
  }
  if (number === undefined) return answerList(context, title, page);
  const episode = context.content.episode(title.id, number);
  return episode ? answerOne(context, title, episode) : sayUnknownEpisode(context, title, number);
}

function sayUnknownEpisode(context: Context, title: Title, number: number): Reply {
  const { say } = context;
  // There is such an episode, but nothing of it may be told here, or the pack has nothing.
  const key = number >= 1 && number <= title.last_episode ? 'episodes.nothing' : 'episodes.unknown';
  return buildNotice(say(key, { number, last: title.last_episode, title: showName(title) }), [
    [buildButton({ label: say('episodes.showList'), id: pressForEpisodes(title), style: 'primary' })],
  ]);
}

function answerList(context: Context, title: Title, askedPage: string | undefined): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const all = content.list('episodes', title.id);
  const lines = all.map((episode) => ({
    text: `**${episode.number}.** ${showTitle(context, title, ceiling, episode)}${showAired(context, episode)}${showRating(context, episode)}`,
    records: [episode],
  }));
  const page = choosePage(lines, askedPage, context.style, PAGE_LENGTH);
  const options = all.map((episode) => ({ label: plainEpisode(context, episode), value: String(episode.number) }));
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [buildHeading(say('episodes.heading'), title), page.texts.join('\n')],
      footnotes: [buildSourcesLine(context, title, all, ceiling)],
      rows: [
        buildSelect(buildCustomId('episodes', 'open', title.id), say('episodes.choose'), options),
        buildPager(say, { command: 'episodes', action: 'list', args: [title.id] }, page.number, page.count),
        [buildSourcesButton(say, title, 'episodes')],
      ],
    }),
  };
}

function answerOne(context: Context, title: Title, episode: Episode): Reply {
  const { content, say, locale } = context;
  const ceiling = ceilingOf(title, context);
  const details = [
    episode.aired === undefined
      ? ''
      : say(episode.aired_basis === 'schedule' ? 'episodes.airedBySchedule' : 'episodes.aired', { date: showDate(locale, episode.aired) }),
    episode.rating_percent.length === 0 ? say('episodes.noRating') : say('episodes.rating', { rating: ratingText(context, episode) }),
    episode.peak_percent === undefined ? '' : say('episodes.peak', { peak: percent(locale, episode.peak_percent) }),
    episode.title_note === undefined ? '' : `-# ${escapeMarkdown(episode.title_note)}`,
  ].filter((line) => line !== '');
  const facts = episode.facts.map((fact) => showWithin(say, title, ceiling, fact, escapeMarkdown(fact.text)));
  const neighbour = (number: number, key: 'episodes.previous' | 'episodes.next') =>
    content.episode(title.id, number) ? [buildButton({ label: say(key), id: buildCustomId('episodes', 'one', title.id, number) })] : [];
  const conflicts = buildConflictItems(context, title, [episode.id, ...episode.facts.map((fact) => fact.id)], ceiling);
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [
        buildHeading(say('episodes.one', { number: episode.number, name: showTitle(context, title, ceiling, episode) }), title),
        details.join('\n'),
        listBlock(say('episodes.facts'), facts),
        listBlock(
          say('sources.disagree'),
          conflicts.map(({ text }) => text),
        ),
      ],
      footnotes: [
        buildSourcesLine(context, title, [episode, ...episode.facts], ceiling, say, [
          episode,
          ...episode.facts,
          ...conflicts.flatMap(({ records }) => records),
        ]),
      ],
      rows: [
        [...neighbour(episode.number - 1, 'episodes.previous'), ...neighbour(episode.number + 1, 'episodes.next')],
        [
          buildSourcesButton(say, title, `episode:${episode.number}`),
          buildButton({ label: say('episodes.showList'), id: pressForEpisodes(title) }),
        ],
      ].filter((row) => row.length > 0),
    }),
  };
}

function showTitle(context: Context, title: Title, ceiling: number, episode: Episode): string {
  const name = episode.title === undefined ? context.say('episodes.untitled') : showName({ name: episode.title, hangul: episode.hangul });
  return showWithin(context.say, title, ceiling, episode, name);
}

function plainEpisode(context: Context, episode: Episode): string {
  const { content } = context;
  const title = content.titles().find((candidate) => content.episode(candidate.id, episode.number)?.id === episode.id);
  const mayShow = title !== undefined && isOpen(episode, ceilingOf(title, context));
  return `${episode.number}. ${mayShow ? (episode.title ?? context.say('episodes.untitled')) : ''}`.trim();
}

function showAired(context: Context, episode: Episode): string {
  return episode.aired === undefined ? '' : ` · ${showDate(context.locale, episode.aired)}`;
}

function showRating(context: Context, episode: Episode): string {
  return episode.rating_percent.length === 0 ? '' : ` · ${ratingText(context, episode)}`;
}

function ratingText({ locale, say }: Context, episode: Episode): string {
  const shown = episode.rating_percent.map((value) => percent(locale, value)).join(' / ');
  return episode.rating_percent.length > 1 ? say('episodes.halves', { shown }) : shown;
}

function percent(locale: string, value: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value / 100);
}
