/** Keeps what people typed out of the log, also where it hides in the message of an error nobody foresaw. */
import { cleanTyped } from '../text/text.ts';

/** Shorter texts would turn ordinary words into blanks, and say nothing about whoever typed them. */
const SHORTEST = 3;
const LONGEST = 6_000;
const HIDDEN = '[typed]';

/**
 * The error with every text somebody gave in the interaction replaced in its message; where in the code it was thrown
 * stays as it is. What is not an error comes back as it is.
 */
export function hideTyped(error: unknown, interaction: object): unknown {
  if (!(error instanceof Error)) return error;
  const typed = listTyped('data' in interaction ? interaction.data : null);
  const longestFirst = [...typed].sort((a, b) => b.length - a.length).map((text) => RegExp.escape(text));
  return longestFirst.length === 0 ? error : hideIn(error, new RegExp(longestFirst.join('|'), 'giu'));
}

function hideIn(error: Error, typed: RegExp): Error {
  const shown = new Error(error.message.replace(typed, HIDDEN));
  shown.name = error.name;
  // V8 writes the message at the head of the stack.
  shown.stack = (error.stack ?? '').replace(error.message, () => shown.message);
  if ('code' in error) Object.assign(shown, { code: error.code });
  if (error.cause instanceof Error) shown.cause = hideIn(error.cause, typed);
  return shown;
}

/** Every value of an option, a field or a select, however deep, as it came and as commands see it. */
function listTyped(part: unknown): Set<string> {
  const typed = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      const given = name === 'value' ? [inner] : name === 'values' && Array.isArray(inner) ? inner : [];
      for (const text of given.filter((one) => typeof one === 'string')) {
        for (const form of [text, text.trim(), cleanTyped(text, LONGEST)]) if (form.length >= SHORTEST) typed.add(form);
      }
      visit(inner);
    }
  };
  visit(part);
  return typed;
}
