/** Mends what the checker is sure of: where it proposes one word for another, or a text in quotes, and the line leaves no doubt. */
import type { Problem } from './problem.ts';

/** The text of one file with what can be mended of its problems; each only where the line holds it exactly once; and which were mended. */
export function mendText(text: string, problems: readonly Problem[]) {
  const lines = text.split('\n');
  const done: Problem[] = [];
  for (const one of problems) {
    const change = readChange(one);
    const line = lines[one.line - 1];
    const places = change === undefined || line === undefined ? [] : findWord(line, change.from);
    const [at] = places;
    if (change === undefined || line === undefined || at === undefined || places.length > 1) continue;
    lines[one.line - 1] = line.slice(0, at) + change.to + line.slice(at + change.from.length);
    done.push(one);
  }
  return { text: lines.join('\n'), done };
}

/** The word that stands there now, and what is to stand in its place. */
function readChange({ problem, remedy }: Problem) {
  const meant = /^did you mean "([^"]+)"\?|^did you mean ([\w-]+)\?/.exec(remedy);
  const better = meant?.[1] ?? meant?.[2];
  const key = /^"([^"]+)" is not known here/.exec(problem)?.[1];
  if (better !== undefined && key !== undefined) return { from: `${key}:`, to: `${better}:` };
  const [, after] = problem.startsWith('there is no ') ? ['', problem] : problem.split(/ cannot be |^the theme /, 2);
  const given = /"([^"]+)"/.exec(after ?? '')?.[1];
  if (better !== undefined && given !== undefined) return { from: given, to: better };
  const number = /^put it in quotes: "([^"]+)"$/.exec(remedy)?.[1];
  if (number !== undefined) return { from: number, to: `"${number}"` };
  const [, listed, one] = /^"([a-z_]+)" should be a list, but is (?:the text )?"?([\p{L}\p{N}][\p{L}\p{N} .'’-]*)"?$/u.exec(problem) ?? [];
  if (listed !== undefined && one !== undefined) return { from: `${listed}: ${one}`, to: `${listed}: [${one}]` };
  return undefined;
}

/** Where a word stands by itself in a line, not as part of a longer one. */
function findWord(line: string, word: string): readonly number[] {
  const places: number[] = [];
  for (let at = line.indexOf(word); at !== -1; at = line.indexOf(word, at + 1)) {
    const [before, after] = [line[at - 1] ?? ' ', line[at + word.length] ?? ' '];
    if (!/[\w-]/.test(before) && (word.endsWith(':') || !/[\w-]/.test(after))) places.push(at);
  }
  return places;
}
