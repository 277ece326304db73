/** Titles, nicknames and roles: English words, often with a name among them ("Ju-ri's mom", "head of OK hospital"). */

/** Words that mean the same in a nickname; the first stands for all. */
const SAME_WORDS: readonly (readonly string[])[] = [
  ['mother', 'mom', 'mum', 'mommy', 'mummy', 'mama', 'eomma', 'omma'],
  ['father', 'dad', 'daddy', 'papa', 'appa'],
  ['brother', 'bro'],
  ['older', 'elder', 'big'],
  ['younger', 'little', 'kid'],
  ['doctor', 'dr'],
  ['okay', 'ok'],
  ['film', 'movie'],
];

const GROUP_OF = new Map(SAME_WORDS.flatMap((group) => group.map((word) => [word, group] as const)));

/** All words that mean the same as this one, itself included. */
export function listSameWords(word: string): readonly string[] {
  return GROUP_OF.get(word) ?? [word];
}

/** Brings words to one order and choice: no "the", "A of B" as "B A", one word for "mom", "mum" and "mother". */
export function normalizePhrase(words: readonly string[]): readonly string[] {
  const kept = words.filter((word) => word !== 'the');
  const of = kept.indexOf('of');
  const ordered = of > 0 ? [...kept.slice(of + 1), ...kept.slice(0, of)] : kept;
  return ordered.map((word) => GROUP_OF.get(word)?.[0] ?? word);
}

const splitSet = (words: string) => new Set(words.split(' '));

/**
 * Forms of address and occupations that people put beside a name. They say nothing about who is meant once nothing
 * fits the whole, so the name is looked for without them.
 */
const BESIDE_NAMES = splitSet(
  'mr mister mrs ms miss ssi nim sunbae sunbaenim dr doctor nurse caregiver writer author director ceo president actor actress ' +
    'character the 씨 님 배우 작가 작가님 간호사 선생님 감독 감독님 대표 원장 원장님 보호사',
);

/** The same for the family: "Gang-tae hyung" may be Gang-tae, or the hyung he has. */
const KIN = splitSet('oppa unnie unni eonni eonnie noona nuna hyung hyungnim 오빠 언니 누나 형 형님');

/** Words without what stands beside a name; undefined when nothing of that kind is there, or nothing else. */
export function withoutAddress(words: readonly string[]): { readonly words: readonly string[]; readonly isKin: boolean } | undefined {
  const isBeside = (word = '') => BESIDE_NAMES.has(word) || KIN.has(word);
  let start = 0;
  let end = words.length;
  while (start < end && isBeside(words[start])) start++;
  while (end > start && isBeside(words[end - 1])) end--;
  const rest = words.slice(start, end);
  if (rest.length > 0 && rest.length < words.length) return { words: rest, isKin: words.some((word) => KIN.has(word)) };
  // In Hangul the address is written onto the name: 문강태씨.
  const [, name, address = ''] = (rest.length === 1 && /^([가-힣]{2,})(씨|님|오빠|언니|누나|형|배우)$/.exec(rest[0] ?? '')) || [];
  return name === undefined ? undefined : { words: [name], isKin: KIN.has(address) };
}
