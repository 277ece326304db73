/** `/progress`: how far somebody is in each title, and with it what their private answers may hold. */

import { chooseTitle, ofTitle, TITLE_OPTION, withTitle, withTitleId } from '../src/bot/titles.ts';
import type { Choice, Command, Context, Opening, Reply, Title } from '../src/bot/types.ts';
import { ceilingOf, isOpen, lowestCeiling } from '../src/content/spoilers.ts';
import { accentOf, showTitle } from '../src/language/show.ts';
import { buildOwnDailyId } from '../src/lines/line-buttons.ts';
import { PLAN_HISTORY_LENGTH } from '../src/lines/plan.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { MAX_SELECT_OPTIONS } from '../src/message/limits.ts';
import { buildModal } from '../src/message/modal.ts';
import { buildButton, buildMessage, buildSelect, type ControlRow } from '../src/message/reply.ts';
import { cleanTyped, escapeMarkdown, foldText, joinFilled } from '../src/text/text.ts';
import { chooseOwnZone, openOwnDaily, openOwnForm, saveOwnForm, stopOwnDaily } from './own-daily.ts';

const LONGEST_TYPED = 30;
/** What stands in ids and choices for "not any more". */
const CLEAR = 'clear';

export const progress: Command = {
  name: 'progress',
  help: [{ group: 'yours', sentence: 'help.progress' }],
  visibility: 'private',
  place: 'everywhere',
  needs: { member: true, ownDaily: PLAN_HISTORY_LENGTH },
  options: [{ name: 'episode', type: 'string', suggests: true }, TITLE_OPTION],
  answer(context) {
    const typedTitle = context.options.text('title');
    const typed = cleanTyped(context.options.text('episode') ?? '', LONGEST_TYPED);
    if (typed !== '') {
      const press = (title: Title) => buildCustomId('progress', 'set', title.id, cleanTyped(typed, 20));
      return withTitle(context, typedTitle, press, (title) => answerTyped(context, title, typed));
    }
    return withTitle(context, typedTitle ?? findUnderWay(context)?.id, pressForTitle, (title) => answerTitle(context, title));
  },
  presses: {
    all: (context) => answerOverview(context),
    open: (context, _args, [titleId = '']) => withTitleId(context, titleId, (title) => answerTitle(context, title)),
    title: ofTitle(answerTitle),
    set: ofTitle((context, title, [typed = '']) => answerTyped(context, title, typed)),
    choose: ofTitle((context, title, _args, [typed = '']) => answerTyped(context, title, typed)),
    private: (context, [wish, titleId = '']) => answerPrivately(context, wish === 'yes', titleId),
    ask: ofTitle(openForm),
    'daily-open': ofTitle(openOwnDaily),
    'daily-form': ofTitle(openOwnForm),
    'daily-zone': ofTitle((context, title, args, [picked]) => chooseOwnZone(context, title, args, picked ?? args.at(-1) ?? '')),
    'daily-stop': stopOwnDaily,
  },
  submits: {
    'daily-set': ofTitle((context, title, _args, fields) => saveOwnForm(context, title, fields)),
    set: ofTitle((context, title, _args, fields) => answerTyped(context, title, fields.text('episode', LONGEST_TYPED))),
  },
  suggest(context, _option, typed) {
    const choice = chooseTitle(context, context.options.text('title'));
    return choice.kind === 'title' ? suggestEpisodes(context, choice.title, typed) : [];
  },
};

const pressForTitle = (title: Title) => buildCustomId('progress', 'title', title.id);

/** What somebody said: an episode, that it be forgotten (null), or nothing that could be read. */
type Read =
  | { readonly episode: number | null }
  | { readonly problem: 'unclear' }
  | { readonly problem: 'unknown'; readonly number: number };

/** Numbers and words in the asker's language or as in the choices; 0 forgets, as there is no such episode. */
function readEpisode({ say }: Context, title: Title, typed: string): Read {
  const folded = foldText(typed);
  const isOneOf = (key: 'finished' | 'notStarted' | 'clear') =>
    folded === foldText(key) ||
    say(`progress.words.${key}`)
      .split(',')
      .some((word) => foldText(word) === folded);
  if (isOneOf('clear')) return { episode: null };
  if (isOneOf('finished')) return { episode: title.last_episode };
  if (isOneOf('notStarted')) return { episode: lowestCeiling(title) };
  const [number, ...more] = typed.normalize('NFKC').match(/\d+/g) ?? [];
  if (number === undefined || more.length > 0 || number.length > 6) return { problem: 'unclear' };
  const episode = Number(number);
  if (episode === 0) return { episode: null };
  if (episode <= title.last_episode) return { episode };
  return title.kind === 'film' ? { problem: 'unclear' } : { problem: 'unknown', number: episode };
}

function answerTyped(context: Context, title: Title, typed: string): Reply {
  const { say } = context;
  const read = readEpisode(context, title, typed);
  if ('episode' in read) {
    const { episode } = read;
    const message = buildTitleCard(context, title, episode, say(episode === null ? 'progress.cleared' : 'progress.saved'));
    return { message, changes: [{ kind: 'set-progress', userId: context.caller.userId, titleId: title.id, episode }] };
  }
  const known = progressOf(context, title);
  const shown = escapeMarkdown(cleanTyped(typed, LONGEST_TYPED));
  if (read.problem === 'unknown') {
    const problem = say('episodes.unknown', { number: read.number, last: title.last_episode, title: showTitle(title) });
    return { message: buildTitleCard(context, title, known, problem) };
  }
  const problem =
    title.kind === 'film'
      ? say('progress.unclearFilm', { typed: shown, title: showTitle(title) })
      : say('progress.unclear', { typed: shown, last: title.last_episode });
  return { message: buildTitleCard(context, title, known, problem) };
}

/** The server's own title or, where it has none, the first one the asker has begun and not finished. */
function findUnderWay(context: Context): Title | undefined {
  const { content, settings } = context;
  if (settings.title !== null) return undefined;
  return content.titles().find((title) => {
    const episode = progressOf(context, title);
    return episode !== null && episode < title.last_episode;
  });
}

/** null where nothing was said, or something a pack of today no longer has. */
function progressOf({ member: { progress: all } }: Context, title: Title): number | null {
  return Object.hasOwn(all, title.id) ? ceilingOf(title, { ceilings: all }) : null;
}

function answerTitle(context: Context, title: Title): Reply {
  return { message: buildTitleCard(context, title, progressOf(context, title)) };
}

function answerOverview(context: Context): Reply {
  const { say } = context;
  const titles = context.content.titles();
  const lines = titles.map((title) =>
    say('progress.line', { title: showTitle(title), state: describeState(context, title, progressOf(context, title)) }),
  );
  const options = titles.map((title) => ({ label: title.name, value: title.id, description: String(title.year) }));
  return {
    message: buildMessage({
      blocks: [`## ${say('progress.heading')}`, lines.join('\n'), say('progress.effect')],
      rows: [buildSelect(buildCustomId('progress', 'open'), say('progress.chooseTitle'), options), [buildPrivateButton(context)]],
    }),
  };
}

function describeState({ say }: Context, title: Title, episode: number | null): string {
  if (episode === null) return say('progress.state.unset');
  if (title.kind === 'film') return say(episode === 0 ? 'progress.state.unseen' : 'progress.state.seen');
  if (episode === title.last_episode) return say('progress.state.finished', { count: episode });
  if (episode === lowestCeiling(title)) return say('progress.state.beginning');
  return say('progress.state.episode', { episode, last: title.last_episode });
}

/** @param episode how far they are after what was just said; null: not said. */
function buildTitleCard(context: Context, title: Title, episode: number | null, note = ''): Reply['message'] {
  const { say } = context;
  const state = describeState(context, title, episode);
  return buildMessage({
    accent: accentOf(title),
    blocks: [
      joinFilled([`## ${episode === null ? say('progress.heading') : state}`, note, episode === null && state]),
      joinFilled([say('progress.effect'), context.member.isPrivate && say('progress.private.on')]),
    ],
    footnotes: [`${escapeMarkdown(title.name)} · ${title.year}`],
    isQuiet: true,
    rows: [buildMainButtons(context, title, episode), ...buildEpisodeRows(context, title, episode), buildOwnButtons(context, title)],
  });
}

/** A select where it can hold all episodes, else a form to type one in; nothing for a film. */
function buildEpisodeRows(context: Context, title: Title, episode: number | null): readonly (ControlRow | undefined)[] {
  const { say } = context;
  if (title.kind === 'film') return [];
  if (title.last_episode > MAX_SELECT_OPTIONS) {
    return [[buildButton({ label: say('progress.typeEpisode'), id: buildCustomId('progress', 'ask', title.id), style: 'primary' })]];
  }
  const ceiling = episode ?? ceilingOf(title, context);
  const options = listNumbers(title).map((number) => ({
    label: say('progress.episode', { episode: number }),
    value: String(number),
    description: nameEpisode(context, title, number, ceiling),
    chosen: number === episode,
  }));
  return [buildSelect(buildCustomId('progress', 'choose', title.id), say('progress.chooseEpisode'), options)];
}

/** What somebody presses every night comes first: that they have watched the next episode. */
function buildMainButtons(context: Context, title: Title, episode: number | null): ControlRow {
  const { content, say } = context;
  const set = (value: string | number) => buildCustomId('progress', 'set', title.id, value);
  const isFilm = title.kind === 'film';
  const hasBegun = episode !== null && !isFilm;
  const next = (episode ?? 0) + 1;
  return [
    hasBegun &&
      next < title.last_episode &&
      buildButton({ label: say('progress.watched', { episode: next }), id: set(next), style: 'primary' }),
    !hasBegun && buildButton({ label: say(isFilm ? 'progress.unseen' : 'progress.notStarted'), id: set('notStarted') }),
    !(hasBegun && episode === title.last_episode) &&
      buildButton({ label: say(isFilm ? 'progress.seen' : 'progress.finished'), id: set('finished') }),
    episode !== null && buildButton({ label: say('progress.clear'), id: set(CLEAR) }),
    content.titles().length > 1 && buildButton({ label: say('progress.allTitles'), id: buildCustomId('progress', 'all') }),
  ];
}

/** What comes to them alone: the daily quote by DM, and answers. */
function buildOwnButtons(context: Context, title: Title): ControlRow {
  return [buildButton({ label: context.say('ownDaily.button'), id: buildOwnDailyId('open', title) }), buildPrivateButton(context, title)];
}

/** @param title The one whose card is to come back; the overview when absent. */
function buildPrivateButton({ member, say }: Context, title?: Title) {
  const label = say(member.isPrivate ? 'progress.private.stop' : 'progress.private.ask');
  return buildButton({ label, id: buildCustomId('progress', 'private', member.isPrivate ? 'no' : 'yes', title?.id ?? '') });
}

/** Once said, facts are answered to them alone in every server, until they say otherwise. */
function answerPrivately(context: Context, isPrivate: boolean, titleId: string): Reply {
  const said = { ...context, member: { ...context.member, isPrivate } };
  const reply = titleId === '' ? answerOverview(said) : withTitleId(said, titleId, (title) => answerTitle(said, title));
  return { ...reply, changes: [{ kind: 'set-private', userId: context.caller.userId, isPrivate }] };
}

function openForm({ say }: Context, title: Title): Opening {
  return buildModal(buildCustomId('progress', 'set', title.id), say('progress.form.heading'), [
    {
      kind: 'text',
      id: 'episode',
      label: say('progress.form.episode'),
      hint: say('progress.form.hint', { last: title.last_episode }),
      maxLength: LONGEST_TYPED,
    },
  ]);
}

function listNumbers(title: Title): readonly number[] {
  return Array.from({ length: title.last_episode }, (_, index) => index + 1);
}

/** The name of an episode that may be known; a later one has only its number. */
function nameEpisode({ content }: Context, title: Title, number: number, ceiling: number): string | undefined {
  const episode = content.episode(title.id, number);
  return episode?.title !== undefined && number <= ceiling && isOpen(episode, ceiling) ? episode.title : undefined;
}

/** Those from where they are on come first, then the words that mean all, nothing, or that it be forgotten. */
function suggestEpisodes(context: Context, title: Title, typed: string): readonly Choice[] {
  const { say } = context;
  const ceiling = ceilingOf(title, context);
  const known = progressOf(context, title) ?? 0;
  const isFilm = title.kind === 'film';
  const numbers = isFilm ? [] : listNumbers(title);
  const episodes = [...numbers.filter((number) => number >= known), ...numbers.filter((number) => number < known)].map((number): Choice => {
    const name = nameEpisode(context, title, number, ceiling);
    return {
      name: name === undefined ? say('progress.episode', { episode: number }) : say('progress.episodeNamed', { episode: number, name }),
      value: String(number),
    };
  });
  const words: readonly Choice[] = [
    { name: say(isFilm ? 'progress.seen' : 'progress.finished'), value: 'finished' },
    { name: say(isFilm ? 'progress.unseen' : 'progress.notStarted'), value: 'notStarted' },
    { name: say('progress.clear'), value: CLEAR },
  ];
  const wanted = foldText(typed);
  // Without anything typed a long series would push the words out of the list.
  const shown = wanted === '' ? episodes.slice(0, MAX_SELECT_OPTIONS - words.length) : episodes;
  return [...shown, ...words].filter(({ name, value }) => foldText(name).includes(wanted) || value.toLowerCase().startsWith(wanted));
}
