/** What can be asked for: ONE table for all languages and all packs. The first row that fits is what is meant. */
import type { Concept } from './schema.ts';

export type Intent =
  | 'card'
  | 'cast'
  | 'awards'
  | 'season2'
  | 'about'
  | 'places'
  | 'section'
  | 'episode'
  | 'episodes'
  | 'ost'
  | 'quoteToday'
  | 'quoteRandom'
  | 'quoteFind'
  | 'quiz'
  | 'sources'
  | 'progress'
  | 'privacy'
  | 'help';

/** What must have been found by name. */
type NeededName = 'somebody' | 'person' | 'several' | 'ceremony' | 'music' | 'episode' | 'episodeTitle' | 'place' | 'title';

export interface IntentRow {
  readonly intent: Intent;
  /** Of each list one must have been said. */
  readonly says?: readonly (readonly Concept[])[];
  readonly unless?: readonly Concept[];
  readonly names?: NeededName;
  /** The part of the command's answer that says it, behind a button of its own. */
  readonly view?: string;
  /** How many words may be left that nobody understands, where somebody or something is named: 2 when absent. */
  readonly mayBeLeft?: number;
  /** The same where nobody and nothing is named: none when absent. */
  readonly mayBeLeftAlone?: number;
}

const ASKS = ['who', 'what', 'name', 'where', 'when'] as const;

// biome-ignore format: a table
export const INTENTS: readonly IntentRow[] = [
  { intent: 'quiz', says: [['quiz']], unless: ['cast'] },
  { intent: 'progress', says: [['progress']], unless: ['who'], mayBeLeftAlone: 1 },
  { intent: 'privacy', says: [['privacy']], mayBeLeftAlone: 1 },
  { intent: 'season2', says: [['season2', 'cancelled']] },
  { intent: 'season2', view: 'others', says: [['remake']] },
  { intent: 'card', names: 'somebody', says: [['play'], ['name'], ['filmed']], mayBeLeft: 1 },
  { intent: 'places', says: [['filmed']], unless: ['who'] },
  { intent: 'places', names: 'place', unless: ['who', 'play', 'award', 'nominate', 'win'] },
  { intent: 'awards', says: [['award', 'nominate']] },
  { intent: 'awards', names: 'ceremony' },
  { intent: 'awards', says: [['win']], mayBeLeft: 0 },
  { intent: 'about', says: [['composer', 'illustrator', 'costumer', 'setting', 'slot', 'original']], unless: ['play', 'character', 'cast'] },
  { intent: 'quoteFind', names: 'somebody', says: [['quote']], unless: ['writer'] },
  { intent: 'quoteRandom', says: [['quote'], ['random', 'today']], unless: ['writer'] },
  { intent: 'ost', says: [['music']], unless: ['quote'] },
  { intent: 'ost', names: 'music', mayBeLeft: 1 },
  { intent: 'episode', names: 'episodeTitle', unless: ['music', 'quote', 'play'] },
  { intent: 'episode', names: 'episode', says: [['rating', 'episode', 'air', 'when', 'name', 'about']], unless: ['play', 'writer', 'length'] },
  { intent: 'episodes', says: [['rating'], ['episode'], ['list']] },
  { intent: 'about', says: [['rating']] },
  { intent: 'sources', says: [['sources']], unless: ['writer', 'director'] },
  { intent: 'card', names: 'somebody', says: [['director', 'writer']], unless: [...ASKS, 'storybook', 'film', 'drama', 'list'], mayBeLeft: 0 },
  { intent: 'about', says: [['director', 'writer'], ASKS], unless: ['play', 'character'] },
  { intent: 'quoteFind', says: [['quote']] },
  { intent: 'section', view: 'details', says: [['costume'], ['who']], unless: ['character', 'award', 'meaning'] },
  { intent: 'about', names: 'person', says: [['about'], ['film']], unless: ['who', 'play', 'character', 'name', 'kin', 'trait', 'deed', 'job'] },
  { intent: 'card', view: 'later', names: 'somebody', says: [['deed']], unless: ['play'], mayBeLeft: 1 },
  { intent: 'card', view: 'relations', names: 'several', says: [['kin']], unless: ['play', 'name'], mayBeLeft: 1 },
  { intent: 'card', names: 'somebody', says: [['play', 'character', 'job', 'kin', 'young', 'age', 'deed', 'trait']], unless: ['costume', 'storybook', 'meaning'], mayBeLeft: 1 },
  { intent: 'about', says: [['how_many', 'length'], ['episode']] },
  { intent: 'section', view: 'storybooks', says: [['storybook']], unless: ['who', 'play'] },
  { intent: 'section', view: 'costumes', says: [['costume']], unless: ['play'] },
  { intent: 'section', view: 'ending', says: [['ending']], unless: ['music'] },
  { intent: 'section', view: 'meaning', says: [['meaning'], ['what', 'name', 'drama', 'film']] },
  { intent: 'section', view: 'meaning', names: 'title', says: [['meaning']] },
  { intent: 'section', view: 'meaning', says: [['meaning']], mayBeLeft: 0 },
  { intent: 'section', view: 'reception', says: [['reception']] },
  { intent: 'about', says: [['watch']], unless: ['play'] },
  { intent: 'section', view: 'tone', says: [['tone']], unless: ['play', 'who', 'cast'] },
  { intent: 'about', says: [['length', 'genre']], unless: ['play'] },
  { intent: 'section', view: 'details', says: [['crew']], unless: ['play'] },
  { intent: 'about', says: [['network', 'air'], [...ASKS, 'drama', 'film', 'rating']], unless: ['play', 'cast'] },
  { intent: 'about', names: 'title', says: [['network', 'air']], unless: ['play', 'cast'] },
  { intent: 'about', says: [['network']], unless: ['play', 'cast'] },
  { intent: 'about', says: [['air']], unless: ['play', 'cast', 'character', 'episode', 'finale', 'premiere'], mayBeLeft: 0 },
  { intent: 'about', says: [['director', 'writer']], unless: ['play'] },
  { intent: 'episodes', says: [['episode'], ['list', 'name', 'what']], unless: ['play', 'cast', 'character'] },
  { intent: 'card', names: 'somebody', says: [['who', 'name']], mayBeLeft: 1 },
  { intent: 'card', names: 'somebody', mayBeLeft: 0 },
  { intent: 'cast', says: [['cast']], mayBeLeft: 0 },
  { intent: 'cast', says: [['who', 'list'], ['play', 'character']], mayBeLeft: 0 },
  { intent: 'about', says: [['about']], mayBeLeft: 1 },
  { intent: 'episodes', says: [['episode']], unless: ['play', 'character', 'who'], mayBeLeft: 0 },
  { intent: 'episode', names: 'episode', unless: ['play', 'character', 'who', 'where', 'how_many'], mayBeLeft: 0 },
  { intent: 'progress', says: [['spoiler']], mayBeLeft: 0, mayBeLeftAlone: 1 },
  { intent: 'help', says: [['help', 'greet', 'thanks']], mayBeLeft: 0 },
  { intent: 'about', names: 'title', mayBeLeft: 0 },
];

/** What is answered with an honest no, whatever else was said. */
export const REFUSED: readonly {
  readonly says: readonly Concept[];
  readonly why: 'unsafe' | 'private' | 'unknown';
  /** Then it is no such question after all: the best quote, a prize for the best actor. */
  readonly unless?: readonly Concept[];
  readonly onlyOf?: 'person' | 'somebody';
}[] = [
  { says: ['unsafe'], why: 'unsafe' },
  { says: ['private'], why: 'private' },
  { says: ['money'], why: 'private', unless: ['rating', 'length'] },
  { says: ['age'], why: 'private', onlyOf: 'person' },
  // A show is cancelled, and so, elsewhere, are people.
  { says: ['cancelled'], why: 'private', unless: ['season2'], onlyOf: 'person' },
  { says: ['kin'], why: 'private', unless: ['who', 'play', 'character', 'cast', 'job', 'drama'], onlyOf: 'person' },
  { says: ['opinion'], why: 'unknown', unless: ['quote', 'award', 'win', 'nominate'] },
  { says: ['others'], why: 'unknown' },
  { says: ['elsewhere'], why: 'unknown', onlyOf: 'person' },
  { says: ['general'], why: 'unknown' },
  { says: ['unheld'], why: 'unknown', unless: ['watch', 'storybook'] },
];

/** Whether a row's words were said. */
export function saysAll({ says = [], unless = [] }: IntentRow, said: ReadonlySet<Concept>): boolean {
  return says.every((some) => some.some((concept) => said.has(concept))) && !unless.some((concept) => said.has(concept));
}
