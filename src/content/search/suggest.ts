/** Autocomplete: what the typed letters may become. */
import type { NameEntry } from '../names.ts';
import type { SearchHit, SearchOptions } from '../types.ts';
import { distanceToPrefix, encode, FIRST_SLIP } from './graph.ts';
import { isWanted, type Ranked, toHit } from './hits.ts';
import { jamoOf, readTyped, type TypedLetters } from './letters.ts';
import { normalizePhrase } from './phrases.ts';
import type { NameForms, Shape } from './shapes.ts';
import { joinSkeletons, skeletonOf } from './skeleton.ts';
import { firstFrom } from './sorted.ts';

/** Discord shows 25 choices. */
const MAX_SUGGESTIONS = 25;
/** Beginnings looked at for one keystroke; with a hundred thousand names one letter begins too many. */
const MOST_BEGINNINGS = 500;
/** Scores of what the typed letters begin. */
const SCORE = { name: 0.99, given: 0.97, syllable: 0.95, phrase: 0.93, word: 0.92 } as const;
/** What only sounds so comes after what is written so. */
const LESS_FOR_SOUND = 0.04;

interface Beginning {
  readonly key: string;
  readonly entry: number;
  readonly spoilerFrom: number;
  readonly score: number;
  /** Where the key only proposes: the shape that decides, and the part of it where the key begins. */
  readonly shape?: Shape;
  readonly from?: number;
}

/** Who begins with the typed letters: numbers of entries with a score, the visible forms only. */
export type FindBeginnings = (
  typed: TypedLetters,
  options: SearchOptions,
) => ReadonlyMap<number, { readonly score: number; readonly spoilerFrom: number }>;

export interface Beginnings {
  readonly findBeginnings: FindBeginnings;
  /** Whether somebody's name is written with these letters at its beginning. */
  beginsWritten(typed: TypedLetters): boolean;
}

/** A look-up of names by their beginnings, as they are written and as they sound. */
export function buildBeginnings(entries: readonly NameEntry[], forms: NameForms): Beginnings {
  const letters = sortByKey(listWritten(forms));
  const sounds = sortByKey(listSounds(forms));
  const findBeginnings: FindBeginnings = (typed, options) => {
    const found = new Map<number, { readonly score: number; readonly spoilerFrom: number }>();
    const words = normalizePhrase(typed.words);
    const isBetter = ({ entry: index, score, spoilerFrom }: Beginning) => {
      const entry = entries[index];
      return score > (found.get(index)?.score ?? 0) && entry !== undefined && isWanted(entry, spoilerFrom, options);
    };
    for (const key of new Set([jamoOf(typed.key), words.join('')])) {
      if (key === '') continue;
      for (const beginning of startingWith(letters, key)) if (isBetter(beginning)) found.set(beginning.entry, beginning);
    }
    const latin = encode(typed.latin);
    // What is written so comes first anyway.
    if (latin.length === 0 || found.size >= MAX_SUGGESTIONS) return found;
    const first = typed.latin.join('').charAt(0);
    for (const beginning of startingWith(sounds, withoutOpenEnd(skeletonOf(typed.words), typed.key))) {
      const { shape, from = 0 } = beginning;
      if (!shape?.parts[from]?.starts.includes(first) || !isBetter(beginning)) continue;
      const graph = shape.graph(from);
      if (graph && distanceToPrefix(graph, latin, FIRST_SLIP) < FIRST_SLIP) found.set(beginning.entry, beginning);
    }
    return found;
  };
  return { findBeginnings, beginsWritten: ({ key }) => key !== '' && startingWith(letters, jamoOf(key)).length > 0 };
}

type Search = (query: string, options: SearchOptions) => readonly Ranked[];

/** Builds the suggestions: beginnings first, then what the search finds. */
export function buildSuggestions(entries: readonly NameEntry[], findBeginnings: FindBeginnings, search: Search) {
  return (text: string, options: SearchOptions = {}): readonly SearchHit[] => {
    const limit = Math.max(0, Math.min(options.limit ?? MAX_SUGGESTIONS, MAX_SUGGESTIONS));
    const typed = readTyped(text);
    if (typed.key === '') return listLeads(entries, options).slice(0, limit);
    const found = new Map<number, { readonly score: number; readonly confident: boolean }>();
    for (const [entry, { score }] of findBeginnings(typed, options)) found.set(entry, { score, confident: false });
    for (const { entry, hit } of search(text, { ...options, limit: MAX_SUGGESTIONS })) {
      const { score, confident } = hit;
      found.set(entry, { score: Math.max(score, found.get(entry)?.score ?? 0), confident });
    }
    const preferred = (entry: number) => (options.preferTitle !== undefined && entries[entry]?.title === options.preferTitle ? 0 : 1);
    const ordered = [...found].sort(([a, first], [b, second]) => second.score - first.score || preferred(a) - preferred(b) || a - b);
    const hits = ordered.flatMap(([index, { score, confident }]) => {
      const entry = entries[index];
      return entry ? [toHit(entry, score, confident)] : [];
    });
    return hits.slice(0, limit);
  };
}

/** With nothing typed: the leads, then the others; titles only where nothing else is asked for. */
function listLeads(entries: readonly NameEntry[], options: SearchOptions): readonly SearchHit[] {
  const onlyTitles = options.kinds?.every((kind) => kind === 'title') ?? false;
  const wanted = entries.filter((entry) => {
    const spoilerFrom = entry.forms.find(({ kind }) => kind === 'name')?.spoilerFrom ?? entry.freeLevel;
    return (entry.kind !== 'title' || onlyTitles) && isWanted(entry, spoilerFrom, options);
  });
  const preferred = wanted.filter(({ title }) => title === options.preferTitle);
  const others = wanted.filter(({ title }) => title !== options.preferTitle);
  return [...preferred, ...others].map((entry) => toHit(entry, SCORE.syllable, false));
}

/** Written forms, Hangul letter by letter: "김ㅅ" and "김수" both begin 김수현. */
function listWritten(forms: NameForms): Beginning[] {
  const written = [...forms.written].flatMap(([key, list]) =>
    list.map(({ entry, level, spoilerFrom }) => {
      const score = level === 'whole' ? SCORE.name : level === 'phrase' ? SCORE.phrase : SCORE.given;
      return { key: jamoOf(key), entry, spoilerFrom, score };
    }),
  );
  const laterWords = forms.shapes.flatMap(({ words, entry, spoilerFrom }) =>
    words.slice(1).map((_, index) => ({ key: words.slice(index + 1).join(''), entry, spoilerFrom, score: SCORE.word })),
  );
  return [...written, ...laterWords];
}

/** Names from each of their syllables on, by sound. */
function listSounds(forms: NameForms): Beginning[] {
  const beginnings: Beginning[] = [];
  for (const shape of forms.shapes) {
    const { parts, level, entry, spoilerFrom } = shape;
    if (shape.wrong || parts.length === 0) continue;
    const score = (level === 'whole' ? SCORE.name : SCORE.given) - LESS_FOR_SOUND;
    for (const key of shape.skeletons()) beginnings.push({ key, entry, spoilerFrom, score, shape, from: 0 });
    // The later syllables of a given name; the other shapes only repeat them.
    for (let from = 1; level === 'given' && from < parts.length; from++) {
      const key = joinSkeletons(parts.slice(from).map(({ skeletons }) => skeletons[0] ?? ''));
      beginnings.push({ key, entry, spoilerFrom, score: SCORE.syllable - LESS_FOR_SOUND, shape, from });
    }
  }
  return beginnings;
}

/**
 * A half-typed syllable may still change its vowel (e, then eo) and c may become ch, so the open end proves nothing.
 */
function withoutOpenEnd(skeleton: string, key: string): string {
  return (key.endsWith('c') ? skeleton.slice(0, -1) : skeleton).replace(/(?<![AEIU])[AEIU]+$/, '');
}

function sortByKey(beginnings: Beginning[]): readonly Beginning[] {
  return beginnings.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.entry - b.entry));
}

/** The part of a sorted list whose keys begin so, cut at `MOST_BEGINNINGS`. */
function startingWith(sorted: readonly Beginning[], start: string): readonly Beginning[] {
  const low = firstFrom(sorted, (one) => one.key, start);
  let end = low;
  while (end < sorted.length && end - low < MOST_BEGINNINGS && sorted[end]?.key.startsWith(start)) end++;
  return sorted.slice(low, end);
}
