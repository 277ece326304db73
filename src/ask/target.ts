/** The command a question asks for, and what else may be offered. */
import type { Content, NameSpan } from '../content/types.ts';
import type { FoundInText } from './found.ts';
import type { Intent, IntentRow } from './intents.ts';
import { type AskedBy, type Named, whoOf } from './named.ts';
import { listTopics, viewOf } from './topics.ts';

export const MOST_OFFERED = 3;

/** A command with what is typed behind it; `view` is a part of `/about` that has no option. */
export interface Target {
  readonly intent: Intent;
  readonly command: string;
  readonly subcommand?: string;
  readonly options: Readonly<Record<string, string | number>>;
  readonly view?: string;
}

/** What a row of the table asks for, with what was named. */
export function buildTarget(row: IntentRow, named: Named, found: FoundInText, { content, preferTitle }: AskedBy): Target {
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
    case 'about': {
      const view = viewOf(listTopics(said));
      return { intent, command: 'about', ...(view === undefined ? {} : { view }), options: titleOf(undefined) };
    }
    case 'places':
      return { intent, command: 'places', options: titleOf(who?.title) };
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

/** The kind of question alone, without whom or what it is about. */
export function toKind({ intent, command, subcommand }: Target): Target {
  const kind = intent === 'card' ? 'cast' : intent === 'episode' ? 'episodes' : intent === 'section' ? 'about' : intent;
  return { intent: kind, command, ...(subcommand === undefined ? {} : { subcommand }), options: {} };
}

/** What can always be asked for. */
export function listKinds(): readonly Target[] {
  return (['cast', 'awards', 'season2'] as const).map((intent): Target => ({ intent, command: intent, options: {} }));
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
