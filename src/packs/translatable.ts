/** Which texts of which records a translation may give. The words are those of the files: a list's name, a field's name. */

/** `texts` are read as sentences; where one of them is missing, the reply says so. `names` may stay as they are. */
interface Translatable {
  readonly texts: readonly string[];
  readonly names: readonly string[];
}

export const TRANSLATABLE = {
  title: { texts: ['literal'], names: [] },
  facts: { texts: ['text'], names: [] },
  key_facts: { texts: ['label', 'value', 'note'], names: [] },
  sections: { texts: ['heading'], names: [] },
  cast: { texts: ['description', 'wording_note'], names: ['name'] },
  roles: { texts: ['note'], names: [] },
  relations: { texts: ['text'], names: [] },
  ceremonies: { texts: [], names: ['name', 'edition'] },
  awards: { texts: ['category', 'note'], names: ['lost_to'] },
  episodes: { texts: ['title_note'], names: ['title'] },
  tracks: { texts: ['note'], names: ['part'] },
  next_season: { texts: ['statement'], names: [] },
  claims: { texts: ['claim', 'outcome'], names: ['who'] },
  not_a_season: { texts: ['text'], names: ['title'] },
  quotes: { texts: ['speaker_note', 'content_note', 'questions'], names: [] },
  conflicts: { texts: ['topic', 'why'], names: [] },
  versions: { texts: ['says'], names: [] },
} as const satisfies Readonly<Record<string, Translatable>>;

export type TranslatedKind = keyof typeof TRANSLATABLE;

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
