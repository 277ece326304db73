/** Both ends of a move of the whole state from one store to another. */
import { z } from 'zod';
import type { TableName } from '../rows/tables.ts';

/** A row as a store has it, whatever table it is of. */
export const StoredRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type StoredRow = Readonly<z.infer<typeof StoredRow>>;

/** One moment of a store, whoever writes meanwhile. */
export interface Snapshot {
  /** In the order of their keys. */
  rows(table: TableName): AsyncIterable<StoredRow>;
  /** The highest number a change of settings ever had: buttons carry it, so it is never given again. */
  loadLastChangeId(): Promise<number>;
  close(): Promise<void>;
}

/** A store in one transaction that is the only one to write. */
export interface TransferTarget {
  /** Rows there are already, but for small facts about the running bot. */
  countRows(): Promise<number>;
  deleteRows(): Promise<void>;
  insertRows(table: TableName, rows: readonly StoredRow[]): Promise<void>;
  saveLastChangeId(id: number): Promise<void>;
  /** Durable on return. */
  commit(): Promise<void>;
  /** Undoes what was not committed. */
  close(): Promise<void>;
}

/** A move that cannot be made, in a sentence for the operator. Nothing was changed. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
}
