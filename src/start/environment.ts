/** What a process is told, and what keeps it from starting: the variables, the file they stand in, and a token that is not there. */
import { type Env, findUnknownNames, readEnv } from '../env.ts';
import { examineEnvFile, findMislaidToken } from '../env-file.ts';

export type StartEnv =
  | {
      readonly ok: true;
      readonly env: Env;
      /** What was surely meant otherwise and does not keep Nabi from starting. */
      readonly problems: readonly string[];
      /** What works and should still be mended. */
      readonly notes: readonly string[];
    }
  | {
      readonly ok: false;
      readonly problems: readonly string[];
      /** What can be read all the same; null where a variable itself is wrong. */
      readonly env: Env | null;
    };

export interface StartEnvOptions {
  /** Such as `process.env`, the file's variables among them. */
  readonly record: Readonly<Record<string, string | undefined>>;
  /** The `.env` that was read into the record. */
  readonly file: string;
  /** Whether the playground, which is what there is without a token, would not do. */
  readonly needsToken: boolean;
}

const NO_TOKEN =
  'DISCORD_TOKEN is not set, so there is no bot to run. Put the token from the Bot page of https://discord.com/developers/applications into .env (see .env.example).';

/** Where a token was meant to be given and is not, nothing is started, also where the playground would do. No sentence shows a value. */
export function readStartEnv({ record, file: envFile, needsToken }: StartEnvOptions): StartEnv {
  const read = readEnv(record);
  const file = examineEnvFile(envFile);
  const unknown = findUnknownNames(record);
  const hasToken = (record.DISCORD_TOKEN ?? '').trim() !== '';
  const mislaid = hasToken ? null : findMislaidToken(envFile);
  const reasons = [
    ...file.problems,
    ...unknown.filter((sentence) => sentence.includes('DISCORD_TOKEN')),
    ...(mislaid === null ? [] : [mislaid]),
  ];
  const lacksToken = !hasToken && (needsToken || reasons.length > 0);
  const blocking = [...(lacksToken ? [NO_TOKEN, ...reasons] : []), ...(read.ok ? [] : read.problems)];
  const others = [...file.problems, ...unknown].filter((sentence) => !blocking.includes(sentence));
  return read.ok && !lacksToken
    ? { ok: true, env: read.env, problems: others, notes: file.notes }
    : { ok: false, problems: [...blocking, ...others], env: read.ok ? read.env : null };
}
