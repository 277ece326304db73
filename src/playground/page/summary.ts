/** A message in one line, for those who hear the page. */
import type { ShownMessage } from '../protocol.ts';
import { ComponentKind } from './kinds.ts';

const LONGEST = 90;

/** Its first line in plain words, hidden ones left out; what its picture shows where it has no text. */
export function summarize({ body }: Pick<ShownMessage, 'body'>): string {
  const texts = [body.content, body.embeds?.[0]?.title, ...listAll(body.components).map(({ content }) => content)];
  const pictures = listAll(body.components).flatMap(({ items }) => (Array.isArray(items) ? items : []));
  const described: unknown[] = [...pictures, ...(body.attachments ?? [])].map(({ description }) => description);
  for (const text of [...described, ...texts]) {
    const line = typeof text === 'string' ? plain(text) : '';
    if (line !== '') return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line;
  }
  return '';
}

/** How much there is to press, hidden and disabled controls included. */
export function countControls({ body }: Pick<ShownMessage, 'body'>): { readonly buttons: number; readonly lists: number } {
  const all = listAll(body.components);
  const selects: readonly unknown[] = [3, 5, 6, 7, 8];
  return {
    buttons: all.filter(({ type }) => type === ComponentKind.Button).length,
    lists: all.filter(({ type }) => selects.includes(type)).length,
  };
}

interface UncheckedComponent {
  readonly type?: unknown;
  readonly content?: unknown;
  readonly items?: unknown;
  readonly components?: unknown;
  readonly accessory?: unknown;
}

function listAll(components: unknown): readonly UncheckedComponent[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((part: UncheckedComponent) => [
    part,
    ...listAll(part.components),
    ...listAll(part.accessory === undefined ? [] : [part.accessory]),
  ]);
}

function plain(markdown: string): string {
  const line = markdown.split('\n').find((candidate) => /[\p{L}\p{N}]/u.test(candidate)) ?? '';
  return line
    .replace(/\|\|[^|]{0,500}\|\|/g, '…')
    .replace(/\[([^[\]]{0,200})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/<[^<>]{0,100}>|^(?:#{1,3}|-#|>|[-*]) +|\*\*|__|~~|`|\\/g, '')
    .replace(/\*/g, '')
    .trim();
}
