/** What the daily post must know of a server at the moment it is sent. */

import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { ServerLookup } from '../posting/types.ts';
import type { DiscordRest } from './rest.ts';

/** A post waits for it. */
const DEADLINE_MS = 5_000;

export const TimedOutUntil = z.object({ communication_disabled_until: z.iso.datetime({ offset: true }).nullish() });
const RoleList = z.array(z.object({ id: z.string() }));

/** Asks Discord each time and waits five seconds at most; null where there was no answer. */
export function createServerLookup(rest: Pick<DiscordRest, 'load' | 'loadOwnUserId'>, now: () => number = Date.now): ServerLookup {
  return {
    async loadTimedOutUntilMs(guildId) {
      const own = await rest.loadOwnUserId();
      if (!own.ok) return null;
      const member = await rest.load(Routes.guildMember(guildId, own.value), TimedOutUntil, DEADLINE_MS);
      return member.ok ? readTimedOutUntilMs(member.value, now()) : null;
    },
    async hasRole(guildId, roleId) {
      const roles = await rest.load(Routes.guildRoles(guildId), RoleList, DEADLINE_MS);
      return roles.ok ? roles.value.some(({ id }) => id === roleId) : null;
    },
  };
}

/** When a time-out ends; null where there is none, or it is over: Discord leaves the date of a past one standing. */
export function readTimedOutUntilMs({ communication_disabled_until: until }: z.infer<typeof TimedOutUntil>, nowMs: number): number | null {
  const untilMs = until ? Date.parse(until) : 0;
  return untilMs > nowMs ? untilMs : null;
}
