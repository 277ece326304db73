/** Episodes, songs, and who made the work. */

import { labelFact } from '../../src/bot/fact-label.ts';
import type { Context } from '../../src/bot/types.ts';
import { addDays } from '../../src/calendar/clock.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import { keepFor, once } from '../../src/kept.ts';
import { isDay, plainName, showDate, showName, showTitle, withoutHangul } from '../../src/language/show.ts';
import type { Episode, KeyFact, Person, Track } from '../../src/packs/schema.ts';
import { escapeMarkdown } from '../../src/text/text.ts';
import { type Asking, foldPacked, inGroups, isMaker, type Question } from './question.ts';

type NamedEpisode = Episode & { readonly title: string };

/** Which episode has which name and number; names that two episodes share make no question. */
export function listEpisodeQuestions(asking: Asking): readonly Question[] {
  const { content, title, open, isDisputed } = asking;
  const all = open(content.list('episodes', title.id));
  const names = all.map(({ title: name = '' }) => foldPacked(name));
  const isAlone = (episode: NamedEpisode) => isOnce(names, foldPacked(episode.title));
  const named = all.filter((episode): episode is NamedEpisode => episode.title !== undefined);
  const dated = all.filter(({ aired, aired_basis }) => aired !== undefined && aired_basis === 'source');
  return [
    ...named.filter((episode) => isAlone(episode) && !isDisputed(episode.id)).flatMap((episode) => askForEpisode(asking, episode, named)),
    ...dated.filter(({ id }) => !isDisputed(id)).map((episode) => askForAirDate(asking, episode, all)),
  ];
}

function askForEpisode({ say }: Asking, episode: NamedEpisode, named: readonly NamedEpisode[]): readonly Question[] {
  const { number } = episode;
  const listOthers = () => named.values().filter(({ id }) => id !== episode.id);
  const isNear = (other: Episode) => Math.abs(other.number - number) <= 4;
  const described = {
    record: episode,
    topic: `episode:${number}`,
    because: () => say('quiz.because.episode', { episode: number, name: escapeMarkdown(episode.title) }),
    right: episode.id,
    wrong: inGroups(listOthers, isNear),
  };
  const find = (id: string) => named.find((candidate) => candidate.id === id) ?? episode;
  return [
    {
      ...described,
      kind: 'episode-title',
      ask: () => say('quiz.ask.episodeTitle', { episode: number }),
      label: (id) => find(id).title,
    },
    {
      ...described,
      kind: 'episode-number',
      ask: () => say('quiz.ask.episodeNumber', { name: escapeMarkdown(nameWork(episode)) }),
      label: (id) => say('quiz.episode', { episode: find(id).number }),
    },
  ];
}

function askForAirDate({ say, locale }: Asking, episode: Episode, all: readonly Episode[]): Question {
  const { number, aired = '' } = episode;
  const listOthers = () =>
    all.values().flatMap((other) => (other.aired === undefined || other.aired === aired ? [] : [{ id: other.aired, other }]));
  return {
    kind: 'episode-date',
    record: episode,
    topic: `episode:${number}`,
    ask: () => say('quiz.ask.episodeDate', { episode: number }),
    because: () => say('quiz.because.aired', { episode: number, date: showDate(locale, aired) }),
    right: aired,
    wrong: inGroups(listOthers, ({ other }) => Math.abs(other.number - number) <= 4),
    label: (date) => showDate(locale, date),
  };
}

/** Who sings which song; names that two songs share make no question. */
export function listMusicQuestions({ content, title, say, locale, open, isDisputed }: Asking): readonly Question[] {
  const all = open(content.list('tracks', title.id));
  const find = (id: string) => all.find((track) => track.id === id);
  const names = all.map((track) => foldPacked(track.title));
  const hasOthers = (one: Track, other: Track) => artistsOf(one).every((artist) => !artistsOf(other).includes(artist));
  return all
    .filter(({ id }) => !isDisputed(id))
    .flatMap((track): Question[] => {
      const name = () => escapeMarkdown(nameWork(track));
      const described = {
        record: track,
        topic: 'music',
        because: () => {
          const song = { track: name(), artist: escapeMarkdown(track.artist) };
          return track.part === undefined
            ? say('quiz.because.song', song)
            : say('quiz.because.track', { ...song, part: escapeMarkdown(track.part) });
        },
        right: track.id,
        wrong: inGroups(() => all.values().filter((other) => hasOthers(other, track))),
      };
      const byArtist: Question = {
        ...described,
        kind: 'artist',
        ask: () => say('quiz.ask.artist', { track: name() }),
        label: (id) => withoutHangul(locale, find(id)?.artist ?? ''),
      };
      const byTrack: Question = {
        ...described,
        kind: 'track',
        ask: () => say('quiz.ask.track', { artist: escapeMarkdown(track.artist) }),
        label: (id) => (find(id) ?? track).title,
      };
      return isOnce(names, foldPacked(track.title)) ? [byArtist, byTrack] : [byTrack];
    });
}

const isOnce = (names: readonly string[], name: string) => names.indexOf(name) === names.lastIndexOf(name);

/** "Kim Ki-won (김기원) feat. Kim Bom" are two, and each of them may have another song. */
const artistsOf = keepFor(({ artist, title }: Track): readonly string[] =>
  `${artist}, ${/\bfeat\b/iu.test(title) ? title : ''}`
    .split(/[,()&]|\bwith\b|\bof\b|\bfeat\b\.?/iu)
    .map(foldPacked)
    .filter((name) => name !== ''),
);

/** A single thing by its title, with the original beside it. */
function nameWork({ title = '', hangul }: { readonly title?: string | undefined; readonly hangul?: string | undefined }): string {
  return plainName({ name: title, hangul });
}

/** Key facts that credit one person with their work. */
const CREDITS: ReadonlySet<string> = new Set([
  ...['director', 'writer', 'music', 'producer', 'chief-producer', 'editor', 'cinematographer'],
  ...['costume-design', 'book-illustration', 'choreography', 'production-design'],
]);

/** Key facts that are the day of something. */
const DAYS: ReadonlySet<string> = new Set([
  'first-aired',
  'last-aired',
  'first-shown',
  'korean-release',
  'international-premiere',
  'release',
]);

/** Who made it, when it was shown, and how many episodes there are. */
export function listMakingQuestions(asking: Asking, context: Context): readonly Question[] {
  const facts = asking.open(asking.title.key_facts).filter(({ id }) => !asking.isDisputed(id));
  return facts.flatMap((fact) => {
    if (CREDITS.has(fact.id)) return askForMaker(asking, context, fact);
    if (DAYS.has(fact.id)) return askForDay(asking, fact);
    return fact.id === 'episodes' ? askForCount(asking, fact) : [];
  });
}

/** Other makers of this title with another trade, then those of the other titles. */
function askForMaker({ content, title, say, open, isDisputedBetween }: Asking, context: Context, fact: KeyFact): Question | readonly [] {
  const [id = '', ...more] = fact.people ?? [];
  const maker = content.get('people', title.id, id);
  if (maker === undefined || more.length > 0 || fact.value !== undefined) return [];
  const own = open(content.list('people', title.id)).filter(
    (person) => isMaker(person) && person.roles.every((role) => !maker.roles.includes(role)) && !isDisputedBetween(person.id, fact.id),
  );
  const strangers = once(() => {
    const taken = new Set(content.list('people', title.id).flatMap((person) => [person.id, foldPacked(person.name)]));
    return content.titles().flatMap((other) => {
      const ceiling = ceilingOf(other, context);
      const isStranger = (person: Person) => !taken.has(person.id) && !taken.has(foldPacked(person.name));
      if (other.id === title.id) return [];
      return content.list('people', other.id).filter((person) => isOpen(person, ceiling) && isMaker(person) && isStranger(person));
    });
  });
  function* listOthers(): Generator<Person> {
    yield* own;
    yield* strangers();
  }
  const find = (each: string) => own.find(({ id: one }) => one === each) ?? strangers().findLast(({ id: one }) => one === each);
  const label = labelFact(say, fact);
  return {
    kind: 'maker',
    record: fact,
    topic: 'about',
    ask: () => say('quiz.ask.maker', { label }),
    because: () => say('quiz.because.fact', { label, value: showName(maker) }),
    right: maker.id,
    wrong: inGroups(listOthers, (person) => own.includes(person)),
    label: (each) => (each === maker.id ? maker : (find(each) ?? maker)).name,
  };
}

/** The same day of the week, some weeks earlier or later. */
function askForDay({ say, locale }: Asking, fact: KeyFact): Question | readonly [] {
  const { date = '' } = fact;
  if (!isDay(date)) return [];
  const label = labelFact(say, fact);
  return {
    kind: 'date',
    record: fact,
    topic: 'about',
    ask: () => say('quiz.ask.date', { label }),
    because: () => say('quiz.because.fact', { label, value: showDate(locale, date) }),
    right: date,
    wrong: inGroups(
      () => [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5].map((weeks) => ({ id: addDays(date, 7 * weeks), weeks })),
      ({ weeks }) => Math.abs(weeks) <= 3,
    ),
    label: (day) => showDate(locale, day),
  };
}

function askForCount({ title, say }: Asking, fact: KeyFact): Question | readonly [] {
  // With the counter of the language, where the pack has one: "16話".
  const count = Number(/^\D*(\d{1,3})\D*$/.exec(fact.value ?? '')?.[1]);
  if (count !== title.last_episode) return [];
  return {
    kind: 'episode-count',
    record: fact,
    topic: 'about',
    ask: () => say('quiz.ask.episodeCount', { title: showTitle(title) }),
    because: () => say('quiz.because.episodeCount', { count, title: showTitle(title) }),
    right: String(count),
    wrong: inGroups(() => [-8, -6, -4, -2, 2, 4, 6, 8].flatMap((step) => (count + step > 1 ? [{ id: String(count + step) }] : []))),
    label: (each) => each,
  };
}
