/** Why Discord refused a form, without a word of what was in it: its sentences repeat values, its codes and places do not. */
const MOST_SHOWN = 3;

/**
 * Place and code of the first few errors, such as "data.components.0.content: BASE_TYPE_MAX_LENGTH".
 * https://docs.discord.com/developers/reference#error-messages
 *
 * @param errors The `errors` of an answer with code 50035; anything else gives nothing.
 */
export function listRefusals(errors: unknown): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null || found.length >= MOST_SHOWN) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key !== '_errors' || !Array.isArray(inner)) walk(inner, place === '' ? key : `${place}.${key}`);
      else found.push(...inner.map((error: unknown) => `${place}: ${codeOf(error)}`));
    }
  };
  walk(errors, '');
  return found.slice(0, MOST_SHOWN);
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z_\d]+$/.test(code) ? code : 'refused';
}
