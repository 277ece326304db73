/** The packs as they are being written: a saved file is in the next answer, a broken one is reported and changes nothing. */
import { type FSWatcher, watch } from 'node:fs';
import { openContent } from '../../content/store.ts';
import type { Content } from '../../content/types.ts';
import { BrokenPacksError, ensureContentDb } from '../../packs/build.ts';
import type { Problem } from '../../packs/files.ts';
import type { Log } from '../types.ts';
import type { PacksState } from './protocol.ts';

/** Editors write a file in several steps. */
const SETTLE_MS = 120;
/** A tick may still hold the content of before. */
const CLOSE_OLD_AFTER_MS = 30_000;

export interface LivePacksOptions {
  readonly packsDir: string;
  /** content.db. */
  readonly file: string;
  readonly log: Log;
  readonly onChange: (state: PacksState) => void;
}

export interface LivePacks {
  content(): Content;
  state(): PacksState;
  close(): void;
}

/**
 * Opens the content and watches the packs.
 *
 * @throws BrokenPacksError when the packs are broken and there is no earlier content.
 */
export function openLivePacks({ packsDir, file, log, onChange }: LivePacksOptions): LivePacks {
  const first = ensureContentDb({ packsDir, file });
  let content = openContent(first.file);
  let revision = 0;
  let state = describe(first.problems, null);
  const retired = new Set<Content>();
  let settling: NodeJS.Timeout | undefined;

  function describe(problems: readonly Problem[], tookMs: number | null): PacksState {
    revision += 1;
    const titles = content.titles().map(({ id, name, accent }) => ({ id, name, accent }));
    return { titles, problems, tookMs, revision };
  }

  function look(): void {
    const startedMs = performance.now();
    const before = state.problems.length;
    const { problems, rebuilt } = rebuild();
    if (!rebuilt && problems.length === 0 && before === 0) return;
    state = describe(problems, Math.round(performance.now() - startedMs));
    log.info(
      { problems: problems.length, tookMs: state.tookMs },
      problems.length === 0 ? 'the packs were read anew' : 'the packs are broken',
    );
    onChange(state);
  }

  function rebuild(): { readonly problems: readonly Problem[]; readonly rebuilt: boolean } {
    try {
      const built = ensureContentDb({ packsDir, file });
      if (built.rebuilt) retire(openContent(built.file));
      return built;
    } catch (error) {
      if (error instanceof BrokenPacksError) return { problems: error.problems, rebuilt: false };
      log.warn({ err: error }, 'the packs could not be read');
      const problem = error instanceof Error ? error.message : String(error);
      return { problems: [{ file: packsDir, line: 1, problem, remedy: 'save the file again' }], rebuilt: false };
    }
  }

  function retire(next: Content): void {
    const old = content;
    content = next;
    retired.add(old);
    setTimeout(() => {
      if (retired.delete(old)) old.close();
    }, CLOSE_OLD_AFTER_MS).unref();
  }

  const watcher: FSWatcher = watch(packsDir, { recursive: true }, () => {
    clearTimeout(settling);
    settling = setTimeout(look, SETTLE_MS);
    settling.unref();
  });
  watcher.on('error', (err) => log.warn({ err }, 'changes of the packs are no longer seen; start again to see them'));

  return {
    content: () => content,
    state: () => state,
    close() {
      clearTimeout(settling);
      watcher.close();
      for (const old of [...retired, content]) old.close();
      retired.clear();
    },
  };
}
