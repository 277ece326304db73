/** A text taken apart by the rules of Unicode. */

const segmenters = new Map<string, Intl.Segmenter>();

/** The letters of a text as people count them, an emoji of several signs as one. */
export function segmentGraphemes(text: string): Intl.Segments {
  return split('en', 'grapheme', text);
}

/** The words of a text of a language that writes them without spaces. */
export function segmentWords(locale: string, text: string): Intl.Segments {
  return split(locale, 'word', text);
}

/** Made when first needed: to read the rules takes 20 ms, and no start needs them. */
function split(locale: string, granularity: 'grapheme' | 'word', text: string): Intl.Segments {
  const key = `${locale} ${granularity}`;
  return segmenters.getOrInsertComputed(key, () => new Intl.Segmenter(locale, { granularity })).segment(text);
}
