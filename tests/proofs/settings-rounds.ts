/** Kills a process that writes settings, again and again, and looks at what is there after. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { Change } from '../../src/state/types.ts';

const CHILD = fileURLToPath(new URL('./settings-child.ts', import.meta.url));
const GUILDS = ['1', '2', '3'] as const;
const USER = '7';
/** The first of each life is written without the thread. */
export const FACT = 'number';
const LONGEST_LIFE_MS = 30_000;

/** Changes of three servers and one person that belong together: all of them have the number, or none. */
export function buildNumberedChanges(number: number): readonly Change[] {
  return [
    ...GUILDS.map((guildId): Change => ({ kind: 'set-server', guildId, patch: { careText: String(number) }, byUserId: USER })),
    { kind: 'set-progress', userId: USER, titleId: 'drama', episode: number },
  ];
}

export interface SettingsKills {
  readonly kills: number;
  /** Writes that were said to be on disk. */
  readonly writes: number;
  /** Kills after which something was gone that was said to be on disk. */
  readonly lost: number;
  /** Kills after which a part of a change was there and another was not. */
  readonly torn: number;
  /** Kills after which SQLite found something wrong with the file. */
  readonly damaged: number;
}

/** @param chance From 0 up to, not including, 1: when each life ends. */
export async function runSettingsKills(rounds: number, chance: () => number): Promise<SettingsKills> {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-settings-'));
  const file = join(folder, 'state.db');
  const result = { kills: 0, writes: 0, lost: 0, torn: 0, damaged: 0 };
  let next = 1;
  try {
    for (let round = 0; round < rounds; round += 1) {
      const last = await live(file, next, 1 + Math.floor(chance() * 40), chance() * 8);
      result.kills += 1;
      result.writes += last - next + 1;
      const { found, fact } = await readNumbers(file);
      if ([...found, fact].some((number) => number < last)) result.lost += 1;
      if (new Set(found).size > 1) result.torn += 1;
      if (!isWhole(file)) result.damaged += 1;
      next = Math.max(...found, last) + 1;
    }
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One life: killed a moment after so many writes. Resolves with the last number it said was on disk. */
function live(file: string, from: number, writes: number, killAfterMs: number): Promise<number> {
  const child: ChildProcess = fork(CHILD, [file, String(from)], {
    env: { ...process.env, TZ: 'UTC' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const guard = setTimeout(() => child.kill('SIGKILL'), LONGEST_LIFE_MS);
  let last = from - 1;
  child.on('message', (number) => {
    last = Math.max(last, Number(number));
    if (last - from + 1 === writes) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  return new Promise((resolve, reject) => {
    child.once('close', (_code, signal) => {
      clearTimeout(guard);
      if (signal === 'SIGKILL' && last >= from) resolve(last);
      else reject(new Error(`the process that writes ended by itself, or never wrote (${String(signal)})`));
    });
  });
}

async function readNumbers(file: string): Promise<{ readonly found: readonly number[]; readonly fact: number }> {
  const state = openSqliteState(file);
  try {
    const settings = await Promise.all(GUILDS.map((guildId) => state.loadSettings(guildId)));
    const { progress } = await state.loadMember(USER);
    const found = [...settings.map(({ careText }) => Number(careText)), progress.drama ?? 0];
    return { found, fact: Number(await state.loadMeta(FACT)) };
  } finally {
    await state.close();
  }
}

function isWhole(file: string): boolean {
  const db = new Database(file, { readonly: true });
  try {
    return (
      db.pragma('integrity_check', { simple: true }) === 'ok' && z.array(z.unknown()).parse(db.pragma('foreign_key_check')).length === 0
    );
  } finally {
    db.close();
  }
}
