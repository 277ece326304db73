/**
 * Finds names however a fan types them. In order, until something fits: exactly a written form; a spelling the table of
 * romanizations allows; the same without a form of address; then what is near: slips, a wrong family name, some of the
 * words, Hangul typed on a Latin keyboard.
 *
 * Scores: 1 a written form, from `FITS_FROM` a name that may be answered or asked about, below it one that is only near.
 */
import { once } from '../../kept.ts';
import { readAsHangulKeys } from '../../text/hangul-keys.ts';
import type { NameEntry } from '../names.ts';
import type { ContentRecords, NamesIn, SearchOptions, TypedIn } from '../types.ts';
import { buildCandidates } from './candidates.ts';
import { isNoName, type Query, readQuery, type Worth, worthAsReading, worthWithSlips } from './compare.ts';
import { buildDescription, buildFilters } from './filters.ts';
import { hangulOfHanja } from './hanja.ts';
import { createHits, type Hits, type Ranked } from './hits.ts';
import { FITS_FROM } from './judge.ts';
import { KATAKANA } from './kana.ts';
import { isFamilyName } from './korean-name.ts';
import { readTyped, type TypedLetters } from './letters.ts';
import type { FoundName } from './name-finders.ts';
import { buildNamesIn, type NamedThing } from './names-in.ts';
import { normalizePhrase } from './phrases.ts';
import { type RoleOf, type RoleReading, readRoles, rolesCalled } from './roles.ts';
import { listForms, type Shape, type Written } from './shapes.ts';
import { buildBeginnings, buildSuggestions } from './suggest.ts';
import { buildWordLookup, LEAST_WORDS } from './words.ts';

export type { NameEntry } from '../names.ts';
export { FITS_FROM, judgeHits } from './judge.ts';
export type { NamedThing } from './names-in.ts';

/** What of the content is asked of names. */
export interface SearchIndex extends Pick<ContentRecords, 'search' | 'suggest' | 'namesIn' | 'isName' | 'beginsName'> {
  /** Makes what the first name with a slip or the first letters of one would wait for. */
  readAhead(): void;
}

const DEFAULT_LIMIT = 10;
/** How many names with slips are looked at closely. */
const MOST_CANDIDATES = 16;
/** Nothing below this is returned. */
const LEAST_SCORE = 0.6;
/** What a form of address beside a name takes from the score. */
const LESS_FOR_ADDRESS = 0.01;
/** "Gang-tae hyung": the hyung he has comes first, where he has one. */
const LESS_FOR_KIN = 0.04;
/** "Ju-ri's mother" is the mother, where there is one. */
const RELATED = 0.965;
/** The person named in it ("Ju-ri"), where somebody is so related to them. */
const NAMED_ONLY = 0.91;
/** A role alone; and what a name gains when the role beside it is that of its bearer. */
const ROLE = 0.96;
const HAS_ROLE = 0.02;
/** A name in Chinese characters says how it is read, not which of the names that are read so. */
const LESS_FOR_HANJA = 0.03;
const WRONG_FAMILY = 0.78;
const WRONG_LAYOUT = 0.9;
/** A name among other words. */
const WITHIN = 0.79;
const MOST_PARTS = 6;
const BEGINNING = 0.76;
const WORDS_SLOPE = 0.7;

/** What a search for a part of the typed words is worth: `less` off the score, and whether it may be sure. */
interface Weight {
  readonly less: number;
  readonly sure: boolean;
}

/** In a sentence, how far behind the best another name may be and still be meant. */
const MOST_BEHIND_BEST = 0.03;

const NOBODY: readonly Written[] = [];
/** A role beside words that are no name: only ever offered. */
const ROLE_ALONE = 0.7;
/** Of all ways to take roles off, those that take the longest words off are looked at for slips. */
const MOST_NEAR_ROLES = 4;
/** Less than a written form. */
const READ_AT_MOST = 0.985;

/** What may be Hangul typed on a Latin keyboard. */
const LETTERS = /^[a-zA-Z ]{4,40}$/;
/** The keys of a vowel at the beginning of a word, or of two vowels that are none together: no name in Hangul is typed so, nor most English. */
const NO_SYLLABLES = /(?:^| )[yuiophjklbnm]|[yuiopjklb][yuiophjklbnm]|h[yuiphjbnm]|n[yuiohkbnm]|m[yuiophjkbnm]/i;

const FULL: Weight = { less: 0, sure: true };

/** Builds the index once from all names; searching and suggesting are synchronous and pure. */
export function buildSearchIndex(entries: readonly NameEntry[], things: readonly NamedThing[] = []): SearchIndex {
  const ranked = rank(entries);
  const forms = listForms(ranked);
  const { shapes } = forms;
  // The first name that is asked for after a start is mostly written as it is.
  const skeletonRows = once(() => shapes.flatMap((shape, index) => shape.skeletons().map((skeleton) => ({ skeleton, shape: index }))));
  const bySkeleton = once(() => Map.groupBy(skeletonRows(), ({ skeleton }) => skeleton));
  const describeWanted = buildDescription(ranked);
  const filters = once(() => buildFilters(ranked, shapes));
  const candidates = once(() => buildCandidates(skeletonRows(), filters().groupOf));
  const beginnings = once(() => buildBeginnings(ranked, forms));
  const byWords = once(() => buildWordLookup(shapes));

  const offerWritten = (hits: Hits, list: readonly Written[] | undefined, { less, sure: maySure }: Weight) => {
    for (const { entry, level, score, sure, spoilerFrom } of list ?? [])
      hits.offer(entry, spoilerFrom, score - less, sure && maySure, level);
  };
  const offerShape = (hits: Hits, shape: Shape, worth: Worth | undefined, { less, sure }: Weight = FULL) => {
    if (worth) hits.offer(shape.entry, shape.spoilerFrom, worth.score - less, worth.sure && sure, shape.level);
  };
  const isLead = ({ entry }: Shape) => ranked[entry]?.prominence === 1;

  const partsTyped = (typed: TypedLetters): readonly string[] =>
    (KATAKANA.test(typed.key) ? forms.partsBySound.get(typed.latin.join('')) : forms.partsBySpelling.get(typed.key)) ?? [];

  /** Exact forms, single parts, and spellings the table allows. */
  const offerFitting = (hits: Hits, query: Query, weight: Weight, withParts = true) => {
    const { typed, phraseKey } = query;
    offerWritten(hits, forms.written.get(typed.key), weight);
    if (phraseKey !== typed.key) offerWritten(hits, forms.written.get(phraseKey), weight);
    if (withParts) for (const part of partsTyped(typed)) offerWritten(hits, forms.holders.get(part), weight);
    if (hits.hasExact()) return;
    for (const skeleton of query.skeletons) {
      for (const { shape: index } of bySkeleton().get(skeleton) ?? []) {
        const shape = shapes[index];
        if (shape) offerShape(hits, shape, worthAsReading(query, shape, isLead(shape)), weight);
      }
    }
  };

  const offerHanja = (hits: Hits, key: string) => {
    const hangul = hangulOfHanja(key);
    if (hangul !== undefined) offerFitting(hits, readQuery(readTyped(hangul)), { less: LESS_FOR_HANJA, sure: true });
  };

  const ownersOf = (roles: readonly string[]): readonly Written[] => {
    for (const role of roles) {
      const owners = forms.written.get(normalizePhrase(readTyped(role).words).join(''));
      if (owners) return owners;
    }
    return NOBODY;
  };

  /** Whether a nickname of the entry has all the words of a role: the owner of "CEO Lee" is a CEO. */
  const hasRole = (entry: number, roles: readonly string[]) =>
    roles.some((role) => {
      const words = normalizePhrase(readTyped(role).words);
      return words.every((word) => forms.entriesByWord.get(word)?.has(entry) === true);
    });

  /** "Ju-ri" and "mother" is whoever has the nickname "Ju-ri's mother". */
  const offerRelated = (hits: Hits, { entry, hit }: Ranked, roles: readonly string[], sure: boolean) => {
    const name = ranked[entry]?.name ?? '';
    const names = [name, name.slice(name.indexOf(' ') + 1)];
    for (const role of roles) {
      const keys = names.map((one) => normalizePhrase(readTyped(`${one} ${role}`).words).join(''));
      const related = keys.flatMap((key) => forms.written.get(key) ?? NOBODY).filter((form) => form.entry !== entry);
      if (related.length === 0) continue;
      offerWritten(hits, related, { less: 1 - Math.min(RELATED, hit.score), sure: hit.confident && sure });
      return true;
    }
    return false;
  };

  /**
   * What is left for the name once roles and forms of address are taken off, and who has such a role. `mayAddress`: the same words
   * may address the named one, as 강태 형 does.
   */
  const offerByRole = (hits: Hits, { roles, name, asQuery, isKin = false, isOf = false }: RoleToFind, mayAddress: boolean) => {
    // "The daughter of the cook" is not the cook.
    if (name === '') return offerWritten(hits, ownersOf(roles), { less: 1 - (isOf ? ROLE_ALONE : ROLE), sure: !isKin && !isOf });
    const inner = createHits(ranked, hits.options);
    offerFitting(inner, asQuery?.() ?? readQuery(readTyped(name)), FULL);
    if (inner.best() < FITS_FROM) offerHanja(inner, name);
    for (const found of inner.list(FITS_FROM, DEFAULT_LIMIT)) {
      const { score, confident } = found.hit;
      const isBearer = roles.length > 0 && hasRole(found.entry, roles);
      // One letter beside a role is a family name at most: 남 of 남간호사, who is a nurse.
      if (name.length === 1 && roles.length > 0 && !isBearer) continue;
      if (offerRelated(hits, found, roles, !mayAddress)) hits.offer(found.entry, 0, Math.min(NAMED_ONLY, score), false, 'phrase');
      else {
        const bonus = isBearer ? HAS_ROLE : 0;
        const isSomebodyElse = isOf && !isBearer;
        const most = isSomebodyElse ? NAMED_ONLY : READ_AT_MOST;
        const worth = Math.min(most, score - (isKin ? LESS_FOR_KIN : LESS_FOR_ADDRESS) + bonus);
        hits.offer(found.entry, 0, worth, confident && !isKin && !isSomebodyElse, 'phrase');
      }
    }
  };

  const offerNear = (hits: Hits, query: Query) => {
    const noName = isNoName(query);
    const wanted = filters().listWanted(hits.options);
    for (const skeleton of query.skeletons) {
      for (const index of candidates().propose(skeleton, MOST_CANDIDATES, wanted)) {
        const shape = shapes[index];
        if (shape === undefined) continue;
        const worth = query.near.has(index) ? query.near.get(index) : worthWithSlips(query, shape, isLead(shape), noName);
        query.near.set(index, worth);
        offerShape(hits, shape, worth);
      }
    }
  };

  /** A role beside a mistyped name, and who has the role where the rest is no name at all: "head nurse of the ward". */
  const offerNearRole = (hits: Hits, { roles, asQuery }: RoleRead) => {
    const inner = createHits(ranked, hits.options);
    offerNear(inner, asQuery());
    for (const { entry, hit } of inner.list(LEAST_SCORE, DEFAULT_LIMIT))
      hits.offer(entry, 0, hit.score - LESS_FOR_ADDRESS, false, 'phrase');
    offerWritten(hits, ownersOf(roles), { less: 1 - ROLE_ALONE, sure: false });
  };

  /** "Kim Ju-ri" is nobody, but Nam Ju-ri may be meant. */
  const offerWrongFamily = (hits: Hits, typed: TypedLetters) => {
    const rests =
      typed.words.length > 1
        ? [typed.words.slice(1), typed.words.slice(0, -1)].filter((_, index) => isFamilyName(typed.words.at(index === 0 ? 0 : -1) ?? ''))
        : typed.isHangul && typed.key.length === 3 && isFamilyName(typed.key.charAt(0))
          ? [[typed.key.slice(1)]]
          : [];
    for (const rest of rests) {
      const inner = createHits(ranked, hits.options);
      offerFitting(inner, readQuery(readTyped(rest.join(' '))), FULL);
      for (const { entry, spoilerFrom } of inner.atLevel('given')) hits.offer(entry, spoilerFrom, WRONG_FAMILY, false, 'given');
    }
  };

  /** "Moon Gang" and "김ㅅ" are on the way to a name; "okay not okay" and "brother" are words of one. */
  const offerParts = (hits: Hits, query: Query) => {
    const { typed, phrase } = query;
    if (phrase.length > 0 && (typed.key.length > 2 || /[가-힣]/.test(typed.key))) {
      for (const [entry, { score, spoilerFrom }] of beginnings().findBeginnings(query, hits.options)) {
        hits.offer(entry, spoilerFrom, BEGINNING - (1 - score), false, 'part');
      }
    }
    for (const { shape, share } of byWords()(phrase)) {
      const found = shapes[shape];
      if (found) hits.offer(found.entry, found.spoilerFrom, LEAST_SCORE + WORDS_SLOPE * (share - LEAST_WORDS), false, 'phrase');
    }
  };

  /** "강은자 할머니", "ガンテの兄サンテ": a name among words nobody knows is offered, the longest, and of those as long the last. */
  const offerWithin = (hits: Hits, { typed }: Query) => {
    const parts = listParts(typed.words);
    for (let length = Math.min(parts.length - 1, MOST_PARTS); length > 0; length--) {
      for (let from = parts.length - length; from >= 0; from--) {
        const key = parts.slice(from, from + length).join('');
        const named = key.length >= leastOfName(key) ? forms.written.get(key) : undefined;
        if (named === undefined) continue;
        for (const { entry, spoilerFrom } of named) hits.offer(entry, spoilerFrom, WITHIN, false, 'part');
        if (hits.best() >= WITHIN) return;
      }
    }
  };

  const offerWrongLayout = (hits: Hits, query: string) => {
    const hangul = LETTERS.test(query) && !NO_SYLLABLES.test(query) ? readTyped(readAsHangulKeys(query)) : undefined;
    if (!hangul?.isHangul) return;
    for (const { entry, level, spoilerFrom } of forms.written.get(hangul.key) ?? [])
      hits.offer(entry, spoilerFrom, WRONG_LAYOUT, false, level);
  };

  /** They go with what they were typed in. */
  const names = new WeakMap<TypedIn, ReadName>();

  /** A name is searched for as all here may see it and as the asker may: often the same is open to both. */
  const search = (query: string, options: SearchOptions): readonly Ranked[] => {
    const { locale, preferTitle, limit = DEFAULT_LIMIT, typedIn } = options;
    const before = typedIn && names.get(typedIn);
    const name = before?.text === query ? before : readName(query);
    if (typedIn !== undefined) names.set(typedIn, name);
    if (name.typed.key === '') return [];
    // "Editor" is somebody's nickname in English and a publisher in Spanish.
    const owners = locale === undefined ? NOBODY : ownersOf(rolesCalled(name.typed.words, locale));
    const asked = `${describeWanted(options)} ${preferTitle ?? ''} ${limit} ${owners === NOBODY ? '' : locale}`;
    const found = name.found.get(asked) ?? searchFor(name, options, owners).list(LEAST_SCORE, limit);
    name.found.set(asked, found);
    return found;
  };

  const searchFor = ({ text, typed, asQuery, asRoles }: ReadName, options: SearchOptions, owners: readonly Written[]): Hits => {
    const hits = createHits(ranked, options, forms.others.get(typed.key));
    const read = asQuery();
    offerFitting(hits, read, FULL);
    offerWritten(hits, owners, { less: LESS_FOR_ADDRESS, sure: true });
    if (hits.best() < FITS_FROM) offerHanja(hits, typed.key);
    // "Juri's bff" is somebody Juri has, and never Juri.
    const isOwned = /['’]s\b/.test(text);
    const readings = hits.best() < FITS_FROM ? asRoles().filter(({ roles }) => !isOwned || roles.length > 0) : [];
    const addressed = new Set(readings.filter(({ isKin }) => isKin).map(({ name }) => name));
    const one = readings.find(({ isOne, roles }) => isOne && ownersOf(roles).length > 0);
    for (const reading of one === undefined ? readings : [one])
      offerByRole(hits, isOwned ? { ...reading, isOf: true } : reading, addressed.has(reading.name));
    // One word of a name, where it is nothing else: a role is a role also where it is in somebody's name.
    if (hits.best() < FITS_FROM && typed.words.length === 1 && !readings.some(({ name }) => name === ''))
      if ((forms.entriesByWord.get(typed.key)?.size ?? 0) <= 1) offerWritten(hits, forms.singles.get(typed.key), FULL);
    if (hits.best() < FITS_FROM) {
      for (const reading of readings.slice(0, MOST_NEAR_ROLES)) offerNearRole(hits, reading);
      offerNear(hits, read);
      offerWrongFamily(hits, typed);
      offerWithin(hits, read);
      offerParts(hits, read);
      if (hits.best() < LEAST_SCORE) offerWrongLayout(hits, text);
    }
    return hits;
  };

  const suggest = buildSuggestions(ranked, (typed, options) => beginnings().findBeginnings(typed, options), search);
  const collect = (options: SearchOptions, offer: (hits: Hits) => void): FoundName => {
    const hits = createHits(ranked, options);
    offer(hits);
    const [best, ...others] = hits.list(FITS_FROM, DEFAULT_LIMIT);
    const level = best === undefined ? undefined : hits.levelOf(best.entry);
    // What fits much less well than the best is not meant beside it.
    const near = best === undefined ? [] : [best, ...others.filter(({ hit }) => hit.score > best.hit.score - MOST_BEHIND_BEST)];
    return { hits: near.map(({ hit }) => hit), isSure: level === 'whole' || level === 'reversed' || best?.hit.kind === 'title' };
  };
  const buildFinder = (): NamesIn =>
    buildNamesIn(
      {
        keys: [...forms.written.keys()],
        skeletons: [...bySkeleton().keys()],
        findNamed: (text, options) => collect(options, (hits) => offerFitting(hits, readQuery(readTyped(text)), FULL, false)),
        findByRole: (reading, options) => collect(options, (hits) => offerByRole(hits, reading, false)),
      },
      entries.flatMap((entry) => (entry.kind === 'title' ? entry.forms.map(({ text }) => text) : [])),
      entries.flatMap((entry) => entry.forms.flatMap(({ kind, text }) => (kind === 'nickname' && entry.kind !== 'title' ? [text] : []))),
      things,
    );
  // Nobody may ever ask.
  let findNames: NamesIn | undefined;
  return {
    search: (query, options = {}) => search(query, options).map(({ hit }) => hit),
    suggest,
    namesIn(line, options) {
      findNames ??= buildFinder();
      return findNames(line, options);
    },
    readAhead() {
      for (const make of [bySkeleton, candidates, filters, beginnings, byWords]) make();
    },
    isName: (text) => forms.written.has(readTyped(text).key),
    beginsName: (text) => text === '' || beginnings().beginsWritten(readTyped(text)),
  };
}

/** Words, and in those of several scripts the parts in each. */
function listParts(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => word.match(SCRIPT_RUNS) ?? []);
}

const SCRIPT_RUNS =
  /[a-z0-9]+|[\p{Script=Katakana}ー]+|\p{Script=Hiragana}+|\p{Script=Han}+|[^a-z0-9ー\p{Script=Katakana}\p{Script=Hiragana}\p{Script=Han}]+/gu;

/** A syllable or two in Latin letters is a word of some language. */
const leastOfName = (key: string): number => (/^[a-z]/.test(key) ? 5 : 2);

/** All that the letters of a name alone say, as far as somebody asks. */
interface ReadName {
  readonly text: string;
  readonly typed: TypedLetters;
  readonly asQuery: () => Query;
  readonly asRoles: () => readonly RoleRead[];
  /** What was found of it, by all that options may change in it. */
  readonly found: Map<string, readonly Ranked[]>;
}

/** A role, and the name beside it as it is searched for. */
interface RoleRead extends RoleReading {
  readonly asQuery: () => Query;
}

type RoleToFind = RoleOf & Partial<RoleRead>;

function readName(text: string): ReadName {
  const typed = readTyped(text);
  const readRole = (reading: RoleReading): RoleRead => ({ ...reading, asQuery: once(() => readQuery(readTyped(reading.name))) });
  return {
    text,
    typed,
    asQuery: once(() => readQuery(typed)),
    asRoles: once(() => readRoles(typed.words).map(readRole)),
    found: new Map(),
  };
}

const KIND_ORDER = { title: 0, character: 1, person: 2 } as const;

/** Entries in the order that decides among equals: leads first, then as the packs list them. */
function rank(entries: readonly NameEntry[]): readonly NameEntry[] {
  return entries
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => a.entry.prominence - b.entry.prominence || KIND_ORDER[a.entry.kind] - KIND_ORDER[b.entry.kind] || a.index - b.index)
    .map(({ entry }) => entry);
}
