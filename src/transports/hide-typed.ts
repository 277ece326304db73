/** Keeps what people typed out of the log, also where it hides in the message of an error nobody foresaw. */

/** Shorter texts would turn ordinary words into blanks, and say nothing about whoever typed them. */
const SHORTEST = 3;
const HIDDEN = '[typed]';

/** The error with every text somebody typed replaced in its message and its stack. What is not an error comes back as it is. */
export function hideTyped(error: unknown, interaction: object): unknown {
  if (!(error instanceof Error)) return error;
  const longestFirst = [...listTyped('data' in interaction ? interaction.data : null)].sort((a, b) => b.length - a.length);
  const hide = (text: string): string => longestFirst.reduce((hidden, typed) => hidden.replaceAll(typed, HIDDEN), text);
  const shown = new Error(hide(error.message));
  shown.name = error.name;
  shown.stack = hide(error.stack ?? '');
  if ('code' in error) Object.assign(shown, { code: error.code });
  if (error.cause !== undefined) shown.cause = hideTyped(error.cause, interaction);
  return shown;
}

/** Every value of an option, a field or a select, however deep: Discord's names for what people give. */
function listTyped(part: unknown): Set<string> {
  const typed = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      const texts = name === 'value' ? [inner] : name === 'values' && Array.isArray(inner) ? inner : [];
      for (const text of texts) if (typeof text === 'string' && text.length >= SHORTEST) typed.add(text);
      visit(inner);
    }
  };
  visit(part);
  return typed;
}
