/** `nabi search 'kang tae'`: who a name finds, best first. */
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { withContent } from './content.ts';
import { type CliIo, EXIT_DONE } from './io.ts';
import { parseWords, refuseWords } from './words.ts';

const USAGE = `Usage: nabi search <words|-> [--title id] [--json]
With - it reads one query a line from standard input and prints one answer a line.
`;

/** The whole index, for those who keep it: whoever asks here has the packs before them. Discord's commands keep their ceilings. */
const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** With --json each answer is an array of {id, kind, title, name, hangul, score, confident}. Exit codes: 0 done, 2 wrong usage. */
export async function runSearch(args: readonly string[], io: CliIo): Promise<number> {
  const asked = parseWords(args, {
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, title: { type: 'string' } },
  });
  if (asked === undefined || asked.positionals.length === 0) return refuseWords(io, USAGE);
  const query = asked.positionals.join(' ');
  const { json, title } = asked.values;
  return withContent(io, async (content) => {
    const answerOne = (typed: string): string => {
      const hits = content.search(typed, { spoilerCeiling: EVERYTHING, ...(title === undefined ? {} : { title }) });
      if (json) return `${JSON.stringify(hits.map((hit) => ({ ...hit, hangul: hit.hangul ?? null })))}\n`;
      if (hits.length === 0) return `${typed}: nobody found\n`;
      return hits
        .map(
          (hit) =>
            `${hit.score.toFixed(3)} ${hit.confident ? '*' : ' '} ${hit.name}${hit.hangul ? ` (${hit.hangul})` : ''}  ${hit.kind}  ${hit.id}\n`,
        )
        .join('');
    };
    if (query !== '-') {
      io.stdout.write(answerOne(query));
      return EXIT_DONE;
    }
    for await (const line of createInterface({ input: Readable.from(io.stdin) })) io.stdout.write(answerOne(line));
    return EXIT_DONE;
  });
}
