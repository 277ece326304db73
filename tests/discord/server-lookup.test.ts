import { expect, it } from 'vitest';
import type { z } from 'zod';
import type { DiscordRest } from '../../src/discord/rest.ts';
import { createServerLookup } from '../../src/discord/server-lookup.ts';

const NOW_MS = Date.parse('2026-11-22T07:00:00Z');

/** Discord as it answers these routes; what it does not know is refused. */
function lookIn(answers: Readonly<Record<string, unknown>>) {
  const rest: Pick<DiscordRest, 'load' | 'loadOwnUserId'> = {
    loadOwnUserId: async () => ({ ok: true, value: '7' }),
    async load<Schema extends z.ZodType>(route: string, schema: Schema) {
      if (route in answers) return { ok: true, value: schema.parse(answers[route]) };
      return { ok: false, failure: { status: 500, code: 0, maybeSent: false, retryAfterMs: null, message: '' } };
    },
  };
  return createServerLookup(rest, () => NOW_MS);
}

it.each([
  ['2026-11-22T09:00:00.000000+00:00', Date.parse('2026-11-22T09:00:00Z')],
  // The date of a time-out that is over stays with the member.
  ['2026-11-22T06:00:00.000000+00:00', null],
  [null, null],
])('a member in time-out until %s is read as %s', async (until, untilMs) => {
  const server = lookIn({ '/guilds/1/members/7': { user: { id: '7' }, roles: [], communication_disabled_until: until } });
  expect(await server.loadTimedOutUntilMs('1')).toBe(untilMs);
});

it('a role is there or gone, and nobody knows while Discord does not answer', async () => {
  const server = lookIn({ '/guilds/1/roles': [{ id: '1', name: '@everyone' }, { id: '5' }] });
  expect([await server.hasRole('1', '5'), await server.hasRole('1', '6'), await server.hasRole('2', '5')]).toEqual([true, false, null]);
  expect(await server.loadTimedOutUntilMs('1')).toBeNull();
});
