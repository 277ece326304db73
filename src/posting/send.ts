/** One request to Discord: its picture drawn in time or not at all, its end certain whatever the poster does. */

import { createHash } from 'node:crypto';
import { inLanguage } from '../content/in-language.ts';
import type { Content } from '../content/types.ts';
import { withinMs } from '../deadline.ts';
import { FALLBACK_LOCALE } from '../language/locale.ts';
import { showDate } from '../language/show.ts';
import type { PostParts } from '../lines/types.ts';
import type { MessageFile } from '../message/reply.ts';
import type { DailySettings } from '../state/types.ts';
import { shorten } from '../text/text.ts';
import { refuse } from './failure.ts';
import type { ForumThread, PostPorts, PostResult, Refused } from './types.ts';

export const PICTURE_FILE = 'quote.png';
export const SEND_DEADLINE_MS = 20_000;
/** A picture is an ornament; nobody's post waits longer for it. */
const DRAW_DEADLINE_MS = 5_000;
/** Beyond the deadline that the poster is given: should it not keep it, it is waited for no longer than this. */
const GUARD_MARGIN_MS = 5_000;

/** Discord takes 25 characters at most: https://docs.discord.com/developers/resources/message#create-message */
const LONGEST_NONCE = 25;

/** The same nonce for the same thing to be posted, whenever and by whichever process. */
export function buildPostNonce(...what: readonly string[]): string {
  return createHash('sha256').update(what.join('|')).digest('base64url').slice(0, LONGEST_NONCE);
}

/** The picture of the post as a file; none where text was chosen or no picture came in time. Never rejects. */
export async function prepareFiles(
  { drawPost, log }: Pick<PostPorts, 'drawPost' | 'log'>,
  parts: PostParts,
  deadlineMs: number = DRAW_DEADLINE_MS,
): Promise<readonly MessageFile[]> {
  if (drawPost === undefined || parts.settings.daily?.style === 'text') return [];
  const { guildId } = parts.settings;
  try {
    const bytes = await withinMs(deadlineMs, drawPost(parts), () => null);
    if (bytes !== null) return [{ name: PICTURE_FILE, bytes }];
    log.warn({ guildId, quoteId: parts.quote.id }, 'there is no picture of the line; posting it as text');
  } catch (error) {
    log.error({ err: error, guildId, quoteId: parts.quote.id }, 'drawing the line failed; posting it as text');
  }
  return [];
}

/** A post in its channel, or as a thread of its own in a forum: as `guardPost`. @param tags Of the forum. */
export function sendPost(
  ports: PostPorts,
  parts: PostParts,
  { channelId, place, tags, message }: Pick<DailySettings, 'channelId' | 'place' | 'tags'> & { readonly message: object },
  deadlineMs: number,
  files: readonly MessageFile[],
  marginMs?: number,
): Promise<PostResult> {
  if (place !== 'forum') return guardPost(ports, channelId, message, deadlineMs, files, marginMs);
  return guardThread(ports, channelId, { name: nameThread(ports.content(), parts), tags, message }, deadlineMs, files, marginMs);
}

/** Posts, and gives an answer a little after the deadline at the latest, also when the poster throws or never answers. */
export function guardPost(
  { poster, log }: Pick<PostPorts, 'poster' | 'log'>,
  channelId: string,
  body: object,
  deadlineMs: number,
  files: readonly MessageFile[],
  marginMs?: number,
): Promise<PostResult> {
  return guardRequest(log, channelId, deadlineMs, () => poster.postMessage(channelId, body, deadlineMs, files), marginMs);
}

/** Posts what is the same whenever and by whichever process it is posted, as `guardPost`. @param what By which it is the same. */
export function postOnce(
  ports: Pick<PostPorts, 'poster' | 'log'>,
  channelId: string,
  message: object,
  ...what: readonly string[]
): Promise<PostResult> {
  return guardPost(ports, channelId, { ...message, nonce: buildPostNonce(...what), enforce_nonce: true }, SEND_DEADLINE_MS, []);
}

/** The longest name of a thread: https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel */
const LONGEST_THREAD_NAME = 100;

/** What a thread of a forum is called: what it is, the date and the title. */
function nameThread(content: Content, { settings, title, localDate }: Pick<PostParts, 'settings' | 'title' | 'localDate'>): string {
  const locale = settings.locale ?? FALLBACK_LOCALE;
  const { name } = inLanguage(content, locale).title(title.id) ?? title;
  return shorten(`${showDate(locale, localDate)} · ${name}`, LONGEST_THREAD_NAME);
}

/** As `guardPost`, where the post is a thread of its own. */
async function guardThread(
  { forum, log }: Pick<PostPorts, 'forum' | 'log'>,
  channelId: string,
  thread: ForumThread,
  deadlineMs: number,
  files: readonly MessageFile[],
  marginMs?: number,
): Promise<PostResult> {
  // What Discord says to a message in a forum.
  if (forum === undefined) return refuse('nothing is posted in forums here', { status: 400, code: 220_001 });
  return guardRequest(log, channelId, deadlineMs, () => forum.postThread(channelId, thread, deadlineMs, files), marginMs);
}

/** The same for any request about a channel. */
export async function guardRequest<Result>(
  log: PostPorts['log'],
  channelId: string,
  deadlineMs: number,
  act: () => Promise<Result>,
  marginMs: number = GUARD_MARGIN_MS,
): Promise<Result | Refused> {
  try {
    return await withinMs(deadlineMs + marginMs, act(), () => refuse('the poster outlasted its deadline', { maybeSent: true }));
  } catch (error) {
    log.error({ err: error, channelId }, 'the poster failed');
    return refuse('the poster failed', { maybeSent: true });
  }
}
