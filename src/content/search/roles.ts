/**
 * Roles and forms of address, in every language there is a table for, brought to the English words the packs have: "la madre de Juri",
 * 주리 엄마, ジュリの母 and "ibunya Juri" all are Juri and "mother".
 */
import { readTyped } from './letters.ts';
import { ROLE_WORDS } from './role-words.ts';

/** One way to understand what was typed. */
export interface RoleReading {
  /** The role in the packs' words, the first that somebody has; none where only a form of address was taken off. */
  readonly roles: readonly string[];
  /** What is left for the name; '' where the role is all. */
  readonly name: string;
  /** A form of address as in a family: not enough to be sure. */
  readonly isKin: boolean;
  /** What is left is said to have somebody in that role: "la hija de". */
  readonly isOf: boolean;
  /** One role is all that was typed. */
  readonly isOne: boolean;
}

/** A role and the name beside it. */
export type RoleOf = Pick<RoleReading, 'roles' | 'name'> & Partial<RoleReading>;

type RolePhraseKind = 'beside' | 'kin' | 'joiner' | 'role';

interface RolePhrase {
  readonly language: string;
  readonly kind: RolePhraseKind;
  readonly text: string;
  readonly roles: readonly string[];
}

/** "오지왕 원장님 씨", "el actor señor Kim": more words than that beside a name are no name. */
const MOST_TAKEN = 3;
const MOST_READINGS = 24;

interface RoleTable {
  readonly phrases: readonly RolePhrase[];
  readonly joiners: readonly RolePhrase[];
  readonly byText: ReadonlyMap<string, readonly RolePhrase[]>;
  readonly longest: number;
}

let made: RoleTable | undefined;

/** Made with the first search: the words of all languages take 15 ms, and no start needs them. */
function table(): RoleTable {
  made ??= buildTable();
  return made;
}

function buildTable(): RoleTable {
  const phrases = ROLE_WORDS.flatMap(({ language, beside, kin, joiners = '', roles: all = {} }): readonly RolePhrase[] => [
    ...listPhrases({ language, kind: 'beside', roles: [] }, beside),
    ...listPhrases({ language, kind: 'kin', roles: [] }, kin),
    ...listPhrases({ language, kind: 'joiner', roles: [] }, joiners),
    ...Object.entries(all).flatMap(([roles, list]) => listPhrases({ language, kind: 'role', roles: roles.split('|') }, list)),
  ]);
  const byText = groupByText(phrases.filter(({ kind }) => kind !== 'joiner'));
  return {
    phrases,
    joiners: phrases.filter(({ kind }) => kind === 'joiner'),
    byText,
    longest: Math.max(...[...byText.keys()].map((text) => text.length)),
  };
}

/** Every role there is a word for, to be looked for in a sentence. */
export function listRolePhrases(): readonly { readonly language: string; readonly text: string; readonly roles: readonly string[] }[] {
  return table().phrases.filter(({ kind }) => kind === 'role');
}

/** Whether these letters only join a role to a name in a language. */
export function isJoiner(letters: string, language: string): boolean {
  return table().joiners.some((joiner) => joiner.language === language && joiner.text === letters);
}

/** Every way to take roles and forms of address off both ends, the longest words first. */
export function readRoles(words: readonly string[]): readonly RoleReading[] {
  const readings = new Map<string, RoleReading>();
  const visit = (text: string, { roles, isKin, isOf }: Pick<RoleReading, 'roles' | 'isKin' | 'isOf'>, taken: number): void => {
    if (taken > 0) {
      const key = `${text}/${roles.join()}/${isKin}`;
      if (readings.has(key) || readings.size >= MOST_READINGS || (text === '' && roles.length === 0)) return;
      readings.set(key, { roles, name: text, isKin, isOf, isOne: text === '' && taken === 1 });
    }
    if (taken === MOST_TAKEN || text === '') return;
    for (const { rest, phrase, isJoined: isOfRest } of takeOff(text)) {
      const isRole = phrase.kind === 'role';
      // A second role is beside the name: "출판사 대표 이상인 대표님".
      const own = isRole && roles.length === 0 ? phrase.roles : roles;
      visit(rest, { roles: own, isKin: isKin || phrase.kind === 'kin', isOf: isOf || (isRole && isOfRest) }, taken + 1);
    }
  };
  visit(withoutJoiners(words.join(' '), 'start'), { roles: [], isKin: false, isOf: false }, 0);
  return [...readings.values()];
}

/** The roles that exactly these words are in the language of a locale. */
export function rolesCalled(words: readonly string[], locale: string): readonly string[] {
  const text = words.join(' ');
  return (table().byText.get(text) ?? []).find(({ kind, language }) => kind === 'role' && language === locale.split('-')[0])?.roles ?? [];
}

interface Taken {
  readonly rest: string;
  readonly phrase: RolePhrase;
  /** Something joined them: "de la". */
  readonly isJoined: boolean;
}

function takeOff(text: string): readonly Taken[] {
  const { byText, longest } = table();
  const found: Taken[] = [];
  const take = (words: string, from: number, to: number): void => {
    const phrases = byText.get(words);
    if (phrases === undefined) return;
    const beside = text.slice(from, to).trim();
    const rest = withoutJoiners(beside, 'both');
    for (const phrase of phrases) {
      // "강태의 형" is whose brother he is, and addresses nobody.
      const isJoined = rest !== beside;
      if (phrase.kind !== 'kin' || !isJoined) found.push({ rest, phrase, isJoined });
    }
  };
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    if (isWordEdge(text, length)) take(text.slice(0, length), length, text.length);
    if (length < text.length && isWordEdge(text, text.length - length)) take(text.slice(-length), 0, text.length - length);
  }
  return found;
}

/** Latin words end at a space or where the text does; other scripts are written on. */
function isWordEdge(text: string, at: number): boolean {
  return at === text.length || !isLatin(text.charCodeAt(at - 1)) || !isLatin(text.charCodeAt(at));
}

/** A letter from a to z, or a digit. */
const isLatin = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);

/** Articles before a role; between role and name also what joins them. */
function withoutJoiners(text: string, where: 'start' | 'both'): string {
  // Before a role nothing is taken off but whole words.
  if (where === 'start' && !text.includes(' ')) return text;
  const { joiners } = table();
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    for (const { text: joiner } of joiners) {
      if (rest.startsWith(joiner) && rest.length > joiner.length && (rest.charAt(joiner.length) === ' ' || !/[a-z]/.test(joiner))) {
        // An article alone at the start is no reason to take a name apart: "O Ji-wang".
        if (where === 'both' || rest.charAt(joiner.length) === ' ') rest = rest.slice(joiner.length).trim();
      }
      if (where === 'both' && rest.endsWith(joiner) && rest.length > joiner.length && isJoined(rest, joiner))
        rest = rest.slice(0, -joiner.length).trim();
    }
  }
  return rest;
}

function isJoined(text: string, joiner: string): boolean {
  return !/[a-z]/.test(joiner) || text.charAt(text.length - joiner.length - 1) === ' ';
}

function listPhrases(phrase: Omit<RolePhrase, 'text'>, list: string): readonly RolePhrase[] {
  return list
    .split('|')
    .map((words) => readTyped(words).words.join(' '))
    .filter((text) => text !== '')
    .map((text) => ({ ...phrase, text }));
}

function groupByText(phrases: readonly RolePhrase[]): ReadonlyMap<string, readonly RolePhrase[]> {
  const groups = new Map<string, RolePhrase[]>();
  for (const phrase of phrases) groups.set(phrase.text, [...(groups.get(phrase.text) ?? []), phrase]);
  return groups;
}
