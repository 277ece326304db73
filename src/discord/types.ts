/** What became of a response. */
export type CallbackOutcome = 'sent' | 'expired' | 'already-answered' | 'failed';

export interface CallbackObserver {
  delivered(outcome: CallbackOutcome): void;
}

export interface RestObserver {
  /** @param status Of HTTP; 0 when no answer came. */
  answered(status: number): void;
}
