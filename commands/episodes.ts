/** `/episodes`: the list of a drama's episodes, or one of them. */

import { buildSourcesButton } from '../src/bot/evidence.ts';
import { buildFirstPage, GAP, noteDisagreements } from '../src/bot/first-page.ts';
import { countHidden, showWithin } from '../src/bot/hidden.ts';
import { buildPageBehind } from '../src/bot/page-behind.ts';
import { buildListBlocks } from '../src/bot/paging.ts';
import { buildFactCommand } from '../src/bot/privately.ts';
import { ofTitle, sayGone, titleOfChoices, withTitle, withTitleId } from '../src/bot/titles.ts';
import type { Choice, Context, Reply, Title } from '../src/bot/types.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import { showDate, showDays, showName, showTitle } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { MAX_BUTTONS_PER_ROW, MAX_SELECT_OPTIONS } from '../src/message/limits.ts';
import { countPhoneLines, keepSentences, PHONE } from '../src/message/phone.ts';
import { buildButton, buildNotice, buildSelect, clampPage } from '../src/message/reply.ts';
import type { Episode } from '../src/packs/schema.ts';
import { escapeMarkdown } from '../src/text/text.ts';

export const episodes = buildFactCommand('episodes', {
  options: [{ name: 'number', type: 'integer', suggests: true, min: 1, max: 500 }],
  answer(context) {
    const number = context.options.whole('number');
    const press = (title: Title) => (number === undefined ? pressForEpisodes(title) : buildCustomId('episodes', 'one', title.id, number));
    return withTitle(context, context.options.text('title'), press, (title) => answerEpisodes(context, title, number));
  },
  presses: {
    list: ofTitle((context, title, [page]) => answerEpisodes(context, title, undefined, page)),
    one: (context, [titleId = '', number = '']) => answerNumber(context, titleId, number),
    open: (context, [titleId = ''], [number = '']) => answerNumber(context, titleId, number),
    facts: ofTitle((context, title, [number = '', page]) => {
      const episode = context.content.episode(title.id, Number(number));
      return episode ? answerFacts(context, title, episode, page) : sayGone(context);
    }),
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
});

/** Lines of a phone that are left for the list beside its heading, its sources and its controls. */
const LIST_LINES = PHONE.lines - 9;
/** Lines that one fact takes on the first page of an episode. */
const FACT_LINES = 4;

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
    return buildNotice(context.say(key, { title: showTitle(title) }));
  }
  if (number === undefined) return answerList(context, title, page);
  const episode = context.content.episode(title.id, number);
  return episode ? answerOne(context, title, episode) : sayUnknownEpisode(context, title, number);
}

function sayUnknownEpisode(context: Context, title: Title, number: number): Reply {
  const { say } = context;
  // There is such an episode, but nothing of it may be told here, or the pack has nothing.
  const key = number >= 1 && number <= title.last_episode ? 'episodes.nothing' : 'episodes.unknown';
  return buildNotice(say(key, { number, last: title.last_episode, title: showTitle(title) }), [
    [buildButton({ label: say('episodes.showList'), id: pressForEpisodes(title), style: 'primary' })],
  ]);
}

function answerList(context: Context, title: Title, askedPart: string | undefined): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const all = content.list('episodes', title.id);
  const lines = all.map((episode) => `**${episode.number}** ${showEpisodeTitle(context, title, ceiling, episode)}`);
  const parts = dealEvenly(all.length, (from, to) => countPhoneLines(lines.slice(from, to).join('\n')) <= LIST_LINES);
  const part = clampPage(askedPart, parts.length);
  const [from, to] = parts[part] ?? [0, all.length];
  const shown = all.slice(from, to);
  const options = shown.map((episode) => ({ label: plainEpisode(context, episode), value: String(episode.number) }));
  const [first, last] = [all[0]?.aired, all.at(-1)?.aired];
  const aired =
    first === undefined || last === undefined ? [] : [`-# ${say('about.label.aired')}: ${showDays(context.locale, first, last)}`];
  const nameOf = (start: number, end: number) => `${all[start]?.number}–${all[end - 1]?.number}`;
  return buildFirstPage(context, {
    title,
    heading: parts.length === 1 ? say('episodes.heading') : `${say('episodes.heading')} ${nameOf(from, to)}`,
    beside: aired,
    facts: lines.slice(from, to),
    evidence: all,
    shown,
    rows: [
      buildSelect(buildCustomId('episodes', 'open', title.id), say('episodes.choose'), options),
      [
        ...parts.flatMap(([start, end], index) =>
          index === part ? [] : [buildButton({ label: nameOf(start, end), id: buildCustomId('episodes', 'list', title.id, index) })],
        ),
        buildSourcesButton(say, title, 'episodes'),
      ].slice(-MAX_BUTTONS_PER_ROW),
    ],
  });
}

/** So many things in as few parts as fit, all about equally long: from, up to but not including. */
function dealEvenly(count: number, fits: (from: number, to: number) => boolean): readonly (readonly [number, number])[] {
  for (let parts = 1; parts < count; parts += 1) {
    const size = Math.min(Math.ceil(count / parts), MAX_SELECT_OPTIONS);
    const dealt = Array.from(
      { length: Math.ceil(count / size) },
      (_, index) => [index * size, Math.min((index + 1) * size, count)] as const,
    );
    if (dealt.every(([from, to]) => fits(from, to))) return dealt;
  }
  return Array.from({ length: count }, (_, index) => [index, index + 1] as const);
}

function answerOne(context: Context, title: Title, episode: Episode): Reply {
  const { content, say, locale } = context;
  const ceiling = ceilingOf(title, context);
  const airedKey = episode.aired_basis === 'schedule' ? 'episodes.airedBySchedule' : 'episodes.aired';
  const beside = [
    episode.aired !== undefined && say(airedKey, { date: showDate(locale, episode.aired) }),
    episode.rating_percent.length > 0 && say('episodes.rating', { rating: ratingText(context, episode) }),
    episode.peak_percent !== undefined && say('episodes.peak', { peak: percent(locale, episode.peak_percent) }),
  ];
  const open = episode.facts.filter((fact) => isOpen(fact, ceiling));
  const later = episode.facts.filter((fact) => !isOpen(fact, ceiling));
  const neighbour = (number: number, label: string) =>
    content.episode(title.id, number) && buildButton({ label, id: buildCustomId('episodes', 'one', title.id, number) });
  const before = episode.number - 1;
  const after = episode.number + 1;
  const topic = `episode:${episode.number}`;
  return buildFirstPage(context, {
    title,
    heading: say('episodes.one', { number: episode.number, name: showEpisodeTitle(context, title, ceiling, episode, true) }),
    beside: beside.map((line) => line && `-# ${line}`),
    facts: [
      ...open.map((fact) => `- ${escapeMarkdown(keepSentences(fact.text, FACT_LINES))}`),
      GAP,
      episode.title_note !== undefined && escapeMarkdown(episode.title_note),
    ],
    notes: [...noteDisagreements(context, title, [episode, ...open], ceiling), countHidden(say, later.length)],
    evidence: [episode, ...episode.facts],
    shown: [episode, ...open],
    rows: [
      [neighbour(before, `◀ ${before}`), neighbour(after, `${after} ▶`)],
      [
        open.length + later.length > 0 &&
          buildButton({
            label: say(open.length === 0 ? 'spoiler.show' : 'episodes.facts'),
            id: buildCustomId('episodes', 'facts', title.id, episode.number),
          }),
        buildButton({ label: say('episodes.showList'), id: pressForEpisodes(title) }),
        buildSourcesButton(say, title, topic),
      ],
    ],
  });
}

/** All that is known of an episode, what is later behind spoiler marks. */
function answerFacts(context: Context, title: Title, episode: Episode, askedPage: string | undefined): Reply {
  const { say } = context;
  const ceiling = ceilingOf(title, context);
  const items = [...episode.facts]
    .sort((a, b) => Number(!isOpen(a, ceiling)) - Number(!isOpen(b, ceiling)))
    .map((fact) => ({ text: showWithin(say, title, ceiling, fact, escapeMarkdown(fact.text)), records: [fact] }));
  const name = showEpisodeTitle(context, title, ceiling, episode, true);
  return buildPageBehind(context, {
    title,
    heading: say('episodes.one', { number: episode.number, name }),
    blocks: buildListBlocks(say('episodes.facts'), items),
    askedPage,
    pager: { command: 'episodes', action: 'facts', args: [title.id, String(episode.number)] },
    back: buildButton({
      label: say('quiz.episode', { episode: episode.number }),
      id: buildCustomId('episodes', 'one', title.id, episode.number),
    }),
    topic: `episode:${episode.number}`,
  });
}

/** @param hasOriginal with the title in the other script beside it, which a list has no room for. */
function showEpisodeTitle(context: Context, title: Title, ceiling: number, episode: Episode, hasOriginal = false): string {
  const { title: name, hangul } = episode;
  const shown = name === undefined ? context.say('episodes.untitled') : showName({ name, hangul: hasOriginal ? hangul : undefined });
  return showWithin(context.say, title, ceiling, episode, shown);
}

function plainEpisode(context: Context, episode: Episode): string {
  const { content } = context;
  const title = content.titles().find((candidate) => content.episode(candidate.id, episode.number)?.id === episode.id);
  const mayShow = title !== undefined && isOpen(episode, ceilingOf(title, context));
  return `${episode.number}. ${mayShow ? (episode.title ?? context.say('episodes.untitled')) : ''}`.trim();
}

function ratingText({ locale, say }: Context, episode: Episode): string {
  const [first = '', second] = episode.rating_percent.map((value) => percent(locale, value));
  return second === undefined ? first : say('episodes.halves', { first, second });
}

function percent(locale: string, value: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value / 100);
}
