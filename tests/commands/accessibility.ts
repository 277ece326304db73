/** What somebody needs who does not see the picture, the colour or the card: found in one reply. */
import { z } from 'zod';
import { flattenComponents } from '../../src/playground/discord-rules.ts';
import { loadTestContent } from '../support/bot.ts';
import type { Exchange } from '../support/replies.ts';

const Media = z.object({ media: z.object({ url: z.string() }), description: z.string().default('') });
const Picture = z.union([
  z.object({ type: z.literal(12), items: z.array(Media) }).transform(({ items }) => items),
  z
    .object({ type: z.literal(11) })
    .extend(Media.shape)
    .transform((thumbnail) => [thumbnail]),
]);
const Attached = z.object({ attachments: z.array(z.object({ description: z.string().default('') })).default([]) });
const Coloured = z.object({
  type: z.literal(17),
  accent_color: z.number(),
  components: z.array(z.object({ content: z.string().default('') })),
});
const Styled = z.object({ type: z.literal(2), label: z.string().default(''), style: z.number(), disabled: z.boolean().default(false) });

function listParts({ response }: Exchange): readonly unknown[] {
  const data = 'data' in response && response.data !== undefined && 'components' in response.data ? response.data.components : [];
  return flattenComponents(data ?? []);
}

export function listPictures(exchange: Exchange): readonly { readonly description: string }[] {
  const inside = listParts(exchange).flatMap((part) => Picture.safeParse(part).data ?? []);
  const beside = Attached.safeParse('data' in exchange.response ? exchange.response.data : {}).data?.attachments ?? [];
  return [...inside, ...beside];
}

export function findUndescribed(exchange: Exchange): readonly string[] {
  return listPictures(exchange).flatMap(({ description }) => (hasWords(description) ? [] : ['no alt text']));
}

export function findWordless({ reply }: Exchange): readonly string[] {
  return reply.labels.filter((label) => label !== '' && !hasWords(label));
}

export function findToldByColour(exchange: Exchange): readonly string[] {
  const names = loadTestContent()
    .titles()
    .flatMap(({ name, hangul, scripts }) => [name, ...(hangul === undefined ? [] : [hangul]), ...Object.values(scripts ?? {})]);
  return listParts(exchange)
    .flatMap((part) => Coloured.safeParse(part).data ?? [])
    .map(({ components }) => components.map(({ content }) => content).join('\n'))
    .filter((text) => !names.some((name) => text.replaceAll('\\', '').includes(name)))
    .map(() => 'the title is told by its colour alone');
}

export function findAlike(exchange: Exchange): readonly string[] {
  const labels = listParts(exchange)
    .flatMap((part) => Styled.safeParse(part).data ?? [])
    .map(({ label }) => label);
  return labels.filter((label, index) => label !== '' && labels.indexOf(label) !== index);
}

export function findMoments({ reply }: Exchange): readonly string[] {
  const moment = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|\d{1,2}:\d{2}(:\d{2})? ?(UTC|GMT|Z\b)/.exec(reply.text);
  return moment === null ? [] : [`a moment that is no stamp: ${moment[0]}`];
}

/** The lines of a reply, but for the small ones at its end: what a page rests on hangs on where pages end. */
export function listLines({ call, type, reply }: Exchange): readonly string[] {
  // The preview of an import tells what would be different, and the style is.
  if (type === 4 || call.includes('v1|config|import with')) return [];
  return (
    reply.text
      .split('\n')
      // How many lines were saved by then hangs on what was pressed before.
      .map((line) => line.replace(/^- \d+ lines/, '- lines'))
      .filter((line) => line !== '' && !line.startsWith('-# '))
  );
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
