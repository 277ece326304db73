/**
 * This Nabi beside the one of another commit, both asked the same by today's load, in turn: what got slower or larger since. The other one
 * runs from a worktree of its own, which goes again.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ASKED, measure, type Program, type Round, WARM_UP, withAsker } from './http.ts';
import { formatCount, formatMb, formatMs, formatUs, median, medianRatio, type Part, type Row } from './support/figures.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = 5;
const COUNT = 3_000;
const AT_ONCE = 16;
const STARTS = 3;

/** @throws with git's or npm's own words where the commit is none or cannot be installed. */
export async function compareWith(commit: string): Promise<Part> {
  const hash = git('rev-parse', '--verify', '--short', `${commit}^{commit}`).trim();
  const folder = mkdtempSync(join(tmpdir(), 'nabi-other-'));
  const other = join(folder, 'nabi');
  git('worktree', 'add', '--detach', other, hash);
  try {
    install(other);
    return { title: `This Nabi beside the one of ${hash}: signed HTTP, ${AT_ONCE} at once`, rows: await measureBoth(other) };
  } finally {
    git('worktree', 'remove', '--force', other);
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The packages are shared where both want the very same. */
function install(other: string): void {
  const lockOf = (root: string) => readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (lockOf(other) === lockOf(ROOT)) symlinkSync(join(ROOT, 'node_modules'), join(other, 'node_modules'));
  else execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: other, stdio: ['ignore', 'ignore', 'inherit'] });
}

function measureBoth(other: string): Promise<Row[]> {
  return withAsker(async (asker) => {
    const starts: Record<'own' | 'other', number[]> = { own: [], other: [] };
    const start = async (): Promise<Record<'own' | 'other', Program>> => {
      const both = { other: await asker.startProgram(other), own: await asker.startProgram() };
      starts.own.push(both.own.startMs);
      starts.other.push(both.other.startMs);
      return both;
    };
    // The first ones build the packs and compile.
    for (let turn = 0; turn < STARTS; turn += 1) {
      const both = await start();
      await Promise.all([both.own.nabi.stop(), both.other.nabi.stop()]);
    }
    const { own, other: before } = await start();
    const rows: Row[] = [describe('start until it answers', starts.own.slice(1), starts.other.slice(1), formatMs)];
    for (const ask of ['one', 'mix'] as const) {
      const rounds: { own: Round; other: Round }[] = [];
      for (const { port } of [before, own]) await asker.post({ ask, port, count: WARM_UP, atOnce: AT_ONCE });
      for (let round = 0; round < ROUNDS; round += 1) {
        const how = { ask, count: COUNT, atOnce: AT_ONCE };
        const ofOther = await measure(asker, before.nabi, { ...how, port: before.port });
        rounds.push({ other: ofOther, own: await measure(asker, own.nabi, { ...how, port: own.port }) });
      }
      const row = (what: string, name: keyof Round, format: (value: number) => string): Row =>
        describe(
          what,
          rounds.map((round) => round.own[name]),
          rounds.map((round) => round.other[name]),
          format,
        );
      rows.push(
        row(`${ASKED[ask]}: CPU each`, 'cpuUs', formatUs),
        row('  requests a second', 'perSecond', formatCount),
        row('  p50', 'p50Ms', formatMs),
        row('  p99', 'p99Ms', formatMs),
      );
    }
    const [rss, rssBefore] = [await own.nabi.usage(), await before.nabi.usage()].map(({ rssBytes }) => rssBytes);
    return [...rows, describe('memory after all this', [rss ?? 0], [rssBefore ?? 0], formatMb)];
  });
}

function describe(what: string, own: readonly number[], other: readonly number[], format: (value: number) => string): Row {
  return { what, figure: `${format(median(own))} = ${medianRatio(own, other).toFixed(2)} ×`, floor: format(median(other)) };
}
