/** The page's own words, in the language of whoever looks at it. */
import english from '../../data/locales/en-US.json' with { type: 'json' };
import { chooseAmong, FALLBACK_LOCALE, type Languages } from '../language/locale.ts';

export type WordKey = keyof typeof english.playground;
/** With `{{name}}` where something is put in. */
export type Words = Readonly<Record<WordKey, string>>;

/** What has to be said when nothing could be asked for. */
const FIRST = ['loading', 'slow', 'unreachable', 'tryAgain'] as const satisfies readonly WordKey[];
export type FirstWords = Readonly<Record<string, Pick<Words, (typeof FIRST)[number]>>>;

/** All words in one language; what it lacks is said in English. */
export function buildWords(languages: Languages, wanted: string): Words {
  const locale = chooseAmong(languages.codes, wanted);
  const own = Object.keys(english.playground).map((key) => [key, languages.own(locale, `playground.${key}`)] as const);
  return { ...english.playground, ...Object.fromEntries(own.filter(([, word]) => word !== undefined)) };
}

/** The few words that come with the page, in every language by its code without the region. */
export function buildFirstWords(languages: Languages): FirstWords {
  const codes = [FALLBACK_LOCALE, ...languages.codes.filter((code) => code !== FALLBACK_LOCALE)];
  return Object.fromEntries(
    codes.map((code) => {
      const words = buildWords(languages, code);
      const { loading, slow, unreachable, tryAgain } = words;
      return [code.split('-')[0] ?? code, { loading, slow, unreachable, tryAgain }];
    }),
  );
}
