/**
 * Understands a typed question, or says that it does not. Names first, then words, then a gate on what is left: an answer is given only where
 * nothing is left that could have been the point. It guesses at nobody, and keeps nothing.
 */
import type { SearchOptions, TypedIn } from '../content/types.ts';
import { keepEach } from '../kept.ts';
import { readLine, type TypedLine } from '../text/typed-line.ts';
import { type FoundInText, findAll } from './found.ts';
import { INTENTS, type IntentRow, REFUSED, saysAll } from './intents.ts';
import { type AskedBy, isOf, type Named, nameAll, whoOf } from './named.ts';
import { findLineWords, findQuoteWords } from './quote-words.ts';
import type { AskWords, Concept } from './schema.ts';
import { buildTarget, listKinds, MOST_OFFERED, offerOf, type Target, toKind, withoutRepeats } from './target.ts';
import { buildVocabulary, type ReadWords, readWords, type Vocabulary } from './vocabulary.ts';

export type Understood = Meant & {
  /** Somebody or something of the stories is named, or what a command knows: it is no talk about the asker's own day. */
  readonly isOfStory: boolean;
};

type Meant =
  | { readonly kind: 'answer'; readonly target: Target }
  /** Something is known of it, but not what is asked. */
  | { readonly kind: 'offer'; readonly targets: readonly Target[] }
  /** Nothing of it is known; what is offered names nobody and nothing. */
  | { readonly kind: 'unknown'; readonly why: 'unknown' | 'private' | 'unsafe'; readonly targets: readonly Target[] };

export interface QuestionReader {
  /** Pure and synchronous; reads the beginning of a text that is longer than a question. */
  read(text: string, asked: AskedBy): Understood;
  /** The target of what `read` would understand as an answer; undefined where it is none. */
  findTarget(text: string, asked: AskedBy): Target | undefined;
  /** Of words that should be those of a line, those that one line has, as they stand in it; undefined where none has half of them. */
  findLine(text: string, asked: AskedBy, titleId: string): string | undefined;
}

/** More than any question has. What comes behind is not read. */
const LONGEST = 400;
const MAY_BE_LEFT = 2;
const SLIP_FROM = 0.8;
const LEAST_SLIPPED = 6;

/** @param lists the words of every language; those of `fallback` are tried where the asker's own language has none. */
export function createQuestionReader(lists: ReadonlyMap<string, () => AskWords>, fallback: string): QuestionReader {
  const read = new Map<string, ReadWords | undefined>();
  /** Read once: English stands beside every other language. */
  const wordsOf = (code: string): ReadWords | undefined => {
    if (!read.has(code)) {
      const list = lists.get(code)?.();
      read.set(code, list === undefined ? undefined : readWords(list));
    }
    return read.get(code);
  };
  const vocabularyOf = keepEach((locale): Vocabulary => {
    const language = locale.split('-')[0];
    const code = lists.has(locale) ? locale : ([...lists.keys()].find((key) => key.split('-')[0] === language) ?? fallback);
    return buildVocabulary(wordsOf(code), code === fallback ? undefined : wordsOf(fallback));
  });
  const readAll = (text: string, asked: AskedBy) => {
    const { content, locale, ceilings, preferTitle, typedIn } = asked;
    const options: SearchOptions = { ceilings, locale, ...(preferTitle === undefined ? {} : { preferTitle }) };
    const readPart = (line: TypedLine) => {
      const vocabulary = vocabularyOf(locale);
      const typed = findAll(line, vocabulary, content, options);
      const meant = vocabulary.mend(line, typed.left);
      const found = meant === undefined ? typed : findAll(readLine(meant), vocabulary, content, options);
      return { found, decided: decide(asked, found, options) };
    };
    const whole = readPart(readOnce(text, typedIn));
    if (typeof whole.decided !== 'function' || NEVER_ANSWERED.some((concept) => whole.found.said.has(concept))) return whole;
    // "Who plays her mother? She is so good": what is said beside a question asks for nothing.
    const asking = listQuestions(text.slice(0, LONGEST)).map((part) => readPart(readLine(part)).decided);
    return { ...whole, decided: asking.find((decided) => typeof decided !== 'function') ?? whole.decided };
  };
  return {
    read(text, asked) {
      const { found, decided } = readAll(text, asked);
      const meant: Meant = typeof decided === 'function' ? decided() : { kind: 'answer', target: decided };
      return { ...meant, isOfStory: isOfStory(found) };
    },
    findTarget(text, asked) {
      const { decided } = readAll(text, asked);
      return typeof decided === 'function' ? undefined : decided;
    },
    findLine(text, { content, locale, ceilings }, titleId) {
      const found = findAll(readLine(text), vocabularyOf(locale), content, { ceilings, locale });
      return findLineWords(content, titleId, found);
    },
  };
}

/** Nothing said beside these makes them a question to answer. */
const NEVER_ANSWERED = ['unsafe', 'private', 'money'] as const satisfies readonly Concept[];

/** The sentences with a question mark, where there are others beside them. */
function listQuestions(text: string): readonly string[] {
  const sentences = text.match(/[^.!?。！？…\n]+[.!?。！？…\n]*/gu) ?? [];
  return sentences.length < 2 ? [] : sentences.filter((sentence) => /[?？]/u.test(sentence));
}

function readOnce(text: string, typedIn: TypedIn | undefined): TypedLine {
  const beginning = text.slice(0, LONGEST);
  if (typedIn?.line?.typed === beginning) return typedIn.line;
  const line = readLine(beginning);
  if (typedIn !== undefined) typedIn.line = line;
  return line;
}

/** Said of one's own day too: a mother who died, an exam, a long day, a friend, a line for tonight. */
const OF_EVERYBODY: ReadonlySet<Concept> = new Set<Concept>([
  ...([
    'who',
    'what',
    'when',
    'where',
    'name',
    'job',
    'kin',
    'young',
    'age',
    'deed',
    'trait',
    'win',
    'watch',
    'air',
    'length',
    'ordinal',
    'list',
  ] as const),
  ...(['quote', 'today', 'random', 'help', 'greet', 'thanks', 'private', 'money', 'opinion', 'unheld', 'general', 'others'] as const),
]);

/** A role alone ("mother", "doctor") names nobody of a story. */
function isOfStory({ names, said }: FoundInText): boolean {
  return names.some(({ isRole }) => isRole !== true) || [...said].some((concept) => !OF_EVERYBODY.has(concept));
}

/** The target of an answer, or what else is meant, which is made where somebody is told. */
type Decided = Target | (() => Exclude<Meant, { kind: 'answer' }>);

function decide(asked: AskedBy, found: FoundInText, options: SearchOptions): Decided {
  const { said, left } = found;
  // Every row of the tables asks for a word or a name.
  if (said.size === 0 && found.names.length === 0)
    return () => ({ kind: 'unknown', why: 'unknown', targets: listKinds(nameAll(asked, found), found, asked) });
  const named = nameAll(asked, found);
  const listAll = () => listKinds(named, found, asked);
  const refused = REFUSED.find(
    ({ says, unless = [], onlyOf }) =>
      says.some((concept) => said.has(concept)) &&
      !unless.some((concept) => said.has(concept)) &&
      (onlyOf === undefined || isOf(named, onlyOf)) &&
      // "Who plays Moon-young, she's so pretty"
      !(says.includes('opinion') && said.has('who') && said.has('play') && named.somebody.length > 0),
  );
  // What characters feel for each other is the story, and so is who plays the boyfriend in the film.
  const isPartAsked = said.has('play') && (said.has('film') || said.has('drama'));
  const isOfCharacters = !isOf(named, 'person') && (named.somebody.length > 0 || isPartAsked);
  const isStory = refused?.says.includes('private') === true && !said.has('money') && isOfCharacters;
  if (refused !== undefined && !isStory) return () => ({ kind: 'unknown', why: refused.why, targets: listAll() });
  const row = INTENTS.find((candidate) => saysAll(candidate, said) && hasNeeded(candidate, named, found));
  if (row === undefined || isStory) {
    if (named.somebody.length > 0) return () => ({ kind: 'offer', targets: offerOf(named, asked) });
    return () => near(asked, found, options) ?? { kind: 'unknown', why: 'unknown', targets: listAll() };
  }
  if (row.intent === 'quoteFind') return readQuote(asked, found, named);
  const most = isAnyNamed(named) ? (row.mayBeLeft ?? MAY_BE_LEFT) : (row.mayBeLeftAlone ?? 0);
  const target = buildTarget(row, named, found, asked);
  if (left.length <= most && !named.isElsewhere) return target;
  return () => offerInstead(row, target, asked, found, named, options);
}

/** What is offered where too much was left that nobody understands. */
function offerInstead(
  row: IntentRow,
  target: Target,
  asked: AskedBy,
  found: FoundInText,
  named: Named,
  options: SearchOptions,
): Exclude<Meant, { kind: 'answer' }> {
  const slip = row.intent === 'cast' || row.intent === 'card' ? near(asked, found, options) : undefined;
  if (slip !== undefined) return slip;
  const kinds = listKinds(named, found, asked);
  if (isAnyNamed(named) && !named.isElsewhere && row.intent !== 'cast') {
    const others = named.somebody.length > 0 ? offerOf(named, asked) : kinds;
    return { kind: 'offer', targets: withoutRepeats([target, ...others]) };
  }
  // A role is a name in ordinary words: with a word beside it that nobody knows it is asked back.
  if (row.intent === 'card' && found.left.length <= MAY_BE_LEFT && !named.isElsewhere)
    return { kind: 'offer', targets: offerOf(named, asked) };
  return { kind: 'unknown', why: 'unknown', targets: withoutRepeats([toKind(target, kinds[0]?.options ?? {}), ...kinds]) };
}

/** Whether anything is named; a role names nobody. */
function isAnyNamed({ somebody, title, ceremony, music, episode, place }: Named): boolean {
  return somebody.some(({ isRole }) => isRole !== true) || [title, ceremony, music, episode, place].some((one) => one !== undefined);
}

function hasNeeded({ names }: IntentRow, named: Named, found: FoundInText): boolean {
  switch (names) {
    case 'somebody':
      return named.somebody.length > 0;
    case 'person':
      return isOf(named, 'person');
    case 'several':
      return new Set(named.somebody.map(({ hits }) => hits[0]?.id)).size > 1;
    case 'ceremony':
      return named.ceremony !== undefined;
    case 'music':
      return named.music !== undefined;
    case 'title':
      return named.title !== undefined;
    case 'episodeTitle':
      return named.episode !== undefined;
    case 'place':
      return named.place !== undefined;
    case 'episode':
      return found.episode !== undefined || found.said.has('finale') || found.said.has('premiere');
    default:
      return true;
  }
}

/** A line somebody remembers: by its words, by who says it, or any. */
function readQuote(asked: AskedBy, found: FoundInText, named: Named): Decided {
  const title = named.title ?? asked.preferTitle ?? asked.content.titles()[0]?.id ?? '';
  const options = named.title === undefined ? {} : { title: named.title };
  const words = asked.content.title(title) === undefined ? undefined : findQuoteWords(asked.content, title, found);
  if (words !== undefined) return { intent: 'quoteFind', command: 'quote', subcommand: 'find', options: { words, ...options } };
  const speaker = whoOf(named.somebody, found);
  if (speaker !== undefined && found.left.length <= MAY_BE_LEFT) {
    return {
      intent: 'quoteFind',
      command: 'quote',
      subcommand: 'find',
      options: { speaker: speaker.who, title: speaker.title ?? title },
    };
  }
  const random: Target = { intent: 'quoteRandom', command: 'quote', subcommand: 'random', options };
  if (found.left.length === 0) return random;
  return () => ({
    kind: 'unknown',
    why: 'unknown',
    targets: withoutRepeats([random, { ...random, intent: 'quoteToday', subcommand: 'today' }, ...listKinds(named, found, asked)]),
  });
}

/** Who may have been meant where a name is expected and there is one slip in it; only offered. */
function near(
  { content }: AskedBy,
  { left, line, said }: FoundInText,
  options: SearchOptions,
): Extract<Meant, { kind: 'offer' }> | undefined {
  const [first] = left;
  const last = left.at(-1);
  if (
    first === undefined ||
    last === undefined ||
    left.length > 3 ||
    !['who', 'play', 'character', 'job', 'kin', 'award', 'win'].some((concept) => [...said].includes(concept as never))
  )
    return undefined;
  const typed = line.raw.slice(first.rawFrom, last.rawTo);
  if (last.to - first.from < LEAST_SLIPPED) return undefined;
  const hits = content
    .search(typed, { ...options, kinds: ['person', 'character'], limit: MOST_OFFERED })
    .filter(({ score }) => score >= SLIP_FROM);
  if (hits.length === 0) return undefined;
  return {
    kind: 'offer',
    targets: hits.map(({ id, title }): Target => ({ intent: 'card', command: 'cast', options: { name: id, title } })),
  };
}
