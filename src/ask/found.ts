/** What stands in a typed line: names, words that say what is asked, numbers, and what nobody understands. */
import type { Content, NameSpan, SearchOptions } from '../content/types.ts';
import { standsApart, type TypedLine, type Word } from '../text/typed-line.ts';
import type { Concept } from './schema.ts';
import type { Phrase, Vocabulary } from './vocabulary.ts';

export interface FoundInText {
  readonly line: TypedLine;
  readonly said: ReadonlySet<Concept>;
  readonly phrases: readonly Phrase[];
  readonly names: readonly NameSpan[];
  /** Words that are neither a name nor known. */
  readonly left: readonly Word[];
  readonly episode: number | undefined;
}

/** Reads a line once. */
export function findAll(line: TypedLine, vocabulary: Vocabulary, content: Pick<Content, 'namesIn'>, options: SearchOptions): FoundInText {
  const known = vocabulary.find(line).toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  const named = content.namesIn(line, options);
  if (known.length === 0 && named.length === 0) return findNothing(line);
  const names = chooseNames(line, named, known, vocabulary);
  const phrases: Phrase[] = [];
  const isTaken = new Uint8Array(line.letters.length);
  for (const { from, to } of names) isTaken.fill(1, from, to);
  for (const phrase of known) {
    if (isTaken.subarray(phrase.from, phrase.to).some((taken) => taken === 1)) continue;
    isTaken.fill(1, phrase.from, phrase.to);
    phrases.push(phrase);
  }
  phrases.sort((a, b) => a.from - b.from);
  const episode = findEpisode(line, phrases);
  const said = new Set(phrases.flatMap(({ concepts }) => concepts));
  if (episode === undefined && names.some((span) => isNumbered(line, span))) said.add('season2');
  return {
    ...{ line, said, phrases, names },
    left: line.words.filter((word) => isLeft(word, isTaken)),
    episode,
  };
}

const NOTHING_SAID: ReadonlySet<Concept> = new Set();
const NOTHING: readonly never[] = [];

/** Most names of nobody. */
function findNothing(line: TypedLine): FoundInText {
  return {
    ...{ line, said: NOTHING_SAID, phrases: NOTHING, names: NOTHING, episode: undefined },
    left: line.words.filter((word) => isLeft(word, NOTHING)),
  };
}

/** "It's Okay to Not Be Okay 2": the next one is meant. */
function isNumbered({ words, wordAt }: TypedLine, { hits, to }: NameSpan): boolean {
  return hits[0]?.kind === 'title' && /^[23]$/.test(words[(wordAt[to - 1] ?? 0) + 1]?.text ?? '');
}

/** Without what may as well be ordinary words here. */
function chooseNames(
  line: TypedLine,
  spans: readonly NameSpan[],
  known: readonly Phrase[],
  { isTail }: Pick<Vocabulary, 'isTail'>,
): readonly NameSpan[] {
  return spans.filter((span) => {
    const words = line.words.filter(({ from, to, text }) => from < span.to && to > span.from && text !== 'the');
    const start = words[0]?.from ?? span.from;
    if (
      known.some(
        ({ from, to, concepts }) => from === Math.max(start, span.from) && to === span.to && concepts.some((concept) => concept !== 'job'),
      ) &&
      !isWhole(span) &&
      !isEpisodeAskedFor(span, known)
    )
      return false;
    if (span.isSure) return true;
    // "Sang in" is also what somebody did, and where; with a hyphen it is a name.
    const isJoined = words.slice(1).every(({ isGlued }) => isGlued) && words.length > 1;
    if (isOwner(line, words)) return true;
    // "The head nurse" is made of ordinary words and still names somebody.
    if (span.isRole && words.length > 1) return true;
    const isOrdinary = words.every((word) =>
      known.some(({ from, to, isOwn, concepts }) => isOwn && !concepts.includes('job') && from <= word.from && to >= word.to),
    );
    if (isOrdinary && !isJoined)
      return isSongAskedFor(span, known) || isEpisodeAskedFor(span, known) || isAllThatIsAsked(line, span, known);
    const last = words.at(-1);
    if (last?.script !== 'hangul' || last.to === span.to) return true;
    // 아름다운 (beautiful) does not name 아름: what follows a given name without a space must be a known particle.
    return isTail(line.letters.slice(span.to, last.to)) || covers(known, span.to, last.to);
  });
}

/** "Sang in's assistant": nobody writes that of what was sung. */
function isOwner({ raw }: TypedLine, words: readonly Word[]): boolean {
  return /['’]s\b/i.test(raw.slice(words[0]?.rawFrom, (words.at(-1)?.rawTo ?? 0) + 2));
}

/** "Who sings In Your Time": beside a word for music the ordinary words of a song's name are its name. */
const isSongAskedFor = isAskedFor('track', 'music');
/** "The zombie kid episode" */
const isEpisodeAskedFor = isAskedFor('episode', 'episode');

function isAskedFor(asked: NameSpan['hits'][number]['kind'], concept: Concept) {
  return ({ hits, from, to }: NameSpan, known: readonly Phrase[]): boolean =>
    hits.some(({ kind }) => kind === asked) &&
    known.some((phrase) => phrase.concepts.includes(concept) && (phrase.to <= from || phrase.from >= to));
}

const WHO: ReadonlySet<Concept> = new Set<Concept>(['who', 'what', 'name', 'play', 'character']);

/** "Director Oh", or "who plays Director Oh": where nothing else is said, ordinary words that are somebody's name are meant as it. */
function isAllThatIsAsked(line: TypedLine, { hits, from, to }: NameSpan, known: readonly Phrase[]): boolean {
  const isBeside = (one: { readonly from: number; readonly to: number }) => one.to <= from || one.from >= to;
  const asks = known.filter((phrase) => isBeside(phrase) && phrase.concepts.every((concept) => WHO.has(concept)));
  const isSaid = (word: Word) => asks.some((phrase) => phrase.from <= word.from && phrase.to >= word.to);
  const isSomebody =
    hits.every(({ kind }) => kind === 'person' || kind === 'character') &&
    !known.some((phrase) => phrase.concepts.includes('music') && !isBeside(phrase));
  return line.words.every((word) => !isBeside(word) || isSaid(word)) && (isSomebody || line.letters.length === to - from);
}

const isWhole = (span: NameSpan): boolean => span.isSure && span.hits.every(({ kind }) => kind === 'person' || kind === 'character');

function covers(known: readonly Phrase[], from: number, to: number): boolean {
  return to - from === 1 || known.some((phrase) => phrase.from === from && (phrase.to === to || covers(known, phrase.to, to)));
}

/** Endings of Hangul and all hiragana are grammar. */
function isLeft({ script, from, to }: Word, isTaken: ArrayLike<number>): boolean {
  if (script === 'hiragana' || script === 'digit') return false;
  let free = 0;
  for (let at = from; at < to; at += 1) if (isTaken[at] !== 1) free += 1;
  if (standsApart(script)) return free > 0;
  if (script === 'hangul' && isTaken[from] === 1) return free > LONGEST_ENDING;
  return script === 'han' ? free > 0 : free > 1;
}

/** Syllables that a verb may end with: 나왔-던가요. */
const LONGEST_ENDING = 3;
const LATEST_EPISODE = 500;

/** A number beside the word for an episode: "ep 7", 7화, "episode seven", "the 7th episode". */
function findEpisode({ words }: TypedLine, phrases: readonly Phrase[]): number | undefined {
  type Part = Pick<Phrase, 'from' | 'to'>;
  const listBeside = ({ from, to }: Part) => phrases.filter((phrase) => phrase.to === from || phrase.from === to);
  const isEpisode = ({ concepts }: Phrase) => concepts.includes('episode');
  const isNumber = (part: Part) =>
    listBeside(part).some((phrase) => isEpisode(phrase) || (phrase.concepts.includes('ordinal') && listBeside(phrase).some(isEpisode)));
  const digits = words.find((word) => word.script === 'digit' && word.text.length < 4 && isNumber(word));
  const number =
    digits === undefined ? phrases.find((phrase) => phrase.number !== undefined && isNumber(phrase))?.number : Number(digits.text);
  return number !== undefined && number > 0 && number <= LATEST_EPISODE ? number : undefined;
}
