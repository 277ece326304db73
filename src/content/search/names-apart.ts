/** Names in a sentence whose words stand apart. A word from which no name begins is left at once, so that a long sentence costs little. */
import { standsApart, type TypedLine } from '../../text/typed-line.ts';
import type { NameSpan, SearchOptions } from '../types.ts';
import { readTyped } from './letters.ts';
import type { FoundName, NameFinders } from './name-finders.ts';
import { normalizePhrase } from './phrases.ts';
import { rolesCalled } from './roles.ts';
import { joinSkeletons, skeletonOf } from './skeleton.ts';
import { firstFrom } from './sorted.ts';

const MOST_WORDS = 9;
const LEAST_SOUNDED_LETTERS = 4;
/** Of a given name that somebody writes an s behind. */
const LEAST_OWNER = 7;
/** With a word of one letter. */
const LEAST_LETTERS = 6;
const NOTHING: FoundName = { hits: [], isSure: false };

/** Finds ceremonies, songs and who sings them by exactly their letters. */
export type HitThings = (key: string, options: SearchOptions) => NameSpan['hits'];

/** @param thingKeys the letters of ceremonies, songs and who sings them. */
export function buildNamesApart(
  { keys, skeletons, findNamed }: NameFinders,
  titleForms: readonly string[],
  nicknames: readonly string[],
  thingKeys: readonly string[],
): (line: TypedLine, options: SearchOptions, hitThings: HitThings) => NameSpan[] {
  const written = listSorted([...keys, ...thingKeys]);
  const sounded = listSorted(skeletons);
  const titleByKey = new Map(titleForms.flatMap((form) => listTitleKeys(form).map((key) => [key, form] as const)));
  const phraseOf = (text: string) => normalizePhrase(readTyped(text).words);
  const roleKeys = new Set(nicknames.filter(isRoleName).map((text) => phraseOf(text).join('')));
  // Their words may stand in another order.
  const phraseWords = new Set(['of', 'the', ...[...nicknames, ...titleForms, ...titleByKey.keys()].flatMap(phraseOf)]);
  for (const form of titleForms) for (const word of readTyped(form.replace(/['’]/g, '')).words) phraseWords.add(word);
  const isPhraseWord = (word: string) => phraseWords.has(normalizePhrase([word])[0] ?? 'the');
  /** "moon youngs mom" */
  const ownerIn = (word: string) => (!isPhraseWord(word) && mayBeOwner(word) && isPhraseWord(word.slice(0, -1)) ? word.slice(0, -1) : word);

  return (line, options, hitThings) => {
    const { words, raw } = line;
    const sounds = words.map(({ text, script }) => (standsApart(script) ? skeletonOf([text]) : ''));
    const found: NameSpan[] = [];
    for (const [index, first] of words.entries()) {
      if (!standsApart(first.script)) continue;
      let key = '';
      let sound = '';
      let isPhrase = true;
      for (let count = 1; count <= MOST_WORDS; count += 1) {
        const last = words[index + count - 1];
        if (last === undefined || !standsApart(last.script) || (count > 1 && !last.isNext)) break;
        key += last.text;
        sound = joinSkeletons([sound, sounds[index + count - 1] ?? '']);
        isPhrase = isPhrase && (isPhraseWord(last.text) || ownerIn(last.text) !== last.text);
        // The last sound may become one with the next.
        const mayGoOn = isPhrase || written.begins(key) || sounded.begins(sound.slice(0, -1));
        if (!mayGoOn && !titleByKey.has(key) && !mayBeOwner(key)) break;
        const texts = words.slice(index, index + count).map(({ text }) => text);
        // "apa n" is no APAN, and "the screenwriter of" nobody.
        const isNone =
          (key.length < LEAST_LETTERS && count > 1 && texts.some((text) => text.length === 1)) || /^(?:of|the)$/.test(last.text);
        if (!isNone) {
          const exact = hitThings(key, options);
          const known = exact.length === 0 && mayBeOwner(key) ? hitThings(key.slice(0, -1), options) : exact;
          const span = { from: first.from, to: last.to };
          if (known.length > 0) found.push({ ...span, hits: known, isSure: false });
          const owned = texts.map((text, place) => (place < texts.length - 1 ? ownerIn(text) : text));
          const phrase = isPhrase ? normalizePhrase(owned).join('') : key;
          const isOwned = owned.some((text, place) => text !== texts[place]);
          const named = fitWords(isOwned ? owned.join(' ') : raw.slice(first.rawFrom, last.rawTo), { key, sound, phrase }, options);
          // "Editor" is somebody's nickname in English, and a publisher in Spanish.
          const isRole = () => !named.isSure && options.locale !== undefined && rolesCalled(texts, options.locale).length > 0;
          if (named.hits.length > 0 && !isRole())
            found.push({ ...span, ...named, ...(!named.isSure && roleKeys.has(phrase) ? { isRole: true } : {}) });
        }
        if (!mayGoOn) break;
      }
    }
    return found;
  };

  function fitWords(
    typed: string,
    said: { readonly key: string; readonly sound: string; readonly phrase: string },
    options: SearchOptions,
  ): FoundName {
    const title = titleByKey.get(said.phrase);
    if (title !== undefined) return findNamed(title, options);
    const mayBe =
      written.has(said.key) || written.has(said.phrase) || (said.key.length >= LEAST_SOUNDED_LETTERS && sounded.has(said.sound));
    const named = mayBe ? findNamed(typed, options) : NOTHING;
    if (named.hits.length > 0 || !mayBeOwner(said.key)) return named;
    const owner = typed.slice(0, -1);
    const mayOwn = written.has(said.key.slice(0, -1)) || sounded.has(said.sound.slice(0, -1));
    const owning = mayOwn ? findNamed(owner, options) : NOTHING;
    return owning.isSure || owner.length >= LEAST_OWNER ? owning : NOTHING;
  }
}

/** "Kim Soo Hyuns address": a possession without its mark. */
export const mayBeOwner = (key: string): boolean => key.endsWith('s') && key.length > 1 && key.charAt(key.length - 2) !== 's';

/** Letters and digits alone stand apart; in names of other scripts there is a letter that does not. */
export function isWrittenOn(key: string): boolean {
  return /[^a-z0-9]/.test(key.charAt(0));
}

interface Sorted {
  has(key: string): boolean;
  /** Whether one of them begins so. */
  begins(start: string): boolean;
}

function listSorted(keys: Iterable<string>): Sorted {
  const all = new Set(keys);
  const sorted = [...all].sort();
  return {
    has: (key) => all.has(key),
    begins: (start) => sorted[firstFrom(sorted, (key) => key, start)]?.startsWith(start) === true,
  };
}

/** "the pizza guy" says what somebody is, "Dr. Oh" and "KSH" who. */
function isRoleName(nickname: string): boolean {
  return /[a-z]/.test(nickname) && nickname === nickname.toLowerCase();
}

/** A title as people type it, with and without what stands behind its apostrophes. */
function listTitleKeys(form: string): readonly string[] {
  return [form, form.replace(/['’]/g, '')]
    .map((text) => normalizePhrase(readTyped(text).words).join(''))
    .filter((key) => !isWrittenOn(key));
}
