/** The ways on from facts: Show me, by how far the presser is, and Share in channel. */
import { isOfFacts } from '../bot/privately.ts';
import type { Command, CommandResult, Context, Reply, Title } from '../bot/types.ts';
import { ceilingOf, lowestCeiling } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import { accentOf, showCommand, showTitle } from '../language/show.ts';
import { hash } from '../lines/pick.ts';
import { buildCustomId } from '../message/custom-id.ts';
import { MAX_SELECT_OPTIONS } from '../message/limits.ts';
import { addButtons, buildButton, buildMessage, buildSelect, type ControlRow } from '../message/reply.ts';
import { buildDefaultSettings, type ServerSettings } from '../state/types.ts';
import { buildAgainId, type Inner, nameAgain } from './again.ts';
import { localeFor, type World } from './context.ts';
import type { Answerable } from './request.ts';

/**
 * What a command answers, with the ways on where it answers with facts: **Show me** where somebody who has seen more would see more, and
 * **Share in channel** where nobody else sees it. Who asks to be shown and has not said how far they are is asked that first.
 *
 * @param isPrivate the asker alone will see it.
 * @param answerIn asks the command as it would be in another world.
 */
export function answerWithWaysOn<Result extends CommandResult>(
  request: Answerable,
  world: World,
  command: Command | undefined,
  isPrivate: boolean,
  answerIn: (world: World) => Result,
): Result | Reply {
  const result = answerIn(world);
  if (command === undefined || !isOfFacts(command) || !isAnswer(result)) return result;
  const inner = nameAgain(request);
  if (inner === undefined) return result;
  const { caller } = request;
  const say = world.languages.say(localeFor(request, world, isPrivate ? 'private' : 'public'));
  const ways = { say, inner, isToShare: isPrivate && caller.guildId !== null };
  const title = findHiding(world, isPrivate, result, answerIn);
  const again = 'again' in request ? request.again : undefined;
  if (again?.for !== 'me' || title === undefined) return addWaysOn(ways, result, title);
  if (again.episode === null || again.episode < lowestCeiling(title) || again.episode > title.last_episode) {
    return askHowFar({ say, commandIds: world.commandIds }, title, inner);
  }
  const { progress } = world.member;
  const told = answerIn({ ...world, member: { ...world.member, progress: { ...progress, [title.id]: again.episode } } });
  if (!isAnswer(told)) return told;
  const said = { kind: 'set-progress', userId: caller.userId, titleId: title.id, episode: again.episode } as const;
  return { ...addWaysOn(ways, told, undefined), changes: [said] };
}

/** Whether it is an ordinary answer: a refusal sets `visibility`, and what goes to another place sets `place`. */
function isAnswer(result: CommandResult): result is Reply {
  return 'message' in result && result.visibility === undefined && result.place === undefined;
}

/** What `findHiding` found, by a hash of the answer and by all that decides how much it tells; no key holds what somebody typed. */
const hiding = new WeakMap<Content, Map<string, string | null>>();
const MOST_REMEMBERED = 2_000;

/** The title of which the same command would tell more at its last episode; in private, only titles the asker has set no progress for. */
function findHiding(world: World, isPrivate: boolean, result: Reply, answerIn: (world: World) => CommandResult): Title | undefined {
  const { settings, member, content } = world;
  const titles = listHiding(world, isPrivate, result);
  if (titles.length === 0) return undefined;
  const seen = JSON.stringify(result.message);
  const known = hiding.get(content) ?? new Map<string, string | null>();
  hiding.set(content, known);
  const key = JSON.stringify([hash(seen), settings.ceilings, isPrivate ? member.progress : null]);
  const before = known.get(key);
  if (before !== undefined) return content.title(before ?? '');
  if (known.size >= MOST_REMEMBERED) known.clear();
  const found = titles.find((title) => tellsMore(world, title, seen, answerIn));
  known.set(key, found?.id ?? null);
  return found;
}

/** The titles of which an answer may leave something out. A card has the colour of its title, so only those of its colour may. */
function listHiding({ settings, member, content }: World, isPrivate: boolean, result: Reply): readonly Title[] {
  const [{ accent_color: accent }] = result.message.components;
  return content.titles().filter((title) => {
    if (accent !== undefined && accentOf(title) !== accent) return false;
    return ceilingOf(title, settings) < title.last_episode && !(isPrivate && Object.hasOwn(member.progress, title.id));
  });
}

/** Whether the command would say something else to whoever has seen all of a title: it costs one more run of it. */
function tellsMore(world: World, title: Title, seen: string, answerIn: (world: World) => CommandResult): boolean {
  const ceilings = { ...world.settings.ceilings, [title.id]: title.last_episode };
  const more = answerIn({ ...world, settings: withCeilings(world.settings, ceilings) });
  return 'message' in more && JSON.stringify(more.message) !== seen;
}

/** The settings themselves with other ceilings: reading them stays reading the settings. */
function withCeilings(settings: ServerSettings, ceilings: ServerSettings['ceilings']): ServerSettings {
  const own = Object.getOwnPropertyDescriptors(settings);
  return Object.defineProperties(buildDefaultSettings(''), { ...own, ceilings: { ...own.ceilings, value: ceilings } });
}

interface WaysOn {
  readonly say: Context['say'];
  readonly inner: Inner;
  /** The asker alone sees it, where others could. */
  readonly isToShare: boolean;
}

/** @param hiding the title of which something is hidden. */
function addWaysOn({ say, inner, isToShare }: WaysOn, reply: Reply, hiding: Title | undefined): Reply {
  const me = hiding === undefined ? undefined : buildAgainId('me', inner);
  const all = isToShare ? buildAgainId('all', inner) : undefined;
  const buttons = [
    ...(me === undefined ? [] : [buildButton({ label: say('again.me'), id: me })]),
    ...(all === undefined ? [] : [buildButton({ label: say('again.all'), id: all })]),
  ];
  return { ...reply, message: addButtons(reply.message, buttons) };
}

function askHowFar({ say, commandIds }: Pick<Context, 'say' | 'commandIds'>, title: Title, inner: Inner): Reply {
  const at = (label: string, episode: number) => {
    const id = buildAgainId('me', inner, episode);
    return id === undefined ? [] : [buildButton({ label, id })];
  };
  const isFilm = title.kind === 'film';
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [`## ${say('again.howFar')}`, `${showTitle(title)}\n${say('progress.effect')}`],
      footnotes: [say('again.remembered', { command: showCommand(say, commandIds, 'progress') })],
      isQuiet: true,
      rows: [
        isFilm ? undefined : buildEpisodeRow(say, title, inner),
        [
          ...at(say(isFilm ? 'progress.unseen' : 'progress.notStarted'), lowestCeiling(title)),
          ...at(say(isFilm ? 'progress.seen' : 'progress.finished'), title.last_episode),
        ],
      ],
    }),
  };
}

/** A select of as many episodes as it holds; of a longer drama the form of `/progress`. */
function buildEpisodeRow(say: Context['say'], title: Title, inner: Inner): ControlRow | undefined {
  if (title.last_episode > MAX_SELECT_OPTIONS) {
    return [buildButton({ label: say('progress.typeEpisode'), id: buildCustomId('progress', 'ask', title.id) })];
  }
  const id = buildAgainId('me', inner);
  const episodes = Array.from({ length: title.last_episode }, (_, index) => index + 1);
  return id === undefined
    ? undefined
    : buildSelect(
        id,
        say('progress.chooseEpisode'),
        episodes.map((episode) => ({ label: say('progress.episode', { episode }), value: String(episode) })),
      );
}
