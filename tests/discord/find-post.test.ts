import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPostFinder } from '../../src/discord/find-post.ts';
import type { DiscordRest } from '../../src/discord/rest.ts';
import { type Connection, openConnection } from '../support/connection.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';

const CHANNEL = '910000000000000001';
const HISTORY = { method: 'GET', path: `/channels/${CHANNEL}/messages` };
const DATE = '2026-11-22';

let connection: Connection;
let discord: FakeDiscord;
let rest: DiscordRest;

beforeEach(async () => {
  connection = await openConnection();
  ({ discord, rest } = connection);
});

afterEach(() => connection.close());

async function post(customId: string): Promise<string> {
  const button = { type: 2, style: 2, label: 'Sources', custom_id: customId };
  const body = {
    flags: 1 << 15,
    components: [
      {
        type: 17,
        components: [
          { type: 10, content: 'line' },
          { type: 1, components: [button] },
        ],
      },
    ],
  };
  const posted = await rest.postMessage(CHANNEL, body, 10_000);
  return posted.ok ? posted.messageId : 'refused';
}

const find = (date = DATE) => createPostFinder(rest).findPost(CHANNEL, date, Date.now() - 60_000);

describe('after a crash, the daily post', () => {
  it('is found among other messages by its date', async () => {
    await post('v1|quote|sources|2026-11-21');
    const id = await post(`v1|quote|sources|${DATE}`);
    await post('v1|cast|page|2');
    expect(await find()).toEqual({ kind: 'found', messageId: id });
  });

  it('is absent where the whole history shows no post of that date', async () => {
    await post('v1|quote|sources|2026-11-21');
    expect(await find()).toEqual({ kind: 'absent' });
  });

  it('is unknown where the history is empty, because it may only be hidden from the bot', async () => {
    expect(await find()).toEqual({ kind: 'unknown' });
  });

  it('is unknown where a hundred newer messages stand in front of the time in question', async () => {
    const crowd = Array.from({ length: 100 }, () => ({ id: discord.nextId(), author: { id: '1' }, components: [] }));
    discord.failNext(HISTORY, { kind: 'answer', status: 200, body: crowd });
    expect(await find()).toEqual({ kind: 'unknown' });
  });

  it('is unknown where Discord does not answer the question', async () => {
    discord.failNext(HISTORY, { kind: 'answer', status: 403, body: { code: 50_001, message: 'Missing Access' } });
    expect(await find()).toEqual({ kind: 'unknown' });
  });

  it("is not taken for another bot's message that looks like it", async () => {
    const alien = [
      { id: discord.nextId(), author: { id: '1' }, components: [{ type: 1, components: [{ type: 2, custom_id: `v1|quote|x|${DATE}` }] }] },
    ];
    discord.failNext(HISTORY, { kind: 'answer', status: 200, body: alien });
    expect(await find()).toEqual({ kind: 'absent' });
  });
});
