/** A look at a channel, after a crash, for the daily post that may or may not have gone out. */
import type { PostFinder } from '../posting/types.ts';
import type { DiscordRest } from './rest.ts';

/** The most Discord gives at once. */
const MESSAGES_LOOKED_AT = 100;
/** Start of Discord's ids, 2015-01-01; the time stands above their lowest 22 bits. */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/**
 * Messages carry no nonce once they are posted, so ours is known by its author and by a `custom_id` that has its mark as one
 * of its parts (`v1|sources|post|2026-11-22|…`). "absent" is said only where the messages seen reach back far
 * enough; a history that may not be read is empty, which says nothing.
 */
export function createPostFinder(rest: Pick<DiscordRest, 'loadMessages' | 'loadOwnUserId'>): PostFinder {
  let ownUserId: string | null = null;
  return {
    async findPost(channelId, mark, sinceMs) {
      if (ownUserId === null) {
        const own = await rest.loadOwnUserId();
        if (!own.ok) return { kind: 'unknown' };
        ownUserId = own.value;
      }
      const seen = await rest.loadMessages(channelId, MESSAGES_LOOKED_AT);
      if (!seen.ok || seen.value.length === 0) return { kind: 'unknown' };
      const post = seen.value.find(
        ({ authorId, customIds }) => authorId === ownUserId && customIds.some((customId) => customId.split('|').includes(mark)),
      );
      if (post !== undefined) return { kind: 'found', messageId: post.id };
      const all = seen.value.length < MESSAGES_LOOKED_AT || seen.value.some(({ id }) => readTimeMs(id) < sinceMs);
      return { kind: all ? 'absent' : 'unknown' };
    },
  };
}

function readTimeMs(snowflake: string): number {
  return Number((BigInt(snowflake) >> 22n) + DISCORD_EPOCH_MS);
}
