/** Titles, nicknames and roles: English words, often with a name among them ("Ju-ri's mom", "head of OK hospital"). */

/** Words that mean the same in a nickname or a title, in whichever language titles are known by; the first stands for all. */
const SAME_WORDS: readonly (readonly string[])[] = [
  ['mother', 'mom', 'mum', 'mommy', 'mummy', 'mama', 'eomma', 'omma'],
  ['father', 'dad', 'daddy', 'papa', 'appa'],
  ['brother', 'bro'],
  ['older', 'elder', 'big'],
  ['younger', 'little', 'kid'],
  ['doctor', 'dr'],
  ['okay', 'ok', 'oke', 'okey'],
  ['nao', 'n'],
  ['tidak', 'gak', 'nggak', 'ngga', 'ga', 'enggak', 'tak'],
  ['gapapa', 'gpp'],
  ['saja', 'aja'],
  ['film', 'movie', 'filme', 'pelicula', 'peli'],
];

const GROUP_OF = new Map(SAME_WORDS.flatMap((group) => group.map((word) => [word, group] as const)));

/** All words that mean the same as this one, itself included. */
export function listSameWords(word: string): readonly string[] {
  return GROUP_OF.get(word) ?? [word];
}

/** Brings words to one order and choice: no "the", "A of B" as "B A", one word for "mom", "mum" and "mother". The very words where they are so. */
export function normalizePhrase(words: readonly string[]): readonly string[] {
  if (!words.some((word) => word === 'the' || word === 'of' || GROUP_OF.has(word))) return words;
  const kept = words.filter((word) => word !== 'the');
  const of = kept.indexOf('of');
  const ordered = of > 0 ? [...kept.slice(of + 1), ...kept.slice(0, of)] : kept;
  return ordered.map((word) => GROUP_OF.get(word)?.[0] ?? word);
}
