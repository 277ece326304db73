/** Node with arguments of its own, from the root of the project, to see what it loads and says. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Waits for its end. */
export function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly out: string; readonly status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
  return { out: stdout, status };
}
