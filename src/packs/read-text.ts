/** One file of a pack as text: inside its folder, plain, small and in UTF-8. */
import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { atEnd } from '../closing.ts';
import type { Problem } from './problem.ts';

/** More than ten times the longest file of the packs that come with Nabi. */
const MAX_FILE_BYTES = 1024 * 1024;

/**
 * The bytes of a file that is text, or why they cannot be had. No more than `bytesLeft` are read, whatever the file has become since it
 * was listed.
 */
export function readText(folder: string, file: string, bytesLeft: number): Buffer | Problem {
  const refuse = (problem: string, remedy: string, line = 1): Problem => ({ file, line, problem, remedy });
  if (!isInside(folder, file)) return refuse('this link leads out of the folder of the pack, or nowhere', 'put the file itself here');
  let bytes: Buffer;
  try {
    // Opening a pipe would wait for somebody to write into it.
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    using _closed = atEnd(() => closeSync(descriptor));
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return refuse('this is not a plain file', 'put a YAML file here');
    if (stat.size > MAX_FILE_BYTES)
      return refuse(`this file has ${stat.size} bytes`, `keep a file under ${MAX_FILE_BYTES / 1024 / 1024} MB`);
    if (stat.size > bytesLeft) return refuse('the packs together are too big for this file to be read too', 'keep all packs under 32 MB');
    bytes = readAll(descriptor, stat.size);
  } catch (error) {
    return refuse(`this file cannot be read (${codeOf(error)})`, 'see that it exists and that its permissions let Nabi read it');
  }
  if (isUtf8(bytes)) return bytes;
  return refuse('this file is not written in UTF-8', 'save it as UTF-8; every editor offers it under "Save as"', findBrokenLine(bytes));
}

/** False when following links leads out of the folder, or nowhere. */
export function isInside(folder: string, path: string): boolean {
  try {
    return realpathSync(path).startsWith(realpathSync(folder) + sep);
  } catch {
    return false;
  }
}

/** A path that can be printed: what could move the cursor or turn the writing round is shown as its code point. */
export function showPath(path: string): string {
  return path
    .slice(0, 1000)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

function readAll(descriptor: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, length);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** The first line, counted from 1, that is no UTF-8. */
function findBrokenLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return 1;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown reason';
}
