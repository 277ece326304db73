/** What the doctor finds, one thing at a time. */

export interface DoctorFinding {
  readonly about: string;
  /** "problem" keeps the bot from its work; "note" is worth knowing; "skipped" could not be looked at. */
  readonly state: 'ok' | 'note' | 'problem' | 'skipped';
  readonly says: string;
}

const finding =
  (state: DoctorFinding['state']) =>
  (about: string, says: string): DoctorFinding => ({ about, state, says });

export const ok = finding('ok');
export const note = finding('note');
export const problem = finding('problem');
export const skipped = finding('skipped');
