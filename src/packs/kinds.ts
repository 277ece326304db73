/**
 * Every kind of record a pack holds, each said once: in which file it stands, what of it is translated, whom it names. Reading, checking,
 * translating, storing and asking are loops over this list, so a new kind is its schema in `schema.ts` and one entry here. The words are
 * those of the files: a list's name, a field's name. Schemas stand apart: what answers needs none of them, and they take 1.2 MB.
 */
import type { z } from 'zod';
import type { SCHEMAS } from './schema.ts';

/** Kinds that have ids others refer to. */
type ReferredKind = 'people' | 'cast' | 'ceremonies';

export type PartKind = 'facts' | 'key_facts' | 'sections' | 'roles' | 'relations' | 'versions';

/** What there is to know of a kind beside its schema. `Field` are the fields of its records. */
interface Traits<Field extends string> {
  /** What an author's editor says of a list of it. */
  readonly says: string;
  /** Fields that are read as sentences: where a translation lacks one, the reply says so. */
  readonly texts?: readonly Field[];
  /** Fields that a translation may give and that may as well stay as they are. */
  readonly names?: readonly Field[];
  /** What a translation gives beside a field, which itself stays as its source has it. */
  readonly beside?: Readonly<Record<string, Field>>;
  /** What a translator should know of a field. */
  readonly hints?: Readonly<Record<string, string>>;
  /** Fields that hold records of their own, and their kind. */
  readonly parts?: { readonly [Name in Field]?: PartKind };
  /** Fields that hold ids of other records. */
  readonly refers?: { readonly [Name in Field]?: readonly ReferredKind[] };
  /** Fields other than `sources` that hold ids of sources. */
  readonly cites?: readonly Field[];
  /** The kind whose ids and translations it shares. */
  readonly isA?: PartKind;
  /** The search finds it, by an id that no other of what is searched may have. */
  readonly isSearched?: boolean;
  /** A conflict may not be about it. */
  readonly isNoSubject?: boolean;
  /** True in records that are in no answer, whatever is asked. */
  readonly withheldBy?: Field;
  /** Its ids count within the record it belongs to. */
  readonly idsWithinOwner?: boolean;
  /** The id of a record that was given none, where what it holds names it: by its fields and the id of the record it stands in. */
  readonly idFrom?: (fields: Readonly<Record<string, unknown>>, owner: string) => string;
  /** Fields that hold what another holds where they are left out. */
  readonly asIn?: { readonly [Name in Field]?: Field };
}

/** A kind, whichever it is: what loops see. */
interface AnyKind extends Required<Omit<Traits<string>, 'isA' | 'withheldBy' | 'idFrom'>> {
  readonly isA: PartKind | undefined;
  readonly withheldBy: string | undefined;
  readonly idFrom: Traits<string>['idFrom'];
}

/** How the records of a kind stand in their file: all of it, at most one record under the kind's name, or a list under it. */
interface InFile {
  readonly stands: 'alone' | 'one' | 'list';
  /** Records that a list has at least; null where the list may be left out. */
  readonly atLeast: number | null;
}

interface KindOf<File extends string> extends AnyKind, InFile {
  readonly file: File;
}

/** The fields of a kind's records. */
type FieldOf<Name extends keyof typeof SCHEMAS> = keyof z.output<(typeof SCHEMAS)[Name]> & string;

function part<Name extends keyof typeof SCHEMAS>(_name: Name, traits: Traits<FieldOf<Name>>): AnyKind {
  return {
    texts: [],
    names: [],
    beside: {},
    hints: {},
    parts: {},
    refers: {},
    cites: [],
    isA: undefined,
    isSearched: false,
    isNoSubject: false,
    withheldBy: undefined,
    idsWithinOwner: false,
    idFrom: undefined,
    asIn: {},
    ...traits,
  };
}

function kind<const File extends string, Name extends keyof typeof SCHEMAS>(
  file: File,
  name: Name,
  { stands = 'list', atLeast = 0, ...traits }: Traits<FieldOf<Name>> & Partial<InFile>,
): KindOf<File> {
  return { ...part(name, traits), file, stands, atLeast };
}

/** Kinds of records that stand within others. */
const PARTS = {
  facts: part('facts', { says: 'Loglines, statements and all that stands under facts, by their ids.', texts: ['text'] }),
  key_facts: part('key_facts', {
    says: 'The short facts of /about, by their ids.',
    texts: ['label', 'value', 'note'],
    refers: { people: ['people'] },
  }),
  sections: part('sections', { says: 'The sections of /about, by their ids.', texts: ['heading'], parts: { statements: 'facts' } }),
  roles: part('roles', {
    says: 'Who plays whom, by the ids of the roles.',
    texts: ['note'],
    refers: { actor: ['people'] },
    idFrom: ({ actor, language }, owner) => [owner, actor, ...(language === undefined ? [] : [language])].join('-').toLowerCase(),
  }),
  relations: part('relations', {
    says: 'What characters are to each other, by their ids.',
    texts: ['text'],
    hints: { text: 'With {name} where the other\u2019s name stands.' },
    refers: { to: ['cast'] },
    idFrom: ({ to }, owner) => `${owner}-to-${to}`,
  }),
  versions: part('versions', {
    says: 'By <id of the conflict>/<id of the version>.',
    texts: ['says'],
    isNoSubject: true,
    idsWithinOwner: true,
  }),
} satisfies Readonly<Record<PartKind, AnyKind>>;

/** Kinds of records that files hold, in the order in which they are read. */
export const KINDS = {
  title: kind('title', 'title', {
    says: 'The title itself, by its id.',
    stands: 'alone',
    texts: ['literal'],
    parts: { logline: 'facts', key_facts: 'key_facts', sections: 'sections' },
    isSearched: true,
  }),
  sources: kind('sources', 'sources', {
    says: 'What was read. Every fact names the ids of its sources.',
    atLeast: 1,
    names: ['publisher'],
    isNoSubject: true,
  }),
  people: kind('people', 'people', { says: 'Those before and behind the camera.', parts: { facts: 'facts' }, isSearched: true }),
  cast: kind('cast', 'cast', {
    says: 'The characters.',
    texts: ['description', 'wording_note'],
    names: ['name'],
    hints: { name: 'Only for a name that is a description, such as "Motel clerk"; others go by `hangul` and `scripts`.' },
    parts: { roles: 'roles', relations: 'relations', facts: 'facts' },
    isSearched: true,
  }),
  ceremonies: kind('awards', 'ceremonies', { says: 'Where prizes were given.', names: ['name', 'edition'], parts: { facts: 'facts' } }),
  awards: kind('awards', 'awards', {
    says: 'Prizes and nominations.',
    texts: ['category', 'note'],
    names: ['brief', 'lost_to'],
    refers: { ceremony: ['ceremonies'], recipients: ['people'], character: ['cast'] },
  }),
  recognition: kind('awards', 'recognition', {
    atLeast: null,
    says: 'Year-end lists and the like, which are not prizes.',
    isA: 'facts',
  }),
  episodes: kind('episodes', 'episodes', {
    says: 'The episodes in order.',
    texts: ['title_note'],
    names: ['title'],
    parts: { facts: 'facts' },
    cites: ['rating_sources'],
    idFrom: ({ number }) => `episode-${number}`,
    asIn: { rating_sources: 'sources' },
  }),
  tracks: kind('music', 'tracks', { says: 'The songs.', texts: ['note'], names: ['title', 'part', 'artist'] }),
  places: kind('places', 'places', {
    says: 'Real places that belong to the title.',
    texts: ['filmed', 'stands_for', 'note'],
    names: ['name', 'region', 'address'],
  }),
  next_season: kind('seasons', 'next_season', {
    says: 'Whether there is another season.',
    stands: 'one',
    texts: ['statement'],
    cites: ['newest_source'],
  }),
  claims: kind('seasons', 'claims', {
    says: 'What has been claimed about another season.',
    atLeast: null,
    texts: ['claim', 'brief', 'outcome'],
    names: ['who'],
  }),
  not_a_season: kind('seasons', 'not_a_season', {
    says: 'What is often taken for another season.',
    atLeast: null,
    texts: ['text', 'brief'],
    names: ['title'],
    parts: { facts: 'facts' },
  }),
  quotes: kind('quotes', 'quotes', {
    says: 'Lines of the work, and words about it.',
    texts: ['speaker_note', 'content_note', 'questions'],
    beside: { translation: 'text' },
    hints: {
      translation: 'Our translation of the line, shown first and marked as ours; the line itself stays as its source has it.',
      questions: 'As many as the original has, in the same order.',
    },
    refers: { speaker: ['cast', 'people'], to: ['cast', 'people'] },
    withheldBy: 'never_post',
  }),
  questions: kind('questions', 'questions', { says: 'Questions beside the daily line.', texts: ['text'], isNoSubject: true }),
  conflicts: kind('conflicts', 'conflicts', {
    says: 'Where sources disagree.',
    texts: ['topic', 'why'],
    parts: { versions: 'versions' },
    isNoSubject: true,
  }),
};

/** A kind that stands in files by itself. */
export type Kind = keyof typeof KINDS;
export type RecordKind = Kind | PartKind;
export type RecordOf<K extends Kind> = z.output<(typeof SCHEMAS)[K]>;
export type PackFileName = (typeof KINDS)[Kind]['file'];

export const KIND_NAMES: readonly Kind[] = Object.keys(KINDS).filter(isKind);
/** The files of a pack by base name, in the order they are read. */
export const PACK_FILE_NAMES: readonly PackFileName[] = [...new Set(KIND_NAMES.map((name) => KINDS[name].file))];

const ALL: Readonly<Record<RecordKind, AnyKind>> = { ...KINDS, ...PARTS };
export const RECORD_KINDS: readonly RecordKind[] = Object.keys(ALL).filter(isRecordKind);

/** Lists of records by kind, to be asked for by kind. A kind that has none has an empty list. */
export function listsOf(lists: ReadonlyMap<Kind, readonly RecordOf<Kind>[]>) {
  function list<K extends Kind>(name: K): readonly RecordOf<K>[];
  function list(name: Kind): readonly RecordOf<Kind>[] {
    return lists.get(name) ?? [];
  }
  return list;
}

/** What there is to know of a kind, for code that does the same with each. */
export function describeKind(name: RecordKind): AnyKind {
  return ALL[name];
}

/** The kinds a file holds. */
export function listKindsIn(file: PackFileName): readonly Kind[] {
  return KIND_NAMES.filter((name) => KINDS[name].file === file);
}

/** The fields that hold ids of sources, in whichever kind. */
export const CITING: readonly string[] = ['sources', ...RECORD_KINDS.flatMap((name) => ALL[name].cites)];

function isRecordKind(name: string): name is RecordKind {
  return Object.hasOwn(ALL, name);
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(KINDS, name);
}
