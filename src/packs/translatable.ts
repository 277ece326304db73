/** What there is to know of texts in several languages, wherever they are read. */
import { Locale } from 'discord-api-types/v10';

/** The languages Discord knows, by its codes. */
export const LOCALES: readonly string[] = Object.values(Locale);

/** What a relation's translation says in place of the other's name: other languages put it elsewhere. */
export const NAME_PLACE = '{name}';

/** Whether there is anything to translate: "16" is the same in every language. */
export function hasWords(text: string | readonly string[]): boolean {
  return /\p{L}/u.test(typeof text === 'string' ? text : text.join(''));
}

/** Discord's codes name a language and a region: "es-419" is "es". */
export function languageOf(locale: string): string {
  return locale.split('-')[0] ?? locale;
}
