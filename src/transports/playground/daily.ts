/**
 * The daily post in the playground: the bot's own tick, ledger and line, on a clock that can be moved, posting into the
 * sample channels as Discord would, refusals included.
 */

import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Languages } from '../../bot/locale.ts';
import type { Content } from '../../content/types.ts';
import { localDateAt } from '../../daily/clock.ts';
import { buildPost } from '../../daily/message.ts';
import { historyNeeded, listHealingLines, listUsedLines, pickForServer } from '../../daily/pick.ts';
import { runTick } from '../../daily/tick.ts';
import type { DailyPorts, DiscordFailure, MessagePoster } from '../../daily/types.ts';
import type { State } from '../../state/types.ts';
import type { Log } from '../types.ts';
import { findMessageProblems } from './discord-rules.ts';
import type { ClockState, MessageBody, MoveClockBody, ShownMessage } from './protocol.ts';
import { findChannel, findServer, homeChannel, type PlaceId, SERVERS } from './sample-world.ts';
import type { Timeline } from './timeline.ts';

/** Of one move of the clock; a year of posts in two servers would only hide the one somebody waits for. */
const MOST_POSTS_AT_ONCE = 60;
const TICK_EVERY_MS = 20_000;

export interface DailyDeskOptions {
  readonly state: State;
  readonly content: () => Content;
  readonly languages: Languages;
  readonly timeline: Timeline;
  readonly clock: MovableClock;
  readonly log: Log;
  readonly onClock: (clock: ClockState) => void;
}

export interface DailyDesk {
  readClock(): Promise<ClockState>;
  /** Posts on the way are made one after the other, each at its own minute. */
  moveClock(move: MoveClockBody): Promise<ClockState>;
  /** Today's post of this place as the bot would make it now; the ledger does not hear of it. Null when there is no line to post. */
  postPreview(place: PlaceId): Promise<ShownMessage | null>;
  stop(): Promise<void>;
}

export interface MovableClock {
  now(): number;
  aheadMs(): number;
  set(nowMs: number): void;
  reset(): void;
}

export function createClock(realNow: () => number = Date.now): MovableClock {
  let aheadMs = 0;
  return {
    now: () => realNow() + aheadMs,
    aheadMs: () => aheadMs,
    set: (nowMs) => {
      aheadMs = nowMs - realNow();
    },
    reset: () => {
      aheadMs = 0;
    },
  };
}

export function startDailyDesk(options: DailyDeskOptions): DailyDesk {
  const { state, content, languages, timeline, clock, log } = options;
  const ports: DailyPorts = {
    state,
    content,
    poster: createPoster(timeline),
    buildPost: (parts) => buildPost(content(), languages, parts),
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
    const dues = await Promise.all(SERVERS.map(async (server) => (await state.loadSettings(server.id)).daily?.nextDueAtMs ?? null));
    const known = dues.filter((due) => due !== null);
    return { nowMs: clock.now(), aheadMs: clock.aheadMs(), nextPostMs: known.length === 0 ? null : Math.min(...known) };
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
    moveClock: (move) =>
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
    postPreview: (place) => inTurn(() => postPreview(options, place)),
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}

async function postPreview({ state, content, languages, timeline, clock }: DailyDeskOptions, place: PlaceId): Promise<ShownMessage | null> {
  const guildId = findServer(place)?.id ?? homeChannel(place);
  const settings = await state.loadSettings(guildId);
  const current = content();
  const title = current.title(settings.title ?? '') ?? current.titles()[0];
  if (title === undefined) return null;
  const localDate = localDateAt(clock.now(), settings.daily?.zone ?? 'UTC');
  const lines = listHealingLines(current, title, settings.spoilerCeiling);
  const used = await state.loadUsedLines(guildId, historyNeeded(lines.length));
  const today = used.find((delivery) => delivery.localDate === localDate && delivery.titleId === title.id);
  const posted = lines.find((line) => line.id === today?.quoteId);
  const pick =
    posted === undefined
      ? pickForServer({ guildId, titleId: title.id, localDate, lines, history: listUsedLines(current, used) })
      : { quote: posted, questionIndex: today?.questionIndex ?? null };
  if (pick === null) return null;
  const question = pick.questionIndex === null ? null : (pick.quote.questions[pick.questionIndex] ?? null);
  const body = asBody(buildPost(current, languages, { settings, title, quote: pick.quote, question, localDate }));
  const channelId = settings.daily?.channelId ?? homeChannel(place);
  return timeline.post({ place, channelId, origin: 'preview', body, problems: findMessageProblems(body) });
}

/** Stands in for Discord's "create message": the same refusals for the same reasons, and one message per nonce. */
function createPoster(timeline: Timeline): MessagePoster {
  const idsByNonce = new Map<string, string>();
  return {
    async postMessage(channelId, wire) {
      const found = findChannel(channelId);
      if (found === undefined) return refuse(404, 10003, 'Unknown Channel');
      const { appPermissions } = found.channel;
      if ((appPermissions & PermissionFlagsBits.ViewChannel) === 0n) return refuse(403, 50001, 'Missing Access');
      if ((appPermissions & PermissionFlagsBits.SendMessages) === 0n) return refuse(403, 50013, 'Missing Permissions');
      const nonce = 'nonce' in wire ? String(wire.nonce) : '';
      const known = idsByNonce.get(nonce);
      if (known !== undefined) return { ok: true, messageId: known };
      const problems = findMessageProblems(wire);
      const message = timeline.post({ place: found.place, channelId, origin: 'daily', body: asBody(wire), problems });
      if (problems.length > 0) return refuse(400, 50035, 'Invalid Form Body');
      if (nonce !== '') idsByNonce.set(nonce, message.id);
      return { ok: true, messageId: message.id };
    },
  };
}

function refuse(status: number, code: number, message: string): { readonly ok: false; readonly failure: DiscordFailure } {
  return { ok: false, failure: { status, code, message, maybeSent: false, retryAfterMs: null } };
}

/** The part of a message that is shown. */
function asBody(wire: object): MessageBody {
  const body: MessageBody = JSON.parse(JSON.stringify(wire));
  return { content: body.content, embeds: body.embeds, components: body.components, flags: body.flags };
}
