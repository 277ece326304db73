/** What somebody needs who does not see the picture, the colour or the card: checked over every reply in every language. */
import { Locale } from 'discord-api-types/v10';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { flattenComponents } from '../../src/playground/discord-rules.ts';
import { createBot, languages, loadTestContent } from '../support/bot.ts';
import { ADMIN_PERMISSIONS } from '../support/interactions.ts';
import { askEverything, type Exchange } from '../support/replies.ts';

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

function listPictures(exchange: Exchange): readonly { readonly description: string }[] {
  const inside = listParts(exchange).flatMap((part) => Picture.safeParse(part).data ?? []);
  const beside = Attached.safeParse('data' in exchange.response ? exchange.response.data : {}).data?.attachments ?? [];
  return [...inside, ...beside];
}

const PICTURE = { ok: true, picture: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) } as const;

const LOCALES = Object.values(Locale).filter((locale) => languages.codes.includes(locale));

describe.each(LOCALES)('every reply in %s', (locale) => {
  let exchanges: readonly Exchange[];
  beforeAll(async () => {
    const bot = () => createBot({ isStill: true, settings: { locale }, carryOut: async () => PICTURE });
    exchanges = [
      ...(await askEverything(bot(), loadTestContent(), { brief: true, surroundings: { locale } })),
      ...(await askEverything(bot(), loadTestContent(), {
        only: ['config', 'health', 'help'],
        surroundings: { locale, memberPermissions: ADMIN_PERMISSIONS },
      })),
    ];
  });
  const complaints = (find: (exchange: Exchange) => readonly string[]) =>
    exchanges.flatMap((exchange) => find(exchange).map((problem) => `${exchange.call}: ${problem}`));

  it('describes every picture in words', () => {
    expect(exchanges.flatMap(listPictures).length).toBeGreaterThan(0);
    expect(
      complaints((exchange) => listPictures(exchange).flatMap(({ description }) => (hasWords(description) ? [] : ['no alt text']))),
    ).toEqual([]);
  });

  it('writes on every control what it does, never an emoji alone', () => {
    expect(complaints(({ reply }) => reply.labels.filter((label) => label !== '' && !hasWords(label)))).toEqual([]);
  });

  it('says with the colour of a title nothing that its words do not say', () => {
    const names = loadTestContent()
      .titles()
      .flatMap(({ name, hangul, scripts }) => [name, ...(hangul === undefined ? [] : [hangul]), ...Object.values(scripts ?? {})]);
    expect(
      complaints((exchange) =>
        listParts(exchange)
          .flatMap((part) => Coloured.safeParse(part).data ?? [])
          .map(({ components }) => components.map(({ content }) => content).join('\n'))
          .filter((text) => !names.some((name) => text.replaceAll('\\', '').includes(name)))
          .map(() => 'the title is told by its colour alone'),
      ),
    ).toEqual([]);
  });

  it('gives no two buttons of a message the same words, so that only their colour would tell them apart', () => {
    expect(
      complaints((exchange) => {
        const labels = listParts(exchange)
          .flatMap((part) => Styled.safeParse(part).data ?? [])
          .map(({ label }) => label);
        return labels.filter((label, index) => label !== '' && labels.indexOf(label) !== index);
      }),
    ).toEqual([]);
  });

  it('writes moments so that each reader sees their own time', () => {
    const moment = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|\d{1,2}:\d{2}(:\d{2})? ?(UTC|GMT|Z\b)/;
    expect(
      complaints(({ reply }) => (moment.test(reply.text) ? [`a moment that is no stamp: ${moment.exec(reply.text)?.[0]}`] : [])),
    ).toEqual([]);
  });
});

describe('a server that wants ordinary messages', () => {
  const surroundings = { memberPermissions: ADMIN_PERMISSIONS };

  it('is told the same, line by line, as one with cards', async () => {
    const content = loadTestContent();
    const cards = await askEverything(createBot({ isStill: true }), content, { surroundings, brief: true });
    const plain = await askEverything(createBot({ isStill: true, settings: { replyStyle: 'plain' } }), content, {
      surroundings,
      brief: true,
    });
    const told = new Set(plain.flatMap(listLines));
    expect(told.size).toBeGreaterThan(500);
    expect([...new Set(cards.flatMap(listLines))].filter((line) => !told.has(line))).toEqual([]);
  });

  it('gets ordinary messages, but where the controls need a card', async () => {
    const exchanges = await askEverything(createBot({ isStill: true, settings: { replyStyle: 'plain' } }), loadTestContent(), {
      brief: true,
    });
    const cards = exchanges.filter(({ type, reply }) => type !== 4 && reply.form === undefined && !reply.isPlain);
    expect(cards.map(({ call }) => call)).toEqual([]);
  });
});

/** The lines of a reply, but for the small ones at its end: what a page rests on hangs on where pages end. */
function listLines({ call, type, reply }: Exchange): readonly string[] {
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
