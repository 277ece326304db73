/** The page's own words in the reader's language, and what is written in another one. */
import { html, type TemplateResult } from 'lit-html';
import type { FirstWords, WordKey, Words } from '../words.ts';

/** Put in when the page is built: what is said before, or without, an answer from the program. */
declare const FIRST_WORDS: FirstWords;

type Given = Readonly<Record<string, string | number>>;

/** The words now, and the language they are in. */
let current: { readonly spoken: string; readonly words: Words } | undefined;

/**
 * The page’s words from now on.
 *
 * @param spoken The code of their language.
 */
export function takeWords(spoken: string, words: Words): void {
  current = { spoken, words };
}

function now(): NonNullable<typeof current> {
  if (current === undefined) throw new Error('the page has no words yet');
  return current;
}

/** A sentence of the page with its gaps filled; a gap nobody fills stays visible. */
export function word(key: WordKey, given: Given = {}): string {
  return now().words[key].replace(PLACE, (whole, name: string) => String(given[name] ?? whole));
}

const PLACE = /\{\{(\w+)\}\}/g;

/** The same with elements put in. */
export function wordsAround(key: WordKey, given: Readonly<Record<string, TemplateResult>>): readonly (string | TemplateResult)[] {
  return now()
    .words[key].split(PLACE)
    .map((part, index) => (index % 2 === 0 ? part : (given[part] ?? part)));
}

/** The words that come with the page, in the browser's language where Nabi speaks it. */
export function firstWords(): FirstWords[string] {
  const own = navigator.languages.map((code) => FIRST_WORDS[code.split('-')[0] ?? '']).find((words) => words !== undefined);
  const words = own ?? FIRST_WORDS.en;
  if (words === undefined) throw new Error('the page was built without words');
  return words;
}

/** "“A” and “B”", with the marks a title has in the reader's language. */
export function listTitles(names: readonly string[]): string {
  const [open, close] = TITLE_MARKS[languageOf(now().spoken)] ?? ['“', '”'];
  const marked = names.map((name) => `${open}${name}${close}`);
  // A list in Korean has commas alone, titles in Japanese have や between them (data/locales/README.md).
  const between = BETWEEN_TITLES[languageOf(now().spoken)];
  return between === undefined ? new Intl.ListFormat(now().spoken).format(marked) : marked.join(between);
}

const BETWEEN_TITLES: Readonly<Record<string, string>> = { ko: ', ', ja: 'や' };

const TITLE_MARKS: Readonly<Record<string, readonly [string, string]>> = { ko: ['〈', '〉'], ja: ['『', '』'] };

function languageOf(locale: string): string {
  return locale.split('-')[0] ?? locale;
}

let spoken: string | null = null;

/** Draws something that is in another language than the page. */
export function speaking<Drawn>(locale: string | null, draw: () => Drawn): Drawn {
  const before = spoken;
  spoken = locale;
  try {
    return draw();
  } finally {
    spoken = before;
  }
}

/** Korean with what stands between its words, or Japanese. */
const FOREIGN =
  /(\p{Script=Hangul}+(?:[\s·,.!?…’'-]+\p{Script=Hangul}+)*)|([\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー々・]+)/gu;

/** A text with what is Korean or Japanese in it marked, where the words around it are in another language. */
export function markForeign(text: string): readonly (string | TemplateResult)[] {
  const around = languageOf(spoken ?? now().spoken);
  const parts: (string | TemplateResult)[] = [];
  let last = 0;
  for (const match of text.matchAll(FOREIGN)) {
    const language = match[1] === undefined ? 'ja' : 'ko';
    if (language === around) continue;
    if (match.index > last) parts.push(text.slice(last, match.index));
    parts.push(html`<span lang=${language}>${match[0]}</span>`);
    last = match.index + match[0].length;
  }
  if (last < text.length) parts.push(text.slice(last));
  return parts;
}

/** The language of a text that stands alone, such as a choice; undefined where it is that of the words around it. */
export function languageIn(text: string): 'ko' | 'ja' | undefined {
  const language = /\p{Script=Hangul}/u.test(text)
    ? 'ko'
    : /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text)
      ? 'ja'
      : undefined;
  return language === languageOf(spoken ?? now().spoken) ? undefined : language;
}

const STYLESHEETS = [
  { href: '/fonts/korean.css', letters: /\p{Script=Hangul}/u },
  { href: '/fonts/japanese.css', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/u },
];
const asked = new Set<string>();

/** After drawing: asks for the letters of a script as soon as something in it stands on the page. The sidebar has letters of its own. */
export function askForLetters(): void {
  const wanted = STYLESHEETS.filter(({ href }) => !asked.has(href));
  if (wanted.length === 0) return;
  const shown = `${document.documentElement.lang === 'ko' ? '가' : ''}${document.documentElement.lang === 'ja' ? 'か' : ''}${document.querySelector('main')?.textContent ?? ''}`;
  for (const { href, letters } of wanted) {
    if (!letters.test(shown)) continue;
    asked.add(href);
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    document.head.append(link);
  }
}
