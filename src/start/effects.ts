/** What commands ask to be done outside, done by this process itself. */
import type { Effect, EffectResult } from '../bot/types.ts';
import { createFileFetcher } from '../discord/fetch-file.ts';
import { createServerLookup } from '../discord/server-lookup.ts';
import { buildPost, drawPost } from '../lines/message.ts';
import { carryOut } from '../posting/carry-out.ts';
import type { PostPorts } from '../posting/types.ts';
import type { Parts } from './parts.ts';

/** What a post needs, whoever makes it: a tick, a button, or a job of the queue. */
export function buildPostPorts({ state, packs, rest, languages, log }: Parts): PostPorts {
  return {
    state,
    content: packs.content,
    poster: rest,
    forum: rest,
    buildPost: (parts, picture) => buildPost(packs.content(), languages, parts, picture),
    async drawPost(parts) {
      // Loaded with the first picture.
      const { renderCard } = await import('../lines/card/card.ts');
      return drawPost(packs.content(), languages, renderCard, parts);
    },
    server: createServerLookup(rest),
    now: Date.now,
    log,
  };
}

/** What carries out the effects of this process, each within the time a press may take. */
export function createEffects(parts: Parts): (effect: Effect) => Promise<EffectResult> {
  const { rest, log } = parts;
  const ports = { ...buildPostPorts(parts), fetchFile: createFileFetcher({ log }), messenger: rest, eraser: rest };
  return (effect) => carryOut(effect, ports);
}
