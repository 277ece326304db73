/** The environment, read once. Nothing else in the program looks at `process.env`. */
import { z } from 'zod';

const BLANK = /^\s*$/;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Says what is wrong with a value and shows it; never used for a variable that holds a secret. */
function butItIs(sentence: string): (issue: { input?: unknown }) => string {
  return (issue) => `${sentence}, but it is "${String(issue.input)}".`;
}

function choice<const Values extends readonly [string, ...string[]]>(values: Values) {
  const list = values.slice(0, -1).join(', ');
  return z.enum(values, { error: butItIs(`must be ${list} or ${values[values.length - 1]}`) });
}

function port(fallback: number) {
  const error = butItIs('must be a whole number from 0 to 65535');
  return z
    .string()
    .regex(/^\d{1,5}$/, { error })
    .transform(Number)
    .refine((value) => value <= 65_535, { error })
    .default(fallback);
}

function isUrlOf(protocols: readonly string[]): (value: string) => boolean {
  return (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

/** It stands under a kind sentence, beside what a server has written itself. */
const LONGEST_CARE_TEXT = 1000;

const ENVIRONMENT = z.object({
  DISCORD_TOKEN: z
    .string()
    .refine((value) => !/^bot\s/i.test(value), {
      error: 'must be the bare token: take away the word "Bot" in front of it.',
      abort: true,
    })
    .refine((value) => /^[!-~]+$/.test(value) && !/["'`]/.test(value), {
      error:
        'holds a space, a quotation mark or another character no token has: copy it again from the Bot page of https://discord.com/developers/applications.',
    })
    .nullable()
    .default(null),
  DISCORD_APPLICATION_ID: z
    .string()
    .regex(/^\d{17,20}$/, {
      error: butItIs("must be the number of 17 to 20 digits on the application's General Information page"),
    })
    .nullable()
    .default(null),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, {
      error: butItIs("must be the 64 hexadecimal digits on the application's General Information page"),
    })
    .toLowerCase()
    .nullable()
    .default(null),
  DISCORD_API_URL: z
    .string()
    .refine(isUrlOf(['http:', 'https:']), {
      error: butItIs('must be an address that begins with http:// or https://, such as https://discord.com/api'),
      abort: true,
    })
    .refine((value) => !/\/v\d+\/*$/.test(value), {
      error: butItIs('must end before the version, such as https://discord.com/api'),
    })
    .transform((value) => value.replace(/\/+$/, ''))
    .default('https://discord.com/api'),
  NABI_TRANSPORT: choice(['gateway', 'http']).default('gateway'),
  NABI_HOST: z.string().default('127.0.0.1'),
  NABI_PORT: port(8787),
  NABI_OPS_HOST: z.string().default('127.0.0.1'),
  NABI_OPS_PORT: port(8788),
  NABI_ROLE: choice(['all', 'web', 'worker']).default('all'),
  NABI_CARE_TEXT: z
    .string()
    .max(LONGEST_CARE_TEXT, { error: `must be at most ${LONGEST_CARE_TEXT} characters long.` })
    .nullable()
    .default(null),
  NABI_HOME: z.string().default('./var'),
  NABI_PACKS: z.string().default('./data/packs'),
  DATABASE_URL: z
    .string()
    .refine(isUrlOf(['postgres:', 'postgresql:']), {
      error: 'must be an address that begins with postgres://; leave it out to keep everything in SQLite under NABI_HOME.',
    })
    .nullable()
    .default(null),
  LOG_LEVEL: z.string().toLowerCase().pipe(choice(LOG_LEVELS)).default('info'),
});

export interface Env {
  /** null: no bot to run. */
  readonly token: string | null;
  /** null: ask Discord. */
  readonly applicationId: string | null;
  /** 64 lower-case hexadecimal digits; null: ask Discord. */
  readonly publicKeyHex: string | null;
  /** The operator's own words beside "Not today"; null: none. */
  readonly careText: string | null;
  /** Base of the REST API without version and without a slash at the end. */
  readonly apiUrl: string;
  readonly transport: 'gateway' | 'http';
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly opsHost: string;
  readonly opsPort: number;
  /** `web`: answers interactions. `worker`: ticks and posts. `all`: both. Anything but `all` has a token and a database. */
  readonly role: 'all' | 'web' | 'worker';
  /** Folder of content.db and state.db; relative to the working directory. */
  readonly home: string;
  readonly packs: string;
  /** null: state lives in SQLite under `home`. */
  readonly databaseUrl: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

export type EnvResult = { readonly ok: true; readonly env: Env } | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads Nabi's variables from a record such as `process.env`. A blank value counts as unset. Every problem found is in
 * `problems`, each a sentence that begins with the variable and says the remedy; none shows a token or a database address.
 */
export function readEnv(record: Readonly<Record<string, string | undefined>>): EnvResult {
  const given: Record<string, string> = {};
  for (const name of Object.keys(ENVIRONMENT.shape)) {
    const value = record[name];
    if (value !== undefined && !BLANK.test(value)) given[name] = value.trim();
  }
  const read = ENVIRONMENT.safeParse(given);
  if (!read.success) {
    return { ok: false, problems: read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) };
  }
  const seen = read.data;
  const problems = findContradictions(seen);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    env: {
      token: seen.DISCORD_TOKEN,
      applicationId: seen.DISCORD_APPLICATION_ID,
      publicKeyHex: seen.DISCORD_PUBLIC_KEY,
      careText: seen.NABI_CARE_TEXT,
      apiUrl: seen.DISCORD_API_URL,
      transport: seen.NABI_TRANSPORT,
      host: seen.NABI_HOST,
      port: seen.NABI_PORT,
      opsHost: seen.NABI_OPS_HOST,
      opsPort: seen.NABI_OPS_PORT,
      role: seen.NABI_ROLE,
      home: seen.NABI_HOME,
      packs: seen.NABI_PACKS,
      databaseUrl: seen.DATABASE_URL,
      logLevel: seen.LOG_LEVEL,
    },
  };
}

/** What is right by itself and wrong together. */
function findContradictions(seen: z.infer<typeof ENVIRONMENT>): readonly string[] {
  const { NABI_ROLE: role, NABI_PORT: port } = seen;
  const problems: string[] = [];
  if (seen.NABI_OPS_PORT === port && port !== 0) {
    problems.push(
      `NABI_OPS_PORT must differ from NABI_PORT, but both are ${port}: what operators see must not share a port with what the world reaches.`,
    );
  }
  if (role === 'all') return problems;
  if (seen.DATABASE_URL === null) {
    problems.push(
      `NABI_ROLE can only be ${role} with DATABASE_URL, a Postgres that several processes share: SQLite is for one process, which does everything. Leave NABI_ROLE out, or set DATABASE_URL.`,
    );
  }
  if (seen.DISCORD_TOKEN === null)
    problems.push(`NABI_ROLE can only be ${role} with DISCORD_TOKEN: without a token there is only the playground.`);
  return problems;
}

/** What `main` prints before it exits with 2: every problem, one a line. */
export function buildEnvMessage(problems: readonly string[]): string {
  const count = problems.length === 1 ? 'There is a problem' : `There are ${problems.length} problems`;
  return `${count} with the environment (see .env.example):\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`;
}
