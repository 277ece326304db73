/** Which words of a question are those of a line somebody remembers. */
import type { Content } from '../content/types.ts';
import { standsApart } from '../text/typed-line.ts';
import type { Found } from './found.ts';

/** One word may stand in any line. */
const LEAST_WORDS = 2;
const MOST_WORDS = 8;
const LEAST_LETTERS = 2;

/** The words that one line has most of, as they were typed; undefined where fewer than two stand in any. */
export function findQuoteWords(content: Pick<Content, 'quotes'>, titleId: string, { line, phrases, names }: Found): string | undefined {
  const isAsked = (from: number, to: number) =>
    phrases.some((phrase) => phrase.from <= from && phrase.to >= to && phrase.concepts.includes('quote'));
  const isSilent = (from: number, to: number) =>
    phrases.some((phrase) => phrase.from <= from && phrase.to >= to && phrase.concepts.length === 0);
  const isName = (from: number, to: number) => names.some((name) => name.from <= from && name.to >= to && name.isRole !== true);
  const words = line.words
    .filter(
      ({ script, text, from, to }) =>
        (text.length >= LEAST_LETTERS || script === 'han') &&
        script !== 'hiragana' &&
        !isAsked(from, to) &&
        !isName(from, to) &&
        (!standsApart(script) || !isSilent(from, to)),
    )
    .slice(0, MOST_WORDS)
    .map(({ rawFrom, rawTo, script, text }) => ({
      typed: line.raw.slice(rawFrom, rawTo),
      tries: script === 'hangul' ? [text, text.slice(0, -1)].filter((part) => part.length > 1) : [text],
    }));
  const having = words.flatMap(({ tries }) => {
    for (const word of tries) {
      const ids = content.quotes(titleId, { words: word }).map(({ id }) => id);
      if (ids.length > 0) return [{ word, ids: new Set(ids) }];
    }
    return [];
  });
  const counts = new Map<string, number>();
  for (const { ids } of having) for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  if (best === undefined || best[1] < LEAST_WORDS) return undefined;
  return having
    .filter(({ ids }) => ids.has(best[0]))
    .map(({ word }) => word)
    .join(' ');
}
