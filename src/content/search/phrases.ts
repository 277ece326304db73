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
  ['its', 'itis'],
  ['film', 'movie'],
];

const GROUP_OF = new Map(SAME_WORDS.flatMap((group) => group.map((word) => [word, group] as const)));

/** All words that mean the same as this one, itself included. */
export function listSameWords(word: string): readonly string[] {
  return GROUP_OF.get(word) ?? [word];
}

/** Brings words to one order and choice: no "the", "A of B" as "B A", one word for "mom", "mum" and "mother". */
export function normalizePhrase(words: readonly string[]): readonly string[] {
  if (words.length < 2) return words.map((word) => GROUP_OF.get(word)?.[0] ?? word);
  const kept = words.filter((word) => word !== 'the');
  const of = kept.indexOf('of');
  const ordered = of > 0 ? [...kept.slice(of + 1), ...kept.slice(0, of)] : kept;
  return ordered.map((word) => GROUP_OF.get(word)?.[0] ?? word);
}

/**
 * Forms of address and occupations that people put beside a name. They say nothing about who is meant once nothing
 * fits the whole, so the name is looked for without them.
 */
const BESIDE_NAMES = new Set(
  (
    'mr mister mrs ms miss ssi nim oppa unnie unni eonni eonnie noona nuna hyung hyungnim sunbae sunbaenim ' +
    'dr doctor nurse caregiver writer author director ceo president actor actress character the ' +
    '씨 님 오빠 언니 누나 형 배우 작가 작가님 간호사 선생님 감독 감독님 대표 원장 원장님 보호사'
  ).split(' '),
);

/** The words without what stands beside a name; undefined when nothing of that kind is there, or nothing else. */
export function withoutAddress(words: readonly string[]): readonly string[] | undefined {
  let start = 0;
  let end = words.length;
  while (start < end && BESIDE_NAMES.has(words[start] ?? '')) start++;
  while (end > start && BESIDE_NAMES.has(words[end - 1] ?? '')) end--;
  const rest = words.slice(start, end);
  if (rest.length > 0 && rest.length < words.length) return rest;
  // In Hangul the address is written onto the name: 문강태씨.
  const [only = ''] = rest;
  const joined = rest.length === 1 ? /^([가-힣]{2,})(씨|님|오빠|언니|누나|형|배우)$/.exec(only)?.[1] : undefined;
  return joined === undefined ? undefined : [joined];
}
