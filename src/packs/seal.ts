/**
 * Whether a content.db is, byte for byte, as it was written: SQLite's own check does not look into what is stored. The sum over the file
 * stands in four bytes of its header that mean nothing to SQLite, the "Application ID" (https://www.sqlite.org/fileformat.html#application_id).
 * It tells damage; against somebody who changes the file on purpose it is none, and need not be: they can change the packs.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { atEnd } from '../closing.ts';

const PLACE = 68;
const AFTER = PLACE + 4;

/** To be called last: whatever is written after it breaks the seal. */
export function seal(file: string): void {
  const sum = Buffer.alloc(AFTER - PLACE);
  sum.writeUInt32BE(sumOf(readFileSync(file)));
  const opened = openSync(file, 'r+');
  using _closed = atEnd(() => closeSync(opened));
  writeSync(opened, sum, 0, sum.length, PLACE);
}

/** The bytes of a file that is as it was sealed, null for any other. @throws when it cannot be read. */
export function readSealed(file: string): Buffer | null {
  const bytes = readFileSync(file);
  return bytes.length > AFTER && bytes.readUInt32BE(PLACE) === sumOf(bytes) ? bytes : null;
}

function sumOf(bytes: Buffer): number {
  return crc32(bytes.subarray(AFTER), crc32(bytes.subarray(0, PLACE)));
}
