/** The command a question asks for, and what else may be offered. */
import type { Content, NameSpan } from '../content/types.ts';
import type { FoundInText } from './found.ts';
import type { Intent, IntentRow } from './intents.ts';
import { type AskedBy, type Named, whoOf } from './named.ts';
import type { Concept } from './schema.ts';
import { listTopics, viewOf } from './topics.ts';

export const MOST_OFFERED = 3;

/** A command with what is typed behind it; `view` is what a button of its answer opens. */
export interface Target {
  readonly intent: Intent;
  readonly command: string;
  readonly subcommand?: string;
  readonly options: Readonly<Record<string, string | number>>;
  readonly view?: string;
}

/** What a row of the table asks for, with what was named. */
export function buildTarget(row: IntentRow, named: Named, found: FoundInText, { content, preferTitle }: AskedBy): Target {
  const { intent } = row;
  const view = row.view === undefined ? {} : { view: row.view };
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
      return { intent, command: 'cast', options: { name: who?.who ?? '', ...titleOf(who?.title) }, ...view };
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
      const { episode } = named;
      const title = content.title(named.title ?? preferTitle ?? '') ?? content.titles()[0];
      const titled = episode === undefined ? undefined : content.get('episodes', episode.title, episode.id)?.number;
      const number = found.episode ?? titled ?? (said.has('finale') ? (title?.last_episode ?? 1) : 1);
      return { intent, command: 'episodes', options: { number, ...titleOf(episode?.title ?? who?.title) } };
    }
    case 'quoteRandom':
      return {
        intent: said.has('today') ? 'quoteToday' : 'quoteRandom',
        command: 'quote',
        subcommand: said.has('today') ? 'today' : 'random',
        options: titleOf(undefined),
      };
    case 'section':
      return { intent, command: 'about', options: titleOf(who?.title), ...view };
    case 'about': {
      const led = viewOf(listTopics(said));
      return { intent, command: 'about', options: titleOf(who?.title), ...(led === undefined ? {} : { view: led }) };
    }
    case 'places':
      return { intent, command: 'places', options: titleOf(who?.title) };
    default:
      return {
        intent,
        command: intent,
        options: ['quiz', 'progress', 'privacy', 'help'].includes(intent) ? {} : titleOf(undefined),
        ...view,
      };
  }
}

/** As the asker's own language has it, since that is what the songs are looked through for. */
function nameMusic(content: Content, { id, kind, title, name }: NameSpan['hits'][number]): string {
  const track = content.get('tracks', title, id);
  if (track === undefined) return name;
  return kind === 'track' ? track.title : (track.artist.split(/ ?[(（,]/)[0] ?? track.artist);
}

/** Of somebody named, when it is not clear what is asked. */
export function offerOf(named: Named, { content }: AskedBy): readonly Target[] {
  return named.somebody
    .flatMap(({ hits }) => hits.slice(0, 2))
    .flatMap(({ id, title }): readonly Target[] => {
      const hasAwards = content.awards(title, { recipient: id }).length > 0;
      const card: Target = { intent: 'card', command: 'cast', options: { name: id, title } };
      return hasAwards ? [card, { intent: 'awards', command: 'awards', options: { who: id, title } }] : [card];
    })
    .slice(0, MOST_OFFERED);
}

/** The kind of question alone, without whom or what it is about, with the options that all kinds are offered with. */
export function toKind({ intent, command, subcommand }: Target, options: Target['options']): Target {
  const kind = intent === 'card' ? 'cast' : intent === 'episode' ? 'episodes' : intent === 'section' ? 'about' : intent;
  return { intent: kind, command, ...(subcommand === undefined ? {} : { subcommand }), options };
}

/** A kind of answer, the words it fits, and whether a title has any. In the order in which they are offered where nothing fits. */
interface AnswerKind {
  readonly target: Pick<Target, 'intent' | 'command' | 'subcommand'>;
  readonly fits: readonly Concept[];
  readonly isThere: (content: Content, title: string) => boolean;
}

// biome-ignore format: a table
const KINDS: readonly AnswerKind[] = [
  { target: { intent: 'cast', command: 'cast' }, fits: ['who', 'play', 'cast', 'character', 'job', 'kin', 'young', 'deed', 'trait'], isThere: (content, title) => content.list('cast', title).length > 0 },
  { target: { intent: 'awards', command: 'awards' }, fits: ['award', 'win', 'nominate'], isThere: (content, title) => content.list('awards', title).length > 0 },
  { target: { intent: 'season2', command: 'season2' }, fits: ['season2', 'rumour', 'remake', 'cancelled'], isThere: (content, title) => content.nextSeason(title) !== undefined },
  { target: { intent: 'ost', command: 'ost' }, fits: ['music'], isThere: (content, title) => content.list('tracks', title).length > 0 },
  { target: { intent: 'places', command: 'places' }, fits: ['filmed', 'where'], isThere: (content, title) => content.list('places', title).length > 0 },
  { target: { intent: 'episodes', command: 'episodes' }, fits: ['episode', 'finale', 'premiere', 'rating', 'air', 'when'], isThere: (content, title) => content.list('episodes', title).length > 0 },
  { target: { intent: 'quoteRandom', command: 'quote', subcommand: 'random' }, fits: ['quote', 'random', 'today'], isThere: (content, title) => content.list('quotes', title).length > 0 },
  { target: { intent: 'about', command: 'about' }, fits: ['about', 'watch', 'network', 'director', 'writer', 'crew', 'composer', 'illustrator', 'costumer', 'setting', 'slot', 'original', 'genre', 'tone', 'length', 'meaning', 'reception', 'ending', 'storybook', 'costume'], isThere: () => true },
];

/** What can always be asked for of the title that is meant, first what fits the words. It names nobody. */
export function listKinds(named: Named, { said }: FoundInText, { content, preferTitle }: AskedBy): readonly Target[] {
  const titles = content.titles();
  const title = titles.find(({ id }) => id === named.title) ?? titles.find(({ id }) => id === preferTitle) ?? titles[0];
  const options = title === undefined || title.id !== named.title ? {} : { title: title.id };
  const fits = ({ fits: concepts }: AnswerKind) => concepts.some((concept) => said.has(concept));
  const there = KINDS.filter(({ isThere }) => title !== undefined && isThere(content, title.id));
  return [...there.filter(fits), ...there.filter((kind) => !fits(kind))]
    .slice(0, MOST_OFFERED)
    .map(({ target }) => ({ ...target, options }));
}

/** At most three, none twice. */
export function withoutRepeats(targets: readonly Target[]): readonly Target[] {
  const kept = new Map(targets.map((target) => [JSON.stringify({ ...target, intent: '' }), target] as const));
  return [...kept.values()].slice(0, MOST_OFFERED);
}

/** The command as it is typed; a part of `/about` is reached from there. */
export function writeTarget({ command, subcommand, options }: Target): string {
  const typed = Object.entries(options).map(([name, value]) => `${name}: ${value}`);
  return [`/${command}`, ...(subcommand === undefined ? [] : [subcommand]), ...typed].join(' ');
}
