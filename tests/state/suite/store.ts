import type { State } from '../../../src/state/types.ts';

/** An empty place where state can be kept, of one kind or another. */
export interface StoreUnderTest {
  /** Opens what is kept there; may be called again after the last one was closed. */
  open(): Promise<State>;
  /** Carries out SQL past the interface. */
  execute(sql: string): Promise<void>;
  /** Every row of every table, by table. */
  dump(): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /** Takes every row away, past the interface; the next read meets none, whatever was kept of them. */
  empty(): Promise<void>;
  dispose(): Promise<void>;
}
