import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildEnvMessage, readEnv } from '../src/env.ts';

const SECRET = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.a-token-that-nobody-may-ever-see-in-a-log';

function problemsOf(record: Record<string, string>): readonly string[] {
  const read = readEnv(record);
  return read.ok ? [] : read.problems;
}

describe('the environment', () => {
  it('needs nothing at all', () => {
    expect(readEnv({})).toEqual({
      ok: true,
      env: {
        token: null,
        applicationId: null,
        publicKeyHex: null,
        apiUrl: 'https://discord.com/api',
        careText: null,
        limits: { perPerson: 20, perServer: 300 },
        transport: 'gateway',
        host: '127.0.0.1',
        port: 8787,
        opsHost: '127.0.0.1',
        opsPort: 8788,
        role: 'all',
        home: './var',
        packs: './data/packs',
        databaseUrl: null,
        logLevel: 'info',
      },
    });
  });

  it('takes a blank value for an unset one, in every variable', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const names = [...example.matchAll(/^#?\s?([A-Z_]+)=/gm)].map((match) => String(match[1]));
    expect(names.length).toBeGreaterThan(10);
    expect(readEnv(Object.fromEntries(names.map((name) => [name, '  '])))).toEqual(readEnv({}));
  });

  it('names every problem at once, each with its variable', () => {
    const problems = problemsOf({
      DISCORD_TOKEN: 'Bot abc',
      DISCORD_APPLICATION_ID: 'nabi',
      DISCORD_PUBLIC_KEY: 'beef',
      DISCORD_API_URL: 'discord.com',
      NABI_TRANSPORT: 'pigeon',
      NABI_PORT: '99999',
      NABI_OPS_PORT: 'eighty',
      NABI_ROLE: 'king',
      DATABASE_URL: 'mysql://x',
      LOG_LEVEL: 'loud',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'DISCORD_TOKEN',
      'DISCORD_APPLICATION_ID',
      'DISCORD_PUBLIC_KEY',
      'DISCORD_API_URL',
      'NABI_TRANSPORT',
      'NABI_PORT',
      'NABI_OPS_PORT',
      'NABI_ROLE',
      'DATABASE_URL',
      'LOG_LEVEL',
    ]);
    for (const problem of problems) expect(problem).toMatch(/\.$/);
    expect(buildEnvMessage(problems).split('\n')).toHaveLength(12);
  });

  it('says what would be right and what it looks like, and what was likely meant', () => {
    expect(problemsOf({ NABI_TRANSPORT: 'htpp' })).toEqual([
      'NABI_TRANSPORT must be gateway or http, but it is 4 characters. Was http meant?',
    ]);
    expect(problemsOf({ NABI_PORT: '70000' })).toEqual([
      'NABI_PORT must be a whole number from 0 to 65535, but it is a number of 5 digits.',
    ]);
  });

  it('shows nothing of a secret that was pasted into another line, whichever', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const names = [...example.matchAll(/^#?\s?([A-Z_]+)=/gm)].map((match) => String(match[1])).filter((name) => name !== 'DISCORD_TOKEN');
    const secrets = [SECRET, `Bot ${SECRET}`, 'Kq3-canary_Zx81mLp0QwErTyUiOp9nBvC', 'postgres-://nabi:canary@db.example/nabi'];
    for (const name of names) {
      for (const secret of secrets) {
        const problems = problemsOf({ DISCORD_TOKEN: 'a-token', [name]: secret });
        expect.soft(problems, `${name}=${secret}`).not.toEqual([]);
        expect(problems.join()).not.toMatch(/canary|nobody/);
      }
    }
    expect(problemsOf({ DISCORD_PUBLIC_KEY: SECRET })[0]).toContain(
      `${SECRET.length} characters with two dots, which looks like a bot token`,
    );
  });

  it.each([
    ['pa%ss', '%', 3, '%25'],
    ['pa#ss', '#', 3, '%23'],
    ['123#ss', '#', 4, '%23'],
    ['pa@ss', '@', 3, '%40'],
    ['pa/ss', '/', 3, '%2F'],
    ['pa?ss', '?', 3, '%3F'],
  ])('names the sign in the password %s that an address gives another meaning, and how to write it', (password, sign, at, code) => {
    const problems = problemsOf({ DATABASE_URL: `postgres://nabi:${password}@db.example/nabi?sslmode=require` });
    expect(problems).toEqual([expect.stringContaining(`has a ${sign} as character ${at} of the password`)]);
    expect(problems[0]).toContain(`write ${code} in its place`);
    expect(problems[0]).not.toContain(password);
  });

  it('takes a password that is percent-encoded, none at all, and parameters', () => {
    const good = ['nabi:pa%25%40ss@db/nabi', 'nabi@db/nabi', '/nabi?user=a@b&host=/run/postgresql', 'nabi:pw@[::1]:5432/nabi'];
    for (const address of good) expect(problemsOf({ DATABASE_URL: `postgres://${address}` })).toEqual([]);
  });

  it.each([
    ['a token with a space', { DISCORD_TOKEN: `${SECRET} x` }],
    ['a token in quotation marks', { DISCORD_TOKEN: `"${SECRET}"` }],
    ['a token behind the word Bot', { DISCORD_TOKEN: `Bot ${SECRET}` }],
    ['a database address of another kind', { DATABASE_URL: `mysql://nabi:${SECRET}@db/nabi` }],
  ])('never repeats a secret: %s', (_, record) => {
    const problems = problemsOf(record);
    expect(problems).toHaveLength(1);
    expect(buildEnvMessage(problems)).not.toContain('a-token-that-nobody');
  });

  it('takes the slash from the end of the API address, and refuses one with a version', () => {
    expect(readEnv({ DISCORD_API_URL: 'http://127.0.0.1:4000/api/' })).toMatchObject({ env: { apiUrl: 'http://127.0.0.1:4000/api' } });
    expect(problemsOf({ DISCORD_API_URL: 'https://discord.com/api/v10' })[0]).toContain('before the version');
  });

  it('keeps the operators off the port the world reaches', () => {
    expect(problemsOf({ NABI_PORT: '9000', NABI_OPS_PORT: '9000' })[0]).toContain('must differ from NABI_PORT');
  });

  it('lets several processes share the work only where they share a state and have a token', () => {
    const shared = { DATABASE_URL: 'postgres://nabi@db/nabi', DISCORD_TOKEN: SECRET };
    for (const role of ['all', 'web', 'worker']) {
      expect(readEnv({ ...shared, NABI_ROLE: role })).toMatchObject({ ok: true, env: { role, databaseUrl: shared.DATABASE_URL } });
    }
    expect(readEnv({ ...shared, NABI_ROLE: 'web', NABI_TRANSPORT: 'gateway' })).toMatchObject({ ok: true });
    expect(problemsOf({ NABI_ROLE: 'web', DISCORD_TOKEN: SECRET })).toEqual([expect.stringContaining('only be web with DATABASE_URL')]);
    expect(problemsOf({ NABI_ROLE: 'worker' }).map((problem) => problem.split('with ')[1]?.split(/[,:]/)[0])).toEqual([
      'DATABASE_URL',
      'DISCORD_TOKEN',
    ]);
  });
});
