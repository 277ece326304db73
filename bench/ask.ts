/** What a question of 200 letters costs to understand, in every language; what it is answered with is the router's. */
import { readFileSync } from 'node:fs';
import { inLanguage } from '../src/content/in-language.ts';
import { lowestCeiling } from '../src/content/spoilers.ts';
import { loadLanguages } from '../src/language/locales.ts';
import { withContent } from './support/content.ts';
import { atMost, formatMs, type Part, percentile } from './support/figures.ts';

const QUESTIONS = new URL('../tests/fixtures/questions.tsv', import.meta.url);
const LETTERS = 200;
/** The fastest of them counts: what somebody else's work on this machine takes is not Nabi's. */
const ROUNDS = 7;
const TARGET_MS = 1;

export function benchAsk(): Promise<Part> {
  return withContent(async (content) => {
    const { questions } = loadLanguages();
    const ceilings = Object.fromEntries(content.titles().map((title) => [title.id, lowestCeiling(title)]));
    const [, ...lines] = readFileSync(QUESTIONS, 'utf8').trimEnd().split('\n');
    const took = lines.map((line, index) => {
      const [locale = '', question = ''] = line.split('\t');
      // Questions of the same language in a row, as one long one.
      const more = lines.slice(index + 1).filter((other) => other.startsWith(`${locale}\t`));
      const text = [question, ...more.map((other) => other.split('\t')[1] ?? ''), question.repeat(LETTERS)].join(' ').slice(0, LETTERS);
      const asked = { content: inLanguage(content, locale), locale, ceilings };
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < ROUNDS; round += 1) {
        const startedMs = performance.now();
        questions.read(text, asked);
        best = Math.min(best, performance.now() - startedMs);
      }
      return best;
    });
    const p99 = percentile(took, 0.99);
    return {
      title: `A question of ${LETTERS} letters, ${lines.length} of them in six languages`,
      rows: [
        { what: 'understood, p50', figure: formatMs(percentile(took, 0.5)) },
        { what: 'understood, p99', figure: formatMs(p99), target: atMost(p99, TARGET_MS, formatMs(TARGET_MS)) },
      ],
    };
  });
}
