import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRest, type DiscordRest } from '../../src/discord/rest.ts';
import { type Connection, openConnection } from '../support/connection.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const CHANNEL = '910000000000000001';
const OTHER_CHANNEL = '910000000000000002';
const POST = { method: 'POST', path: `/channels/${CHANNEL}/messages` };
/** Ample for an answer from loopback. */
const DEADLINE_MS = 10_000;
/** A deadline that is meant to pass. */
const SHORT_MS = 60;

let connection: Connection;
let discord: FakeDiscord;
let rest: DiscordRest;

beforeEach(async () => {
  connection = await openConnection();
  ({ discord, rest } = connection);
});

afterEach(() => connection.close());

describe('a direct message', () => {
  const OPENING = { method: 'POST', path: '/users/@me/channels' };

  it('has its channel opened with the one it is for', async () => {
    expect(await rest.openDirectMessage('700000000000000001', DEADLINE_MS)).toEqual({ ok: true, channelId: '930000000000000001' });
    expect(discord.requestsTo(OPENING)).toMatchObject([{ body: { recipient_id: '700000000000000001' } }]);
  });

  it('that may not be sent is a value, not an exception', async () => {
    discord.failNext(OPENING, { kind: 'answer', status: 403, body: { code: 50_007, message: 'Cannot send messages to this user' } });
    expect(await rest.openDirectMessage('700000000000000001', DEADLINE_MS)).toMatchObject({ ok: false, failure: { code: 50_007 } });
  });
});

describe('a daily post', () => {
  it('arrives, and its id comes back', async () => {
    const result = await rest.postMessage(CHANNEL, { content: 'hello', nonce: 'g1:2026-11-22', enforce_nonce: true }, DEADLINE_MS);
    const [message] = discord.messages;
    expect(result).toEqual({ ok: true, messageId: message?.id });
    expect(message?.body).toEqual({ content: 'hello', nonce: 'g1:2026-11-22', enforce_nonce: true });
  });

  it('exists once although it was sent twice', async () => {
    const body = { content: 'hello', nonce: 'g1:2026-11-22', enforce_nonce: true };
    const first = await rest.postMessage(CHANNEL, body, DEADLINE_MS);
    expect(await rest.postMessage(CHANNEL, body, DEADLINE_MS)).toEqual(first);
    expect(discord.messages).toHaveLength(1);
  });

  it('exists once although the connection broke after Discord had taken it', async () => {
    discord.failNext(POST, { kind: 'done-then-drop' });
    await rest.postMessage(CHANNEL, { content: 'hello', nonce: 'n1', enforce_nonce: true }, DEADLINE_MS);
    expect(discord.messages).toHaveLength(1);
  });

  it.each([
    ['a lost permission', 403, { code: 50_013, message: 'Missing Permissions' }, { status: 403, code: 50_013, maybeSent: false }],
    ['a deleted channel', 404, { code: 10_003, message: 'Unknown Channel' }, { status: 404, code: 10_003, maybeSent: false }],
    ['a page of HTML instead of JSON', 403, '<html>Access denied</html>', { status: 403, code: 0, maybeSent: false }],
    ['a broken Discord', 503, '<html>upstream error</html>', { status: 503, code: 0, maybeSent: true }],
  ])('meets %s as a value, not as an exception', async (_, status, body, failure) => {
    discord.failNext(POST, { kind: 'answer', status, body }, 9);
    expect(await rest.postMessage(CHANNEL, { content: 'hello' }, DEADLINE_MS)).toMatchObject({ ok: false, failure });
  });

  it('is known to be unsent where nobody listens', async () => {
    await discord.close();
    expect(await rest.postMessage(CHANNEL, { content: 'hello' }, DEADLINE_MS)).toMatchObject({
      ok: false,
      failure: { status: 0, maybeSent: false },
    });
  });

  it('may have been sent when no answer came in time', async () => {
    discord.failNext(POST, { kind: 'wait', until: new Promise(() => {}) });
    const result = await rest.postMessage(CHANNEL, { content: 'hello' }, SHORT_MS);
    expect(result).toMatchObject({
      ok: false,
      failure: { status: 0, maybeSent: true, message: `Discord gave no answer within ${SHORT_MS} ms.` },
    });
  });
});

describe('a 429', () => {
  const limited = (seconds: number): object => ({ message: 'You are being rate limited.', retry_after: seconds, global: false });
  const headers = (seconds: number): Record<string, string> => ({
    'retry-after': String(seconds),
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset-after': String(seconds),
    'x-ratelimit-bucket': 'abc',
    'x-ratelimit-scope': 'user',
  });

  it('of a moment is waited out', async () => {
    discord.failNext(POST, { kind: 'answer', status: 429, body: limited(0.01), headers: headers(0.01) });
    expect(await rest.postMessage(CHANNEL, { content: 'hello' }, DEADLINE_MS)).toMatchObject({ ok: true });
  });

  it('is not waited out beyond the deadline, and what was given up is not sent later', async () => {
    discord.failNext(POST, { kind: 'answer', status: 429, body: limited(1), headers: headers(1) });
    const result = await rest.postMessage(CHANNEL, { content: 'given up' }, SHORT_MS);
    expect(result).toMatchObject({ ok: false, failure: { maybeSent: false } });
    // Waits its turn behind the one that was given up.
    expect(await rest.postMessage(CHANNEL, { content: 'next' }, DEADLINE_MS)).toMatchObject({ ok: true });
    expect(discord.messages.map(({ body }) => body.content)).toEqual(['next']);
  });

  it('of a minute goes back to the caller at once, with the time to wait', async () => {
    discord.failNext(POST, { kind: 'answer', status: 429, body: limited(60), headers: headers(60) });
    const result = await rest.postMessage(CHANNEL, { content: 'hello' }, DEADLINE_MS);
    expect(result).toMatchObject({ ok: false, failure: { status: 429, maybeSent: false } });
    expect(result.ok ? 0 : result.failure.retryAfterMs).toBeGreaterThanOrEqual(60_000);
    expect(discord.requestsTo(POST)).toHaveLength(1);
  });

  it("of Cloudflare's, a page without a time, is never met by asking again at once; all sends pause", async () => {
    discord.failNext(POST, { kind: 'answer', status: 429, body: '<html>error code: 1015</html>' }, 100);
    expect(await rest.postMessage(CHANNEL, { content: 'hello' }, DEADLINE_MS)).toMatchObject({ ok: false, failure: { status: 429 } });
    expect(await rest.postMessage(OTHER_CHANNEL, { content: 'hello' }, DEADLINE_MS)).toMatchObject({ ok: false, failure: { status: 429 } });
    expect(discord.requests).toHaveLength(1);
  });
});

describe('a token Discord does not accept', () => {
  it('is tried once and then no more', async () => {
    const wrong = createRest({ token: 'another.token.altogether', apiUrl: discord.apiUrl, log: createRecordingLog() });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await wrong.postMessage(CHANNEL, { content: 'hello' }, DEADLINE_MS)).toMatchObject({ ok: false, failure: { status: 401 } });
    }
    expect(discord.requests).toHaveLength(1);
    wrong.close();
  });
});

describe('what the bot asks at the start', () => {
  it('is its application with the key of its signatures', async () => {
    expect(await rest.loadApplication()).toEqual({
      ok: true,
      value: { id: discord.applicationId, publicKeyHex: discord.publicKeyHex, name: 'Nabi' },
    });
  });

  it('is the address of the gateway and how many logins are left', async () => {
    const found = await rest.loadGatewayAddress();
    expect(found).toMatchObject({ ok: true, value: { shards: 1, loginsLeft: 1_000, loginsResetAfterMs: 3_600_000 } });
  });

  it('goes to version 10 under the given address, with the token', async () => {
    await rest.loadApplication();
    expect(discord.requests).toMatchObject([
      { method: 'GET', path: '/applications/@me', headers: { authorization: `Bot ${discord.token}` } },
    ]);
  });
});
