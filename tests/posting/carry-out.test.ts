/** What commands ask to be done outside, as far as it goes to Discord's channels. */
import { expect, test } from 'vitest';
import { buildMessage } from '../../src/message/reply.ts';
import { carryOut, type EffectPorts } from '../../src/posting/carry-out.ts';
import type { DirectMessenger } from '../../src/posting/types.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { buildContent, buildLog, FakeChannel } from './fakes.ts';

const message = buildMessage({ blocks: ['A line you suggested was approved.'] });

function ports(channel: FakeChannel, messenger?: DirectMessenger): EffectPorts {
  return {
    state: openSqliteState(':memory:'),
    content: () => buildContent([]),
    poster: channel,
    buildPost: () => ({}),
    now: () => 0,
    log: buildLog(),
    ...(messenger === undefined ? {} : { messenger }),
  };
}

test('a message asked for twice under its nonce is there once, and a refusal comes back as a reason', async () => {
  const channel = new FakeChannel(() => 0);
  const effect = { kind: 'post-message', channelId: '7', message, nonce: 'line-1300000000000000001' } as const;
  expect(await carryOut(effect, ports(channel))).toEqual({ ok: true, messageId: 'message-1' });
  expect(await carryOut(effect, ports(channel))).toEqual({ ok: true, messageId: 'message-1' });
  expect(channel.arrivals).toMatchObject([{ channelId: '7', body: { components: message.components, allowed_mentions: { parse: [] } } }]);
  expect(channel.arrivals[0]?.nonce.length).toBeLessThanOrEqual(25);
  channel.weather.push({ failure: { status: 403, code: 50_013 } });
  expect(await carryOut({ ...effect, nonce: 'line-2' }, ports(channel))).toEqual({ ok: false, reason: 'missing-permissions' });
});

test('a channel of reviewers that is gone is a trouble of that server, once; one that did not answer is none', async () => {
  const channel = new FakeChannel(() => 0);
  const given = ports(channel);
  const onRefusal = { guildId: '9', cause: 'review-channel' } as const;
  const effect = { kind: 'post-message', channelId: '7', message, nonce: 'line-1', onRefusal } as const;
  channel.weather.push({ failure: { status: 503 } });
  expect(await carryOut(effect, given)).toMatchObject({ ok: false });
  expect(await given.state.loadNotices('9', 0)).toEqual([]);
  channel.weather.push({ failure: { status: 404, code: 10_003 } }, { failure: { status: 404, code: 10_003 } });
  for (const nonce of ['line-2', 'line-3'])
    expect(await carryOut({ ...effect, nonce }, given)).toEqual({ ok: false, reason: 'channel-missing' });
  expect(await given.state.loadNotices('9', 0)).toMatchObject([{ cause: 'review-channel', subject: '7' }]);
});

test('a member is told in a channel of their own; closed direct messages are an answer and no trouble', async () => {
  const channel = new FakeChannel(() => 0);
  const effect = { kind: 'tell-member', userId: '50', message } as const;
  const opening: DirectMessenger = { openDirectMessage: async (userId) => ({ ok: true, channelId: `dm-${userId}` }) };
  expect(await carryOut(effect, ports(channel, opening))).toMatchObject({ ok: true });
  expect(channel.arrivals).toMatchObject([{ channelId: 'dm-50' }]);
  channel.weather.push({ failure: { status: 403, code: 50_007 } });
  expect(await carryOut(effect, ports(channel, opening))).toMatchObject({ ok: false });
  const broken: DirectMessenger = { openDirectMessage: () => Promise.reject(new Error('a bug')) };
  expect(await carryOut(effect, ports(channel, broken))).toEqual({ ok: false, reason: 'internal-error' });
  expect(await carryOut(effect, ports(channel))).toEqual({ ok: false, reason: 'not-here' });
  expect(channel.arrivals).toHaveLength(1);
});
