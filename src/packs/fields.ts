/** What the fields of the records of a pack are made of: ids, dates, sentences, and the fields many records share. */
import { z } from 'zod';

/** What is said of an id that is none. */
export const ID_FORM = 'an id is lower-case words joined by hyphens, such as moon-gang-tae';

export const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, ID_FORM)
  .max(60)
  .describe('Lower-case words joined by hyphens.');

/** A date as exact as the sources allow: a day, a month or a year. */
export const PartialDate = z
  .string()
  .refine(isPartialDate, 'a date is written "2020-06-20", "2020-06" or "2020", in quotes')
  .meta({ description: 'YYYY-MM-DD, YYYY-MM or YYYY, in quotes.', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' });

export const FullDate = z
  .string()
  .refine((text) => text.length === 10 && isPartialDate(text), 'a day is written "2020-06-20", in quotes')
  .meta({ description: 'YYYY-MM-DD, in quotes.', pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const Text = z.string().trim().min(1).max(1200);
export const Line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\r\n]*$/, 'it stands on one line');

/** What fits one line of a phone; wider letters take two columns, so a translation is better shorter still. */
export const Brief = Line.max(80);

export const QuestionText = z.string().trim().min(10).max(240);

/** Entries of a list within a record: sources, spellings, facts. */
const MAX_ENTRIES = 100;

export function entries<Schema extends z.ZodType>(schema: Schema) {
  return z.array(schema).max(MAX_ENTRIES);
}

export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-([A-Z]{2}|\d{3}))?$/, 'a language is written as a code such as en-US, ko or es-419')
  .describe('A code such as en-US, ko or es-419.');

export const SpoilerFrom = z.int().min(0).max(500).describe('The first episode at which this may be known; 1 is free.');

/** What every record that states something carries. */
export const evidence = {
  sources: entries(Id).min(1, 'a fact names at least one source').describe('Ids from sources.yaml.'),
  as_of: z.union([PartialDate, z.literal('undated')]).describe('Date of the newest of the sources.'),
  spoiler_from: SpoilerFrom,
};

/** Another way of writing a name. A plain string is free; an object says from which episode it may be known. */
export const Spelling = z.union([
  Line,
  z.strictObject({ text: Line.describe('How it is written: such as "the letter writer".'), spoiler_from: SpoilerFrom }),
]);

/** The name in the script of the work. Reading makes `hangul` of both, so that everything else knows one of them. */
export const original = {
  hangul: Line.optional().describe(
    'The name in Hangul: of a Korean work that in its own script, of another that for Korean readers. Such as 한소라.',
  ),
  original_name: Line.optional().describe('The name as the work itself writes it, where that is not Hangul: such as 竈門 炭治郎.'),
};

export const naming = {
  name: Line.describe('The spelling that is shown, in the language of the pack: such as "Han So-ra".'),
  ...original,
  scripts: z
    .record(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/), Line)
    .optional()
    .describe('The name in other scripts by language: such as ja: ソ・ユナ.'),
  spellings: entries(Spelling).default([]).describe('Other spellings of the name that sources use.'),
  nicknames: entries(Spelling).default([]).describe('Nicknames, titles and roles people search by, such as "Dr. Oh".'),
  errors: entries(Line).default([]).describe('Wrong spellings that were printed; the search still finds them.'),
  belongs_to_others: entries(Line).default([]).describe('Names of other people that are mistaken for this one; never matched.'),
};

function isPartialDate(text: string): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return false;
  const [, year = '', month = '01', day = '01'] = match;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
}
