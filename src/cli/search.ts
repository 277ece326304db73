/** `nabi search 'kang tae'`: who a name finds, best first. */
import { chooseTitle, EVERYTHING, withContent } from './content.ts';
import { refuseWords, subcommand } from './refusal.ts';
import { answerEach, FLAG, readWords, TEXT } from './words.ts';

const USAGE = `Usage: nabi search <words|-> [--title id] [--json]
With - it reads one query a line from standard input and prints one answer a line.
`;

/** With --json each answer is an array of {id, kind, title, name, hangul, score, confident}. Exit codes: 0 done, 2 wrong usage. */
export const runSearch = subcommand(USAGE, (args, io) => {
  const { values, positionals } = readWords(args, { json: FLAG, title: TEXT }, Infinity);
  if (positionals.length === 0) refuseWords('Type a name to look for.');
  return withContent(io, (content) => {
    const scope = values.title === undefined ? {} : { title: chooseTitle(content, values.title).id };
    return answerEach(io, positionals.join(' '), (typed) => {
      const hits = content.search(typed, { spoilerCeiling: EVERYTHING, ...scope });
      if (values.json) return `${JSON.stringify(hits.map((hit) => ({ ...hit, hangul: hit.hangul ?? null })))}\n`;
      if (hits.length === 0) return `${typed}: nobody found\n`;
      return hits
        .map(
          (hit) =>
            `${hit.score.toFixed(3)} ${hit.confident ? '*' : ' '} ${hit.name}${hit.hangul ? ` (${hit.hangul})` : ''}  ${hit.kind}  ${hit.id}\n`,
        )
        .join('');
    });
  });
});
