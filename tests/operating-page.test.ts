/** docs/operating.md: each command on it is run by a test or by the published CI, as it stands there. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bot, endBots, envFor, findFreePort, makeHome, startBot, TOKEN } from './end-to-end/running-bot.ts';
import { type FakeDiscord, startFakeDiscord } from './support/fake-discord.ts';
import { type Cluster, startCluster } from './support/postgres.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const page = read('docs/operating.md');
const OWN_PACKS = join(ROOT, 'data/packs');
/** The doctor and the check read every pack at each call, and what is in them is not what is asked here. */
const SMALL_PACKS = join(ROOT, 'tests/packs/fixtures');

/** Programs an operator types. */
const PROGRAM =
  /^(?:[A-Z_]+=\S+ )*(?:apt-get|cp|docker|echo|editor|git|install|journalctl|ln|nabi|npm|npx|pg_dump|pg_restore|psql|rsync|runuser|systemctl|useradd) \S/;
const BLOCK = /^ *```(\w*)\n([\s\S]*?)^ *```$/gm;

/** In the order of the page, each once. */
const commands = [
  ...new Set([
    ...[...page.matchAll(BLOCK)].filter(([, language]) => language === 'sh').flatMap(([, , text = '']) => text.split('\n')),
    ...[
      ...page
        .replace(BLOCK, '')
        .replace(/\s+/g, ' ')
        .matchAll(/`([^`]+)`/g),
    ].map(([, text = '']) => text),
  ]),
]
  .map((line) => line.replace(/ +#.*$/, '').trim())
  .filter((line) => PROGRAM.test(line));

/** Names no command to type: a form of one, what not to do, or the name of a script of ours that has its own test, proof or step in the published CI. */
const FORMS = [
  'nabi …',
  'NAME=value nabi …',
  'npx nabi …',
  'runuser -u nabi -- nabi …',
  'runuser -u nabi -- env NAME=value nabi …',
  'docker compose exec nabi nabi …',
  'nabi backup',
  'nabi backup <file>',
  'nabi restore <file>',
  'docker compose run --rm nabi nabi restore <file>',
  'cp state.db',
  'npm start',
  'npm run pins',
  'npm run try-image',
  'npm run bench',
  'npm run proofs',
  'npm run proofs -- constellation',
];

/** What only a machine with systemd, Docker or a remote repository can do, and that is all it does. */
const OF_THE_MACHINE = [
  'systemctl daemon-reload',
  'systemctl enable --now nabi',
  'systemctl restart nabi',
  'systemctl stop nabi',
  'journalctl -u nabi -f',
  'docker compose logs -f',
  'git pull',
  'git rev-parse HEAD',
  'git checkout <the version noted>',
];

/** In the order somebody comes to them; what each must say. */
const STORY: readonly (readonly [command: string, says: RegExp])[] = [
  ['install -m 600 .env.example .env', /^$/],
  ['echo NABI_HOME=/var/lib/nabi >> .env', /^$/],
  ['ln -s /opt/nabi/bin/nabi /usr/local/bin/nabi', /^$/],
  ['nabi check', /No problems\./],
  ['nabi doctor', /ports: Nabi runs and answers on/],
  ['nabi backup /tmp/drill.db', /was copied to .*drill\.db and the copy is whole/],
  ['NABI_HOME=/tmp/drill nabi restore /tmp/drill.db', /drill\.db is now .*drill\/state\.db/],
  ['NABI_HOME=/tmp/drill NABI_OPS_PORT=0 nabi doctor', /state\.db is whole; servers with the daily post on: 0/],
  ['nabi backup /var/lib/nabi/before-upgrade.db', /the copy is whole/],
  ['nabi backup /var/lib/nabi/before-move.db', /the copy is whole/],
  ['nabi restore /var/lib/nabi/before-upgrade.db', /What was there is kept as/],
  ['nabi export-state /var/lib/nabi/move.jsonl', /was written to/],
  ['DATABASE_URL=postgres://… nabi doctor', /Postgres answers/],
  ['DATABASE_URL=postgres://… nabi import-state /var/lib/nabi/move.jsonl', /is now in/],
  ['DATABASE_URL=… nabi export-state back.jsonl', /was written to/],
  ['nabi import-state back.jsonl --replace', /is now in/],
];
/** The bot runs from the first of these on, and until before the second. */
const RUNS_FROM = 'nabi doctor';
const RUNS_UNTIL = 'nabi restore /var/lib/nabi/before-upgrade.db';

it('every command is run by a test here or by the published CI', () => {
  const debian = read('scripts/try-debian');
  const compose = read('scripts/try-compose');
  // The first block of these sections is run line by line, whatever it says.
  const blocks = ['## systemd', '### Backing up Postgres'].map(
    (heading) => page.slice(page.indexOf(`\n${heading}\n`)).split(/\n#{2,3} /)[1] ?? '',
  );
  const isRun = (command: string): boolean =>
    STORY.some(([known]) => known === command) ||
    compose.includes(`\n${command}`) ||
    debian.includes(command) ||
    blocks.some((block) => [...block.matchAll(BLOCK)].some(([, language, text]) => language === 'sh' && text?.includes(command)));
  expect(commands.length).toBeGreaterThan(50);
  expect(commands.filter((command) => !isRun(command) && ![...FORMS, ...OF_THE_MACHINE].includes(command))).toEqual([]);
  expect([...FORMS, ...OF_THE_MACHINE, ...STORY.map(([command]) => command)].filter((command) => !commands.includes(command))).toEqual([]);
  const workflow = read('.github/workflows/ci.yml');
  for (const script of ['scripts/try-debian', 'scripts/try-compose']) expect(workflow).toContain(`run: ${script}`);
});

describe('`nabi …`, in a tree with its own .env, typed elsewhere', () => {
  let folder: string;
  let discord: FakeDiscord;
  let cluster: Cluster;
  let bot: Bot | undefined;
  let settings: Record<string, string>;

  beforeAll(async () => {
    [discord, cluster] = await Promise.all([startFakeDiscord({ token: TOKEN }), startCluster()]);
    folder = mkdtempSync(join(tmpdir(), 'nabi-operating-'));
    for (const name of ['opt', 'bin', 'elsewhere']) mkdirSync(join(folder, name));
    for (const name of ['bin', 'commands', 'data', 'src', 'package.json', '.env.example'])
      cpSync(join(ROOT, name), join(folder, 'opt', name), { recursive: true, filter: (from) => !from.startsWith(OWN_PACKS) });
    cpSync(SMALL_PACKS, join(folder, 'opt/data/packs'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'opt/node_modules'));
    const home = makeHome();
    symlinkSync(home, join(folder, 'home'));
    settings = { ...envFor(discord, home), NABI_OPS_PORT: String(await findFreePort()) };
  }, 60_000);

  afterAll(async () => {
    await endBots();
    await discord.close();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(command: string): Promise<{ code: number | null; said: string }> {
    const isForTree = /\.env\b/.test(command);
    const typed = command
      .replaceAll('/var/lib/nabi', join(folder, 'home'))
      .replaceAll('/opt/nabi', join(folder, 'opt'))
      .replaceAll('/usr/local/bin', join(folder, 'bin'))
      .replaceAll('/tmp/drill', join(folder, 'drill'))
      .replace(/DATABASE_URL=(?:postgres:\/\/)?…/, `DATABASE_URL='${cluster.url()}'`);
    const child = spawn('/bin/sh', ['-c', typed], {
      cwd: join(folder, isForTree ? 'opt' : 'elsewhere'),
      env: { PATH: `${join(folder, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin`, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = await once(child, 'close');
    return { code, said };
  }

  it.each(STORY)('%s', async (command, says) => {
    if (command === RUNS_FROM) {
      appendFileSync(
        join(folder, 'opt/.env'),
        Object.entries(settings)
          .map(([name, value]) => (name === 'NABI_HOME' ? '' : `${name}=${value}\n`))
          .join(''),
      );
      bot = startBot({ env: settings });
      await bot.ready();
    }
    if (command === RUNS_UNTIL) await bot?.stop();
    const { code, said } = await run(command);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(says) });
    expect(said).not.toContain(TOKEN);
  });

  it('a token in the line of a folder is not shown, as no part of a path either', async () => {
    const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTAx.GAbCdE.aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789ab';
    appendFileSync(join(folder, 'opt/.env'), `NABI_HOME=${token}\n`);
    const { code, said } = await run('nabi doctor');
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(/NABI_HOME must be a folder, .*looks like a bot token/) });
    expect(said).not.toContain(token);
  });
});
