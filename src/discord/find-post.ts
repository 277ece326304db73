/** A look at a channel, after a crash, for the daily post that may or may not have gone out. */
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { judgeLook } from '../posting/failure.ts';
import type { FoundPost, PostFinder } from '../posting/types.ts';
import { type DiscordRest, listCustomIds } from './rest.ts';

const ActiveThreads = z.object({
  threads: z.array(z.object({ id: z.string(), parent_id: z.string().nullish(), owner_id: z.string().nullish() })),
});
type ListedThread = z.infer<typeof ActiveThreads>['threads'][number];
const ArchivedThreads = z.object({
  threads: z.array(ActiveThreads.shape.threads.element.extend({ thread_metadata: z.object({ archive_timestamp: z.coerce.date() }) })),
  has_more: z.boolean(),
});
const FirstMessage = z.object({ components: z.unknown() });

/** The most Discord gives at once. */
const MESSAGES_LOOKED_AT = 100;
const THREADS_LOOKED_AT = 100;
/** Start of Discord's ids, 2015-01-01; the time stands above their lowest 22 bits. */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/**
 * Messages carry no nonce once they are posted, so ours is known by its author and by a `custom_id` that has its mark as one
 * of its parts (`v1|sources|post|2026-11-22|…`). "absent" is said only where the messages seen reach back far
 * enough; a history that may not be read is empty, which says nothing. A forum's post is known by the buttons of its first message.
 */
export function createPostFinder(rest: Pick<DiscordRest, 'loadMessages' | 'loadOwnUserId' | 'load'>): PostFinder {
  async function lookInto(threads: readonly ListedThread[], mark: string): Promise<FoundPost> {
    const unseen = new Set<FoundPost['kind']>();
    for (const { id } of threads) {
      const first = await rest.load(Routes.channelMessage(id, id), FirstMessage);
      if (!first.ok) unseen.add(judgeLook(first.failure).kind);
      else if (listCustomIds(first.value.components).some((customId) => customId.split('|').includes(mark)))
        return { kind: 'found', messageId: id };
    }
    return { kind: unseen.has('unknown') ? 'unknown' : unseen.has('later') ? 'later' : 'absent' };
  }

  return {
    async findPost(channelId, mark, sinceMs) {
      const own = await rest.loadOwnUserId();
      if (!own.ok) return judgeLook(own.failure);
      const seen = await rest.loadMessages(channelId, MESSAGES_LOOKED_AT);
      if (!seen.ok) return judgeLook(seen.failure);
      if (seen.value.length === 0) return { kind: 'unknown' };
      const post = seen.value.find(
        ({ authorId, customIds }) => authorId === own.value && customIds.some((customId) => customId.split('|').includes(mark)),
      );
      if (post !== undefined) return { kind: 'found', messageId: post.id };
      const all = seen.value.length < MESSAGES_LOOKED_AT || seen.value.some(({ id }) => readTimeMs(id) < sinceMs);
      return { kind: all ? 'absent' : 'unknown' };
    },
    async findThread(guildId, channelId, mark, sinceMs) {
      const own = await rest.loadOwnUserId();
      if (!own.ok) return judgeLook(own.failure);
      const active = await rest.load(Routes.guildActiveThreads(guildId), ActiveThreads);
      if (!active.ok) return judgeLook(active.failure);
      const mayBeIt = (thread: ListedThread) =>
        thread.parent_id === channelId && thread.owner_id === own.value && readTimeMs(thread.id) >= sinceMs;
      const found = await lookInto(active.value.threads.filter(mayBeIt), mark);
      if (found.kind !== 'absent') return found;
      // One that was closed meanwhile, such as by a moderator, is in no list of active ones; the last one closed comes first.
      const archived = await rest.load(`${Routes.channelThreads(channelId, 'public')}?limit=${THREADS_LOOKED_AT}`, ArchivedThreads);
      if (!archived.ok) return judgeLook(archived.failure);
      const { threads, has_more: hasMore } = archived.value;
      const closed = await lookInto(threads.filter(mayBeIt), mark);
      const reachesBack = !hasMore || threads.some(({ thread_metadata }) => thread_metadata.archive_timestamp.getTime() < sinceMs);
      return closed.kind === 'absent' && !reachesBack ? { kind: 'unknown' } : closed;
    },
  };
}

function readTimeMs(snowflake: string): number {
  return Number((BigInt(snowflake) >> 22n) + DISCORD_EPOCH_MS);
}
