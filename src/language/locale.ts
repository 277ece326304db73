/** Which language a reply speaks, and the sentences in it. */
import type sentences from '../../data/locales/en-US.json';
import { createQuestionReader, type QuestionReader } from '../ask/read.ts';
import type { AskWords } from '../ask/schema.ts';
import { keepEach, keepSmall } from '../kept.ts';
import { chooseParticles } from './particles.ts';

type Paths<Node, Prefix extends string = ''> = {
  [Key in keyof Node & string]: Node[Key] extends string ? `${Prefix}${Key}` : Paths<Node[Key], `${Prefix}${Key}.`>;
}[keyof Node & string];

type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Stem : Key;

/** Every sentence there is, by its path in data/locales/en-US.json. */
export type SentenceKey = WithoutPlural<Paths<typeof sentences>>;

/**
 * Says a sentence in one language. Variables are put in as they are: escape what people or packs wrote first. Only `count`,
 * which is always an amount, is written as the language writes numbers; `{{year, number}}` asks for that elsewhere.
 */
export type Say = (key: SentenceKey, variables?: Readonly<Record<string, string | number>>) => string;

/** The sentences of one language, nested as in its file. */
export interface Sentences {
  readonly [key: string]: string | Sentences;
}

export interface Languages {
  /** Discord's locale codes for which there are sentences. */
  readonly codes: readonly string[];
  say(locale: string): Say;
  /** A sentence of exactly this language, for definitions; undefined where it has none. */
  own(locale: string, key: string): string | undefined;
  /** Understands what is asked in any of them. */
  readonly questions: QuestionReader;
}

export const FALLBACK_LOCALE = 'en-US';

const numbers = keepEach((code) => new Intl.NumberFormat(code));
const plurals = keepEach((code) => new Intl.PluralRules(code));
const writeAmount = keepEach((code) => keepSmall((amount) => numbers(code).format(amount)));

/**
 * @param catalogs sentences by Discord locale code; `en-US` must be among them.
 * @param askWords by the same codes, the words by which questions are understood.
 */
export function buildLanguages(
  catalogs: ReadonlyMap<string, Sentences>,
  askWords: ReadonlyMap<string, () => AskWords> = new Map(),
): Languages {
  const codes = [...catalogs.keys()];
  const choose = (code: string, key: string, count: number | undefined): string | undefined =>
    (count === undefined ? [] : [`${key}_${plurals(code).select(count)}`, `${key}_other`])
      .concat(key)
      .map((form) => findSentence(catalogs.get(code), form))
      .find((sentence) => sentence !== undefined);
  const sayIn = keepEach((code): Say => {
    const speak = buildSay(code, (key, count) => choose(code, key, count) ?? choose(FALLBACK_LOCALE, key, count) ?? key);
    return code === 'ko' ? (key, variables) => chooseParticles(speak(key, variables)) : speak;
  });
  return {
    codes,
    say: (locale) => sayIn(chooseAmong(codes, locale)),
    questions: createQuestionReader(askWords, FALLBACK_LOCALE),
    own: (locale, key) => findSentence(catalogs.get(locale), key),
  };
}

/**
 * A sentence is chosen once for each of its forms, and variables are put in each time. Nothing in a variable is taken for a place of
 * another, nor for HTML.
 */
function buildSay(code: string, choose: (key: string, count: number | undefined) => string): Say {
  const chosen = new Map<string, readonly string[]>();
  const formOf = keepSmall((count) => `${plurals(code).select(count)} ${plurals(FALLBACK_LOCALE).select(count)}`);
  return (key, variables = {}) => {
    const count = typeof variables.count === 'number' ? variables.count : undefined;
    const form = count === undefined ? key : `${key} ${formOf(count)}`;
    let parts = chosen.get(form);
    if (parts === undefined) {
      parts = choose(key, count).split(PLACE);
      chosen.set(form, parts);
    }
    return parts.length === 1 ? (parts[0] ?? '') : fill(code, parts, variables);
  };
}

/** The name of a variable and how it is written: `{{name}}`, `{{year, number}}`. Splits into text, name, format, text, … */
const PLACE = /\{\{\s*(\w+)\s*(?:,\s*(\w+)\s*)?\}\}/;

function fill(code: string, parts: readonly string[], variables: Readonly<Record<string, string | number>>): string {
  let text = parts[0] ?? '';
  for (let at = 1; at < parts.length; at += 3) {
    const name = parts[at] ?? '';
    const format = parts[at + 1];
    // What was not given is shown, so that the slip is found.
    const value = variables[name] ?? `{{${name}}}`;
    const isAmount = typeof value === 'number' && (format === 'number' || name === 'count');
    text += (isAmount ? writeAmount(code)(value) : value) + (parts[at + 2] ?? '');
  }
  return text;
}

function findSentence(sentences: Sentences | undefined, key: string): string | undefined {
  let found: string | Sentences | undefined = sentences;
  for (const part of key.split('.')) {
    if (typeof found !== 'object' || !Object.hasOwn(found, part)) return undefined;
    found = found[part];
  }
  return typeof found === 'string' ? found : undefined;
}

/** The forms a counted sentence has in a language, in CLDR's words: `one` and `other` in English, only `other` in Korean. */
export function pluralForms(code: string): readonly string[] {
  return plurals(code).resolvedOptions().pluralCategories;
}

/** The exact locale, else its language without the region, else another region of it, else English. */
export function chooseAmong(codes: readonly string[], wanted: string): string {
  if (codes.includes(wanted)) return wanted;
  const language = wanted.split('-')[0] ?? wanted;
  return codes.find((code) => code === language) ?? codes.find((code) => code.split('-')[0] === language) ?? FALLBACK_LOCALE;
}

/**
 * Public replies speak the server's language and private ones the asker's. Discord sends `guild_locale` en-US for every
 * server without the COMMUNITY feature, so there it means nothing and the asker's counts.
 * https://docs.discord.com/developers/resources/guild#guild-object (preferred_locale)
 */
export function chooseLocale(asked: {
  readonly visibility: 'public' | 'private';
  readonly fixed: string | null;
  readonly guildLocale: string | undefined;
  readonly guildIsCommunity: boolean;
  readonly userLocale: string;
}): string {
  if (asked.visibility === 'private') return asked.userLocale;
  return asked.fixed ?? (asked.guildIsCommunity ? asked.guildLocale : undefined) ?? asked.userLocale;
}

/** The language of what is posted in a server without being asked for: the one an admin fixed, else the one it has chosen at Discord. */
export function chooseServerLocale({
  locale,
  guildLocale,
}: {
  readonly locale: string | null;
  readonly guildLocale: string | null;
}): string {
  return locale ?? guildLocale ?? FALLBACK_LOCALE;
}
