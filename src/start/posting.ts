/** What is done unasked, by one process at a time: daily posts, news, the commands' registration. */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Routes } from 'discord-api-types/v10';
import type { PgBoss } from 'pg-boss';
import { createPermissionLookup } from '../discord/bot-permissions.ts';
import { createPostFinder } from '../discord/find-post.ts';
import { listGuildIds } from '../discord/guild-list.ts';
import type { CommandIds } from '../discord/register.ts';
import type { GaugeSources } from '../ops/metrics.ts';
import { createBreaker } from '../posting/breaker.ts';
import { carryOut } from '../posting/carry-out.ts';
import { reachDirectly } from '../posting/own-daily.ts';
import { createTicker, startDaily } from '../posting/tick.ts';
import { GREETED_SERVER } from '../posting/welcome.ts';
import type { ErrandDoers } from '../queue/errands.ts';
import { focusDaily } from '../state/dailies.ts';
import { loadRestoredAtMs } from '../state/restore.ts';
import { createUpkeep, runUpkeep } from '../upkeep/upkeep.ts';
import { buildPostPorts } from './effects.ts';
import type { Parts } from './parts.ts';
import { prepareRegistration, type Registration } from './registration.ts';
import { startBackups } from './state.ts';

/** A database that comes back is mostly back soon, and thousands may wait. */
const TRY_AGAIN_AFTER_MS = 5_000;

export type Posting = NonNullable<GaugeSources['posting']>;

/** Begins to post, to tell news and to register, in a process that is the only one. */
export async function startPostingAlone(parts: Parts, registration: Registration): Promise<Posting> {
  const { life } = parts;
  const { upkeepPorts, tickerOptions, breaker } = await buildPosting(parts, registration.commandIds);
  const upkeep = createUpkeep(upkeepPorts);
  life.closing('finish what is under way', () => upkeep.stop());
  const daily = startDaily({ ...tickerOptions, onTicked: upkeep.begin, soleProcess: true });
  life.closing('stop the tick', () => daily.stop());
  startBackups(parts.env, parts.log, life);
  return { breaker, isRegistered: registration.isRegistered, quietForMs: daily.quietForMs, hasTurn: null };
}

/** The same in one of several processes: whatever needs the token's budget of requests is done in its turn, errands of the others too. */
export async function startPostingInTurns(parts: Parts, boss: PgBoss, commandIds: () => CommandIds): Promise<Posting> {
  const { life, log, packs } = parts;
  const [{ startTurns }, { doErrands }] = await Promise.all([import('../queue/turns.ts'), import('../queue/errands.ts')]);
  const { upkeepPorts, tickerOptions, breaker } = await buildPosting(parts, commandIds);
  const ticker = createTicker(tickerOptions);
  const doers = buildDoers(parts);
  const registration = await prepareRegistration(parts);
  packs.onContentChanged(registration.expectChange);

  async function register(): Promise<void> {
    if (registration.dueInMs() !== 0) return;
    await registration.register().catch((error: unknown) => life.endBecause(error, 'the commands could not be registered'));
  }

  const turns = await startTurns({
    boss,
    log,
    now: Date.now,
    async serve({ signal, untilNextMinute }) {
      const isStopping = (): boolean => signal.aborted;
      const errands = await doErrands(boss, doers);
      let upkeep: Promise<void> | null = null;
      try {
        let isWhole: boolean;
        do {
          await register();
          isWhole = await ticker.tick({ isStopping });
          if (isStopping()) break;
          upkeep ??= runUpkeep(upkeepPorts, isStopping).finally(() => {
            upkeep = null;
          });
          await (isWhole ? untilNextMinute() : Promise.race([untilNextMinute(), sleep(TRY_AGAIN_AFTER_MS, undefined, { ref: false })]));
          // A listing of many servers may take minutes; the budget is not handed on under it.
        } while (!isStopping() && (upkeep !== null || !isWhole));
      } finally {
        await Promise.all([errands.stop(), upkeep]);
      }
    },
  });
  life.closing('give the turn back', () => turns.stop());
  return {
    breaker,
    isRegistered: registration.isRegistered,
    hasTurn: turns.has,
    quietForMs: () => (turns.has() ? ticker.quietForMs() : turns.quietForMs()),
  };
}

async function buildPosting(parts: Parts, commandIds: () => CommandIds) {
  const { rest, languages, metrics, state } = parts;
  const postPorts = buildPostPorts(parts);
  const direct = reachDirectly({ poster: rest, finder: createPostFinder(rest), messenger: rest, now: Date.now });
  const breaker = createBreaker(rest.refusedLately);
  return {
    breaker,
    upkeepPorts: {
      ...postPorts,
      languages,
      followUps: rest,
      breaker,
      commandIds,
      listGuildIds: () => listGuildIds(rest),
      loadServer: (guildId: string) => rest.load(Routes.guild(guildId), GREETED_SERVER),
    },
    tickerOptions: {
      ...postPorts,
      ...direct,
      followUps: rest,
      breaker,
      observer: metrics.daily,
      random,
      restoredAtMs: await loadRestoredAtMs(state),
    },
  };
}

function buildDoers(parts: Parts): ErrandDoers {
  const { rest, state } = parts;
  const ports = { ...buildPostPorts(parts), messenger: rest, eraser: rest };
  return {
    async carryOut(errand) {
      if (errand.kind !== 'test-post') return carryOut(errand, ports);
      return carryOut({ kind: 'test-post', settings: focusDaily(await state.loadSettings(errand.guildId), errand.slot) }, ports);
    },
    loadBotPermissions: createPermissionLookup(rest),
  };
}

/** From 0 up to, not including, 1. */
function random(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
