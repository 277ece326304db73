/**
 * When an update of the packs changes the state of a next season, each server that asked for it is told once. What was known last is
 * kept beside the settings, so an update while the bot was down is noticed at the next start; a notice is on disk before it is sent.
 */

import type { Content } from '../content/types.ts';
import { FALLBACK_LOCALE, type Languages } from '../language/locale.ts';
import { accentOf, buildHeading, showCommand, showDate, showLink } from '../language/show.ts';
import type { Log } from '../log.ts';
import { buildPlain, type PlainMessage } from '../message/plain.ts';
import { buildMessage, type Message } from '../message/reply.ts';
import type { NextSeason, Title } from '../packs/schema.ts';
import type { SeasonNotice } from '../state/notices.ts';
import type { ServerSettings, State } from '../state/types.ts';
import { escapeMarkdown } from '../text/text.ts';
import type { Breaker } from './breaker.ts';
import { judgeFailure } from './failure.ts';
import { buildPostNonce, guardPost, SEND_DEADLINE_MS } from './send.ts';
import type { MessagePoster } from './types.ts';

const PAGE_SIZE = 200;
/** Longer than a request can last, so that nobody else takes up what is under way. */
const LEASE_MS = 60_000;
const RETRY_AFTER_MS = [1, 5, 15, 30, 60].map((minutes) => minutes * 60_000);
/** News that could not be told for so long is told by `/season2`. */
const LATEST_MS = 3 * 24 * 60 * 60_000;
/** Discord knows a nonce for a few minutes; after that a repeat could double the post. */
const NONCE_WINDOW_MS = 2 * 60_000;
/** A request without an answer is repeated once, while its nonce is known. */
const MOST_UNCLEAR = 2;
const UNCLEAR_PAUSE_MS = 30_000;

export interface NewsPorts {
  readonly state: State;
  readonly content: () => Content;
  readonly languages: Languages;
  readonly poster: MessagePoster;
  readonly breaker?: Breaker;
  readonly commandIds: () => ReadonlyMap<string, string>;
  readonly now: () => number;
  readonly log: Log;
}

type SeasonState = NextSeason['state'];
const STATES: readonly string[] = ['none-announced', 'announced', 'in-production', 'dated', 'cancelled'] satisfies readonly SeasonState[];

/**
 * Compares the content with what was known last and puts a notice on the way to every server that asked for news. A title seen for the
 * first time is only remembered. Safe to repeat: the same news reaches a server once.
 */
export async function noteSeasonNews(ports: NewsPorts): Promise<void> {
  const { state, log } = ports;
  const content = ports.content();
  for (const title of content.titles()) {
    const next = content.nextSeason(title.id);
    if (next === undefined) continue;
    const key = `season:${title.id}`;
    const known = await state.loadMeta(key);
    if (known === next.state) continue;
    if (known !== null && isState(known)) {
      const newsKey = `${known}>${next.state}>${next.checked_on}`;
      const servers = await addNotices(ports, title, newsKey);
      log.info({ title: title.id, from: known, to: next.state, servers }, 'the state of a next season changed');
    }
    // Last, so that a crash before it repeats the notices, which are added once.
    await state.saveMeta(key, next.state);
  }
}

async function addNotices({ state, now }: NewsPorts, title: Title, newsKey: string): Promise<number> {
  let after: string | undefined;
  let count = 0;
  for (;;) {
    const page = await state.loadSeasonSubscribers(PAGE_SIZE, after);
    const nowMs = now();
    const notices = page.flatMap(({ guildId, seasonNewsChannelId }): SeasonNotice[] =>
      seasonNewsChannelId === null
        ? []
        : [
            {
              guildId,
              titleId: title.id,
              newsKey,
              channelId: seasonNewsChannelId,
              state: 'waiting',
              reason: null,
              attempts: 0,
              createdAtMs: nowMs,
              updatedAtMs: nowMs,
              nextAttemptAtMs: nowMs,
            },
          ],
    );
    await state.addSeasonNotices(notices);
    count += notices.length;
    after = page.at(-1)?.guildId;
    if (page.length < PAGE_SIZE || after === undefined) return count;
  }
}

/** Sends what waits, one after the other: news is rare, and the daily posts go first. Throws only when the state cannot be read or written. */
export async function postSeasonNews(ports: NewsPorts, isStopping: () => boolean = () => false): Promise<number> {
  let posted = 0;
  for (;;) {
    const page = await ports.state.loadWaitingNotices(ports.now(), PAGE_SIZE);
    let moved = 0;
    for (const notice of page) {
      if (isStopping() || ports.breaker?.admits('followUp') === false) return posted;
      const outcome = await postNotice(ports, notice);
      if (outcome !== 'left') moved += 1;
      if (outcome === 'posted') posted += 1;
    }
    // What could not be moved on would come again for ever.
    if (page.length < PAGE_SIZE || moved === 0) return posted;
  }
}

type Outcome = 'posted' | 'waiting' | 'failed' | 'left';

async function postNotice(ports: NewsPorts, read: SeasonNotice): Promise<Outcome> {
  const { state, log } = ports;
  const startedAtMs = ports.now();
  if (startedAtMs - read.createdAtMs > LATEST_MS) return settle(ports, read, read, 'bot-was-down');
  const settings = await state.loadSettings(read.guildId);
  if (settings.seasonNewsChannelId !== read.channelId) return settle(ports, read, read, 'switched-off');
  const mayBeOut = read.attempts > 0 && read.reason === null;
  // A lost post is better than a doubled one.
  if (mayBeOut && (read.attempts >= MOST_UNCLEAR || startedAtMs - read.updatedAtMs > NONCE_WINDOW_MS)) {
    return settle(ports, read, read, 'not-repeated');
  }
  const body = buildNews(ports, settings, read);
  if (body === undefined) return settle(ports, read, read, 'title-missing');

  const sending: SeasonNotice = {
    ...read,
    attempts: read.attempts + 1,
    reason: null,
    updatedAtMs: startedAtMs,
    nextAttemptAtMs: startedAtMs + LEASE_MS,
  };
  if (!(await state.saveSeasonNotice(sending, read))) return 'left';
  const nonce = buildPostNonce('season', read.guildId, read.titleId, read.newsKey);
  const result = await guardPost(ports, read.channelId, { ...body, nonce, enforce_nonce: true }, SEND_DEADLINE_MS, []);
  if (result.ok) return settle(ports, sending, sending, null);
  const { kind, reason } = judgeFailure(result.failure);
  log.warn({ guildId: read.guildId, title: read.titleId, ...result.failure, reason }, 'season news was not accepted');
  if (kind === 'posted') return settle(ports, sending, sending, null);
  if (kind !== 'retry') return settle(ports, sending, sending, reason);
  const { maybeSent, retryAfterMs } = result.failure;
  const pauseMs = maybeSent ? UNCLEAR_PAUSE_MS : (RETRY_AFTER_MS[Math.min(sending.attempts, RETRY_AFTER_MS.length) - 1] ?? 0);
  const nowMs = ports.now();
  const waiting: SeasonNotice = {
    ...sending,
    reason: maybeSent ? null : reason,
    updatedAtMs: nowMs,
    nextAttemptAtMs: nowMs + Math.max(pauseMs, retryAfterMs ?? 0),
  };
  return (await state.saveSeasonNotice(waiting, sending)) ? 'waiting' : 'left';
}

/** @param reason a code of why it will not be told; null: it was. */
async function settle({ state, now }: NewsPorts, notice: SeasonNotice, read: SeasonNotice, reason: string | null): Promise<Outcome> {
  const outcome = reason === null ? 'done' : 'failed';
  const settled: SeasonNotice = { ...notice, state: outcome, reason, updatedAtMs: now(), nextAttemptAtMs: null };
  if (!(await state.saveSeasonNotice(settled, read))) return 'left';
  return reason === null ? 'posted' : 'failed';
}

/** One post: what it was, what it is now, what that rests on. Undefined when the title is not in the packs any more. */
export function buildNews(
  { content: current, languages, commandIds }: Pick<NewsPorts, 'content' | 'languages' | 'commandIds'>,
  settings: ServerSettings,
  { titleId, newsKey }: Pick<SeasonNotice, 'titleId' | 'newsKey'>,
): Message | PlainMessage | undefined {
  const content = current();
  const title = content.title(titleId);
  const next = content.nextSeason(titleId);
  const [from = '', to = ''] = newsKey.split('>');
  if (title === undefined || next === undefined || !isState(from) || !isState(to)) return undefined;
  const locale = settings.locale ?? FALLBACK_LOCALE;
  const say = languages.say(locale);
  const source = content.source(titleId, next.newest_source);
  const rests =
    source === undefined || next.as_of === 'undated'
      ? ''
      : say('season.newest', { date: showDate(locale, next.as_of), source: showLink(source.publisher, source.url) });
  const message = buildMessage({
    accent: accentOf(title),
    blocks: [
      buildHeading(say('season.news.heading'), title),
      [
        say('season.news.now', { now: say(`season.state.${next.state}`) }),
        say('season.news.before', { before: say(`season.state.${from}`) }),
        escapeMarkdown(next.statement),
        rests,
      ]
        .filter((line) => line !== '')
        .join('\n'),
    ],
    footnotes: [say('season.news.more', { command: showCommand(commandIds(), 'season2') })],
  });
  return (settings.replyStyle === 'plain' ? buildPlain(message) : undefined) ?? message;
}

function isState(text: string): text is SeasonState {
  return STATES.includes(text);
}
