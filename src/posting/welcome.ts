/**
 * A server that adds the bot is greeted once, in its system channel if it may be written to. Nothing tells of it where no intent is asked
 * for, so the list of servers is compared every few minutes; a first command, or a webhook event of Discord's, tells sooner. Who is there
 * when a bot that can greet starts for the first time, or after a backup took the state's place, counts as greeted.
 */
import { z } from 'zod';
import { buildWelcome } from '../bot/welcome.ts';
import { inLanguage } from '../content/in-language.ts';
import { chooseAmong, chooseLocale } from '../language/locale.ts';
import { dressMessage } from '../message/plain.ts';
import type { Welcome } from '../state/notices.ts';
import { loadRestoredAtMs } from '../state/restore.ts';
import { judgeFailure, refuse } from './failure.ts';
import { attemptFromOutbox, buildWaiting, type OutboxKind } from './outbox.ts';
import { postOnce } from './send.ts';
import type { NewsPorts, PostResult, Refused } from './types.ts';

const LOOK_EVERY_MS = 3 * 60_000;
/** A list of ten thousand servers takes fifty requests, and is asked for every five minutes then. */
const LOOK_PER_SERVER_MS = 30;
/** If more servers than these look new at once, they are old ones that the state has lost, and none is greeted. */
const MOST_AT_ONCE = 25;
/** Later it would only surprise. */
const LATEST_MS = 24 * 60 * 60_000;
const PAGE_SIZE = 20;
const LAST_LOOK = 'welcomes:last-listing-ms';
/** Set once the servers there before count as greeted; its value is the time of the last restore: after another they count anew. */
const COUNTED = 'welcomes:counted';

/** https://docs.discord.com/developers/resources/guild#guild-object */
export const GREETED_SERVER = z.object({
  system_channel_id: z.string().nullish(),
  preferred_locale: z.string().optional(),
  features: z.array(z.string()).default([]),
});

export interface WelcomePorts extends Omit<NewsPorts, 'followUps'> {
  /** Ids of all servers the bot is in; null when not all of them could be listed. */
  readonly listGuildIds: () => Promise<ReadonlySet<string> | null>;
  readonly loadServer: (guildId: string) => Promise<LoadedServer>;
}

export type LoadedServer = { readonly ok: true; readonly value: z.infer<typeof GREETED_SERVER> } | Refused;

/** Every few minutes: lists, compares, puts a greeting on its way. Throws only when the state cannot be read or written. */
export async function noteJoins({ state, listGuildIds, now, log }: WelcomePorts): Promise<void> {
  const known = new Set(await state.loadWelcomedIds());
  const nowMs = now();
  const lastMs = Number((await state.loadMeta(LAST_LOOK)) ?? Number.NaN);
  const everyMs = Math.max(LOOK_EVERY_MS, known.size * LOOK_PER_SERVER_MS);
  // A clock that was set back must not stop the look for ever.
  if (nowMs - lastMs < everyMs && nowMs >= lastMs) return;
  const present = await listGuildIds();
  if (present === null) return log.warn({}, 'the servers of the bot could not all be listed; nobody is greeted for now');
  const fresh = [...present].filter((guildId) => !known.has(guildId));
  const restored = String(await loadRestoredAtMs(state));
  const isFirst = (await state.loadMeta(COUNTED)) !== restored;
  const isGreeted = isFirst || fresh.length > MOST_AT_ONCE;
  if (fresh.length > 0) await state.addWelcomes(fresh.map((guildId) => buildRow(guildId, nowMs, isGreeted)));
  // Last, so that a crash before it counts again.
  if (isFirst) await state.saveMeta(COUNTED, restored);
  await state.saveMeta(LAST_LOOK, String(nowMs));
  if (fresh.length > 0) log.info({ servers: fresh.length, greeted: !isGreeted }, 'servers that were not there before');
}

/** A server was seen to have the bot, by its first command or by Discord's word; before the first count nothing is known of whom to greet. */
export async function noteJoin({ state, now }: Pick<WelcomePorts, 'state' | 'now'>, guildId: string): Promise<void> {
  // Of nearly all this is known, and a write that changes nothing is one all the same.
  if (await state.isWelcomed(guildId)) return;
  if ((await state.loadMeta(COUNTED)) === String(await loadRestoredAtMs(state))) await state.addWelcomes([buildRow(guildId, now(), false)]);
}

function buildRow(guildId: string, nowMs: number, isGreeted: boolean): Welcome {
  const waiting: Welcome = { guildId, ...buildWaiting(nowMs) };
  return isGreeted ? { ...waiting, state: 'done', nextAttemptAtMs: null } : waiting;
}

/** Sends what waits, one after the other. Throws only when the state cannot be read or written. */
export async function postWelcomes(ports: WelcomePorts, isStopping: () => boolean = () => false): Promise<void> {
  const kind: OutboxKind<Welcome> = {
    name: 'a greeting',
    latestMs: LATEST_MS,
    hasNonce: true,
    save: ports.state.saveWelcome,
    prepare: (welcome) => prepareWelcome(ports, welcome),
    judge: (failure) => (failure === NO_CHANNEL.failure ? { kind: 'fail', reason: 'channel-missing' } : judgeFailure(failure)),
  };
  for (const welcome of await ports.state.loadWaitingWelcomes(ports.now(), PAGE_SIZE)) {
    if (isStopping() || (await attemptFromOutbox(ports, kind, welcome)) === 'held') return;
  }
}

async function prepareWelcome(ports: WelcomePorts, { guildId }: Welcome): Promise<(() => Promise<PostResult>) | string> {
  // Somebody found the settings without it.
  if ((await ports.state.loadSettings(guildId)).daily !== null) return 'set-up-already';
  return () => postWelcome(ports, guildId);
}

async function postWelcome(ports: WelcomePorts, guildId: string): Promise<PostResult> {
  const { state, languages, commandIds, loadServer } = ports;
  const server = await loadServer(guildId);
  // Nothing was posted, whatever became of the question.
  if (!server.ok) return { ok: false, failure: { ...server.failure, maybeSent: false } };
  const { system_channel_id: channelId, preferred_locale: guildLocale, features } = server.value;
  if (channelId === null || channelId === undefined) return NO_CHANNEL;
  const settings = await state.loadSettings(guildId);
  const asked = { visibility: 'public' as const, fixed: settings.locale, guildLocale, userLocale: '' };
  const locale = chooseAmong(languages.codes, chooseLocale({ ...asked, guildIsCommunity: features.includes('COMMUNITY') }));
  const content = inLanguage(ports.content(), locale);
  const card = buildWelcome({ say: languages.say(locale), locale, content, settings, commandIds: commandIds() });
  const message = dressMessage(card, settings.replyStyle);
  return postOnce(ports, channelId, message, 'welcome', guildId);
}

/** As Discord would say of a channel that is not there. */
const NO_CHANNEL = refuse('no system channel', { status: 404, code: 10_003 });
