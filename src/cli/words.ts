/** What a subcommand is told: the words after it and the environment, each read or refused with what is wrong. */
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { buildEnvMessage, type Env, readEnv } from '../env.ts';
import { type CliIo, EXIT_DONE, EXIT_WRONG_USAGE } from './io.ts';
import { refuse, refuseWords } from './refusal.ts';

/** An option that takes nothing. */
export const FLAG = { type: 'boolean', default: false } as const;
/** One that takes a text. */
export const TEXT = { type: 'string' } as const;
/** One that takes a text, and has one where it is left out. */
export const textOr = (text: string) => ({ type: 'string', default: text }) as const;
/** The language of what is said. */
export const LOCALE = textOr('en-US');

/** The words after a subcommand by its options. @param most of them that belong to none. @throws Refusal for what it does not take. */
export function readWords<Options extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: Options, most = 0) {
  const words = readOptions(args, options);
  const tooMuch = words.positionals[most];
  return tooMuch === undefined ? words : refuseWords(`“${tooMuch}” is one word too many here.`);
}

function readOptions<Options extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    return refuseWords(error instanceof Error ? error.message : String(error));
  }
}

/** @param most without it there is no upper bound. @throws Refusal */
export function readWhole(option: string, text: string, least: number, most?: number): number;
export function readWhole(option: string, text: string | undefined, least: number, most?: number): number | undefined;
export function readWhole(option: string, text: string | undefined, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  const bounds = most === Number.MAX_SAFE_INTEGER ? `, ${least} or more` : ` from ${least} to ${most}`;
  return refuseWords(`${option} is a whole number${bounds}, not “${text}”.`);
}

/** @throws Refusal with what there is. */
export function readChoice<Choice extends string>(option: string, text: string | undefined, choices: readonly Choice[]): Choice {
  const choice = choices.find((one) => one === text);
  return choice ?? refuseWords(`${option} is one of ${choices.join(', ')}${text === undefined ? '' : `, not “${text}”`}.`);
}

/** A date as "2026-11-22". @throws Refusal */
export function readDate(option: string, text: string | undefined): string {
  try {
    return (text === undefined ? Temporal.Now.plainDateISO('UTC') : Temporal.PlainDate.from(text)).toString();
  } catch {
    return refuseWords(`${option} is a date such as 2026-11-22, not “${text}”.`);
  }
}

/** Writes the answer to a text, or with "-" that to each line of standard input. Gives the exit code. */
export async function answerEach(io: CliIo, text: string, answer: (text: string) => string): Promise<number> {
  if (text !== '-') io.stdout.write(answer(text));
  else for await (const line of createInterface({ input: Readable.from(io.stdin) })) io.stdout.write(answer(line));
  return EXIT_DONE;
}

/** What the process is told. @throws Refusal with all that is wrong with it. */
export function needEnv(io: Pick<CliIo, 'env'>): Env {
  const read = readEnv(io.env);
  return read.ok ? read.env : refuse(buildEnvMessage(read.problems).trimEnd(), EXIT_WRONG_USAGE);
}
