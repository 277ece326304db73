/** What a subcommand is told: the words after it and the environment, each read or refused with what is wrong. */
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { buildEnvMessage, type Env, readEnv } from '../env.ts';
import { type CliIo, EXIT_DONE, EXIT_WRONG_USAGE } from './io.ts';

/** The words after a subcommand by their options; undefined where it does not take them. */
export function parseWords<Config extends Omit<ParseArgsConfig, 'args'>>(args: readonly string[], config: Config) {
  try {
    return parseArgs({ ...config, args: [...args] });
  } catch {
    return undefined;
  }
}

/** Writes the answer to a text, or with "-" that to each line of standard input. Gives the exit code. */
export async function answerEach(io: CliIo, text: string, answer: (text: string) => string): Promise<number> {
  if (text !== '-') io.stdout.write(answer(text));
  else for await (const line of createInterface({ input: Readable.from(io.stdin) })) io.stdout.write(answer(line));
  return EXIT_DONE;
}

/** Shows how a subcommand is used, and gives its exit code. */
export function refuseWords(io: Pick<CliIo, 'stderr'>, usage: string): number {
  io.stderr.write(usage);
  return EXIT_WRONG_USAGE;
}

/** Runs with the environment; what is wrong with that is printed and becomes the exit code. */
export async function withEnv(io: Pick<CliIo, 'stderr' | 'env'>, act: (env: Env) => number | Promise<number>): Promise<number> {
  const read = readEnv(io.env);
  return read.ok ? act(read.env) : refuseWords(io, buildEnvMessage(read.problems));
}
