/** Things worth trying: a first question costs one press. Only what the packs can answer is offered. */
import type { Content } from '../content/types.ts';
import type { Definition, Try } from './protocol.ts';
import { SERVERS } from './sample-world.ts';

interface Idea extends Try {
  /** A character it is about, who must be there. */
  readonly about?: string;
}

const DAILY_CHANNEL = SERVERS[0]?.channels.find((channel) => channel.name === 'daily-quote')?.id ?? '';

const IDEAS: readonly Idea[] = [
  {
    label: 'Ask in your own words',
    hint: '“who plays the older brother?”',
    icon: 'people',
    name: 'ask',
    path: [],
    options: [{ name: 'question', value: 'who plays the older brother?' }],
    about: 'moon-sang-tae',
  },
  {
    label: 'Who plays the older brother?',
    hint: 'Try any spelling of a name',
    icon: 'people',
    name: 'cast',
    path: [],
    options: [{ name: 'name', value: 'moon-sang-tae' }],
    about: 'moon-sang-tae',
  },
  { label: 'Is there a Season 2?', hint: 'What is known, and since when', icon: 'season', name: 'season2', path: [], options: [] },
  { label: 'Today’s quote', hint: 'One line that comforts', icon: 'quote', name: 'quote', path: ['today'], options: [] },
  { label: 'What did it win?', hint: 'Awards, with their sources', icon: 'award', name: 'awards', path: [], options: [] },
  { label: 'What is it about?', hint: 'At a glance, and where to watch', icon: 'eye', name: 'about', path: [], options: [] },
  { label: 'Its songs', hint: 'Who sings them', icon: 'bell', name: 'ost', path: [], options: [] },
  { label: 'Where was it filmed?', hint: 'Each place with a map', icon: 'eye', name: 'places', path: [], options: [] },
  { label: 'A quiz question', hint: 'Four answers to press', icon: 'award', name: 'quiz', path: [], options: [] },
  { label: 'Which episodes are there?', hint: 'Free of spoilers', icon: 'list', name: 'episodes', path: [], options: [] },
  {
    label: 'Set up the daily post',
    hint: 'As an admin, in half a minute',
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

/** What the page offers to try first: ideas whose command is registered and whose character the first title has. */
export function buildTries(content: Content, definitions: readonly Definition[]): readonly Try[] {
  const names = new Set(definitions.map((definition) => definition.name));
  const [title] = content.titles();
  return IDEAS.filter(({ name, about }) => {
    const isKnown = about === undefined || (title !== undefined && content.get('cast', title.id, about) !== undefined);
    return names.has(name) && isKnown;
  }).map(({ about: _about, ...idea }) => idea);
}
