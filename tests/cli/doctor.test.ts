/**
 * Everything a host can get wrong that once looked like success: what `nabi doctor` says of it, and that it fails. Where a start would
 * fail too, tests/end-to-end/silent.test.ts starts it.
 */
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runDoctor } from '../../src/cli/doctor.ts';
import { EXIT_PROBLEM } from '../../src/cli/io.ts';
import { findDiskProblem, findHomeProblem, readFreeBytes } from '../../src/state/home.ts';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord.ts';
import { makeOwnFolder } from '../support/folder.ts';

const TOKEN = 'canary-token.must-never.be-printed-anywhere';
/** Whatever of these is printed, somebody's secret is in a log or a chat. */
const SECRETS = /canary|hunter2/;

/** Small ones: what is wrong in packs is not what is asked here. */
const PACKS = fileURLToPath(new URL('../packs/fixtures', import.meta.url));

let discord: FakeDiscord;
let folder: string;
let file: string;
const servers: Server[] = [];

beforeEach(async () => {
  discord = await startFakeDiscord({ token: TOKEN });
  folder = makeOwnFolder();
  file = join(folder, '.env');
});

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await discord.close();
});

interface Seen {
  readonly code: number;
  /** The lines that say that something is wrong. */
  readonly problems: readonly string[];
  readonly text: string;
}

/** With all that is needed set, but for what is given; `undefined` leaves a variable out. */
async function examine(env: Readonly<Record<string, string | undefined>>, ...flags: string[]): Promise<Seen> {
  let text = '';
  const stdout = {
    write: (said: string) => {
      text += said;
    },
  };
  const usual = {
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: discord.apiUrl,
    NABI_HOME: join(folder, 'home'),
    NABI_PACKS: PACKS,
    NABI_OPS_PORT: '0',
  };
  const io = { stdout, stderr: stdout, stdin: (async function* () {})(), env: { ...usual, ...env }, envFile: file };
  const code = await runDoctor(flags, io);
  expect(text).not.toMatch(SECRETS);
  return { code, problems: text.split('\n').filter((line) => line.startsWith('PROBLEM')), text };
}

/** A port another program answers on. */
async function takePort(answer = 'not Nabi'): Promise<string> {
  const server = createServer((_, response) => void response.end(answer));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return String(typeof address === 'object' ? address?.port : address);
}

describe('the doctor', () => {
  it('finds nothing wrong where all is well', async () => {
    expect(await examine({})).toMatchObject({ code: 0, problems: [] });
  });

  it('is content without a token only for the playground', async () => {
    expect(await examine({ DISCORD_TOKEN: undefined })).toMatchObject({ code: EXIT_PROBLEM });
    expect(await examine({ DISCORD_TOKEN: undefined }, '--playground')).toMatchObject({ code: 0, problems: [] });
  });
});

const without = { DISCORD_TOKEN: undefined };

describe('the doctor fails and names', () => {
  it.each([
    ['a token that is empty', { DISCORD_TOKEN: '' }, '', /DISCORD_TOKEN is not set/],
    ['a token under another name', { ...without, DISCORD_BOT_TOKEN: TOKEN }, '', /DISCORD_BOT_TOKEN is no variable.*DISCORD_TOKEN meant/],
    ['a token called TOKEN', { ...without, TOKEN }, '', /TOKEN is no variable.*DISCORD_TOKEN meant/],
    ['a token in small letters', { ...without, discord_token: TOKEN }, '', /discord_token is no variable.*DISCORD_TOKEN meant/],
    ['a token that is misspelt', { ...without, DISCORD_TOKN: TOKEN }, '', /DISCORD_TOKN is no variable.*DISCORD_TOKEN meant/],
    ['a colon in .env', without, `DISCORD_TOKEN: ${TOKEN}\n`, /line 1 of \.env has a colon after DISCORD_TOKEN.*write DISCORD_TOKEN=/],
    [
      'a second, blank line',
      { DISCORD_TOKEN: '' },
      `# the token\nDISCORD_TOKEN=${TOKEN}\nNABI_ROLE=all\nDISCORD_TOKEN=\n`,
      /line 4 of \.env sets DISCORD_TOKEN again, to nothing.*keep line 2/,
    ],
    ['a byte order mark', { ...without, '\uFEFFDISCORD_TOKEN': TOKEN }, `\uFEFFDISCORD_TOKEN=${TOKEN}\n`, /byte order mark \(BOM\)/],
    ['another encoding', without, Buffer.from(`DISCORD_TOKEN=${TOKEN}\n`, 'utf16le'), /not saved as UTF-8/],
    ['a variable that is misspelt', { NABI_TRANSPRT: 'http' }, '', /NABI_TRANSPRT is no variable.*NABI_TRANSPORT meant/],
    ['a variable nobody knows', { NABI_XYZZY: 'canary' }, '', /NABI_XYZZY is no variable/],
    ['a sign only a shell replaces', { NABI_HOME: '~/nabi' }, '', /NABI_HOME .*only a shell replaces.*whole path/],
    ['a token in another line', { DISCORD_PUBLIC_KEY: TOKEN }, '', /DISCORD_PUBLIC_KEY .*two dots, which looks like a bot token/],
    ['a token for a folder', { NABI_HOME: TOKEN }, '', /NABI_HOME .*looks like a bot token/],
    ['a token for a host', { NABI_OPS_HOST: TOKEN }, '', /NABI_OPS_HOST .*looks like a bot token/],
    ['a password for a port', { NABI_PORT: 'hunter2' }, '', /NABI_PORT must be a whole number.*7 characters/],
    ['a % in the password', { DATABASE_URL: 'postgres://nabi:hunter2%@db/nabi' }, '', /a % as character 8 of the password.*write %25/],
    ['a # in the password', { DATABASE_URL: 'postgres://nabi:#hunter2@db/nabi' }, '', /a # as character 1 of the password.*write %23/],
    ['an @ in the password', { DATABASE_URL: 'postgres://nabi:hunter2@@db/nabi' }, '', /a @ as character 8 of the password.*write %40/],
    ['another application id', { DISCORD_APPLICATION_ID: '123456789012345678' }, '', /DISCORD_APPLICATION_ID is of another application/],
    ['another public key', { DISCORD_PUBLIC_KEY: 'ab'.repeat(32) }, '', /DISCORD_PUBLIC_KEY is not this application's/],
    ['a token Discord does not know', { DISCORD_TOKEN: 'another-canary' }, '', /does not accept DISCORD_TOKEN/],
  ])('%s', async (_, env, inFile, sentence) => {
    if (inFile !== '') writeFileSync(file, inFile, { mode: 0o600 });
    const { code, problems } = await examine(env);
    expect(code).toBe(EXIT_PROBLEM);
    expect(problems.join('\n')).toMatch(sentence);
  });

  it('a token in a file of another name', async () => {
    writeFileSync(join(folder, '.env.txt'), `DISCORD_TOKEN=${TOKEN}\n`);
    expect((await examine(without)).problems.join()).toMatch(/DISCORD_TOKEN stands in \.env\.txt.*read is \.env/);
  });

  it('a .env that is a folder', async () => {
    mkdirSync(file);
    expect((await examine(without)).problems.join()).toMatch(/\.env is a folder.*rmdir/);
  });

  it('a folder that is a file, or lies in one', async () => {
    writeFileSync(join(folder, 'file'), '');
    for (const home of ['file', 'file/deeper']) {
      const { code, problems } = await examine({ NABI_HOME: join(folder, home) });
      expect([code, problems.join()]).toEqual([EXIT_PROBLEM, expect.stringMatching(/folder: NABI_HOME .*is a file and no folder/)]);
    }
  });

  it("a folder of another user's, also for root, who could write there, and opens nothing in it", async () => {
    const isRoot = process.getuid?.() === 0;
    const home = isRoot ? join(folder, 'home') : '/home-of-nabi';
    if (isRoot) {
      mkdirSync(home);
      chownSync(home, 12_345, 12_345);
    }
    const { code, problems, text } = await examine({ NABI_HOME: home });
    expect([code, problems.join()]).toEqual([EXIT_PROBLEM, expect.stringMatching(/^PROBLEM folder: .* belongs to (root|another user)/)]);
    expect(text).toMatch(/^skipped state:/m);
  });

  it('a folder mounted read-only, and one that is not there and cannot be made, each with what helps there', () => {
    const refuse = (code: string) => () => {
      throw Object.assign(new Error('refused'), { code });
    };
    expect(findHomeProblem(folder, refuse('EROFS'))).toMatch(/is mounted read-only\. Mount it so that it can be written/);
    expect(findHomeProblem(join(folder, 'not-yet'), refuse('EACCES'))).toMatch(/install -d -o \S+ \S+not-yet\)/);
    expect(findHomeProblem(folder, refuse('EACCES'))).toMatch(/chown -R/);
  });

  it('a disk that is full', () => {
    expect(findDiskProblem(folder, 20_000)).toMatch(/has 19 kB free.*Make room/);
    expect(findDiskProblem(folder, 2 ** 30)).toBeNull();
    expect(readFreeBytes(join(folder, 'not', 'yet'))).toBeGreaterThan(0);
  });

  it('a port another program uses, also one that answers like Nabi on another folder', async () => {
    for (const answer of ['not Nabi', '{"ok":true}']) {
      const port = await takePort(answer);
      const { code, problems } = await examine({ NABI_OPS_PORT: port });
      expect([code, problems]).toEqual([
        EXIT_PROBLEM,
        [expect.stringMatching(`Another program already uses port ${port} .+NABI_OPS_PORT`)],
      ]);
    }
  });

  it.each([['null'], ['<html>log in to this network</html>'], [''], ['[]']])(
    'something that answers in the place of Discord: %s',
    async (body) => {
      const port = await takePort(body);
      const { code, problems } = await examine({ DISCORD_API_URL: `http://127.0.0.1:${port}` });
      expect([code, problems]).toEqual([EXIT_PROBLEM, [expect.stringMatching(/Discord: .*not as Discord does.*proxy/)]]);
    },
  );
});

it('the doctor notes a .env that others can read', async () => {
  writeFileSync(file, `DISCORD_TOKEN=${TOKEN}\n`, { mode: 0o644 });
  expect(await examine({})).toMatchObject({ code: 0, text: expect.stringMatching(/^note +environment: .*chmod 600/m) });
});

describe('the doctor, of a state.db', () => {
  it.each([
    ['that is empty, as on a disk that was full at the first start', 0, /^ok +state: state\.db holds nothing yet/m, 0],
    [
      'of an older Nabi, between an upgrade and the start',
      1,
      /^ok +state: state\.db is of schema 1; the next start brings it to \d+\.$/m,
      0,
    ],
    ['of a newer Nabi', 999, /^PROBLEM state: state\.db was written by a newer Nabi \(schema 999/m, EXIT_PROBLEM],
  ])('%s, says so', async (_, schema, sentence, code) => {
    const home = join(folder, 'home');
    mkdirSync(home);
    const db = new Database(join(home, 'state.db'));
    db.pragma(`user_version = ${schema}`);
    db.close();
    const seen = await examine({});
    expect([seen.code, seen.text]).toEqual([code, expect.stringMatching(sentence)]);
  });
});
