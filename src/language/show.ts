/** How single things are written: names, dates, lists, commands. */

import { keepEach, keepLately } from '../kept.ts';
import type { Ceremony, Title } from '../packs/schema.ts';
import { languageOf, NAME_PLACE } from '../packs/translatable.ts';
import { escapeMarkdown } from '../text/text.ts';
import type { Say, SentenceKey } from './locale.ts';
import { chooseParticles } from './particles.ts';

interface ShownName {
  readonly name: string;
  readonly hangul?: string | undefined;
  /** Where `name` is in the reader's script: the spelling in Latin letters. */
  readonly latin?: string | undefined;
}

/** "Ko Moon-young (고문영)"; alone where it is in the reader's script already, as "고문영" is for a Korean. Escaped. */
export function showName(named: ShownName): string {
  return escapeMarkdown(plainName(named));
}

/** A title in a sentence: its name in the reader's market, without the Korean one. Escaped. */
export function showTitle({ name }: Pick<Title, 'name'>): string {
  return escapeMarkdown(name);
}

/** The same for places without markdown: labels, choices. */
export function plainName({ name, hangul, latin }: ShownName): string {
  return latin !== undefined || hangul === undefined || hangul === name ? name : `${name} (${hangul})`;
}

/**
 * "ムン・ガンテ (Moon Gang-tae)": for readers whose script is neither that of the work nor Latin, who meet the name in Latin letters nearly
 * everywhere else. For all others what is given, or `showName`.
 */
export function showNameInFull(named: ShownName, others: string = showName(named)): string {
  const { name, hangul, latin } = named;
  return latin === undefined || name === hangul ? others : escapeMarkdown(`${name} (${latin})`);
}

/** "Heize (헤이즈)" without what stands there in Hangul, for those who read Latin letters. */
export function withoutHangul(locale: string, artist: string): string {
  return languageOf(locale) === 'ko' ? artist : artist.replace(/ \([^()\p{Script=Hangul}]*\p{Script=Hangul}[^()]*\)/gu, '');
}

/** "younger brother of Moon Sang-tae": the name stands where the text has a place for it, else at the end. Korean particles fit it. */
export function showRelation(text: string, other: ShownName): string {
  const words = escapeMarkdown(text);
  return chooseParticles(
    words.includes(NAME_PLACE) ? words.replace(NAME_PLACE, () => showNameInFull(other)) : `${words} ${showNameInFull(other)}`,
  );
}

const languageNames = keepEach((locale) => new Intl.DisplayNames([locale], { type: 'language' }));
const years = keepEach((locale) => buildDates(locale, {}));
const months = keepEach((locale) => buildDates(locale, { month: 'long' }));
const days = keepEach((locale) => buildDates(locale, { month: 'long', day: 'numeric' }));
const weekdays = keepEach((locale) => buildDates(locale, { weekday: 'long', month: 'long', day: 'numeric' }));
const shortMonths = keepEach((locale) => buildDates(locale, { month: 'short' }));
const shortDays = keepEach((locale) => buildDates(locale, { month: 'short', day: 'numeric' }));
const clocks = keepEach((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }));
const lists = keepEach((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));

function buildDates(locale: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC', ...parts });
}

/** A language by its name in the reader's: "English", "inglés". Regions are left out. */
export function nameLanguage(locale: string, language: string): string {
  return languageNames(locale).of(languageOf(language)) ?? language;
}

/** In Indonesian the runtime has "Indonesia", which is the country. */
function nameIn(locale: string, language: string): string {
  return languageOf(locale) === 'id' && language === 'id' ? 'Bahasa Indonesia' : (languageNames(locale).of(language) ?? language);
}

/** A language to choose, by its own name and the reader's, region and all: "한국어 (Korean)"; only one where both are the same. */
export function showLanguage(locale: string, language: string): string {
  const own = nameIn(language, language);
  const foreign = nameIn(locale, language);
  return own === foreign ? own : `${own} (${foreign})`;
}

/** A day, month or year in the reader's way of writing; not a `<t:…>` stamp, which would shift by time zone. */
export function showDate(locale: string, date: string): string {
  return shownDates(`long ${locale} ${date}`);
}

/** The same with the month's short name, for small lines: "Dec 9, 2023". */
export function showShortDate(locale: string, date: string): string {
  return shownDates(`short ${locale} ${date}`);
}

/** A day with its day of the week: "Monday, December 7, 2026". */
export function showWeekday(locale: string, date: string): string {
  return writeFirst(locale, weekdays(locale).format(new Date(`${date}T00:00:00Z`)));
}

/** Whether a date names a day, not only a month or year. */
export function isDay(date: string): boolean {
  return date.length === 'YYYY-MM-DD'.length;
}

/** "June 20 – August 9, 2020": from one day to another, or the two dates where one of them is less exact; in Spanish "del … al …". */
export function showDays(locale: string, from: string, to: string): string {
  if (!isDay(from) || !isDay(to)) return `${showDate(locale, from)} – ${showDate(locale, to)}`;
  const range = days(locale)
    .formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
    // Thin spaces, which a phone may break after.
    .replaceAll('\u2009', ' ');
  if (languageOf(locale) === 'es') return sayRange(range, 'del', 'al');
  // Japanese has no range of long dates but one in figures.
  return range.includes('/') ? writeRange(showDate(locale, from), showDate(locale, to)) : writeFirst(locale, range);
}

/** "2020年6月20日～8月9日": the year once where it is the same. */
function writeRange(from: string, to: string): string {
  const year = /^\d{4}年/.exec(from)?.[0] ?? '';
  return `${from}～${to.startsWith(year) ? to.slice(year.length) : to}`;
}

/** "20 – 29 de junio" as "del 20 al 29 de junio"; one date stays as it is. */
function sayRange(range: string, before: string, between: string): string {
  const [first = '', last] = range.split('–');
  return last === undefined ? range : `${before} ${first.trim()} ${between} ${last.trim()}`;
}

/** In Portuguese the first of a month is "1º de agosto", which `Intl` leaves as "1 de agosto", and a range "de 1º a 13 de novembro". */
function writeFirst(locale: string, date: string): string {
  if (languageOf(locale) !== 'pt') return date;
  return sayRange(date.replaceAll(/(?<!\d)1(?= de | – )/g, '1º'), 'de', 'a');
}

/** The packs' dates are few, and `Intl` takes as long for one as a card for ten lines. */
const MOST_DATES = 2_000;
const shownDates = keepLately(MOST_DATES, (key) => {
  const [form = '', locale = '', date = ''] = key.split(' ');
  return formatDate(locale, date, form === 'short' ? { months: shortMonths, days: shortDays } : { months, days });
});

function formatDate(locale: string, date: string, forms: { readonly months: typeof months; readonly days: typeof days }): string {
  const [year = '', month, day] = date.split('-');
  const dates = month === undefined ? years : day === undefined ? forms.months : forms.days;
  return writeFirst(locale, dates(locale).format(new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`)));
}

/**
 * A time of day, "21:00", in the reader's way of writing, with the hour as Discord's own stamps have it: "9:00 PM", "09.00"; in Spanish
 * "9:00 p. m.", where `Intl` leaves out the space.
 */
export function showTime(locale: string, time: string): string {
  const shown = clocks(locale)
    .format(new Date(`1970-01-01T${time}:00Z`))
    // The space before AM and PM is a narrow one that many fonts do not have.
    .replaceAll('\u202f', ' ');
  return languageOf(locale) === 'es' ? shown.replace(/([ap])\.m\.$/, '$1.\u00a0m.') : shown;
}

/** "A, B and C" in the reader's language; in Korean "A, B, C", whose 와/과 would hang on the name before and whose 및 is officialese. */
export function showList(locale: string, parts: readonly string[]): string {
  return languageOf(locale) === 'ko' ? parts.join(', ') : lists(locale).format(parts);
}

/** "A, B, C", with no "and": sources, permissions, choices. */
export function showRow(say: Say, parts: readonly string[]): string {
  return parts.join(say('list.comma'));
}

/** "*A* and *B*", each in the marks its language has for titles; in Japanese "『A』や『B』", for a title may hold the 、 of a list itself. */
export function showTitles(say: Say, locale: string, titles: readonly Pick<Title, 'name'>[]): string {
  const marked = titles.map((title) => say('help.title', { title: showTitle(title) }));
  return languageOf(locale) === 'ja' ? marked.join('や') : showList(locale, marked);
}

/** A clickable command where its id is known, which Discord shows in the reader's language, else as code what the reader's language calls it. */
export function showCommand(say: Say, commandIds: ReadonlyMap<string, string>, path: string): string {
  const [command = path, subcommand] = path.split(' ');
  const id = commandIds.get(command);
  if (id !== undefined) return `</${path}:${id}>`;
  const keys = [`names.command.${command}`, ...(subcommand === undefined ? [] : [`names.subcommand.${command}.${subcommand}`])];
  return `\`/${keys
    .filter(isNameKey)
    .map((key) => say(key))
    .join(' ')}\``;
}

/** Every command has its name among the sentences, which the locale tests hold. */
function isNameKey(key: string): key is Extract<SentenceKey, `names.${'command' | 'subcommand'}.${string}`> {
  return /^names\.(sub)?command\./.test(key);
}

/** "Baeksang Arts Awards 2021", where Markdown is read. */
export function showCeremony(say: Say, { name, year }: Pick<Ceremony, 'name' | 'year'>): string {
  return plainCeremony(say, { name: escapeMarkdown(name), year });
}

/** The same for a button or a choice. */
export function plainCeremony(say: Say, { name, year }: Pick<Ceremony, 'name' | 'year'>): string {
  return say('awards.ofYear', { ceremony: name, year });
}

/** Discord's timestamp markup, shown in each reader's own time. */
export function showStamp(ms: number, style: 'F' | 'f' | 'R' | 't' = 'F'): string {
  return `<t:${Math.floor(ms / 1000)}:${style}>`;
}

/** The colour of a title's cards: 0xRRGGBB. */
export function accentOf(title: Title): number {
  return Number.parseInt(title.accent.slice(1), 16);
}

/** The heading of a card with the title it speaks of beneath, so that no answer is taken for the other work's. */
export function buildHeading(heading: string, title: Title): string {
  return `## ${heading}\n-# ${showTitle(title)} · ${title.year}`;
}

/** A bold heading and a list under it; nothing at all for an empty list. */
export function listBlock(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `**${heading}**\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

/** A masked link. A closing bracket in an address would end it early. */
export function showLink(text: string, url: string): string {
  return `[${escapeMarkdown(text)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}
