/**
 * A request with files, as bytes: https://docs.discord.com/developers/reference#uploading-files, RFC 7578. FormData would put each file into a
 * Blob, whose bytes V8 does not count and so leaves until its next large round of garbage: 60 MB after a busy hour.
 */
import { randomUUID } from 'node:crypto';
import type { MessageFile } from '../message/reply.ts';

export interface Form {
  /** With the boundary, which stands in no file. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** @param files Under names of our own: letters, digits, `.`, `-` and `_`. */
export function buildForm(json: string | Uint8Array, files: readonly MessageFile[]): Form {
  const boundary = randomUUID();
  const open = (fields: string): Buffer => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${fields}\r\n\r\n`);
  const end = Buffer.from('\r\n');
  const parts = files.flatMap(({ name, bytes }, index) => [open(`name="files[${index}]"; filename="${name}"`), bytes, end]);
  const bytes = Buffer.concat([open('name="payload_json"'), Buffer.from(json), end, ...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { contentType: `multipart/form-data; boundary=${boundary}`, bytes };
}
