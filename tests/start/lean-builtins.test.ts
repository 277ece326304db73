import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What is printed by a Node of its own, as a start is one. */
function run(source: string): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

describe('a start', () => {
  it('loads no second undici for a WebSocket that nobody opens', () => {
    const loaded = run(`
      await import('./src/start/lean-builtins.ts');
      await import('./src/start/bot.ts');
      await import('./src/discord/gateway.ts');
      console.log(process.moduleLoadList.join(' '));
    `);
    expect(loaded).toContain('NativeModule http');
    expect(loaded).not.toContain('internal/deps/undici');
  });

  it('leaves whoever asks for them what the getters give', () => {
    const [socket, stream] = run(`
      await import('./src/start/lean-builtins.ts');
      const http = await import('node:http');
      console.log([typeof http.default.WebSocket, typeof process.stdin.on].join(' '));
    `).split(' ');
    expect([socket, stream?.trim()]).toEqual(['function', 'function']);
  });
});
