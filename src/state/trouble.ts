/** What the machine does to the store, told apart from bugs: a full disk, a folder that cannot be written, a damaged page. */
import type { Log } from '../log.ts';

export const NO_LOCKS =
  'The file system of NABI_HOME does not lock files, as many network file systems (NFS, SMB) do not. Choose a folder on a disk of this machine, or keep the state in Postgres (DATABASE_URL).';

/** By the beginning of the code of SQLite or the file system: what it comes to, and what helps. */
const KINDS = [
  {
    kind: 'full',
    codes: ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'],
    sentence: 'The disk is full, so nothing can be saved. Make room; a running Nabi goes on by itself.',
  },
  {
    kind: 'damaged',
    codes: ['SQLITE_CORRUPT', 'SQLITE_NOTADB'],
    sentence: 'The database is damaged. Stop Nabi and put the newest backup back with `nabi restore`; docs/operating.md has the steps.',
  },
  {
    kind: 'read-only',
    codes: ['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'SQLITE_AUTH', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR'],
    sentence: 'The folder of the state (NABI_HOME) or a file in it cannot be opened or written. Give it to the user Nabi runs as.',
  },
  {
    kind: 'busy',
    codes: ['SQLITE_BUSY', 'SQLITE_LOCKED'],
    sentence: 'Another program holds the database, such as an open shell with a transaction. End it; a running Nabi goes on by itself.',
  },
  {
    kind: 'no-locks',
    codes: [
      ...['SQLITE_IOERR_LOCK', 'SQLITE_IOERR_UNLOCK', 'SQLITE_IOERR_RDLOCK', 'SQLITE_IOERR_CHECKRESERVEDLOCK', 'SQLITE_IOERR_SHMLOCK'],
      ...['SQLITE_IOERR_SHMMAP', 'SQLITE_IOERR_SHMOPEN', 'SQLITE_PROTOCOL', 'ENOLCK'],
    ],
    sentence: NO_LOCKS,
  },
  {
    kind: 'disk',
    codes: ['SQLITE_IOERR', 'EIO', 'EFBIG', 'EMFILE', 'ENFILE'],
    sentence:
      'The disk does not do what is asked of it. Look at it, and at the limits of the process, such as its open files and their size.',
  },
] as const;

/** The store cannot be read or written now, for a reason that lies in the machine. Nothing of what was asked has happened. */
export class StateTroubleError extends Error {
  override readonly name = 'StateTroubleError';
  readonly kind: (typeof KINDS)[number]['kind'] | 'unreachable' | 'refused';

  constructor(kind: StateTroubleError['kind'], message: string, cause: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** Such an error as a `StateTroubleError`, known by its `code`; any other as it is. */
export function asTrouble(error: unknown): unknown {
  if (error instanceof StateTroubleError || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  const found = KINDS.find(({ codes }) => codes.some((beginning) => code === beginning || code.startsWith(`${beginning}_`)));
  return found === undefined ? error : new StateTroubleError(found.kind, `${found.sentence} (${code}: ${error.message})`, error);
}

/** The same functions, whose rejections are told apart by `tell`. */
export function tellTrouble<Methods extends Readonly<Record<keyof Methods, (...all: never[]) => Promise<unknown>>>>(
  methods: Methods,
  tell: (error: unknown) => unknown = asTrouble,
): Methods {
  const told = new Map<unknown, unknown>();
  return new Proxy(methods, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return told.getOrInsertComputed(method, () => async (...all: unknown[]) => {
        try {
          return await Reflect.apply(method, target, all);
        } catch (error) {
          throw tell(error);
        }
      });
    },
  });
}

const REPEATED_AFTER_MS = 10 * 60_000;

interface Standing {
  readonly sinceMs: number;
  saidAtMs: number;
}

const standingIn = new WeakMap<object, Map<StateTroubleError['kind'], Standing>>();

/** Requests, posts and whatever else writes to the same log meet the same trouble; the log has it in one line. */
export function createTroubleLog(log: Pick<Log, 'error' | 'info'>, now: () => number) {
  const standing = standingIn.getOrInsertComputed(log, () => new Map());
  return {
    /** Says what is wrong at level error, but the same only once in ten minutes. False when it is no trouble of the machine. */
    note(error: unknown): error is StateTroubleError {
      if (!(error instanceof StateTroubleError)) return false;
      const before = standing.get(error.kind);
      const ageMs = now() - (before?.saidAtMs ?? Number.NEGATIVE_INFINITY);
      if (before !== undefined && ageMs >= 0 && ageMs < REPEATED_AFTER_MS) return true;
      standing.set(error.kind, { sinceMs: before?.sinceMs ?? now(), saidAtMs: now() });
      log.error({ trouble: error.kind }, error.message);
      return true;
    },
    /** Whether something was noted that has not ended. */
    isStanding: () => standing.size > 0,
    /** Says of whatever stands that it is over, and how long it lasted: the store was read and written just now. */
    noteEnd() {
      for (const [trouble, { sinceMs }] of standing) {
        log.info({ trouble, lastedS: Math.round(Math.max(0, now() - sinceMs) / 1_000) }, 'the state can be read and written again');
      }
      standing.clear();
    },
  };
}
