/** Which language a reply speaks, and the sentences in it. */
import { createInstance, type i18n } from 'i18next';
import type sentences from '../../data/locales/en-US.json';

type Paths<Node, Prefix extends string = ''> = {
  [Key in keyof Node & string]: Node[Key] extends string ? `${Prefix}${Key}` : Paths<Node[Key], `${Prefix}${Key}.`>;
}[keyof Node & string];

type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Stem : Key;

/** Every sentence there is, by its path in data/locales/en-US.json. */
export type SentenceKey = WithoutPlural<Paths<typeof sentences>>;

/** Says a sentence in one language. Variables are put in as they are: escape what people or packs wrote first. */
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

/** @param catalogs sentences by Discord locale code; `en-US` must be among them. */
export function buildLanguages(catalogs: ReadonlyMap<string, Sentences>): Languages {
  const engine: i18n = createInstance();
  const resources = Object.fromEntries([...catalogs].map(([code, translation]) => [code, { translation }]));
  // Nothing is fetched, so initialising is synchronous; names and quotes are escaped for Discord, not for HTML.
  void engine.init({
    resources,
    fallbackLng: FALLBACK_LOCALE,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  const codes = [...catalogs.keys()];
  return {
    codes,
    say: (locale) => {
      const fixed = engine.getFixedT(chooseAmong(codes, locale));
      return (key, variables = {}) => fixed(key, { ...variables });
    },
    own: (locale, key) => (engine.exists(key, { lng: locale, fallbackLng: [] }) ? engine.getFixedT(locale)(key) : undefined),
  };
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
