/**
 * Something wrong in a pack, as data: where, what, and how to mend it. Its marks are straight, as YAML wants them: they hold what stands
 * in a file or is to be written there. All other sentences of the command line have “these”.
 */
import { countOf } from '../text/text.ts';

export interface Problem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
}

/** The same of a file that is known. */
export type Finding = Omit<Problem, 'file'>;

/** "file:line  problem  → remedy". */
export function describeProblem({ file, line, problem, remedy }: Problem): string {
  return `${file}:${line}  ${problem}  → ${remedy}`;
}

/** The same mistake is understood after so many; the rest of them would hide every other. */
const MOST_ALIKE = 5;

/** Gathers problems, at most five of a kind in a file. Two are alike when they differ only in names and numbers. */
export function gatherProblems() {
  const kept: Problem[] = [];
  const counts = new Map<string, { count: number; last: number }>();
  return {
    /** Keeps a problem, or only counts it once there are enough like it. */
    add(problem: Problem) {
      const kind = `${problem.file}\0${problem.problem.replace(/"[^"]*"|[\d.,/-]+/g, '…')}`;
      const seen = counts.get(kind);
      if (seen !== undefined) {
        seen.count += 1;
        if (seen.count > MOST_ALIKE) return;
        seen.last = kept.length;
      } else counts.set(kind, { count: 1, last: kept.length });
      kept.push(problem);
    },
    /** How many are kept, those that are only counted left out. */
    kept: () => kept.length,
    /** The kept ones; the last of a kind says how many more there are. */
    list() {
      const more = new Map([...counts.values()].map(({ count, last }) => [last, count - MOST_ALIKE]));
      return kept.map((problem, index) => {
        const rest = more.get(index) ?? 0;
        return rest > 0 ? { ...problem, problem: `${problem.problem}, and ${rest} more like it` } : problem;
      });
    },
  };
}

/** The packs are broken and there is no older content.db to fall back on. */
export class BrokenPacksError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const shown = problems.slice(0, 20).map((problem) => `  ${describeProblem(problem)}`);
    const rest = problems.length > 20 ? [`  … and ${problems.length - 20} more (nabi check lists them all)`] : [];
    super([`The packs have ${countOf(problems.length, 'problem')}, and there is no earlier content to use:`, ...shown, ...rest].join('\n'));
    this.name = 'BrokenPacksError';
    this.problems = problems;
  }
}
