import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, expectAnswers, openConnection } from '../support/connection.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';
import type { RecordingLog } from '../support/recording-log.ts';

/** Between two logins lie five seconds. */
const LOGIN_MS = 18_000;

let connection: Connection;
let discord: FakeDiscord;
let log: RecordingLog;
let logins: number[];

beforeEach(async () => {
  connection = await openConnection({ heartbeatIntervalMs: 150 });
  ({ discord, log } = connection);
  logins = [];
  await connection.login({
    loginPauseMs: (count) => {
      logins.push(count);
      return 0;
    },
  });
});

afterEach(() => connection.close());

describe('a gateway connection', () => {
  it('that breaks is made anew and the session taken up where it was, without a login', async () => {
    discord.allowResuming();
    discord.breakConnections();
    await discord.waitFor('a session taken up', () => discord.resumes[0]);
    await expectAnswers(connection);
    expect(discord.identifies).toHaveLength(1);
    expect(log.lines.map(({ message }) => message)).toEqual([
      'no connection to the gateway; trying until there is one',
      'the connection to the gateway is back',
    ]);
    expect(log.lines.map(({ fields }) => fields)).toEqual([
      { shard: 0, reason: 'closed with code 1006' },
      { shard: 0, lastedS: expect.any(Number), tries: expect.any(Number) },
    ]);
  });

  it('that Discord asks to leave is left and made anew, without a login', async () => {
    discord.allowResuming();
    discord.sendOpcode(7, null);
    await discord.waitFor('a session taken up', () => discord.resumes[0]);
    await expectAnswers(connection);
    expect(discord.identifies).toHaveLength(1);
  });

  it('that is open and silent is noticed by its missing heartbeats, dropped and made anew', async () => {
    discord.allowResuming();
    discord.fallSilent();
    await discord.waitFor('a session taken up', () => discord.resumes[0]);
    await expectAnswers(connection);
    expect(discord.identifies).toHaveLength(1);
  });
});

describe('a session', () => {
  it('that Discord declares invalid is begun anew with one login, after the pause a second login has', async () => {
    discord.sendOpcode(9, false);
    await discord.waitFor('a second login', () => discord.identifies[1], LOGIN_MS);
    await discord.waitForLogin();
    await expectAnswers(connection);
    expect(logins).toEqual([0, 1]);
  });

  it('that is forgotten when the connection comes back is begun anew', async () => {
    discord.breakConnections();
    await discord.waitFor('a second login', () => discord.identifies[1], LOGIN_MS);
    await discord.waitForLogin();
    await expectAnswers(connection);
    expect(logins).toEqual([0, 1]);
  });
});
