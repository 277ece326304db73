/**
 * Most of what people type is plain letters, and is read in a quicker way than the rest. Keyboards leave signs behind that nobody sees: with
 * one at its end a text is read in the general way, and must be read as the same.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadCare } from '../../src/care/load.ts';
import { readTyped } from '../../src/content/search/letters.ts';
import { cleanTyped, escapeMarkdown, foldAccents, foldText } from '../../src/text/text.ts';
import { readLine } from '../../src/text/typed-line.ts';

const UNSEEN = '\u200b';
const SAID = ['phrases', 'told'].flatMap((file) =>
  readFileSync(new URL(`../fixtures/care/${file}.tsv`, import.meta.url), 'utf8').split('\n'),
);
const { listener } = loadCare();

const letters = (unit: fc.Arbitrary<string>) => fc.string({ unit, maxLength: 12 });
const ascii = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
const piece = fc.oneof(
  letters(ascii),
  letters(fc.constantFrom(..."aabbsstmM019'`.- ")),
  fc.constantFrom(
    ' ',
    'a  b',
    "'s ",
    "`S'",
    "'s.",
    '--',
    '...',
    '<@1>',
    '<:a:1>',
    'https://a.b/c',
    '# ',
    '1. ',
    '- ',
    '@everyone',
    '||',
    'aaaa',
    'SAAAAD',
  ),
);
const plain = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const mixed = fc
  .array(fc.oneof(piece, letters(fc.constantFrom(...'문강태김の一龍ヤンー가'))), { maxLength: 8 })
  .map((pieces) => pieces.join(''));
const said = fc
  .tuple(piece, fc.constantFrom(...SAID.map((row) => row.split('\t')[2] ?? '')), piece, fc.boolean())
  .map(([before, text, after, isLoud]) => [before, isLoud ? text.toUpperCase() : text, after].join(' '));

it.each([
  ['a name', mixed, (text: string) => readTyped(text.slice(0, 70)), (text: string) => readTyped(text.slice(0, 70) + UNSEEN)],
  [
    'a question',
    plain,
    (text: string) => ({ ...readLine(text), typed: '', raw: '' }),
    (text: string) => ({ ...readLine(text + UNSEEN), typed: '', raw: '' }),
  ],
  ['distress', said, (text: string) => listener.hear([text]), (text: string) => listener.hear([text + UNSEEN])],
  ['a feeling', said, (text: string) => listener.feelIn(text), (text: string) => listener.feelIn(text + UNSEEN)],
  ['what is compared', mixed, foldText, (text: string) => foldText(text + UNSEEN)],
  ['what is compared without accents', mixed, foldAccents, (text: string) => foldAccents(text + UNSEEN)],
  ['what is shown', mixed, (text: string) => cleanTyped(text), (text: string) => cleanTyped(text + UNSEEN)],
  ['markdown', mixed, (text: string) => `${escapeMarkdown(text)}@`, (text: string) => escapeMarkdown(`${text}@`)],
] as const)('%s is read the same with a sign that nobody sees', (_what, text, quick, general) => {
  const differing = new Set<string>();
  fc.assert(
    fc.property(text, (drawn) => {
      const read = quick(drawn);
      expect(general(drawn)).toEqual(read);
      differing.add(JSON.stringify(read) ?? '');
    }),
    { numRuns: 200, seed: 20_200_620 },
  );
  expect(differing.size).toBeGreaterThan(2);
});
