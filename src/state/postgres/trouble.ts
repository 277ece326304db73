/** What keeps Postgres from doing what is asked, told apart from bugs. */
import { DatabaseError } from 'pg';
import { StateTroubleError } from '../trouble.ts';

/** By the beginning of the code. https://www.postgresql.org/docs/15/errcodes-appendix.html */
const KINDS = [
  {
    kind: 'full',
    codes: ['53100'],
    sentence: 'The disk of the Postgres server is full. Make room there; a running Nabi goes on by itself.',
  },
  {
    kind: 'read-only',
    codes: ['25006', '42501'],
    sentence: 'Postgres does not let this user write. DATABASE_URL must name the primary, and a user who owns the schema nabi.',
  },
  {
    kind: 'busy',
    codes: ['57014', '55P03', '25P03', '40001', '40P01'],
    sentence: 'Postgres took too long, or other work held what was needed. Look at its load; a running Nabi goes on by itself.',
  },
  {
    kind: 'refused',
    codes: ['28', '3D000'],
    sentence:
      'Postgres refuses the user, the password or the database that DATABASE_URL names. Correct it (a % in the password is written %25) and start Nabi again.',
  },
  {
    kind: 'unreachable',
    codes: ['08', '53', '57P'],
    sentence: 'Postgres ended the connection or takes no more of them. A running Nabi goes on by itself when it is back.',
  },
  { kind: 'disk', codes: ['58', 'XX001', 'XX002'], sentence: 'The Postgres server has trouble with its files; its own log says more.' },
] as const;

const UNREACHABLE = 'Postgres cannot be reached. A running Nabi goes on by itself when it is back.';

/** Such an error as a `StateTroubleError`; any other as it is. */
export function asPostgresTrouble(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const code = error.code ?? '';
  const found = KINDS.find(({ codes }) => codes.some((beginning) => code.startsWith(beginning)));
  return found === undefined ? error : new StateTroubleError(found.kind, `${found.sentence} (${code}: ${error.message})`, error);
}

/** What a connection says that could not be made or was lost: whether the server did what was asked last is not known. */
export function asLostConnection(error: unknown): StateTroubleError {
  const known = asPostgresTrouble(error);
  if (known instanceof StateTroubleError) return known;
  return new StateTroubleError(
    'unreachable',
    `${UNREACHABLE} (${error instanceof Error ? error.message || error.name : String(error)})`,
    error,
  );
}

/** The server undid the whole transaction because of others: the same again may succeed. */
export function isUndoneByOthers(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '40001' || error.code === '40P01');
}
