/**
 * What was typed and is in no pack, such as names nobody has. Some of it is asked again and again, and some is one person's alone: an answer
 * to it may lie in memory only once two people have typed the same. Until then, and of what may never, there is a digest that says nothing.
 */
import { hash } from 'node:crypto';

const MOST_REMEMBERED = 500;

export interface TypedTexts {
  /** Whether somebody else typed the same lately. It is noted that this person has. */
  isOfSeveral(texts: readonly string[], userId: string): boolean;
  /** From now on these are of nobody: what was asked so is not to be kept. */
  forbid(texts: readonly string[]): void;
}

const NEVER = 'never';

/**
 * @param salt of this process alone: without it whoever came by a digest could try out texts on it.
 * @param most As many are known for certain, and at most twice as many: the older half goes at once.
 */
export function createTypedTexts(salt: string, most = MOST_REMEMBERED): TypedTexts {
  const digest = (...parts: readonly string[]) => hash('sha256', JSON.stringify([salt, ...parts]), 'base64');
  /** By the digest of what was typed, that of it and its first typist. */
  let recent = new Map<string, string>();
  let before = recent;

  function note(text: string, by: string): void {
    if (recent.size >= most) [before, recent] = [recent, new Map()];
    recent.set(text, by);
  }

  return {
    isOfSeveral(texts, userId) {
      const text = digest(...texts);
      const by = digest(...texts, userId);
      const first = recent.get(text) ?? before.get(text);
      if (first === undefined) note(text, by);
      return first !== undefined && first !== NEVER && first !== by;
    },
    forbid: (texts) => note(digest(...texts), NEVER),
  };
}
