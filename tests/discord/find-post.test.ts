import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPostFinder } from '../../src/discord/find-post.ts';
import type { DiscordRest } from '../../src/discord/rest.ts';
import { type Connection, openConnection } from '../support/connection.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';

const CHANNEL = '910000000000000001';
const HISTORY = { method: 'GET', path: `/channels/${CHANNEL}/messages` };
const DATE = '2026-11-22';
const NO_ANSWER = { kind: 'answer', status: 503, body: { message: 'upstream error' } } as const;
/** A question is asked again by itself so often. */
const TRIES = 4;

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

describe('after an uncertain answer, the thread in a forum', () => {
  const GUILD = '900000000000000001';
  const ACTIVE = { method: 'GET', path: `/guilds/${GUILD}/threads/active` };
  const sinceMs = Date.now() - 60_000;
  const ARCHIVED = { method: 'GET', path: `/channels/${CHANNEL}/threads/archived/public` };
  const findThread = (mark = DATE) => createPostFinder(rest).findThread(GUILD, CHANNEL, mark, sinceMs);

  interface Thread {
    readonly mark: string;
    readonly parent?: string;
    readonly owner?: string;
    readonly closedAtMs?: number;
  }

  async function list(threads: readonly Thread[]): Promise<{ readonly id: string }[]> {
    const own = await rest.loadOwnUserId();
    const listed = threads.map(({ parent = CHANNEL, owner = own.ok ? own.value : '', closedAtMs = Date.now() }) => ({
      ...{ id: discord.nextId(), parent_id: parent, owner_id: owner },
      thread_metadata: { archive_timestamp: new Date(closedAtMs).toISOString() },
    }));
    for (const [index, { id }] of listed.entries()) {
      const button = { type: 2, style: 2, label: 'Sources', custom_id: `v1|sources|post|${threads[index]?.mark}|x` };
      const body = { id, author: { id: '1' }, components: [{ type: 1, components: [button] }] };
      discord.failNext({ method: 'GET', path: `/channels/${id}/messages/${id}` }, { kind: 'answer', status: 200, body });
    }
    return listed;
  }

  async function open(active: readonly Thread[], archived: readonly Thread[] = [], hasMore = false): Promise<(string | undefined)[]> {
    const listed = await list(active);
    const closed = await list(archived);
    discord.failNext(ACTIVE, { kind: 'answer', status: 200, body: { threads: listed, members: [] } });
    discord.failNext(ARCHIVED, { kind: 'answer', status: 200, body: { threads: closed, members: [], has_more: hasMore } });
    return [...listed, ...closed].map(({ id }) => id);
  }

  it('is found by the mark in its first message, not by that of another daily post of the same date', async () => {
    const [, second] = await open([{ mark: DATE }, { mark: `${DATE}.2` }]);
    expect(await findThread(`${DATE}.2`)).toEqual({ kind: 'found', messageId: second });
  });

  it('is found where it was closed meanwhile, as a moderator or a day without a word does', async () => {
    const [, , closed] = await open([{ mark: '2026-11-21' }], [{ mark: '2026-11-20' }, { mark: DATE }]);
    expect(await findThread()).toEqual({ kind: 'found', messageId: closed });
  });

  it('is absent where none of the bot’s own threads in that forum is it, active or closed', async () => {
    const others: readonly Thread[] = [{ mark: '2026-11-21' }, { mark: DATE, parent: '5' }, { mark: DATE, owner: '6' }];
    await open(others, [...others, { mark: '2026-11-19', closedAtMs: sinceMs - 60_000 }], true);
    expect(await findThread()).toEqual({ kind: 'absent' });
  });

  it('is unknown, and so lost and not doubled, where closed threads cannot be listed or do not reach back far enough', async () => {
    await open([], [{ mark: '2026-11-21' }], true);
    expect(await findThread()).toEqual({ kind: 'unknown' });
    discord.failNext(ACTIVE, { kind: 'answer', status: 200, body: { threads: [] } });
    discord.failNext(ARCHIVED, { kind: 'answer', status: 403, body: { code: 50_013, message: 'Missing Permissions' } });
    expect(await findThread()).toEqual({ kind: 'unknown' });
  });

  it('is looked for again later where Discord does not answer one of the questions', async () => {
    discord.failNext(ACTIVE, NO_ANSWER, TRIES);
    expect(await findThread()).toEqual({ kind: 'later' });
    discord.failNext(ACTIVE, { kind: 'answer', status: 200, body: { threads: [] } });
    discord.failNext(ARCHIVED, NO_ANSWER, TRIES);
    expect(await findThread()).toEqual({ kind: 'later' });
    const own = await rest.loadOwnUserId();
    const silent = { id: discord.nextId(), parent_id: CHANNEL, owner_id: own.ok ? own.value : '' };
    discord.failNext(ACTIVE, { kind: 'answer', status: 200, body: { threads: [silent] } });
    discord.failNext({ method: 'GET', path: `/channels/${silent.id}/messages/${silent.id}` }, NO_ANSWER, TRIES);
    expect(await findThread()).toEqual({ kind: 'later' });
  });

  it('is unknown where the threads cannot be listed, or one that may be it cannot be looked into', async () => {
    discord.failNext(ACTIVE, { kind: 'answer', status: 403, body: { code: 50_001, message: 'Missing Access' } });
    expect(await findThread()).toEqual({ kind: 'unknown' });
    const own = await rest.loadOwnUserId();
    const hidden = { id: discord.nextId(), parent_id: CHANNEL, owner_id: own.ok ? own.value : '' };
    discord.failNext(ACTIVE, { kind: 'answer', status: 200, body: { threads: [hidden] } });
    const first = { method: 'GET', path: `/channels/${hidden.id}/messages/${hidden.id}` };
    discord.failNext(first, { kind: 'answer', status: 403, body: { code: 50_001, message: 'Missing Access' } });
    expect(await findThread()).toEqual({ kind: 'unknown' });
  });
});

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

  it('is looked for again later where Discord does not answer the question', async () => {
    discord.failNext(HISTORY, NO_ANSWER, TRIES);
    expect(await find()).toEqual({ kind: 'later' });
  });

  it('is unknown where the bot may not read the history', async () => {
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
