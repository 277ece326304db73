/** A person's own daily in direct messages: how far it may go, and where it goes. */
import { ownerOf } from '../state/own-daily.ts';
import type { ServerSettings, State } from '../state/types.ts';
import { judgeLook, refuse } from './failure.ts';
import type { DirectMessenger, MessagePoster, PostFinder } from './types.ts';

/** Channels of direct messages that are remembered; one that is forgotten is asked for again. */
const MOST_REMEMBERED = 10_000;
/** After "opening direct messages too fast" none is opened for so long: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const OPENING_TOO_FAST = 40_003;
const PAUSE_MS = 60_000;
/** Less than the margin after which a post counts as unclear. */
const OPENING_DEADLINE_MS = 4_000;

/** Settings of a person's own daily with their progress at this moment as the spoiler limit; those of a server come back as they are. */
export async function limitToOwner<Settings extends ServerSettings>(state: State, settings: Settings): Promise<Settings> {
  const userId = ownerOf(settings.guildId);
  return userId === null ? settings : { ...settings, ceilings: (await state.loadMember(userId)).progress };
}

/** The ports of a post that name a channel. */
interface Reach {
  readonly poster: MessagePoster;
  readonly finder?: PostFinder;
}

/** The same poster and finder, for which a person's own place stands for the channel of direct messages with them. */
export function reachDirectly({
  poster,
  finder,
  messenger,
  now,
}: Reach & { readonly messenger: DirectMessenger; readonly now: () => number }): Reach {
  const findChannel = createDirectChannels(messenger, now);
  return {
    poster: {
      async postMessage(channelId, body, deadlineMs, files) {
        const found = await findChannel(channelId);
        return found.ok ? poster.postMessage(found.channelId, body, deadlineMs, files) : found;
      },
    },
    ...(finder && {
      finder: {
        ...finder,
        async findPost(channelId, localDate, sinceMs) {
          const found = await findChannel(channelId);
          return found.ok ? finder.findPost(found.channelId, localDate, sinceMs) : judgeLook(found.failure);
        },
      },
    }),
  };
}

/** Gives the channel for a person's place, opening it where need be and pausing where Discord asks for it; any other channel is itself. */
function createDirectChannels(messenger: DirectMessenger, now: () => number) {
  const known = new Map<string, string>();
  let closedUntilMs = 0;
  return async (place: string): ReturnType<DirectMessenger['openDirectMessage']> => {
    const userId = ownerOf(place);
    if (userId === null) return { ok: true, channelId: place };
    const open = known.get(userId);
    if (open !== undefined) return { ok: true, channelId: open };
    const waitMs = closedUntilMs - now();
    if (waitMs > 0) {
      const message = 'direct messages were opened too fast';
      return refuse(message, { status: 429, code: OPENING_TOO_FAST, retryAfterMs: waitMs });
    }
    const opened = await messenger.openDirectMessage(userId, OPENING_DEADLINE_MS);
    if (opened.ok) {
      const [oldest] = known.size < MOST_REMEMBERED ? [] : known.keys();
      if (oldest !== undefined) known.delete(oldest);
      known.set(userId, opened.channelId);
      return opened;
    }
    if (opened.failure.code === OPENING_TOO_FAST) closedUntilMs = now() + Math.max(PAUSE_MS, opened.failure.retryAfterMs ?? 0);
    // Nothing was posted yet, whatever became of the opening.
    return { ok: false, failure: { ...opened.failure, maybeSent: false } };
  };
}
