/**
 * The log: JSON lines, or short readable lines in a terminal. Whatever is logged, and inside whatever error it hides,
 * no secret leaves the process: the finished line is scrubbed, which no forgotten field can escape.
 */
import { type Logger, pino } from 'pino';

/** Anything in the shape of a bot token, also one that nobody told us about. Three base64url parts joined by dots. */
const TOKEN_SHAPE = /[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g;
/** Stands in each of them, and is looked for a tenth as long: from dot to dot. */
const TOKEN_END = /\.[\w-]{6,7}\.[\w-]{27}/;

/** The secret part of an interaction's or a webhook's address; it allows answering in the bot's name for 15 minutes. */
const SECRET_IN_PATH = /(\/(?:interactions|webhooks)\/\d+\/)[^/"\s?]+/g;
/** Shorter "secrets" would turn ordinary words of the log into blanks. */
const SHORTEST_SECRET = 6;
const HIDDEN = '[hidden]';
/** The level from which lines are counted: warnings and errors come in floods, what goes well does not. */
const WARN = 40;
const MOST_A_MINUTE = 100;
const MINUTE_MS = 60_000;

/** So many letters of the log wait to be written together, which are bytes. */
export const MOST_TOGETHER = 16_000;

/** The few methods of a pino logger that the rooms use, so that a test can pass its own. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface LogOptions {
  readonly level: string;
  /** Values that must never be seen: the token, the database address. Null and blank ones are skipped. */
  readonly secrets: readonly (string | null)[];
  /** Readable lines instead of JSON. */
  readonly pretty: boolean;
  /** Takes a finished line with its line break, or several. */
  readonly write: (lines: string) => void;
  /** So long lines wait for others, to be scrubbed and written together; `flush` of the logger waits no longer. Each goes at once when absent. */
  readonly togetherForMs?: number;
}

/** Builds the logger. Errors are logged under the key `err` and keep type, message, stack, code and status, nothing else. */
export function createLog(options: LogOptions): Logger {
  const scrub = buildScrub(options.secrets);
  const flood = createFloodGate();
  const { togetherForMs = null } = options;
  // Gathered here and not by pino's destination, which would copy all of them to measure them with each that is added.
  let together = '';
  let waiting: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(waiting);
    waiting = undefined;
    if (together !== '') options.write(scrub(together));
    together = '';
  };
  const stream = {
    write(line: string): void {
      together += options.pretty ? buildPrettyLine(line) : line;
      if (togetherForMs === null || together.length >= MOST_TOGETHER) flush();
      else waiting ??= setTimeout(flush, togetherForMs);
    },
    flush,
  };
  return pino(
    {
      level: options.level,
      base: null,
      serializers: { err: describeError },
      timestamp: createStamp(),
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        logMethod(all, method, level) {
          const words = level < WARN ? undefined : all.find((part) => typeof part === 'string');
          if (words === undefined || flood.admits(words, (leftOut) => method.call(this, { leftOut, of: words }, 'lines were left out')))
            method.apply(this, all);
        },
      },
    },
    stream,
  );
}

/** What pino's own `isoTime` says, which makes the whole of it anew for each line. */
function createStamp(): () => string {
  let secondMs: number | undefined;
  let said = '';
  return () => {
    const nowMs = Date.now();
    const ms = nowMs % 1_000;
    if (nowMs - ms !== secondMs) {
      secondMs = nowMs - ms;
      said = new Date(nowMs).toISOString().slice(0, -'000Z'.length);
    }
    return `,"time":"${said}${String(ms).padStart(3, '0')}Z"`;
  };
}

/**
 * Of the same warning only so many a minute are written, however many there are, and then how many were left out: a log that floods hides
 * what it is for, and fills the disk.
 */
function createFloodGate() {
  const seen = new Map<string, number>();
  return {
    /** @param tellLeftOut Called at the end of a minute in which some were. */
    admits(words: string, tellLeftOut: (leftOut: number) => void): boolean {
      const count = (seen.get(words) ?? 0) + 1;
      seen.set(words, count);
      if (count > 1) return count <= MOST_A_MINUTE;
      const minute = setTimeout(() => {
        const leftOut = (seen.get(words) ?? 0) - MOST_A_MINUTE;
        seen.delete(words);
        if (leftOut > 0) tellLeftOut(leftOut);
      }, MINUTE_MS);
      minute.unref();
      return true;
    },
  };
}

/** Replaces secrets in a text. Works on JSON and on plain text alike, since no secret here holds a character JSON escapes. */
function buildScrub(secrets: readonly (string | null)[]): (text: string) => string {
  const known = new Set<string>();
  for (const secret of secrets) {
    if (secret === null || secret.length < SHORTEST_SECRET) continue;
    known.add(secret);
    known.add(encodeURIComponent(secret));
    // Some messages name the password of an address without the rest.
    const password = URL.canParse(secret) ? new URL(secret).password : '';
    if (password.length < SHORTEST_SECRET) continue;
    const plain = decodeURIComponent(password);
    known.add(password).add(plain).add(encodeURIComponent(plain));
  }
  const longestFirst = [...known].sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of longestFirst) clean = clean.replaceAll(secret, HIDDEN);
    if (TOKEN_END.test(clean)) clean = clean.replace(TOKEN_SHAPE, HIDDEN);
    return clean.replace(SECRET_IN_PATH, `$1${HIDDEN}`);
  };
}

/** @discordjs/rest hangs the whole request on its errors, message text included; a log wants only what helps to find the bug. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  const status = 'status' in error ? error.status : undefined;
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  return { type: error.name, message: error.message, code, status, cause, stack: error.stack };
}

function buildPrettyLine(json: string): string {
  const { level, time, msg, err, ...fields }: Record<string, unknown> = JSON.parse(json);
  const clock = String(time).slice(11, 19);
  const details = Object.entries(fields).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const stack = typeof err === 'object' && err !== null && 'stack' in err ? `\n${String(err.stack)}` : '';
  return `${[clock, String(level).padEnd(5), String(msg ?? ''), ...details].join(' ').trimEnd()}${stack}\n`;
}
