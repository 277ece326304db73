/**
 * The content of packs that may change while it is used: a saved file is in the next answer, a broken one is reported and
 * changes nothing; the other packs go on.
 */

import { type FSWatcher, statSync, watch } from 'node:fs';
import type { Log } from '../log.ts';
import { ensureContentDbElsewhere } from '../packs/build-elsewhere.ts';
import { hashCode, nameTexts } from '../packs/content-name.ts';
import { overlaysFor, readPackTexts } from '../packs/files.ts';
import type { Problem } from '../packs/problem.ts';
import { type OpenedContent, openContent } from './store.ts';
import type { Content } from './types.ts';

/** Editors write a file in several steps. */
const SETTLE_MS = 120;
/** Not every file system tells of changes: mounts from another machine and from a container's host often do not. */
const LOOK_EVERY_MS = 60_000;
/** Whoever began an answer with the content of before has ended it long before this. */
const CLOSE_OLD_AFTER_MS = 30_000;
/** `nabi check` lists them all. */
const MOST_PROBLEMS_LOGGED = 20;

export interface LivePacksOptions {
  readonly packsDir: string;
  /** Where content.db is or will be. */
  readonly file: string;
  readonly log: Log;
  readonly lookEveryMs?: number;
}

/** What a look at changed packs came to. */
export interface PacksLook {
  /** Why answers about some titles come from an earlier state, or are none; empty when all is well. */
  readonly problems: readonly Problem[];
  readonly tookMs: number;
}

export interface LivePacks {
  /** The content as it is now. Ask anew for each answer; one that was begun may go on with what it had. */
  content(): Content;
  problems(): readonly Problem[];
  /** When the content that is used was built. Milliseconds since the epoch. */
  builtAtMs(): number;
  /** Calls the listener whenever other content took the place of what was there; what it throws is logged. */
  onContentChanged(listener: (before: Content, after: Content) => void): void;
  /** Calls the listener after every look at changed packs, whether they could be used or not. */
  onLook(listener: (look: PacksLook) => void): void;
  /** Makes what the first search would wait for, where it is not there yet. */
  readAhead(): void;
  close(): void;
}

/**
 * Opens the content and watches the packs. Changed ones are checked and built in a thread of their own; only then does
 * the new content take the place of the old, between two answers.
 *
 * @throws BrokenPacksError when the packs are broken and there is no earlier content.
 */
export async function openLivePacks({ packsDir, file, log, lookEveryMs = LOOK_EVERY_MS }: LivePacksOptions): Promise<LivePacks> {
  const texts = readPackTexts(packsDir, overlaysFor(packsDir));
  let seen = texts.hash;
  let problems: readonly Problem[] = [];
  const found = openNamed(nameTexts(hashCode(), texts), file);
  if (found === null) {
    // What checks and builds is large, and most starts find all as it was.
    const { ensureContentDb } = await import('../packs/build.ts');
    problems = ensureContentDb({ packsDir, file, log: (message) => log.info({}, message) }).problems;
  }
  let content = found ?? openContent(file);
  let builtAtMs = statSync(file).mtimeMs;
  if (problems.length > 0) logProblems(log, problems);

  const changeListeners: ((before: Content, after: Content) => void)[] = [];
  const lookListeners: ((look: PacksLook) => void)[] = [];
  const retired = new Set<Content>();
  let looking: Promise<void> | null = null;
  let looksAgain = false;
  let closed = false;
  let settling: NodeJS.Timeout | undefined;

  /** One look at a time; what changes meanwhile is looked at after. */
  function look(): void {
    looksAgain = looking !== null;
    if (closed || looking !== null) return;
    looking = lookOnce()
      // A full disk or a folder without rights; the next look tries again.
      .catch((err: unknown) => log.error({ err }, 'changed packs could not be built; answers come from their last good state'))
      .finally(() => {
        looking = null;
        if (looksAgain) look();
      });
  }

  async function lookOnce(): Promise<void> {
    const { hash } = readPackTexts(packsDir, overlaysFor(packsDir));
    if (hash === seen) return;
    const startedMs = performance.now();
    const built = await ensureContentDbElsewhere(packsDir, file);
    if (closed) return;
    const before = content;
    if (built.rebuilt || built.problems.length === 0) takeUp(openContent(file));
    seen = hash;
    problems = built.problems;
    const tookMs = Math.round(performance.now() - startedMs);
    if (problems.length > 0) logProblems(log, problems);
    else log.info({ titles: content.titles().length, tookMs }, 'the packs were read anew');
    if (content !== before) tell(changeListeners, before, content);
    tell(lookListeners, { problems, tookMs });
  }

  function takeUp(next: OpenedContent): void {
    if (next.packsHash === content.packsHash) {
      // The packs are again as they were before they were broken.
      next.close();
      return;
    }
    const old = content;
    next.readAhead();
    content = next;
    builtAtMs = statSync(file).mtimeMs;
    retired.add(old);
    setTimeout(() => {
      if (retired.delete(old)) old.close();
    }, CLOSE_OLD_AFTER_MS).unref();
  }

  function tell<All extends readonly unknown[]>(listeners: readonly ((...all: All) => void)[], ...all: All): void {
    for (const listener of listeners) {
      try {
        listener(...all);
      } catch (err) {
        log.error({ err }, 'what should follow a change of the packs went wrong');
      }
    }
  }

  const watcher = watchFolder(packsDir, () => {
    clearTimeout(settling);
    settling = setTimeout(look, SETTLE_MS);
    settling.unref();
  });
  watcher?.on('error', (err) => log.warn({ err }, `changes of the packs are seen only every ${lookEveryMs / 1_000} seconds now`));
  const clock = setInterval(look, lookEveryMs);
  clock.unref();

  return {
    content: () => content,
    problems: () => problems,
    builtAtMs: () => builtAtMs,
    onContentChanged: (listener) => void changeListeners.push(listener),
    onLook: (listener) => void lookListeners.push(listener),
    readAhead: () => content.readAhead(),
    close() {
      closed = true;
      clearTimeout(settling);
      clearInterval(clock);
      watcher?.close();
      for (const old of [...retired, content]) old.close();
      retired.clear();
    },
  };
}

/** The content that is there, where it has this name; null where it has none, has another or is damaged. */
function openNamed(name: string | null, file: string): OpenedContent | null {
  if (name === null) return null;
  try {
    const content = openContent(file);
    if (content.packsHash === name) return content;
    content.close();
  } catch {
    // Building mends it, or says what keeps it from being mended.
  }
  return null;
}

/** Null where there is nothing to watch; the regular look finds what comes there later. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | null {
  try {
    return watch(folder, { recursive: true, persistent: false }, onChange);
  } catch {
    return null;
  }
}

function logProblems(log: Log, problems: readonly Problem[]): void {
  for (const { file, line, problem, remedy } of problems.slice(0, MOST_PROBLEMS_LOGGED)) log.error({ file, line, remedy }, problem);
  log.error({ problems: problems.length }, 'packs are broken: each answers from its last good state, or not at all; the others go on');
}
