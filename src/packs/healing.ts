/** What makes a line a healing one, and which question stands beside it. */

/** Lines that may be shown unasked: `gentle` comforts, `firm` asks something of the reader. */
export const HEALING_TONES = ['gentle', 'firm'] as const;

/** A healing line is posted with a question, its own or one of the pack; with fewer to choose from they would come round too soon. */
export const QUESTIONS_PER_HEALING_LINE = 12;

/**
 * Whether a question of the pack fits a line. One without themes may be light, and a line that asks something of the reader can be
 * heavy: beside it stands only what shares a theme.
 */
export function isForLine(
  { themes }: { readonly themes?: readonly string[] | undefined },
  quote: { readonly themes: readonly string[]; readonly tone: string },
): boolean {
  return themes === undefined ? quote.tone !== 'firm' : themes.some((theme) => quote.themes.includes(theme));
}
