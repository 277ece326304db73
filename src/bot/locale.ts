/** Which language a reply speaks, and the sentences in it. */
import { createInstance, type FormatterModule, type i18n } from 'i18next';
import type sentences from '../../data/locales/en-US.json';
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
}

export const FALLBACK_LOCALE = 'en-US';

/** In the place of i18next's own, which takes a sentence's variables for settings of Intl. */
const NUMBERS: FormatterModule = {
  type: 'formatter',
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: (value, format, locale, { interpolationkey } = {}) =>
    typeof value === 'number' && (format === 'number' || interpolationkey === 'count')
      ? new Intl.NumberFormat(locale).format(value)
      : value,
};

/** @param catalogs sentences by Discord locale code; `en-US` must be among them. */
export function buildLanguages(catalogs: ReadonlyMap<string, Sentences>): Languages {
  const engine: i18n = createInstance().use(NUMBERS);
  const resources = Object.fromEntries([...catalogs].map(([code, sentences]) => [code, { translation: fillPlurals(code, sentences) }]));
  // Nothing is fetched, so initialising is synchronous; names and quotes are escaped for Discord, not for HTML.
  void engine.init({
    resources,
    fallbackLng: FALLBACK_LOCALE,
    interpolation: { escapeValue: false, alwaysFormat: true },
    initAsync: false,
  });
  const codes = [...catalogs.keys()];
  return {
    codes,
    say: (locale) => {
      const code = chooseAmong(codes, locale);
      const fixed = engine.getFixedT(code);
      const speak: Say = (key, variables = {}) => fixed(key, { ...variables });
      return code === 'ko' ? (key, variables) => chooseParticles(speak(key, variables)) : speak;
    },
    own: (locale, key) => (engine.exists(key, { lng: locale, fallbackLng: [] }) ? engine.getFixedT(locale)(key) : undefined),
  };
}

/** A plural form that a catalog lacks is taken from its own `_other`: i18next alone would go on to English for it. */
function fillPlurals(code: string, sentences: Sentences): Sentences {
  const forms = pluralForms(code);
  const filled: Record<string, string | Sentences> = {};
  for (const [key, value] of Object.entries(sentences)) {
    filled[key] = typeof value === 'string' ? value : fillPlurals(code, value);
    const stem = key.endsWith('_other') ? key.slice(0, -'_other'.length) : undefined;
    if (stem === undefined) continue;
    for (const form of forms) {
      const missing = `${stem}_${form}`;
      if (!(missing in sentences)) filled[missing] = value;
    }
  }
  return filled;
}

/** The forms a counted sentence has in a language, in CLDR's words: `one` and `other` in English, only `other` in Korean. */
export function pluralForms(code: string): readonly string[] {
  return new Intl.PluralRules(code).resolvedOptions().pluralCategories;
}

/** The exact locale, else its language without the region, else another region of it, else English. */
export function chooseAmong(codes: readonly string[], wanted: string): string {
  const language = wanted.split('-')[0] ?? wanted;
  return (
    codes.find((code) => code === wanted) ??
    codes.find((code) => code === language) ??
    codes.find((code) => code.split('-')[0] === language) ??
    FALLBACK_LOCALE
  );
}

/**
 * Public replies speak the server's language and private ones the asker's. Discord sends `guild_locale` en-US for every
 * server without the COMMUNITY feature, so there it means nothing and the asker's counts.
 * https://discord.com/developers/docs/resources/guild#guild-object (preferred_locale)
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
