/**
 * Fetches a file somebody gave with a command. Its address comes from outside, so it is asked of nowhere but Discord's own file hosts
 * (https://docs.discord.com/developers/resources/message#attachment-object), follows no redirect, and stops at a small size and soon.
 */
import { request } from 'undici';
import type { PickedFile } from '../bot/picked.ts';
import type { EffectResult } from '../bot/types.ts';
import type { Log } from '../log.ts';
import { readUpTo } from './body.ts';
import { USER_AGENT } from './user-agent.ts';

const DISCORD_ORIGINS: readonly string[] = ['https://cdn.discordapp.com', 'https://media.discordapp.net'];
const LARGEST_BYTES = 64 * 1024;
/** The answer to a command must be there within three seconds. */
const DEADLINE_MS = 1_500;

export interface FetchOptions {
  readonly log: Log;
  /** Scheme, host and port; Discord's when absent. */
  readonly origins?: readonly string[];
  readonly deadlineMs?: number;
}

/** Never rejects. What was fetched is UTF-8 text; `reason` is "no-file" for whatever could not be had. */
export function createFileFetcher({ log, origins = DISCORD_ORIGINS, deadlineMs = DEADLINE_MS }: FetchOptions) {
  return async ({ url }: PickedFile): Promise<EffectResult> => {
    if (!URL.canParse(url) || !origins.includes(new URL(url).origin)) {
      log.warn({}, 'a file was to be fetched from elsewhere than Discord, and was not');
      return NO_FILE;
    }
    try {
      const { statusCode, body } = await request(url, { headers: { 'user-agent': USER_AGENT }, signal: AbortSignal.timeout(deadlineMs) });
      if (statusCode !== 200) {
        await body.dump();
        log.warn({ status: statusCode }, 'a file could not be fetched from Discord');
        return NO_FILE;
      }
      const bytes = await readUpTo(body, LARGEST_BYTES);
      return bytes === undefined ? NO_FILE : { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    } catch (err) {
      log.warn({ err }, 'a file could not be fetched from Discord');
      return NO_FILE;
    }
  };
}

const NO_FILE: EffectResult = { ok: false, reason: 'no-file' };
