/** What is wrong or missing in the sentences of a language, measured against English. */

import { type CommandWord, isCommandName, nameCommands, nameOptions, nameSubcommands } from '../src/bot/command-names.ts';
import type { Command } from '../src/bot/types.ts';
import { FALLBACK_LOCALE, pluralForms, type Sentences } from '../src/language/locale.ts';
import { PARTICLE_NOTATIONS } from '../src/language/particles.ts';
import { findRoom } from './sentence-limits.ts';

export interface LocaleAudit {
  readonly locale: string;
  readonly sentences: number;
  /** Keys whose sentence is said in English for want of a translation. */
  readonly missing: readonly string[];
  /** Plural forms of the language that are not there; `_other` is said in their place. */
  readonly missingForms: readonly string[];
  /** Keys that nobody asks for. */
  readonly extra: readonly string[];
  /** Keys with words that read exactly as in English: right for names, a slip for sentences. */
  readonly sameAsEnglish: readonly string[];
  /** "key: what is wrong with it": what readers would see broken. */
  readonly broken: readonly string[];
}

const VARIABLE = /\{\{(?<name>[^{},]+)(?:,(?<format>[^{}]+))?\}\}/gu;
const PLURAL = /^(?<stem>.+)_(?:zero|one|two|few|many|other)$/u;

/**
 * @param catalogs the sentences by locale, English among them.
 * @param siblings all names of commands and options, in the groups in which they must differ (`listSiblings`).
 */
export function auditLocale(
  locale: string,
  catalogs: ReadonlyMap<string, Sentences>,
  siblings: readonly (readonly CommandWord[])[],
): LocaleAudit {
  const english = flattenSentences(catalogs.get(FALLBACK_LOCALE) ?? {});
  const own = flattenSentences(catalogs.get(locale) ?? {});
  const expected = listExpected(english, locale);
  const absent = [...expected].filter((key) => !own.has(key));
  const hasStem = (key: string) => !key.endsWith('_other') && own.has(`${stemOf(key, english)}_other`);
  return {
    locale,
    sentences: own.size,
    missing: absent.filter((key) => !hasStem(key)),
    missingForms: absent.filter(hasStem),
    extra: [...own.keys()].filter((key) => !expected.has(key)),
    sameAsEnglish: locale === FALLBACK_LOCALE ? [] : [...own].filter(([key, text]) => isSame(text, english.get(key))).map(([key]) => key),
    broken: [
      ...[...own].flatMap(([key, text]) => findProblems(locale, key, text, english).map((problem) => `${key}: ${problem}`)),
      ...siblings.flatMap((group) => findNameProblems(locale, own, group)),
    ],
  };
}

/** All sentences of a language by the path of their key. */
export function flattenSentences(sentences: Sentences, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(sentences).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...flattenSentences(value, `${prefix}${key}.`)],
    ),
  );
}

/** The names of the variables in a sentence. */
export function listVariables(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(VARIABLE)].map((match) => match.groups?.name?.trim() ?? ''));
}

/** The keys a complete language has: English's, each counted sentence in the forms of the language. */
export function listExpected(english: ReadonlyMap<string, string>, locale: string): ReadonlySet<string> {
  const forms = pluralForms(locale);
  return new Set(
    [...english.keys()].flatMap((key) => {
      const stem = stemOf(key, english);
      return stem === undefined ? [key] : forms.map((form) => `${stem}_${form}`);
    }),
  );
}

/** What a counted sentence is called without its plural form; undefined for a sentence that counts nothing. */
function stemOf(key: string, english: ReadonlyMap<string, string>): string | undefined {
  const stem = PLURAL.exec(key)?.groups?.stem;
  return stem !== undefined && english.has(`${stem}_other`) ? stem : undefined;
}

function isSame(text: string, english: string | undefined): boolean {
  return text === english && /\p{L}{2}/u.test(text.replace(VARIABLE, ''));
}

function findProblems(locale: string, key: string, text: string, english: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const stem = stemOf(key, english);
  const model = english.get(key) ?? (stem === undefined ? undefined : english.get(`${stem}_other`));
  if (model !== undefined) {
    const own = listVariables(text);
    const wanted = listVariables(model);
    for (const name of wanted) {
      // "The last day" counts without saying so.
      if (!own.has(name) && !(stem !== undefined && name === 'count')) problems.push(`lacks {{${name}}}`);
    }
    for (const name of own) {
      if (!wanted.has(name) && !(stem !== undefined && name === 'count')) problems.push(`{{${name}}} is not given to it`);
    }
  }
  for (const { groups } of text.matchAll(VARIABLE)) {
    const format = groups?.format?.trim() ?? 'number';
    if (format !== 'number') problems.push(`there is no format “${format}”`);
  }
  if (/\{\{|\}\}|\$t\(/.test(text.replace(VARIABLE, ''))) problems.push('has a variable that is written wrongly');
  if (text.trim() === '') problems.push('is empty');
  const room = findRoom(key);
  const length = text.replace(VARIABLE, '').length;
  if (room !== undefined && length > room) problems.push(`has ${length} characters; ${room} is the most there`);
  return locale === 'ko' ? [...problems, ...findParticleProblems(text)] : problems;
}

const PARTICLE_FORMS = [...new Set(PARTICLE_NOTATIONS.flatMap((notation) => notation.split('/')))].join('|');

/** What nobody but a reader would notice: a notation that is not known stays as it stands, and a fixed particle is wrong half the time. */
function findParticleProblems(text: string): string[] {
  const unknown = [...text.matchAll(/\((?<notation>\p{Script=Hangul}{1,4}\/\p{Script=Hangul}{1,4})\)/gu)]
    .map(({ groups }) => groups?.notation ?? '')
    .filter((notation) => !PARTICLE_NOTATIONS.includes(notation));
  const written = text.match(/[은이을와]\([는가를과]\)|\(으\)로|\(이\)(?:에요|라는|라고|나)/u)?.[0];
  const fixed = new RegExp(`\\}\\}[*_~\`|"'”’」』)\\]]*(?<particle>${PARTICLE_FORMS})(?!\\p{Script=Hangul})`, 'u').exec(text)?.groups
    ?.particle;
  return [
    ...unknown.map((notation) => `(${notation}) is no particle; there are ${PARTICLE_NOTATIONS.join(' ')}`),
    ...(written === undefined ? [] : [`write both forms with a stroke, as in {{name}}(은/는), not ${written}`]),
    ...(fixed === undefined ? [] : [`“${fixed}” stands right after a variable; write both forms, as in {{name}}(은/는)`]),
  ];
}

function findNameProblems(locale: string, own: ReadonlyMap<string, string>, group: readonly CommandWord[]): string[] {
  return group.flatMap((one) => {
    const name = own.get(one.path);
    if (locale === FALLBACK_LOCALE && name !== one.name) return [`${one.path}: must be “${one.name}”, as in the code`];
    if (name === undefined) return [];
    const twin = group.find((other) => other !== one && (other.name === name || own.get(other.path) === name));
    return [
      ...(isCommandName(name, one.kind)
        ? []
        : [`${one.path}: Discord takes no “${name}” as a name: small letters, digits, - and _ only, no spaces, 32 at most`]),
      ...(twin === undefined ? [] : [`${one.path}: “${name}” is also ${twin.path}`]),
    ];
  });
}

/** All names in the groups in which they must differ from each other. */
export function listSiblings(commands: readonly Command[]): readonly (readonly CommandWord[])[] {
  return [
    nameCommands(commands.filter(({ kind }) => kind !== 'message')),
    nameCommands(commands.filter(({ kind }) => kind === 'message')),
    ...commands.flatMap((command) => [
      nameSubcommands(command),
      nameOptions(command.options ?? []),
      ...(command.subcommands ?? []).map(({ options }) => nameOptions(options)),
    ]),
  ];
}
