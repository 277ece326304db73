/** What a subcommand may touch, so that a test can hand it its own. */
export interface CliIo {
  readonly stdout: { write(text: string): unknown; readonly columns?: number | undefined; readonly isTTY?: boolean | undefined };
  readonly stderr: { write(text: string): unknown };
  readonly stdin: AsyncIterable<string | Buffer>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The `.env` whose variables are among them. */
  readonly envFile?: string;
}

export const EXIT_DONE = 0;
/** There is a problem with what was asked. */
export const EXIT_PROBLEM = 1;
export const EXIT_WRONG_USAGE = 2;

/** What kept a connection from being made: fetch itself says no more than that it failed. */
export function findCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || ('code' in cause ? String(cause.code) : error.message);
}
