import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openContent } from '../../src/content/store.ts';
import type { Content } from '../../src/content/types.ts';
import { ensureContentDb } from '../../src/packs/build.ts';

/** Two small packs that are in order: the drama "lighthouse" and the film "harbour". */
export const FIXTURES = fileURLToPath(new URL('./fixtures/', import.meta.url));

/** A folder of packs of its own for one test. */
export class PacksFolder {
  readonly path: string;
  readonly #home = mkdtempSync(join(tmpdir(), 'nabi-packs-'));
  #content: Content | undefined;

  constructor() {
    this.path = join(this.#home, 'packs');
    for (const title of ['lighthouse', 'harbour']) cpSync(join(FIXTURES, title), join(this.path, title), { recursive: true });
  }

  file(name: string): string {
    return join(this.path, name);
  }

  read(name: string): string {
    return readFileSync(this.file(name), 'utf8');
  }

  /** A folder that is not there is made. */
  write(name: string, text: string | Buffer): void {
    mkdirSync(dirname(this.file(name)), { recursive: true });
    writeFileSync(this.file(name), text);
  }

  /** Replaces one passage, which must be there. */
  edit(name: string, from: string, to: string): void {
    const text = this.read(name);
    if (!text.includes(from)) throw new Error(`${name} does not contain: ${from}`);
    this.write(
      name,
      text.replace(from, () => to),
    );
  }

  /** The line, counted from 1, on which a passage begins. */
  lineOf(name: string, passage: string): number {
    const offset = this.read(name).indexOf(passage);
    if (offset < 0) throw new Error(`${name} does not contain: ${passage}`);
    return this.read(name).slice(0, offset).split('\n').length;
  }

  /** The content as it is built from the packs now; `remove` closes it, and so does asking again. */
  openContent(): Content {
    this.#content?.close();
    this.#content = openContent(ensureContentDb({ packsDir: this.path, file: join(this.#home, 'content.db') }).file);
    return this.#content;
  }

  remove(): void {
    this.#content?.close();
    rmSync(this.#home, { recursive: true, force: true });
  }
}
