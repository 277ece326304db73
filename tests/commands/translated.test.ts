/** Replies over packs that are translated in part: nothing stays in the packs' language without the reply saying so. */
import { beforeAll, describe, expect, it } from 'vitest';
import { inLanguage } from '../../src/content/in-language.ts';
import { listOriginals, neededFields } from '../../src/packs/translation.ts';
import { curlMarks, escapeMarkdown } from '../../src/text/text.ts';
import { createBot, DRAMA, FILM, loadTestContent, say } from '../support/bot.ts';
import { readOwnPacks } from '../support/made-once.ts';
import { askEverything, type Exchange } from '../support/replies.ts';
import { isWhole, shareOf } from '../support/share.ts';

// The sentences around them are English here: what the packs say is what is looked for.
const ONLY_IN = say('sources.onlyIn', { language: 'English' });
const WORDS_IN = say('quote.wordsIn', { language: 'English' });
const OURS = say('quote.ours');

/** Titles of works and documents are names: they stay, and a text may be no more than one of them. */
const names = [DRAMA, FILM].flatMap((title) => [
  loadTestContent().title(title)?.name ?? '',
  ...loadTestContent()
    .list('sources', title)
    .map((source) => source.title),
]);

/** Texts long enough to be nobody's name, as a reply shows them. */
const originals = readOwnPacks().packs.flatMap((pack) =>
  [...listOriginals(pack).values()].flatMap((original) =>
    neededFields(original).flatMap((field) => {
      const text = original.texts[field];
      return typeof text === 'string' &&
        text.split(' ').length > 4 &&
        !names.some((name) => name.includes(curlMarks(text).replace(/\.$/, '')))
        ? [escapeMarkdown(curlMarks(text))]
        : [];
    }),
  ),
);
const quoted = [DRAMA, FILM].flatMap((title) =>
  loadTestContent()
    .list('quotes', title)
    .map(({ text }) => escapeMarkdown(text)),
);

const LOCALES = ['ko', 'es-419', 'pt-BR', 'id', 'ja'];
const TELLING = ['about', 'awards', 'cast', 'episodes', 'quote', 'season2'];

describe.each(LOCALES)('the replies to a reader of %s', (locale) => {
  let exchanges: readonly Exchange[];
  beforeAll(async () => {
    const content = inLanguage(loadTestContent(), locale);
    const only = shareOf(TELLING, LOCALES.indexOf(locale), 3);
    exchanges = await askEverything(createBot({ content }), content, { brief: true, stays: !isWhole, only });
  });

  it('say so wherever a text has no translation', () => {
    const silent = exchanges.flatMap(({ call, reply }) => {
      const found = reply.text.includes(ONLY_IN) ? undefined : originals.find((text) => reply.text.includes(text));
      return found === undefined ? [] : [`${call}: ${found.slice(0, 60)}`];
    });
    expect(silent).toEqual([]);
  });

  it('say in which language quotes stay, or whose translation stands above them', () => {
    const silent = exchanges.flatMap(({ call, reply }) => {
      const found = [WORDS_IN, OURS].some((mark) => reply.text.includes(mark))
        ? undefined
        : quoted.find((text) => reply.text.includes(text));
      return found === undefined ? [] : [`${call}: ${found.slice(0, 60)}`];
    });
    expect(silent).toEqual([]);
  });

  it('answer whether there is a next season, and what the works are, in that language alone', async () => {
    const bot = createBot({ content: inLanguage(loadTestContent(), locale) });
    for (const title of [DRAMA, FILM]) {
      expect((await bot.ask({ name: 'season2', options: { title } })).text).not.toContain(ONLY_IN);
      expect((await bot.ask({ name: 'about', options: { title } })).text).not.toContain(ONLY_IN);
    }
  });
});
