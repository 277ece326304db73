import type { CallbackOutcome } from './callback.ts';

export interface CallbackObserver {
  delivered(outcome: CallbackOutcome): void;
}

export interface RestObserver {
  /** @param status Of HTTP; 0 when no answer came. */
  answered(status: number): void;
}
