/**
 * The daily post in the playground: the bot's own tick, ledger and line, on a clock that can be moved, posting into the
 * sample channels as Discord would, refusals included.
 */

import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Effect } from '../bot/types.ts';
import { buildWelcome } from '../bot/welcome.ts';
import { localDateAt } from '../calendar/clock.ts';
import { inLanguage } from '../content/in-language.ts';
import type { Content } from '../content/types.ts';
import { chooseAmong, FALLBACK_LOCALE, type Languages } from '../language/locale.ts';
import { renderCard } from '../lines/card/card.ts';
import { buildPost, drawPost } from '../lines/message.ts';
import type { PostParts } from '../lines/types.ts';
import type { Log } from '../log.ts';
import { buildCustomId } from '../message/custom-id.ts';
import { dressMessage } from '../message/plain.ts';
import { carryOut } from '../posting/carry-out.ts';
import { chooseLine, loadFrozenLine } from '../posting/choose-line.ts';
import { refuse } from '../posting/failure.ts';
import { reachDirectly } from '../posting/own-daily.ts';
import { runTick } from '../posting/run-tick.ts';
import { PICTURE_FILE, prepareFiles } from '../posting/send.ts';
import type { DailyPorts, DirectMessenger, FollowUpPoster, ForumPoster, MessagePoster, PostPorts, Refused } from '../posting/types.ts';
import type { State } from '../state/types.ts';
import { findMessageProblems } from './discord-rules.ts';
import type { FileToKeep } from './files.ts';
import type { ClockState, MessageBody, MoveClockBody, ShownMessage } from './protocol.ts';
import { DM_CHANNEL_ID, findChannel, findServer, homeChannel, type PlaceId } from './sample-world.ts';
import type { Post, Timeline } from './timeline.ts';

/** Of one move of the clock; a year of posts in two servers would only hide the one somebody waits for. */
const MOST_POSTS_AT_ONCE = 60;
const TICK_EVERY_MS = 20_000;

export interface DailyDeskOptions {
  readonly state: State;
  readonly content: () => Content;
  readonly languages: Languages;
  readonly timeline: Timeline;
  readonly clock: MovableClock;
  readonly commandIds: ReadonlyMap<string, string>;
  readonly log: Log;
  readonly onClock: (clock: ClockState) => void;
}

export interface MovableClock {
  now(): number;
  aheadMs(): number;
  set(nowMs: number): void;
  reset(): void;
}

/** A clock that runs as the real one does, from wherever it was set. */
export function createClock(): MovableClock {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    aheadMs: () => aheadMs,
    set: (nowMs) => {
      aheadMs = nowMs - Date.now();
    },
    reset: () => {
      aheadMs = 0;
    },
  };
}

/** Posts by the same tick as the bot, on a clock that the page may move. */
export function startDailyDesk(options: DailyDeskOptions) {
  const { state, content, languages, timeline, clock, log } = options;
  const messenger: DirectMessenger = { openDirectMessage: async () => ({ ok: true, channelId: DM_CHANNEL_ID }) };
  const ports: DailyPorts = {
    state,
    content,
    poster: reachDirectly({ poster: createPoster(options), messenger, now: () => clock.now() }).poster,
    forum: createForum(options),
    followUps: createFollowUps(timeline),
    buildPost: (parts, picture) => buildPost(content(), languages, parts, picture),
    drawPost: (parts) => drawPost(content(), languages, renderCard, parts),
    now: () => clock.now(),
    log,
  };
  // Ticks and moves of the clock wait for each other.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  const tick = () => runTick(ports, { random: Math.random, takeUpEverything: false });
  const timer = setInterval(() => {
    inTurn(tick).catch((err: unknown) => log.error({ err }, 'the tick of the playground failed'));
  }, TICK_EVERY_MS);
  timer.unref();

  async function readClock(): Promise<ClockState> {
    const [next] = await state.loadDue(Number.MAX_SAFE_INTEGER, 1);
    return { nowMs: clock.now(), aheadMs: clock.aheadMs(), nextPostMs: next?.dueAtMs ?? null };
  }

  async function moveTo(targetMs: number): Promise<void> {
    for (let post = 0; post < MOST_POSTS_AT_ONCE; post += 1) {
      const [due] = await state.loadDue(targetMs, 1);
      if (due === undefined) break;
      clock.set(Math.max(clock.now(), due.dueAtMs));
      await tick();
    }
    clock.set(targetMs);
    await tick();
  }

  return {
    readClock,
    /** Posts on the way are made one after the other, each at its own minute. */
    moveClock: (move: MoveClockBody): Promise<ClockState> =>
      inTurn(async () => {
        if ('byMs' in move) await moveTo(clock.now() + move.byMs);
        else if (move.to === 'now') clock.reset();
        else {
          const { nextPostMs } = await readClock();
          if (nextPostMs !== null) await moveTo(Math.max(nextPostMs, clock.now()));
        }
        const moved = await readClock();
        options.onClock(moved);
        return moved;
      }),
    /** What `/config daily` and its buttons ask to be done outside the bot. */
    carryOut: (effect: Effect) => carryOut(effect, { ...ports, messenger }),
    /**
     * Today's post of this place as the bot would make it now; the ledger does not hear of it. Null when there is no line to post. The one a
     * page opens with is in the reader's language where the server has not said which.
     */
    postPreview: (place: PlaceId, opening?: { readonly locale: string }) => inTurn(() => postPreview(options, ports, place, opening)),
    /** What a server reads first that has just added Nabi; null in a direct message. */
    greet: (place: PlaceId, locale: string) => greet(options, place, locale),
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}

async function postPreview(
  { timeline, languages }: Pick<DailyDeskOptions, 'timeline' | 'languages'>,
  ports: PostPorts,
  place: PlaceId,
  opening?: { readonly locale: string },
): Promise<ShownMessage | null> {
  const saved = await ports.state.loadSettings(findServer(place)?.id ?? homeChannel(place));
  const settings = { ...saved, locale: saved.locale ?? opening?.locale ?? null };
  const localDate = localDateAt(ports.now(), settings.daily?.zone ?? 'UTC');
  const chosen = await chooseLine(ports, settings, localDate);
  const line = typeof chosen === 'string' ? null : await loadFrozenLine(ports, settings, chosen);
  if (line === null) return null;
  const parts: PostParts = { settings, ...line, localDate };
  const files = await prepareFiles(ports, parts);
  const wire = ports.buildPost(parts, files.length > 0 ? PICTURE_FILE : null);
  const channelId = settings.daily?.channelId ?? homeChannel(place);
  return timeline.post({
    place,
    channelId,
    origin: opening === undefined ? 'preview' : 'opening',
    locale: localeOf(languages, settings),
    files,
    ...asPosted(wire),
  });
}

async function greet(
  { state, content, languages, timeline, commandIds }: DailyDeskOptions,
  place: PlaceId,
  guildLocale: string,
): Promise<ShownMessage | null> {
  const server = findServer(place);
  if (server === undefined) return null;
  const settings = await state.loadSettings(server.id);
  const locale = chooseAmong(languages.codes, settings.locale ?? guildLocale);
  const asked = { say: languages.say(locale), locale, content: inLanguage(content(), locale), settings, commandIds };
  const wire = dressMessage(buildWelcome(asked), settings.replyStyle);
  return timeline.post({ place, channelId: homeChannel(place), origin: 'posted', locale, ...asPosted(wire) });
}

/** Stands in for Discord's "create message": the same refusals for the same reasons, and one message per nonce. */
function createPoster(desk: DailyDeskOptions): MessagePoster {
  const idsByNonce = new Map<string, string>();
  return {
    async postMessage(channelId, wire, _deadlineMs, files) {
      const found = channelId === DM_CHANNEL_ID ? DIRECT_MESSAGES : findChannel(channelId);
      if (found === undefined) return refuse('Unknown Channel', { status: 404, code: 10003 });
      const { appPermissions } = found.channel;
      if ((appPermissions & PermissionFlagsBits.ViewChannel) === 0n) return refuse('Missing Access', { status: 403, code: 50001 });
      if ((appPermissions & PermissionFlagsBits.SendMessages) === 0n) return MISSING_PERMISSIONS;
      const nonce = 'nonce' in wire ? String(wire.nonce) : '';
      const known = idsByNonce.get(nonce);
      if (known !== undefined) return { ok: true, messageId: known };
      const posted = await postInto(desk, { place: found.place, channelId, origin: isDailyPost(wire) ? 'daily' : 'posted' }, wire, files);
      if (posted.ok && nonce !== '') idsByNonce.set(nonce, posted.messageId);
      return posted;
    },
  };
}

/** Shows the message, also one that Discord would refuse. */
async function postInto(
  { timeline, languages, state }: DailyDeskOptions,
  where: Pick<Post, 'place' | 'channelId' | 'origin'>,
  wire: object,
  files: readonly FileToKeep[] = [],
): Promise<{ readonly ok: true; readonly messageId: string } | Refused> {
  const locale = localeOf(languages, await state.loadSettings(findServer(where.place)?.id ?? where.channelId));
  const { id, problems } = timeline.post({ ...where, locale, files, ...asPosted(wire) });
  return problems.length > 0 ? refuse('Invalid Form Body', { status: 400, code: 50035 }) : { ok: true, messageId: id };
}

/** The language of what is posted in a server: its own, else English. */
function localeOf(languages: Languages, { locale }: { readonly locale: string | null }): string {
  return chooseAmong(languages.codes, locale ?? FALLBACK_LOCALE);
}

/** A thread of a forum is shown as its first message, with its name and tags below. */
function createForum(desk: DailyDeskOptions): ForumPoster {
  return {
    async postThread(channelId, { name, tags, message: wire }, _deadlineMs, files) {
      const found = findChannel(channelId);
      if (found === undefined) return refuse('Unknown Channel', { status: 404, code: 10003 });
      const known = found.channel.tags ?? [];
      if (tags.some((tag) => known.every(({ id }) => id !== tag))) return refuse('Unknown Tag', { status: 400, code: 10087 });
      if ((found.channel.appPermissions & PermissionFlagsBits.SendMessages) === 0n) return MISSING_PERMISSIONS;
      const posted = await postInto(desk, { place: found.place, channelId, origin: 'daily' }, wire, files);
      const named = known.filter(({ id }) => tags.includes(id)).map((tag) => tag.name);
      if (posted.ok) desk.timeline.openThread(posted.messageId, [name, ...named].join(' · '));
      return posted;
    },
  };
}

const DIRECT_MESSAGES = {
  place: 'dm',
  channel: { appPermissions: PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages },
} as const;

/** A daily post and its test can be put off; nothing else the bot posts can. */
function isDailyPost(wire: object): boolean {
  return JSON.stringify(wire).includes(buildCustomId('quote', 'not-today', ''));
}

/** Threads and publishing, where the bot may; the message says that it happened. */
function createFollowUps(timeline: Timeline): FollowUpPoster {
  return {
    async openThread(channelId, messageId, name) {
      const permissions = findChannel(channelId)?.channel.appPermissions ?? 0n;
      if ((permissions & PermissionFlagsBits.CreatePublicThreads) === 0n) return MISSING_PERMISSIONS;
      timeline.openThread(messageId, name);
      return { ok: true };
    },
    async crosspost(_channelId, messageId) {
      timeline.mark(messageId, 'published');
      return { ok: true };
    },
    async pin(channelId, messageId) {
      const permissions = findChannel(channelId)?.channel.appPermissions ?? 0n;
      if ((permissions & PermissionFlagsBits.PinMessages) === 0n) return MISSING_PERMISSIONS;
      timeline.mark(messageId, 'pinned');
      return { ok: true };
    },
    async unpin(_channelId, messageId) {
      timeline.mark(messageId, 'pinned', false);
      return { ok: true };
    },
  };
}

const MISSING_PERMISSIONS = refuse('Missing Permissions', { status: 403, code: 50013 });

/** The part of a message that is shown, and what Discord would have against it. */
function asPosted(wire: object): Pick<Post, 'body' | 'problems'> {
  const { content, embeds, components, flags, attachments }: MessageBody = JSON.parse(JSON.stringify(wire));
  return { body: { content, embeds, components, flags, attachments }, problems: findMessageProblems(wire) };
}
