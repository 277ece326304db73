/** What keeps a subcommand from its work, told in one way: a sentence with the remedy, and how it is used where its words were wrong. */
import { statSync } from 'node:fs';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM, EXIT_WRONG_USAGE } from './io.ts';

/** What is in the way, as a sentence with the remedy. */
export class Refusal extends Error {
  readonly code: number;
  /** Whether the words after the subcommand were wrong, so that its usage helps. */
  readonly showsUsage: boolean;

  constructor(message: string, code = EXIT_PROBLEM, showsUsage = false) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.showsUsage = showsUsage;
  }
}

/** Something is in the way that no other words after the subcommand would mend. */
export function refuse(message: string, code = EXIT_PROBLEM): never {
  throw new Refusal(message, code);
}

/** The words after the subcommand are wrong. */
export function refuseWords(message: string): never {
  throw new Refusal(message, EXIT_WRONG_USAGE, true);
}

/**
 * A subcommand that shows its usage with `--help`, tells each refusal on stderr and gives its exit code: 1 something is in the way, 2 wrong
 * usage. Rejects with what is a bug.
 */
export function subcommand<Rest extends readonly unknown[]>(
  usage: string,
  act: (args: readonly string[], io: CliIo, ...rest: Rest) => number | Promise<number>,
) {
  return async (args: readonly string[], io: CliIo, ...rest: Rest): Promise<number> => {
    if (args.includes('--help') || args.includes('-h')) {
      io.stdout.write(usage);
      return EXIT_DONE;
    }
    try {
      return await act(args, io, ...rest);
    } catch (thrown) {
      const error = asRefusal(thrown);
      if (!(error instanceof Refusal)) throw error;
      io.stderr.write(`${error.message}\n${error.showsUsage ? usage : ''}`);
      return error.code;
    }
  };
}

const IS_FOLDER = 'is a folder. Name a file in it';

/** What the machine says of a file, by the code of the file system. */
const REFUSALS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room and try again',
  EDQUOT: 'the disk is full. Make room and try again',
  EROFS: 'the disk can only be read. Name a place on another',
  EACCES: 'you have no right to. Name another place, or ask whoever it belongs to',
  EPERM: 'you have no right to. Name another place, or ask whoever it belongs to',
  ENOTDIR: 'a part of its path is a file. Name a folder',
  EEXIST: 'a part of its path is a file. Name a folder',
  EISDIR: `it ${IS_FOLDER}`,
  ENAMETOOLONG: 'its name is too long. Name a shorter one',
};

/** What a file system refused as a sentence; anything else as it is. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error && 'syscall' in error)) return error;
  const why = REFUSALS[String(error.code)];
  const what = 'dest' in error ? error.dest : 'path' in error ? error.path : 'A file';
  return why === undefined ? error : new Refusal(`${what} cannot be written or read: ${why}.`);
}

/** Refuses a folder where a file is meant; there need be none yet. Gives whether there is one. */
export function refuseFolder(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isDirectory()) refuse(`${file} ${IS_FOLDER}.`);
  return stats !== undefined;
}
