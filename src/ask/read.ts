/**
 * Understands a typed question, or says that it does not. Names first, then words, then a gate on what is left: an answer is given only where
 * nothing is left that could have been the point. It guesses at nobody, and keeps nothing.
 */
import type { Ceilings } from '../content/spoilers.ts';
import { findByWholeName } from '../content/title-names.ts';
import type { Content, NameSpan, SearchOptions } from '../content/types.ts';
import { readLine } from '../text/typed-line.ts';
import { type Found, findAll } from './found.ts';
import { INTENTS, type Intent, type IntentRow, REFUSED, saysAll } from './intents.ts';
import { findQuoteWords } from './quote-words.ts';
import type { AskWords } from './schema.ts';
import { buildVocabulary, type Vocabulary } from './vocabulary.ts';

/** A command with what is typed behind it; `view` is a part of `/about` that has no option. */
export interface Target {
  readonly intent: Intent;
  readonly command: string;
  readonly subcommand?: string;
  readonly options: Readonly<Record<string, string | number>>;
  readonly view?: string;
}

export type Understood =
  | { readonly kind: 'answer'; readonly target: Target }
  /** Something is known of it, but not what is asked. */
  | { readonly kind: 'offer'; readonly targets: readonly Target[] }
  /** Nothing of it is known; what is offered names nobody and nothing. */
  | { readonly kind: 'unknown'; readonly why: 'unknown' | 'private' | 'unsafe'; readonly targets: readonly Target[] };

export interface AskedBy {
  /** As far as the asker may see. */
  readonly content: Content;
  readonly locale: string;
  readonly ceilings: Ceilings;
  /** The title that is meant where none is named. */
  readonly preferTitle?: string | undefined;
}

export interface QuestionReader {
  /** Pure and synchronous; reads the beginning of a text that is longer than a question. */
  read(text: string, asked: AskedBy): Understood;
}

/** More than any question has. What comes behind is not read. */
const LONGEST = 400;
const MOST_OFFERED = 3;
const MAY_BE_LEFT = 2;
const SLIP_FROM = 0.8;
const LEAST_SLIPPED = 6;

/** @param lists the words of every language; those of `fallback` are tried where the asker's own language has none. */
export function createQuestionReader(lists: ReadonlyMap<string, AskWords>, fallback: string): QuestionReader {
  const built = new Map<string, Vocabulary>();
  const vocabularyOf = (locale: string): Vocabulary => {
    const language = locale.split('-')[0];
    const code = lists.has(locale) ? locale : ([...lists.keys()].find((key) => key.split('-')[0] === language) ?? fallback);
    const known = built.get(code) ?? buildVocabulary([...new Set([code, fallback])].flatMap((key) => lists.get(key) ?? []));
    built.set(code, known);
    return known;
  };
  return {
    read(text, asked) {
      const { content, locale, ceilings, preferTitle } = asked;
      const options: SearchOptions = { ceilings, locale, ...(preferTitle === undefined ? {} : { preferTitle }) };
      return decide(asked, findAll(readLine(text.slice(0, LONGEST)), vocabularyOf(locale), content, options), options);
    },
  };
}

/** What was named, and which title it belongs to. */
interface Named {
  readonly somebody: readonly NameSpan[];
  readonly ceremony: NameSpan['hits'][number] | undefined;
  readonly music: NameSpan['hits'][number] | undefined;
  /** The title's id, or the words that may mean several; undefined where none is named. */
  readonly title: string | undefined;
  /** Another work is meant that begins as one of ours: "It's Okay, That's Love". */
  readonly isElsewhere: boolean;
}

function decide(asked: AskedBy, found: Found, options: SearchOptions): Understood {
  const { said, left } = found;
  const named = nameAll(asked, found);
  const kinds = listKinds();
  const refused = REFUSED.find(
    ({ says, unless = [], onlyOf }) =>
      says.some((concept) => said.has(concept)) &&
      !unless.some((concept) => said.has(concept)) &&
      (onlyOf === undefined || isOf(named, onlyOf)),
  );
  // What characters feel for each other is the story.
  const isStory = refused?.says.includes('private') === true && !said.has('money') && named.somebody.length > 0 && !isOf(named, 'person');
  if (refused !== undefined && !isStory) return { kind: 'unknown', why: refused.why, targets: kinds };
  const isNamed =
    named.somebody.some(({ isRole }) => isRole !== true) ||
    named.title !== undefined ||
    named.ceremony !== undefined ||
    named.music !== undefined;
  const row = INTENTS.find((candidate) => saysAll(candidate, said) && hasNeeded(candidate, named, found));
  if (row === undefined || isStory) {
    if (named.somebody.length > 0) return { kind: 'offer', targets: offerOf(named, asked) };
    return near(asked, found, options) ?? { kind: 'unknown', why: 'unknown', targets: kinds };
  }
  if (row.intent === 'quoteFind') return readQuote(asked, found, named);
  const most = isNamed ? (row.mayBeLeft ?? MAY_BE_LEFT) : 0;
  const target = buildTarget(row, named, found, asked);
  if (left.length <= most && !named.isElsewhere) return { kind: 'answer', target };
  const slip = row.intent === 'cast' || row.intent === 'card' ? near(asked, found, options) : undefined;
  if (slip !== undefined) return slip;
  if (isNamed && !named.isElsewhere && row.intent !== 'cast') {
    const others = named.somebody.length > 0 ? offerOf(named, asked) : kinds;
    return { kind: 'offer', targets: withoutRepeats([target, ...others]) };
  }
  return { kind: 'unknown', why: 'unknown', targets: withoutRepeats([toKind(target), ...kinds]) };
}

function nameAll({ content }: AskedBy, found: Found): Named {
  const { names, said, line, left } = found;
  const isSomebody = ({ kind }: NameSpan['hits'][number]) => kind === 'person' || kind === 'character';
  const only = (kind: string) => names.flatMap(({ hits }) => hits.filter((hit) => hit.kind === kind));
  const somebody = names.filter(({ hits }) => hits.some(isSomebody) && !hits.some(({ kind }) => kind === 'title'));
  const music = said.has('music') ? (only('track')[0] ?? only('artist')[0]) : undefined;
  const span = names.find(({ hits }) => hits[0]?.kind === 'title');
  const titles = [...new Set(span?.hits.flatMap((hit) => (hit.kind === 'title' ? [hit.id] : [])) ?? [])];
  const ceremonies = only('ceremony');
  const kindSaid = content.titles().filter(({ kind }) => (said.has('film') ? kind === 'film' : said.has('drama') && kind !== 'film'));
  const ofOthers = new Set([...somebody.flatMap(({ hits }) => hits.map(({ title }) => title)), ...ceremonies.map(({ title }) => title)]);
  const choose = (): string | undefined => {
    if (span === undefined) return said.has('film') && kindSaid.length === 1 && ofOthers.size !== 1 ? kindSaid[0]?.id : undefined;
    if (titles.length === 1) return titles[0];
    const last = line.words[line.wordAt[span.to - 1] ?? 0];
    const first = line.words[line.wordAt[span.from] ?? 0];
    const exact = findByWholeName(content, line.raw.slice(first?.rawFrom, (last?.rawTo ?? 0) + 1));
    if (exact !== undefined) return exact.id;
    const ofKind = kindSaid.filter(({ id }) => titles.includes(id) && said.has('film'));
    if (ofKind.length === 1) return ofKind[0]?.id;
    if (ofOthers.size === 1) return [...ofOthers][0];
    return line.raw.slice(first?.rawFrom, last?.rawTo);
  };
  const next = span === undefined ? undefined : line.words[(line.wordAt[span.to - 1] ?? 0) + 1];
  return {
    somebody,
    ceremony: ceremonies[0],
    music,
    title: choose(),
    isElsewhere: titles.length > 1 && next !== undefined && (left.includes(next) || isFirstLeft(found, next.from)),
  };
}

/** Whether the next word that says anything is one nobody knows: "its okay thats love". */
function isFirstLeft({ left, phrases, line }: Found, from: number): boolean {
  const silent = phrases.find((phrase) => phrase.from === from && phrase.concepts.length === 0);
  const after = silent === undefined ? undefined : line.words.find((word) => word.from === silent.to);
  return after?.isNext === true && left.includes(after);
}

function hasNeeded({ names }: IntentRow, named: Named, found: Found): boolean {
  switch (names) {
    case 'somebody':
      return named.somebody.length > 0;
    case 'ceremony':
      return named.ceremony !== undefined;
    case 'music':
      return named.music !== undefined;
    case 'title':
      return named.title !== undefined;
    case 'episode':
      return found.episode !== undefined || found.said.has('finale') || found.said.has('premiere');
    default:
      return true;
  }
}

function isOf({ somebody }: Named, kind: 'person' | 'somebody'): boolean {
  return somebody.some(({ hits }) => kind === 'somebody' || hits[0]?.kind === 'person');
}

/** Who is meant: the one id, or what was typed where several may be, so that the command asks. */
function whoOf(spans: readonly NameSpan[], found: Found): { readonly who: string; readonly title: string | undefined } | undefined {
  const span = spans[0];
  const hit = span?.hits[0];
  if (span === undefined || hit === undefined) return undefined;
  if (new Set(span.hits.map(({ id }) => id)).size === 1)
    return { who: hit.id, title: new Set(span.hits.map(({ title }) => title)).size === 1 ? hit.title : undefined };
  const { line } = found;
  const [first, last] = [line.words[line.wordAt[span.from] ?? 0], line.words[line.wordAt[span.to - 1] ?? 0]];
  return { who: line.raw.slice(first?.rawFrom, last?.rawTo), title: undefined };
}

function buildTarget(row: IntentRow, named: Named, found: Found, { content, preferTitle }: AskedBy): Target {
  const { intent, section } = row;
  const { said } = found;
  const ofPeople = named.somebody.filter(({ hits }) => hits[0]?.kind === 'person');
  const isOneOf = intent === 'awards' && ofPeople.length > 0 ? ofPeople : named.somebody;
  const who = whoOf(isOneOf, found);
  const titleOf = (own: string | undefined) => {
    const title = named.title ?? own;
    return title === undefined ? {} : { title };
  };
  switch (intent) {
    case 'card':
      return { intent, command: 'cast', options: { name: who?.who ?? '', ...titleOf(who?.title) } };
    case 'awards': {
      const own = named.ceremony?.title ?? who?.title;
      const isOnlyNominated = said.has('nominate') && !said.has('win') && named.ceremony === undefined;
      return {
        ...{ intent, command: 'awards' },
        options: {
          ...(who === undefined ? {} : { who: who.who }),
          ...(named.ceremony === undefined ? {} : { ceremony: named.ceremony.id }),
          ...(isOnlyNominated && who === undefined ? { result: 'nominated' } : {}),
          ...titleOf(own),
        },
      };
    }
    case 'ost': {
      const artist = named.music === undefined ? undefined : nameMusic(content, named.music);
      const episode = artist === undefined ? found.episode : undefined;
      return {
        ...{ intent, command: 'ost' },
        options: {
          ...(artist === undefined ? {} : { artist }),
          ...(episode === undefined ? {} : { episode }),
          ...titleOf(named.music?.title),
        },
      };
    }
    case 'episode': {
      const title = content.title(named.title ?? preferTitle ?? '') ?? content.titles()[0];
      const number = found.episode ?? (said.has('finale') ? (title?.last_episode ?? 1) : 1);
      return { intent, command: 'episodes', options: { number, ...titleOf(who?.title) } };
    }
    case 'quoteRandom':
      return {
        intent: said.has('today') ? 'quoteToday' : 'quoteRandom',
        command: 'quote',
        subcommand: said.has('today') ? 'today' : 'random',
        options: titleOf(undefined),
      };
    case 'section':
      return { intent, command: 'about', ...(section === undefined ? {} : { view: section }), options: titleOf(who?.title) };
    case 'places':
      return { intent, command: 'about', view: 'places', options: titleOf(who?.title) };
    default:
      return { intent, command: intent, options: ['quiz', 'progress', 'privacy', 'help'].includes(intent) ? {} : titleOf(undefined) };
  }
}

/** As the asker's own language has it, since that is what the songs are looked through for. */
function nameMusic(content: Content, { id, kind, title, name }: NameSpan['hits'][number]): string {
  const track = content.get('tracks', title, id);
  if (track === undefined) return name;
  return kind === 'track' ? track.title : (track.artist.split(/ ?[(（,]/)[0] ?? track.artist);
}

/** A line somebody remembers: by its words, by who says it, or any. */
function readQuote(asked: AskedBy, found: Found, named: Named): Understood {
  const title = named.title ?? asked.preferTitle ?? asked.content.titles()[0]?.id ?? '';
  const options = named.title === undefined ? {} : { title: named.title };
  const words = asked.content.title(title) === undefined ? undefined : findQuoteWords(asked.content, title, found);
  if (words !== undefined)
    return { kind: 'answer', target: { intent: 'quoteFind', command: 'quote', subcommand: 'find', options: { words, ...options } } };
  const speaker = whoOf(named.somebody, found);
  if (speaker !== undefined && found.left.length <= MAY_BE_LEFT) {
    return {
      kind: 'answer',
      target: {
        intent: 'quoteFind',
        command: 'quote',
        subcommand: 'find',
        options: { speaker: speaker.who, title: speaker.title ?? title },
      },
    };
  }
  const random: Target = { intent: 'quoteRandom', command: 'quote', subcommand: 'random', options };
  if (found.left.length === 0) return { kind: 'answer', target: random };
  return {
    kind: 'unknown',
    why: 'unknown',
    targets: withoutRepeats([random, { ...random, intent: 'quoteToday', subcommand: 'today' }, ...listKinds()]),
  };
}

/** Who may have been meant where a name is expected and there is one slip in it; only offered. */
function near({ content }: AskedBy, { left, line, said }: Found, options: SearchOptions): Understood | undefined {
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

/** Of somebody named, when it is not clear what is asked. */
function offerOf(named: Named, { content }: AskedBy): readonly Target[] {
  return named.somebody
    .flatMap(({ hits }) => hits.slice(0, 2))
    .flatMap(({ id, title }): readonly Target[] => {
      const hasAwards = content.awards(title, { recipient: id }).length > 0;
      const card: Target = { intent: 'card', command: 'cast', options: { name: id, title } };
      return hasAwards ? [card, { intent: 'awards', command: 'awards', options: { who: id, title } }] : [card];
    })
    .slice(0, MOST_OFFERED);
}

/** The kind of question alone, without whom or what it is about. */
function toKind({ intent, command, subcommand }: Target): Target {
  const kind =
    intent === 'card' ? 'cast' : intent === 'episode' ? 'episodes' : intent === 'places' || intent === 'section' ? 'about' : intent;
  return { intent: kind, command, ...(subcommand === undefined ? {} : { subcommand }), options: {} };
}

function listKinds(): readonly Target[] {
  return (['cast', 'awards', 'season2'] as const).map((intent): Target => ({ intent, command: intent, options: {} }));
}

function withoutRepeats(targets: readonly Target[]): readonly Target[] {
  const kept = new Map(targets.map((target) => [JSON.stringify({ ...target, intent: '' }), target] as const));
  return [...kept.values()].slice(0, MOST_OFFERED);
}

/** The command as it is typed; a part of `/about` is reached from there. */
export function writeTarget({ command, subcommand, options }: Target): string {
  const typed = Object.entries(options).map(([name, value]) => `${name}: ${value}`);
  return [`/${command}`, ...(subcommand === undefined ? [] : [subcommand]), ...typed].join(' ');
}
