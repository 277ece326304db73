/** `nabi search 'kang tae'`: who a name finds, best first. */
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { withContent } from './content.ts';
import { type CliIo, EXIT_DONE, EXIT_WRONG_USAGE } from './io.ts';

const USAGE = `Usage: nabi search <words|-> [--title id] [--json]
With - it reads one query a line from standard input and prints one answer a line.
`;

/** The whole index, for those who keep it: whoever asks here has the packs before them. Discord's commands keep their ceilings. */
const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** With --json each answer is an array of {id, kind, title, name, hangul, score, confident}. Exit codes: 0 done, 2 wrong usage. */
export async function runSearch(args: readonly string[], io: CliIo): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) {
    io.stderr.write(USAGE);
    return EXIT_WRONG_USAGE;
  }
  const { query, json, title } = asked;
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

function readArguments(args: readonly string[]): { query: string; json: boolean; title: string | undefined } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, title: { type: 'string' } },
    });
    return positionals.length === 0 ? undefined : { query: positionals.join(' '), json: values.json, title: values.title };
  } catch {
    return undefined;
  }
}
