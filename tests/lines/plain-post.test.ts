import { expect, test } from 'vitest';
import { buildPost } from '../../src/lines/message.ts';
import { findMessageProblems } from '../../src/playground/discord-rules.ts';
import { buildDefaultSettings, DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { buildContent, DRAMA } from '../posting/fakes.ts';
import { languages } from '../support/bot.ts';
import { buildLine } from './lines.ts';

const LINE = buildLine('rest', 'gentle');

function build(pingRoleId: string | null, picture: string | null) {
  const plan = { enabled: true, channelId: '7', time: '09:00', zone: 'Europe/Riga', nextDueAtMs: null, suspendedReason: null };
  const settings = {
    ...buildDefaultSettings('1'),
    replyStyle: 'plain' as const,
    daily: { ...DEFAULT_DAILY_OPTIONS, ...plan, pingRoleId },
  };
  return buildPost(
    buildContent([LINE]),
    languages,
    { settings, title: DRAMA, quote: LINE, question: 'What would rest look like today?', localDate: '2026-11-22' },
    picture,
  );
}

test('a server that wants ordinary messages gets its daily post as one, with the line in words also beside a picture', () => {
  for (const picture of [null, 'quote.png']) {
    const body = build(null, picture);
    expect(findMessageProblems(body)).toEqual([]);
    expect(body.flags).toBe(0);
    expect(body.content).toContain(LINE.text);
    expect(body.content).toContain('What would rest look like today?');
    expect(body.attachments?.map(({ description }) => description) ?? []).toEqual(
      picture === null ? [] : [expect.stringContaining(LINE.text)],
    );
  }
});

test('its buttons still tell the date, by which the post is known after a crash', () => {
  expect(JSON.stringify(build(null, null).components)).toContain('|2026-11-22|');
});

test('its one role is mentioned in front, and only that one', () => {
  const body = build('555', null);
  expect(body.content?.startsWith('<@&555>\n')).toBe(true);
  expect(body.allowed_mentions).toEqual({ parse: [], roles: ['555'] });
  expect(findMessageProblems(body)).toEqual([]);
});
