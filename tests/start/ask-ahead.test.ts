import { expect, it } from 'vitest';
import type { DiscordRest } from '../../src/discord/rest.ts';
import { askAhead } from '../../src/start/ask-ahead.ts';

type Asked = Awaited<ReturnType<DiscordRest['loadGatewayAddress']>>;

const found = (loginsLeft: number): Asked => ({
  ok: true,
  value: { url: 'wss://gateway.discord.gg', shards: 1, loginsLeft, loginsAtOnce: 1, loginsResetAfterMs: 0 },
});
const DOWN: Asked = { ok: false, failure: { status: 503, code: 0, message: 'HTTP 503', maybeSent: false, retryAfterMs: null } };

/** Answers one after the other, with a clock. */
function createStart(...answers: Asked[]) {
  const start = { nowMs: 0, asked: 0 };
  const load = async () => answers[start.asked++] ?? DOWN;
  return Object.assign(start, { loadGatewayAddress: askAhead(load, () => start.nowMs) });
}

it('where the gateway is has been asked before anybody waits for it, and is asked once', async () => {
  const start = createStart(found(900));
  expect(start.asked).toBe(1);
  expect(await start.loadGatewayAddress()).toEqual(found(900));
  expect(start.asked).toBe(1);
});

it('a second try is told how many logins are left then', async () => {
  const start = createStart(found(900), found(899));
  await start.loadGatewayAddress();
  expect(await start.loadGatewayAddress()).toEqual(found(899));
});

it('a start that waited before it logs in asks anew', async () => {
  const start = createStart(found(900), found(20));
  start.nowMs = 10_000;
  expect(await start.loadGatewayAddress()).toEqual(found(20));
});

it('a Discord that did not answer the first time is asked again', async () => {
  const start = createStart(DOWN, found(900));
  expect(await start.loadGatewayAddress()).toEqual(found(900));
});
