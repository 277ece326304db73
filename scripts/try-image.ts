/**
 * `npm run try-image -- [docker|podman] [image]`: starts the image as compose.yaml does, read-only and without capabilities, against a
 * fake Discord on this machine; it must become healthy, copy its state, and stop in time with 0. Then with a token Discord refuses: it
 * must say the remedy and wait, unhealthy, asking nothing more. Exit code 1 when any of it does not hold.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFakeDiscord } from '../tests/support/fake-discord.ts';

const [docker = 'docker', image = 'nabi'] = process.argv.slice(2);
const NAME = 'nabi-tried';
const TOKEN = 'a.fake.token';
/** Podman keeps to the times the image itself gives: unhealthy a minute and a half after its start. */
const WITHIN_MS = 180_000;
const STOPS_WITHIN_S = 10;
const HEALTH = ['--health-interval=2s', '--health-timeout=5s', '--health-retries=3', '--health-start-period=10s'];
const CONFINED = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges', '--user=node', '--memory=768m'];

function run(...args: string[]): string {
  return execFileSync(docker, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

function inspect(what: string): string {
  return run('inspect', '--format', `{{.State.${what}}}`, NAME);
}

/** What the container said, on both streams. */
function readLog(): string {
  const { stdout, stderr } = spawnSync(docker, ['logs', NAME], { encoding: 'utf8' });
  return stdout + stderr;
}

function judge(what: string, holds: boolean): void {
  process.stdout.write(`${holds ? 'ok  ' : 'FAIL'} ${what}\n`);
  if (holds) return;
  process.stdout.write(readLog());
  throw new Error(`${what}: does not hold.`);
}

async function waitForHealth(wanted: string): Promise<boolean> {
  for (const startedMs = performance.now(); performance.now() - startedMs < WITHIN_MS; await sleep(1_000)) {
    if (inspect('Health.Status') === wanted) return true;
    if (inspect('Status') !== 'running') return false;
  }
  return false;
}

const discord = await startFakeDiscord({ token: TOKEN });
const start = (token: string): string =>
  run('run', '--detach', `--name=${NAME}`, '--network=host', ...CONFINED, ...HEALTH, `--env=DISCORD_TOKEN=${token}`, ...addresses, image);
const addresses = [`--env=DISCORD_API_URL=${discord.apiUrl}`];
try {
  start(TOKEN);
  judge('it becomes healthy', await waitForHealth('healthy'));
  const backup = run('exec', NAME, 'nabi', 'backup', '/var/lib/nabi/by-hand.db');
  judge(`it copies its state: ${backup}`, backup.includes('by-hand.db'));
  const stoppingMs = performance.now();
  run('stop', `--time=${STOPS_WITHIN_S}`, NAME);
  const seconds = (performance.now() - stoppingMs) / 1_000;
  judge(`it stops with 0, after ${seconds.toFixed(1)} s`, inspect('ExitCode') === '0' && seconds < STOPS_WITHIN_S);
  run('rm', '--volumes', NAME);

  start('a.wrong.token');
  judge('with a wrong token it becomes unhealthy and goes on waiting', await waitForHealth('unhealthy'));
  judge('it says the remedy', /Correct \.env, then: docker compose up/.test(readLog()));
  const asked = discord.requests.length;
  await sleep(5_000);
  judge(`it asks nothing more of Discord than the ${asked} requests before`, discord.requests.length === asked);
  run('stop', `--time=${STOPS_WITHIN_S}`, NAME);
  judge('stopped, it tells that it never ran: 2', inspect('ExitCode') === '2');
} finally {
  spawnSync(docker, ['rm', '--force', '--volumes', NAME], { stdio: 'ignore' });
  await discord.close();
}
