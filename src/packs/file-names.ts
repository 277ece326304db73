/** What the files of a pack are called, and what was meant by a name that is none of them. */
import { nearest } from '../text/nearest.ts';
import { PACK_FILE_NAMES, type PackFileName } from './kinds.ts';
import { LOCALES, languageOf } from './translatable.ts';

/** The folder of a pack with its translations. */
export const TRANSLATIONS = 'translations';

/** By the name of the file. */
export const fileNames = new Map<string, PackFileName>(PACK_FILE_NAMES.map((name) => [`${name}.yaml`, name]));
const allowedFiles = [...fileNames.keys()].join(', ');
/** The files of `translations/` with their languages, by Discord’s codes. */
export const localeFiles = new Map<string, string>(LOCALES.map((locale) => [`${locale}.yaml`, locale]));

/** How to mend it. */
export function explainUnknownFile(entry: string): string {
  const guess = nearest(entry.slice(0, 100).replace(/\.(yml|json)$/, '.yaml'), [...fileNames.keys()]);
  const allowed = `a pack has ${allowedFiles}, a folder ${TRANSLATIONS} and .md files`;
  return guess === undefined ? allowed : `call it ${guess}; ${allowed}`;
}

/** Countries' codes that are often taken for those of their languages, and languages of which Discord knows a region. */
const MEANT: Readonly<Record<string, string>> = {
  kr: 'ko',
  jp: 'ja',
  cn: 'zh-CN',
  zh: 'zh-CN',
  br: 'pt-BR',
  es: 'es-419',
  in: 'id',
  en: 'en-US',
};

/** How to mend it. */
export function explainUnknownLocale(entry: string): string {
  const code = entry.slice(0, 20).replace(/\.[a-z]+$/, '');
  const meant =
    (Object.hasOwn(MEANT, code.toLowerCase()) ? MEANT[code.toLowerCase()] : undefined) ??
    LOCALES.find((locale) => languageOf(locale) === languageOf(code.toLowerCase().replace('_', '-')));
  const allowed = `a translation is called by one of Discord's languages: ${LOCALES.join(', ')}`;
  return meant === undefined ? allowed : `call it ${meant}.yaml; ${allowed}`;
}
