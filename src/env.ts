/** The environment, read once. Nothing else in the program looks at `process.env`. */
import { z } from 'zod';
import { nearest } from './text/nearest.ts';
import { countOf } from './text/text.ts';

/** Wider than a token's own shape: whatever has three long parts and two dots was meant as one. */
const LIKE_A_TOKEN = /^[\w-]{10,}\.[\w-]{5,}\.[\w-]{15,}$/;
const LIKE_A_KEY = /^[0-9a-fA-F]{64}$/;
/** Discord's client secrets, and what password managers make: long, in one piece, of several kinds of characters. */
const LIKE_A_PASSWORD = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[^\s/.]{20,}$/;
const ADDRESS_WITH_PASSWORD = /:\/\/[^\s/:]*:[^\s/]*@/;

const BYTE_ORDER_MARK = /^\uFEFF/;

const BLANK = /^\s*$/;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Whether a value must be taken for a token, a password or another secret, in whichever variable it stands. */
function looksSecret(value: string): boolean {
  return (
    LIKE_A_TOKEN.test(value) ||
    LIKE_A_PASSWORD.test(value) ||
    ADDRESS_WITH_PASSWORD.test(value) ||
    value.split(/\s+/).some((word) => LIKE_A_TOKEN.test(word))
  );
}

/** A value described without showing any of it, such as "72 characters with two dots, which looks like a bot token". */
function describeShape(value: string): string {
  const count = countOf(value.length, 'character');
  if (value.split(/\s+/).some((word) => LIKE_A_TOKEN.test(word))) return `${count} with two dots, which looks like a bot token`;
  if (LIKE_A_KEY.test(value)) return '64 hexadecimal digits, which looks like a public key';
  if (ADDRESS_WITH_PASSWORD.test(value)) return 'an address with a password in it';
  if (/^[a-z]+:\/\//i.test(value)) return 'an address';
  if (/^\d+$/.test(value)) return `a number of ${countOf(value.length, 'digit')}`;
  if (LIKE_A_PASSWORD.test(value)) return `${count}, which looks like a password or a client secret`;
  return count;
}

/** Says what is wrong with a value and what it looks like, never the value: a token may have been pasted into any line. */
function butItIs(sentence: string): (issue: { input?: unknown }) => string {
  return (issue) => `${sentence}, but it is ${describeShape(String(issue.input))}.`;
}

function choice<const Values extends readonly [string, ...string[]]>(values: Values) {
  const list = values.slice(0, -1).join(', ');
  const error = butItIs(`must be ${list} or ${values[values.length - 1]}`);
  return z.enum(values, {
    error(issue) {
      const meant = nearest(String(issue.input), values);
      return meant === undefined ? error(issue) : `${error(issue)} Was ${meant} meant?`;
    },
  });
}

/** A host or a folder, where anything could stand: what looks like a secret is refused before it is shown or made a folder. */
function freeText(what: string) {
  return z.string().refine((value) => !looksSecret(value), { error: butItIs(`must be ${what}`), abort: true });
}

/** Whether a value is meant as a folder and needs no shell to be one; nothing else may be completed to a path. */
export function mayBeFolder(value: string): boolean {
  return !needsShell(value) && !looksSecret(value);
}

/** Whether a folder begins with a sign that only a shell replaces. */
function needsShell(folder: string): boolean {
  return /^[~$%]/.test(folder);
}

function folder() {
  return freeText('a folder').refine((value) => !needsShell(value), {
    error: 'begins with a sign that only a shell replaces, such as ~ or $HOME: write the whole path, from / on.',
  });
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

function limit(fallback: number) {
  const error = butItIs('must be a whole number; 0 sets no limit');
  return z
    .string()
    .regex(/^\d{1,6}$/, { error })
    .transform(Number)
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
    .transform((value) => value.replace(/(?<!\/)\/+$/, ''))
    .default('https://discord.com/api'),
  NABI_TRANSPORT: choice(['gateway', 'http']).default('gateway'),
  NABI_HOST: freeText('an address of this machine').default('127.0.0.1'),
  NABI_PORT: port(8787),
  NABI_OPS_HOST: freeText('an address of this machine').default('127.0.0.1'),
  NABI_OPS_PORT: port(8788),
  NABI_ROLE: choice(['all', 'web', 'worker']).default('all'),
  NABI_LIMIT_PERSON: limit(20),
  NABI_LIMIT_SERVER: limit(300),
  NABI_CARE_TEXT: z
    .string()
    .refine((value) => !looksSecret(value), { error: butItIs('must be words for people to read'), abort: true })
    .max(LONGEST_CARE_TEXT, { error: `must be at most ${LONGEST_CARE_TEXT} characters long.` })
    .nullable()
    .default(null),
  NABI_HOME: folder().default('./var'),
  NABI_PACKS: folder().default('./data/packs'),
  DATABASE_URL: z
    .string()
    .superRefine((value, context) => {
      const message = findUnencoded(value);
      if (message !== null) context.addIssue({ code: 'custom', message, continue: false });
    })
    .refine(isUrlOf(['postgres:', 'postgresql:']), {
      error: 'must be an address that begins with postgres://; leave it out to keep everything in SQLite under NABI_HOME.',
    })
    .nullable()
    .default(null),
  LOG_LEVEL: z.string().toLowerCase().pipe(choice(LOG_LEVELS)).default('info'),
});

export type Env = Readonly<ReturnType<typeof nameSettings>>;

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
  return { ok: true, env: nameSettings(seen) };
}

function nameSettings(seen: z.infer<typeof ENVIRONMENT>) {
  return {
    /** null: no bot to run. */
    token: seen.DISCORD_TOKEN,
    /** null: ask Discord. */
    applicationId: seen.DISCORD_APPLICATION_ID,
    /** 64 lower-case hexadecimal digits; null: ask Discord. */
    publicKeyHex: seen.DISCORD_PUBLIC_KEY,
    /** The operator's own words beside a word of care; null: none. */
    careText: seen.NABI_CARE_TEXT,
    /** Answers in ten seconds to one person and to all of one server; 0: no limit. */
    limits: { perPerson: seen.NABI_LIMIT_PERSON, perServer: seen.NABI_LIMIT_SERVER },
    /** Base of the REST API without version and without a slash at the end. */
    apiUrl: seen.DISCORD_API_URL,
    transport: seen.NABI_TRANSPORT,
    host: seen.NABI_HOST,
    /** 0 lets the system choose. */
    port: seen.NABI_PORT,
    opsHost: seen.NABI_OPS_HOST,
    opsPort: seen.NABI_OPS_PORT,
    /** `web`: answers interactions. `worker`: ticks and posts. `all`: both. Anything but `all` has a token and a database. */
    role: seen.NABI_ROLE,
    /** Folder of content.db and state.db; relative to the working directory. */
    home: seen.NABI_HOME,
    packs: seen.NABI_PACKS,
    /** null: state lives in SQLite under `home`. */
    databaseUrl: seen.DATABASE_URL,
    logLevel: seen.LOG_LEVEL,
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

/** Before the first `?name=` lie the user, the password, the host and the database. */
const PARAMETERS = /\?\w+=/;
/** What stands for itself in the user part of an address. */
const NEEDS_ENCODING = /%(?![0-9a-fA-F]{2})|[#@/?\\[\] ]/;

/** Which character of the password keeps an address from being read as it is meant, and at which place; null: none. Never the password. */
function findUnencoded(databaseUrl: string): string | null {
  const [, rest = ''] = /^postgres(?:ql)?:\/\/(.*)$/is.exec(databaseUrl) ?? [];
  const beforeParameters = rest.slice(0, PARAMETERS.exec(rest)?.index);
  const userPart = beforeParameters.slice(0, Math.max(0, beforeParameters.lastIndexOf('@')));
  const colon = userPart.indexOf(':');
  const [what, text] = colon === -1 ? (['user', userPart] as const) : (['password', userPart.slice(colon + 1)] as const);
  const found = NEEDS_ENCODING.exec(text);
  if (found === null) return null;
  const sign = found[0];
  return `has a ${sign === ' ' ? 'space' : sign} as character ${found.index + 1} of the ${what}, which means something else in an address: percent-encode it, that is write ${buildPercentCode(sign)} in its place.`;
}

function buildPercentCode(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Every such name is Nabi's; others are told only where they are close to one of its own. */
const OURS = /^NABI_/i;
/** Of the same `.env`, read by compose.scale.yaml for the load balancer. */
const OF_COMPOSE = 'NABI_DOMAIN';
/** What people call the token elsewhere. */
const TOKEN_NAMES: ReadonlySet<string> = new Set([
  'TOKEN',
  'BOT_TOKEN',
  'DISCORD_BOT_TOKEN',
  'DISCORD_SECRET',
  'DISCORDTOKEN',
  'NABI_TOKEN',
]);

/** Names in a record such as `process.env` that look like Nabi's and are none, each in a sentence with the one that was likely meant. */
export function findUnknownNames(record: Readonly<Record<string, string | undefined>>): readonly string[] {
  const known = Object.keys(ENVIRONMENT.shape);
  const hasToken = !BLANK.test(record.DISCORD_TOKEN ?? '');
  return Object.keys(record).flatMap((given) => {
    const name = given.replace(BYTE_ORDER_MARK, '');
    if (known.includes(given) || given === OF_COMPOSE || BLANK.test(record[given] ?? '')) return [];
    if (known.includes(name)) return [`${name} comes after a byte order mark (BOM), so it is not read: save .env as UTF-8 without BOM.`];
    const isToken = !hasToken && TOKEN_NAMES.has(name.toUpperCase());
    const meant = isToken ? 'DISCORD_TOKEN' : /^(?:NABI|DISCORD|DATABASE|LOG)_/i.test(name) ? nearest(name, known) : undefined;
    if (meant === undefined && !OURS.test(name)) return [];
    return [`${name} is no variable of Nabi.${meant === undefined ? ' .env.example lists them all.' : ` Was ${meant} meant?`}`];
  });
}

/** What `main` prints before it exits with 2: every problem, one a line. */
export function buildEnvMessage(problems: readonly string[]): string {
  const count = problems.length === 1 ? 'There is a problem' : `There are ${problems.length} problems`;
  return `${count} with the environment (see .env.example):\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`;
}
