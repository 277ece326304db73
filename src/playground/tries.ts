/** Things worth trying: a first question costs one press. Only what the packs can answer is offered. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Content } from '../content/types.ts';
import type { Definition, Try } from './protocol.ts';
import { SERVERS } from './sample-world.ts';
import type { Words } from './words.ts';

interface Idea extends Omit<Try, 'path' | 'options'> {
  readonly path?: Try['path'];
  readonly options?: Try['options'];
  /** A character it is about, who must be there. */
  readonly about?: string;
}

const DAILY_CHANNEL = SERVERS[0]?.channels.find((channel) => channel.name === 'daily-quote')?.id ?? '';

/** The first three stand on the first view. */
const IDEAS: readonly Idea[] = [
  { id: 'tryAsk', icon: 'ask', name: 'ask' },
  { id: 'tryCast', icon: 'people', name: 'cast', options: [{ name: 'name', value: 'moon-sang-tae' }], about: 'moon-sang-tae' },
  { id: 'trySeason2', icon: 'season', name: 'season2' },
  { id: 'tryAwards', icon: 'award', name: 'awards' },
  { id: 'tryQuote', icon: 'quote', name: 'quote', path: ['today'] },
  { id: 'tryAbout', icon: 'eye', name: 'about' },
  { id: 'tryOst', icon: 'bell', name: 'ost' },
  { id: 'tryPlaces', icon: 'eye', name: 'places' },
  { id: 'tryQuiz', icon: 'award', name: 'quiz' },
  { id: 'tryEpisodes', icon: 'list', name: 'episodes' },
  {
    id: 'tryDaily',
    icon: 'clock',
    name: 'config',
    path: ['daily'],
    options: [
      { name: 'channel', value: DAILY_CHANNEL },
      { name: 'time', value: '09:00' },
      { name: 'zone', value: 'UTC' },
    ],
    persona: 'admin',
    isDraft: true,
  },
];

/** What the page offers to try, the best first: ideas whose command is registered and whose character the first title has. */
export function buildTries(content: Content, definitions: readonly Definition[], words: Words): readonly Try[] {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const [title] = content.titles();
  return IDEAS.flatMap(({ about, ...idea }) => {
    const definition = byName.get(idea.name);
    const isKnown = about === undefined || (title !== undefined && content.get('cast', title.id, about) !== undefined);
    if (definition === undefined || !isKnown) return [];
    return [{ path: [], options: idea.id === 'tryAsk' ? askWith(definition, words.tryAskQuestion) : [], ...idea }];
  });
}

/** The question as the first text the command takes. */
function askWith(definition: Definition, question: string): Try['options'] {
  const options = 'options' in definition ? (definition.options ?? []) : [];
  const text = options.find(({ type }) => type === ApplicationCommandOptionType.String);
  return text === undefined ? [] : [{ name: text.name, value: question }];
}
