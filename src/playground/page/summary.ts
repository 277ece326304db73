/** A message in one line, for those who hear the page. */
import { ComponentType } from 'discord-api-types/v10';
import { flattenComponents, listObjects, SELECTS } from '../discord-rules.ts';
import type { ShownMessage } from '../protocol.ts';

const LONGEST = 90;

/** Its first line in plain words, hidden ones left out; what its picture shows where it has no text. */
export function summarize({ body }: Pick<ShownMessage, 'body'>): string {
  const all = flattenComponents(body.components);
  const texts = [body.content, body.embeds?.[0]?.title, ...all.map(({ content }) => content)];
  const pictures = [...all.flatMap(({ items }) => listObjects(items)), ...(body.attachments ?? [])];
  for (const text of [...pictures.map(({ description }) => description), ...texts]) {
    const line = typeof text === 'string' ? plain(text) : '';
    if (line !== '') return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line;
  }
  return '';
}

/** How much there is to press, hidden and disabled controls included. */
export function countControls({ body }: Pick<ShownMessage, 'body'>): { readonly buttons: number; readonly lists: number } {
  const all = flattenComponents(body.components);
  return {
    buttons: all.filter(({ type }) => type === ComponentType.Button).length,
    lists: all.filter(({ type }) => SELECTS.has(type)).length,
  };
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
