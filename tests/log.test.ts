import { DiscordAPIError } from '@discordjs/rest';
import { describe, expect, it, vi } from 'vitest';
import { createLog } from '../src/log.ts';

const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.a-token-that-nobody-may-ever-see-in-a-log';
const DATABASE = 'postgres://nabi:p%40ssw0rd-42@db.example/nabi';

function capture(pretty: boolean) {
  const lines: string[] = [];
  const log = createLog({ level: 'trace', secrets: [TOKEN, DATABASE, null, ''], pretty, write: (line) => lines.push(line) });
  return { log, text: () => lines.join('') };
}

describe.each([
  ['JSON lines', false],
  ['readable lines', true],
])('the log in %s', (_, pretty) => {
  it('never shows the token, wherever it hides', () => {
    const { log, text } = capture(pretty);
    const error = new Error(`login with ${TOKEN} failed`, { cause: new Error(`header "Bot ${TOKEN}"`) });
    log.info({ token: TOKEN }, `starting with ${TOKEN}`);
    log.error({ err: error }, 'it failed');
    log.warn({ deep: { list: [{ authorization: `Bot ${TOKEN}` }] }, [TOKEN]: true }, 'deep');
    expect(text()).toContain('it failed');
    expect(text()).not.toContain(TOKEN);
    expect(text()).not.toContain('a-token-that-nobody');
  });

  it('hides a token it was never told about', () => {
    const { log, text } = capture(pretty);
    log.info({}, 'typed into the wrong place: MTExMTExMTExMTExMTExMTEx.GzzzzZ.another-token-that-nobody-told-us-about');
    expect(text()).toContain('typed into the wrong place: [hidden]');
  });

  it('hides the database password, written either way', () => {
    const { log, text } = capture(pretty);
    log.error({ err: new Error('no connection for p@ssw0rd-42') }, `cannot reach ${DATABASE}`);
    expect(text()).not.toContain('p@ssw0rd-42');
    expect(text()).not.toContain('p%40ssw0rd-42');
  });

  it("hides the secret part of an interaction's address and leaves out what was being sent", () => {
    const { log, text } = capture(pretty);
    const url = 'https://discord.com/api/v10/interactions/123/aSecretOfFifteenMinutes/callback';
    const request = { files: undefined, body: { content: 'words of a member' } };
    log.error(
      { err: new DiscordAPIError({ code: 50_035, message: 'Invalid Form Body' }, 50_035, 400, 'POST', url, request) },
      `POST ${url}`,
    );
    expect(text()).toContain('Invalid Form Body');
    expect(text()).not.toContain('aSecretOfFifteenMinutes');
    expect(text()).not.toContain('words of a member');
  });
});

describe('a line of the log', () => {
  it('is one JSON object, with time, level and fields', () => {
    const { log, text } = capture(false);
    log.info({ servers: 3 }, 'ready');
    expect(JSON.parse(text())).toMatchObject({
      level: 'info',
      msg: 'ready',
      servers: 3,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(text().match(/\n/g)).toHaveLength(1);
  });

  it('is short and readable in a terminal', () => {
    const { log, text } = capture(true);
    log.warn({ servers: 3, name: 'nabi' }, 'ready');
    expect(text()).toMatch(/^\d\d:\d\d:\d\d warn {2}ready servers=3 name=nabi\n$/);
  });
});

describe('lines that wait for each other', () => {
  it('are written in one piece, in their order and without secrets, and at the latest when they are asked for', () => {
    const written: string[] = [];
    const write = (lines: string) => written.push(lines);
    const log = createLog({ level: 'info', secrets: [TOKEN], pretty: true, write, togetherForMs: 60_000 });
    log.info({}, `with ${TOKEN}`);
    log.warn({}, `again with ${TOKEN}`);
    expect(written).toEqual([]);
    log.flush();
    log.flush();
    expect(written).toEqual([expect.stringMatching(/^\S+ info {2}with \[hidden\]\n\S+ warn {2}again with \[hidden\]\n$/)]);
  });

  it('wait no longer where there are many', () => {
    const written: string[] = [];
    const write = (lines: string) => written.push(lines);
    const log = createLog({ level: 'info', secrets: [], pretty: false, write, togetherForMs: 60_000 });
    for (let count = 0; count < 300; count += 1) log.info({ count }, 'a post is out');
    expect(written.join('').match(/a post is out/g)?.length).toBeGreaterThan(100);
    log.flush();
    expect(written.join('').match(/a post is out/g)).toHaveLength(300);
  });
});

describe('a flood of the same warning', () => {
  it('is cut after a hundred in a minute, and how many were left out is said at its end', () => {
    vi.useFakeTimers();
    try {
      const { log, text } = capture(false);
      for (let count = 0; count < 7_000; count += 1) log.warn({ count }, 'no connection');
      for (let count = 0; count < 300; count += 1) log.info({ count }, 'a post is out');
      log.error({}, 'something else');
      expect(text().match(/no connection/g)).toHaveLength(100);
      expect(text().match(/a post is out/g)).toHaveLength(300);
      expect(text()).toContain('something else');
      vi.advanceTimersByTime(60_000);
      expect(text()).toContain('"leftOut":6900,"of":"no connection"');
      log.warn({}, 'no connection');
      expect(text().match(/"msg":"no connection"/g)).toHaveLength(101);
    } finally {
      vi.useRealTimers();
    }
  });
});
