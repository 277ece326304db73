/** Mends what the checker is sure of: where it proposes one word for another, or a text in quotes, and the line leaves no doubt. */
import type { Problem } from './problem.ts';

export interface Mended {
  readonly text: string;
  /** What was mended, as problems with the remedy that was taken. */
  readonly done: readonly Problem[];
}

interface Change {
  /** What stands there now and what is to stand there. */
  readonly from: RegExp;
  readonly to: string;
}

/** The text of one file with what can be mended of its problems; each only where the line holds it exactly once. */
export function mendText(text: string, problems: readonly Problem[]): Mended {
  const lines = text.split('\n');
  const done: Problem[] = [];
  for (const one of problems) {
    const change = readChange(one);
    const line = lines[one.line - 1];
    if (change === undefined || line === undefined || [...line.matchAll(new RegExp(change.from, 'g'))].length !== 1) continue;
    lines[one.line - 1] = line.replace(change.from, () => change.to);
    done.push(one);
  }
  return { text: lines.join('\n'), done };
}

function readChange({ problem, remedy }: Problem): Change | undefined {
  const meant = /^did you mean "([^"]+)"\?|^did you mean ([\w-]+)\?/.exec(remedy);
  const better = meant?.[1] ?? meant?.[2];
  const key = /^"([^"]+)" is not known here/.exec(problem)?.[1];
  if (better !== undefined && key !== undefined) return { from: word(key, ':'), to: `${better}:` };
  const given = /(?:there is no [a-z ]+|cannot be|the theme) "([^"]+)"/.exec(problem)?.[1];
  if (better !== undefined && given !== undefined) return { from: word(given), to: better };
  const number = /^put it in quotes: "([^"]+)"$/.exec(remedy)?.[1];
  if (number !== undefined) return { from: word(number), to: `"${number}"` };
  return undefined;
}

/** A word by itself: not part of a longer one. */
function word(text: string, after = ''): RegExp {
  return new RegExp(`(?<![\\w-])${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${after === '' ? '(?![\\w-])' : after}`);
}
