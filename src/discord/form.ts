/**
 * A request with files, as bytes: https://docs.discord.com/developers/reference#uploading-files, RFC 7578. FormData would put each file into a
 * Blob, whose bytes V8 does not count and so leaves until its next large round of garbage: 60 MB after a busy hour.
 */
import { randomUUID } from 'node:crypto';
import type { MessageFile } from '../message/reply.ts';

export interface Form {
  /** With the boundary, which stands in no file. */
  readonly contentType: string;
  /** One after the other; the files are those that were given, not copies: 100 kB for each picture that is asked for again. */
  readonly parts: readonly Uint8Array[];
  readonly length: number;
}

/** @param files Under names of our own: letters, digits, `.`, `-` and `_`. */
export function buildForm(json: string | Uint8Array, files: readonly MessageFile[]): Form {
  const boundary = randomUUID();
  const open = (fields: string): Buffer => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${fields}\r\n\r\n`);
  const end = Buffer.from('\r\n');
  let text = [open('name="payload_json"'), Buffer.from(json), end];
  const parts: Uint8Array[] = [];
  for (const [index, { name, bytes }] of files.entries()) {
    parts.push(Buffer.concat([...text, open(`name="files[${index}]"; filename="${name}"`)]), bytes);
    text = [end];
  }
  parts.push(Buffer.concat([...text, Buffer.from(`--${boundary}--\r\n`)]));
  const length = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { contentType: `multipart/form-data; boundary=${boundary}`, parts, length };
}
