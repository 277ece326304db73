/** A folder of packs of its own, with `nabi pack` run in it. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runPack } from '../../../src/cli/pack/index.ts';
import { Refusal } from '../../../src/cli/refusal.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/packs/', import.meta.url));

export class PackPlace {
  readonly root = mkdtempSync(join(tmpdir(), 'nabi-pack-test-'));
  readonly packs = join(this.root, 'packs');

  constructor(...fixtures: readonly string[]) {
    mkdirSync(this.packs);
    for (const name of fixtures) cpSync(join(FIXTURES, name), join(this.packs, name), { recursive: true });
  }

  path(...names: readonly string[]): string {
    return join(this.root, ...names);
  }

  has(...names: readonly string[]): boolean {
    return existsSync(this.path(...names));
  }

  read(...names: readonly string[]): string {
    return readFileSync(this.path(...names), 'utf8');
  }

  write(name: string, text: string | Buffer): string {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
    return this.path(name);
  }

  edit(name: string, from: string, to: string): void {
    if (!this.read(name).includes(from)) throw new Error(`${name} does not contain: ${from}`);
    this.write(
      name,
      this.read(name).replace(from, () => to),
    );
  }

  /** What `nabi pack …` prints, with its exit code. */
  async run(...args: readonly string[]) {
    return await this.with((io) => runPack(args, io));
  }

  async with(use: (io: Parameters<typeof runPack>[1]) => number | Promise<number>) {
    let stdout = '';
    let stderr = '';
    const run = async (io: Parameters<typeof runPack>[1]): Promise<number> => {
      try {
        return await use(io);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        io.stderr.write(error.message);
        return 1;
      }
    };
    const code = await run({
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      stdin: (async function* () {})(),
      env: { NABI_PACKS: this.packs, NABI_HOME: join(this.root, 'home') },
    });
    return { code, stdout, stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
