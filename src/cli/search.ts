/** `nabi search 'kang tae'`: who a name finds, best first. */
import { EVERYTHING, withContent } from './content.ts';
import type { CliIo } from './io.ts';
import { answerEach, parseWords, refuseWords } from './words.ts';

const USAGE = `Usage: nabi search <words|-> [--title id] [--json]
With - it reads one query a line from standard input and prints one answer a line.
`;

/** With --json each answer is an array of {id, kind, title, name, hangul, score, confident}. Exit codes: 0 done, 2 wrong usage. */
export async function runSearch(args: readonly string[], io: CliIo): Promise<number> {
  const asked = parseWords(args, {
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, title: { type: 'string' } },
  });
  if (asked === undefined || asked.positionals.length === 0) return refuseWords(io, USAGE);
  const { json, title } = asked.values;
  return withContent(io, (content) =>
    answerEach(io, asked.positionals.join(' '), (typed) => {
      const hits = content.search(typed, { spoilerCeiling: EVERYTHING, ...(title === undefined ? {} : { title }) });
      if (json) return `${JSON.stringify(hits.map((hit) => ({ ...hit, hangul: hit.hangul ?? null })))}\n`;
      if (hits.length === 0) return `${typed}: nobody found\n`;
      return hits
        .map(
          (hit) =>
            `${hit.score.toFixed(3)} ${hit.confident ? '*' : ' '} ${hit.name}${hit.hangul ? ` (${hit.hangul})` : ''}  ${hit.kind}  ${hit.id}\n`,
        )
        .join('');
    }),
  );
}
