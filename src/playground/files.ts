/** Attachments, kept in memory under addresses nobody can guess, as long as the playground runs. */
import { randomUUID } from 'node:crypto';
import { shrinkPicture } from '../lines/card/engine.ts';
import type { MessageFile } from '../message/reply.ts';
import type { FileShown } from './protocol.ts';

/** A file to attach. */
export interface FileToKeep extends MessageFile {
  readonly contentType?: string;
  /** The alternative text. */
  readonly description?: string;
}

export interface KeptFile extends MessageFile {
  readonly contentType: string;
}

/** What the page shows of a large picture: as wide as a message on most screens. */
const SMALL = { width: 720, quality: 60 } as const;

/** More than this are forgotten, oldest first. */
const MOST_FILES = 200;

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
};

export interface FileShelf {
  keep(file: FileToKeep): FileShown;
  find(token: string): KeptFile | undefined;
  /** The picture of this token as WebP of `SMALL` pixels, made when first asked for; undefined where there is none. */
  findSmall(token: string): Promise<Uint8Array | undefined>;
}

/** Files in memory by a token nobody can guess; the oldest is dropped when there are too many. */
export function createFileShelf(): FileShelf {
  const kept = new Map<string, KeptFile & { small?: Promise<Uint8Array> }>();
  return {
    keep({ name, bytes, contentType, description }) {
      const token = randomUUID();
      const type = contentType ?? TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
      kept.set(token, { name, bytes, contentType: type });
      const [oldest] = kept.keys();
      if (kept.size > MOST_FILES && oldest !== undefined) kept.delete(oldest);
      const url = `/files/${token}/${encodeURIComponent(name)}`;
      const pixels = readPngSize(bytes);
      return {
        name,
        url,
        size: bytes.byteLength,
        contentType: type,
        ...(description === undefined ? {} : { description }),
        ...(pixels === undefined ? {} : { pixels }),
        ...(pixels === undefined || pixels.width <= SMALL.width ? {} : { smallUrl: `/files/${token}/small.webp` }),
      };
    },
    find: (token) => kept.get(token),
    async findSmall(token) {
      const file = kept.get(token);
      const pixels = file === undefined ? undefined : readPngSize(file.bytes);
      if (file === undefined || pixels === undefined) return undefined;
      file.small ??= shrinkPicture(file.bytes, pixels, SMALL);
      return file.small;
    },
  };
}

/** Width and height from the head of a PNG (https://www.w3.org/TR/png-3/#11IHDR); undefined for anything else. */
function readPngSize(data: Uint8Array): FileShown['pixels'] {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length < 24 || bytes.toString('latin1', 1, 4) !== 'PNG') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The same JSON with every `attachment://name` replaced by the local address of the file of that name. */
export function resolveAttachments<Body>(body: Body, files: readonly FileShown[]): Body {
  if (files.length === 0) return body;
  const urls = new Map(files.map((file) => [`attachment://${file.name}`, file.url]));
  const resolved: Body = JSON.parse(JSON.stringify(body), (_key, value: unknown) =>
    typeof value === 'string' ? (urls.get(value) ?? value) : value,
  );
  return resolved;
}
