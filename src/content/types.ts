/**
 * The questions that can be asked of content.db. Everything is synchronous and read-only, and every answer is in the
 * order the pack lists it. Nothing here hides spoilers: records carry `spoiler_from`, and the replies decide.
 */
import type { Kind, RecordOf } from '../packs/kinds.ts';
import type { Award, Character, Conflict, Episode, NextSeason, Quote, Role, Title } from '../packs/schema.ts';
import type { TypedLine } from '../text/typed-line.ts';
import type { Ceilings } from './spoilers.ts';

export interface AwardFilter {
  readonly ceremony?: string;
  readonly year?: number;
  readonly result?: Award['result'];
  /** Id of a person; awards to the title itself have no recipient. */
  readonly recipient?: string;
  readonly character?: string;
}

export interface QuoteFilter {
  /** Words in any order; stems and prefixes match. */
  readonly words?: string;
  readonly theme?: string;
  /** Id of a character or person. */
  readonly speaker?: string;
  /** Only gentle and firm lines, those that are never posted among them; what may be offered unasked says `keepHealing` in src/lines. */
  readonly healingOnly?: boolean;
  readonly voice?: Quote['voice'];
  readonly spoilerCeiling?: number;
}

export type NameKind = 'person' | 'character' | 'title';

export interface SearchOptions {
  /** Only names of this title. */
  readonly title?: string;
  /** Names of this title come first among equals. */
  readonly preferTitle?: string;
  readonly kinds?: readonly NameKind[];
  /** At most this many hits; 10 when absent. */
  readonly limit?: number;
  /** Names first known at a later episode than this are not used. */
  readonly spoilerCeiling?: number;
  /** The same for each title, where none is given for all; a title that has none shows what is free. */
  readonly ceilings?: Ceilings;
  /** Discord's code of the asker's language: a word that is a role in it is one before it is anything else. */
  readonly locale?: string;
  /** Of the request in which the text was typed. */
  readonly typedIn?: TypedIn;
}

/** What was read of a text somebody typed, for as long as their request lives: a name is searched for as all may see it and as they may. */
export interface TypedIn {
  line?: TypedLine;
}

export interface SearchHit {
  readonly id: string;
  readonly kind: NameKind;
  /** Id of the title the name belongs to. */
  readonly title: string;
  readonly name: string;
  readonly hangul?: string;
  /** In a view for readers of another script: the spelling in Latin letters, while `name` is in theirs. */
  readonly latin?: string;
  /** 0 to 1; 1 is an exact hit on a written form. */
  readonly score: number;
  /** True for at most one hit: the only id at the best score, ahead of the next by a margin. */
  readonly confident: boolean;
}

/** A name in a sentence, by the letters of the line. */
export interface NameSpan {
  readonly from: number;
  readonly to: number;
  /** Whom or what it may mean, best first; never none. */
  readonly hits: readonly (Pick<SearchHit, 'id' | 'title' | 'name'> & {
    readonly kind: NameKind | 'ceremony' | 'track' | 'artist' | 'episode' | 'place';
  })[];
  /** Written as only a name is; else it may as well be an ordinary word: a given name, a nickname, a song. */
  readonly isSure: boolean;
  /** What somebody is, and no name of theirs: "the head nurse". */
  readonly isRole?: true;
}

/** The names in a sentence, none within another, in their order. */
export type NamesIn = (line: TypedLine, options: SearchOptions) => readonly NameSpan[];

/** What a view in a language (`inLanguage`) adds to the records it gives. */
export interface InLanguage {
  /** Language of those of its texts that are not there in the reader's. */
  readonly onlyIn?: string;
  /** In records with a name, where `name` is in the reader's script: the spelling in Latin letters. */
  readonly latin?: string;
}

/**
 * What it adds to a quote. Its `text` is in the reader's language where anybody has said it in that: `original` for those who speak the
 * language of the work, else ours (`text_is: ours`), with the words as they were found as its `original`.
 */
export interface QuoteInLanguage {
  /** Language of the words, where it is not the reader's. */
  readonly wordsIn?: string;
}

/** What may be said of a quote that is never shown: not its words. */
export type WithheldQuote = Pick<Quote, 'id' | 'speaker' | 'speaker_note' | 'themes' | 'sources' | 'spoiler_from'>;

/** The texts of one record in one language, by field. */
export type TranslatedTexts = Readonly<Record<string, string | readonly string[]>>;

/** What is translated of a title into one language, by `<kind>/<id>` in the words of `KINDS`. */
export type Translation = Pick<ReadonlyMap<string, TranslatedTexts>, 'get'>;

/** A kind of record of a title; the titles themselves are asked for by `titles`. */
export type ContentKind = Exclude<Kind, 'title'>;

/** What a view answers itself; all other questions follow from it (`answerFrom`). */
export interface ContentRecords {
  /** Hash of the packs this was built from. */
  readonly packsHash: string;
  /** All titles; the first is the one meant when nobody names one. */
  titles(): readonly Title[];
  title(titleId: string): Title | undefined;
  /** The records of a kind, such as `list('cast', titleId)`; none for a title that is not there. Records that are never shown are not among them. */
  list<K extends ContentKind>(kind: K, titleId: string): readonly RecordOf<K>[];
  get<K extends ContentKind>(kind: K, titleId: string, id: string): RecordOf<K> | undefined;
  /** The quotes that are in no answer; that there are any, and whose, is no secret. */
  withheld(titleId: string): readonly WithheldQuote[];
  /** The ids of the lines that have all of the words, in any order; stems and beginnings count. Undefined without words: all lines. */
  linesWith(titleId: string, words: string): ReadonlySet<string> | undefined;
  /** Theme ids in use, most used first. */
  themes(titleId: string): readonly string[];
  /** Name of a theme. */
  themeName(titleId: string, theme: string): string;
  /** By Discord's locale code. */
  translations(titleId: string): ReadonlyMap<string, Translation>;
  /** The picture of its own behind the cards of a title, as SVG that was checked. */
  scene(titleId: string): string | undefined;
  /** Names in any spelling, best first (src/content/search). */
  search(query: string, options?: SearchOptions): readonly SearchHit[];
  /** For autocomplete: what the typed letters may become; with no letters the main cast. Never more than `limit` (25). */
  suggest(typed: string, options?: SearchOptions): readonly SearchHit[];
  /** The names in a sentence: of people, characters, titles, ceremonies, songs and who sings them. */
  readonly namesIn: NamesIn;
  /** Whether a text is a name as some title writes it, and nothing else. */
  isName(text: string): boolean;
  /** Whether a name, as it is written, begins with these letters; no letters begin every name. */
  beginsName(text: string): boolean;
  close(): void;
}

export interface Content extends ContentRecords {
  /** Every part a person plays, with the character. */
  rolesOf(titleId: string, personId: string): readonly { readonly character: Character; readonly role: Role }[];
  awards(titleId: string, filter: AwardFilter): readonly Award[];
  episode(titleId: string, number: number): Episode | undefined;
  nextSeason(titleId: string): NextSeason | undefined;
  quotes(titleId: string, filter: QuoteFilter): readonly Quote[];
  /** The same by words or theme, and what it would have found of those in no answer. */
  seekQuotes(
    titleId: string,
    filter: Pick<QuoteFilter, 'words' | 'theme'>,
  ): { readonly found: readonly Quote[]; readonly withheld: readonly WithheldQuote[] };
  /** Conflicts that concern any of these record ids. */
  conflictsAbout(titleId: string, recordIds: readonly string[]): readonly Conflict[];
}
