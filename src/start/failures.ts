/** Why Nabi cannot start or go on, for the operator: a sentence and an exit code. */

import { ApplicationError } from '../discord/application.ts';
import { GatewayError } from '../discord/gateway-error.ts';
import { ListenError } from '../discord/listen-error.ts';
import { BrokenPacksError } from '../packs/problem.ts';
import { HomeLockedError } from '../state/lock.ts';
import { NewerSchemaError } from '../state/migrations.ts';
import { UnusableStateError } from '../state/restore.ts';
import { asTrouble, StateTroubleError } from '../state/trouble.ts';

export const EXIT_FAILED = 1;
/** Only another token or another setting can help: starting again would fail the same way. */
export const EXIT_WRONG_USAGE = 2;

/** What says itself what is in the way. */
const EXPLAINED = [HomeLockedError, BrokenPacksError, NewerSchemaError, UnusableStateError, StateTroubleError, ListenError];

/** null for a bug, which needs its stack. */
export function explainFailure(thrown: unknown): { readonly sentence: string; readonly exitCode: number } | null {
  const error = asTrouble(thrown);
  if (error instanceof GatewayError) {
    const isHopeless = error.kind === 'wrong-token' || error.kind === 'refused';
    return { sentence: error.message, exitCode: isHopeless ? EXIT_WRONG_USAGE : EXIT_FAILED };
  }
  if (error instanceof ApplicationError) return { sentence: error.message, exitCode: error.isTokenWrong ? EXIT_WRONG_USAGE : EXIT_FAILED };
  return error instanceof Error && EXPLAINED.some((kind) => error instanceof kind)
    ? { sentence: error.message, exitCode: EXIT_FAILED }
    : null;
}
