/** Finds names by what people type. A first version: exact, by beginning and by part, in any recorded form. */
import type { NameEntry, NameForm } from '../names.ts';
import type { SearchHit, SearchOptions } from '../types.ts';

export type { NameEntry, NameForm } from '../names.ts';

export interface SearchIndex {
  /** Names that fit the query, best first. */
  search(query: string, options?: SearchOptions): readonly SearchHit[];
  /** Names that may become of the typed letters; with no letters the leads. */
  suggest(typed: string, options?: SearchOptions): readonly SearchHit[];
}

const DEFAULT_LIMIT = 10;
// Discord shows 25 choices.
const MAX_SUGGESTIONS = 25;
const CONFIDENT_MARGIN = 0.05;
const KIND_ORDER = { title: 0, character: 1, person: 2 } as const;

/** Builds the index once; a search looks through all names (hundreds) without touching the database. */
export function buildSearchIndex(entries: readonly NameEntry[]): SearchIndex {
  const folded = entries.map((entry) => ({
    entry,
    forms: entry.forms.filter(({ kind }) => kind !== 'other-person').map((form) => ({ form, text: fold(form.text) })),
  }));

  const rank = (query: string, options: SearchOptions, limit: number): SearchHit[] => {
    const wanted = fold(query);
    const scored = folded
      .filter(({ entry }) => fits(entry, options))
      .map(({ entry, forms }) => {
        const known = forms.filter(({ form }) => form.spoilerFrom <= (options.spoilerCeiling ?? entry.freeLevel));
        return { entry, score: Math.max(0, ...known.map(({ form, text }) => scoreForm(form, text, wanted))) };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || preference(b.entry, options) - preference(a.entry, options) || order(a.entry) - order(b.entry));
    return scored.slice(0, limit).map(({ entry, score }, index) => ({
      id: entry.id,
      kind: entry.kind,
      title: entry.title,
      name: entry.name,
      ...(entry.hangul === undefined ? {} : { hangul: entry.hangul }),
      score,
      confident: index === 0 && wanted.length > 1 && score - (scored[1]?.score ?? 0) >= CONFIDENT_MARGIN,
    }));
  };

  return {
    search: (query, options = {}) => (fold(query) === '' ? [] : rank(query, options, options.limit ?? DEFAULT_LIMIT)),
    suggest: (typed, options = {}) => rank(typed, options, Math.min(options.limit ?? MAX_SUGGESTIONS, MAX_SUGGESTIONS)),
  };
}

function fits(entry: NameEntry, { title, kinds }: SearchOptions): boolean {
  return (title === undefined || entry.title === title) && (kinds === undefined || kinds.includes(entry.kind));
}

function preference(entry: NameEntry, { preferTitle }: SearchOptions): number {
  return Number(entry.title === preferTitle);
}

function order(entry: NameEntry): number {
  return entry.prominence * 10 + KIND_ORDER[entry.kind];
}

/** 1 for the whole form, less for its beginning, the beginning of one of its words, or a part; 0 for none of it. */
function scoreForm(form: NameForm, text: string, wanted: string): number {
  if (wanted === '') return form.kind === 'name' ? 0.1 : 0;
  if (text === wanted) return form.kind === 'error' || form.kind === 'nickname' ? 0.95 : 1;
  if (text.startsWith(wanted)) return 0.8;
  if (text.includes(` ${wanted}`)) return 0.75;
  return wanted.length > 2 && text.includes(wanted) ? 0.5 : 0;
}

function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
