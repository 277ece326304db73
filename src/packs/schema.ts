/**
 * How each record of a pack is written: one zod schema a record. Which file it stands in and what else is to be known of it says
 * `kinds.ts`; the JSON Schemas in `data/schema/` are generated from both (`npm run schema`), so editors complete and check what an author
 * types.
 *
 * Three words recur. `spoiler_from` is the first episode at which something may be known (1 is free; for a film 0 is
 * free and 1 means "after seeing it"). `sources` are ids from `sources.yaml`. `as_of` is the date of the newest of those
 * sources, or "undated" where none of them carries a date.
 */
import { z } from 'zod';
import {
  Brief,
  entries,
  evidence,
  FullDate,
  Id,
  Language,
  Line,
  naming,
  original,
  PartialDate,
  QuestionText,
  SpoilerFrom,
  Text,
} from './fields.ts';

export const Fact = z.strictObject({
  id: Id,
  text: Text.describe('What is stated, in a sentence: such as "She learned to steer the boat herself."'),
  kind: z
    .enum(['trait', 'wound', 'story', 'making', 'note'])
    .optional()
    .describe('What it is about: trait and wound stand first on a character’s card, making tells of the work. Such as making.'),
  first: z.boolean().optional().describe('true: stands on the first page of what it belongs to; one of each kind.'),
  unasked: z
    .boolean()
    .optional()
    .describe('true: may stand below the daily post once in a while, so it is kind to read unasked. For statements of sections.'),
  ...evidence,
});

export const KeyFact = z.strictObject({
  id: Id.describe('A known key such as network, first-aired or director; any other key needs a label.'),
  label: Line.optional().describe('What the fact is called, where its id is none of the known ones: such as "Filmed in".'),
  value: Line.optional().describe('What it is: such as "Bay TV".'),
  date: PartialDate.optional().describe('A date in place of a value: such as "2024-04-13".'),
  people: entries(Id).optional().describe('Ids from people.yaml, shown with their names.'),
  note: Text.optional().describe('A remark in small letters: such as "two episodes a week".'),
  ...evidence,
});

export const Section = z.strictObject({
  id: Id,
  heading: Line.describe('Its name in the menu: such as "Why people love it".'),
  within: Id.optional().describe('Id of the section behind whose entry it stands.'),
  statements: entries(Fact).min(1).describe('What it says, each statement with its sources.'),
});

export const Title = z.strictObject({
  id: Id,
  kind: z
    .enum(['drama', 'series', 'anime', 'film'])
    .describe('drama, series and anime come in episodes; in a film 0 is free and 1 means "after seeing it". Such as anime.'),
  order: z.int().default(100).describe('The lowest is the title meant when nobody names one; such as 3.'),
  ...naming,
  romanization: Line.optional().describe('The original name in Latin letters: such as "Saebyeogui Narutbae".'),
  literal: Line.optional().describe('What the original name means word by word: such as "A ferry of daybreak".'),
  language: Language.default('en-US').describe('The language the texts of this pack are written in.'),
  original_language: Language.default('ko').describe('The language of the work itself: of `original` beside its quotes.'),
  year: z.int().min(1900).max(2100).describe('The year it was first shown: such as 2024.'),
  last_episode: z.int().min(1).describe('Number of the last episode, counted through all seasons; 1 for a film. Such as 16.'),
  seasons_so_far: z
    .int()
    .min(1)
    .max(99)
    .default(1)
    .describe('How many seasons there are; /season2 speaks of the one after them. Such as 3.'),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'a colour is written "#5b4b8a", in quotes and small letters')
    .describe('Accent colour of the cards, such as #5b4b8a.'),
  scene: z
    .enum(['book', 'dance', 'plain', 'none', 'own'])
    .default('plain')
    .describe(
      'What the quote card shows behind the words: hills under a moon (plain), with an open book and butterflies (book), with the fans and the ribbon of a dance (dance), the sky alone (none), or scene.svg of the pack (own).',
    ),
  ambiguous_with: entries(Line).default([]).describe('Short names that could also mean another title.'),
  logline: Fact.describe('What it is about, without telling the end.'),
  key_facts: entries(KeyFact).min(1).describe('Facts of a few words that /about shows: network, first-aired, director and others.'),
  sections: entries(Section).default([]).describe('More to read behind /about, each section with a heading.'),
});

export const Person = z.strictObject({
  id: Id,
  ...naming,
  roles: z
    .array(
      z.enum([
        'actor',
        'child-actor',
        'voice-actor',
        'director',
        'writer',
        'music',
        'costume',
        'illustrator',
        'producer',
        'editor',
        'choreographer',
      ]),
    )
    .min(1)
    .describe('What they did for the work: such as [actor] or [director, writer].'),
  pronoun: z
    .enum(['she', 'he'])
    .optional()
    .describe('How sources speak of an actor; the wrong answers of the quiz are like the right one.'),
  prominence: z.int().min(1).max(4).optional().describe('1 lead, 2 supporting, 3 special appearance or crew, 4 child actor; used to rank.'),
  facts: entries(Fact).default([]).describe('What is told of them: such as that it was their first leading part.'),
  ...evidence,
});

export const Role = z.strictObject({
  id: Id,
  actor: Id.describe('Id from people.yaml.'),
  kind: z
    .enum(['main', 'supporting', 'special', 'child'])
    .describe('How large the part is; child for who plays the character as a child. Such as main.'),
  language: Language.optional().describe('The language in which the part is spoken, where several actors speak it; such as ja.'),
  note: Line.optional().describe('Such as "in flashbacks".'),
  ...evidence,
});

export const Relation = z.strictObject({
  id: Id,
  to: Id.describe('Id of the other character.'),
  text: Line.describe('Completes "… of/to <the other>": such as "younger brother of".'),
  ...evidence,
});

export const Character = z.strictObject({
  id: Id,
  ...naming,
  group: z.enum(['main', 'supporting', 'special']).describe('How large the part is: such as main.'),
  age: z.int().min(0).max(120).optional().describe('In years, at the beginning of the story: such as 34.'),
  description: Text.describe('Who this is, in a sentence or two: such as "She steers the last ferry across the bay."'),
  wording_note: Text.optional().describe('A remark shown with the card, such as whose word a clinical label is.'),
  roles: entries(Role).default([]).describe('Who plays or speaks the part; several for child and adult, or for several languages.'),
  relations: entries(Relation).default([]).describe('What others are to this character: such as "half-sister of".'),
  facts: entries(Fact).default([]).describe('What is told of the character, each from its episode on.'),
  ...evidence,
});

export const Ceremony = z.strictObject({
  id: Id,
  name: Line.describe('As it is known: such as "Baeksang Arts Awards".'),
  ...original,
  spellings: entries(Line).default([]).describe('Other names people search by.'),
  edition: Line.optional().describe('Which one it was: such as "57th".'),
  year: z.int().min(1900).max(2100).describe('The year it is called by: such as 2021.'),
  date: PartialDate.optional().describe('When it was held: such as "2021-05-13".'),
  facts: entries(Fact).default([]).describe('What is told of it: such as how many nominations there were.'),
  ...evidence,
});

export const Award = z.strictObject({
  id: Id,
  ceremony: Id.describe('Id of its ceremony, in the same file: such as southern-drama-2024.'),
  category: Line.describe('The prize: such as "Best Actress".'),
  brief: Brief.optional().describe('The prize in a few words, for a first page: such as "Costume design".'),
  result: z.enum(['won', 'nominated']).describe('won, or nominated.'),
  recipients: entries(Id).default([]).describe('Ids from people.yaml; empty means the title itself.'),
  character: Id.optional().describe('Id of the part it was for, from cast.yaml: such as han-so-ra.'),
  counted: z.boolean().default(true).describe('false: shown with its note, in no count, because no source names the work.'),
  lost_to: Line.optional().describe('Who had the prize instead: such as "Kim Mi-na (The Bridge)".'),
  note: Text.optional().describe('A remark in small letters: such as "a vote of the audience".'),
  ...evidence,
});

export const Episode = z.strictObject({
  id: Id,
  number: z.int().min(1).describe('Counted through all seasons: such as 13.'),
  title: Line.optional().describe('As sources give it: such as "The Last Timetable".'),
  ...original,
  title_note: Text.optional().describe('A remark on the title: such as "named after a song".'),
  aired: FullDate.optional().describe('The day it was first shown: such as "2024-04-13".'),
  aired_basis: z.enum(['source', 'schedule']).optional().describe('schedule: worked out from the weekly slot.'),
  rating_percent: entries(z.number().min(0).max(100)).default([]).describe('One figure, or two for the halves of a broadcast.'),
  peak_percent: z.number().min(0).max(100).optional().describe('The highest rating of a moment: such as 7.4.'),
  rating_sources: entries(Id).default([]).describe('Ids from sources.yaml for the ratings: such as [coast-weekly].'),
  facts: entries(Fact).default([]).describe('What happens in it.'),
  ...evidence,
});

export const Track = z.strictObject({
  id: Id,
  part: Line.optional().describe('On which record it is, such as "OST Part 1".'),
  title: Line.describe('Such as "Low Water".'),
  ...original,
  spellings: entries(Line).default([]).describe('Other ways people write the title, in any script: ブレス.'),
  artist: Line.describe('Who sings or plays it: such as "The Tidemarks".'),
  artist_spellings: entries(Line).default([]).describe('Other ways people write who sings it, in any script: ヘイズ.'),
  released: PartialDate.optional().describe('Such as "2024-04-20".'),
  heard_in: entries(z.int().min(1)).optional().describe('Episodes in which, by its sources, it is heard.'),
  note: Text.optional().describe('A remark in small letters: such as "a song of the last scene".'),
  ...evidence,
});

/** A real place that belongs to the title. A link to a map is made from it when it is shown, and is nowhere stored. */
export const Place = z.strictObject({
  id: Id,
  name: Line.describe('The name readers know, such as "Lighthouse Café".'),
  ...original,
  scripts: naming.scripts,
  spellings: entries(Line).default([]).describe('Other ways people write or call it, in any script: 등대카페, Lighthouse Cafe.'),
  region: Line.optional().describe('Such as "Goseong, Gangwon".'),
  address: Line.optional().describe('As a visitor would need it.'),
  filmed: Text.optional().describe('What was filmed there.'),
  stands_for: Line.optional().describe('What it is in the story, such as "the writer\u2019s house".'),
  note: Text.optional().describe('Such as what a visitor should know.'),
  episodes: entries(z.int().min(1)).default([]).describe('Numbers of the episodes in which it is seen.'),
  coordinates: z
    .strictObject({
      latitude: z.number().min(-90).max(90).describe('Degrees north: such as 34.57.'),
      longitude: z.number().min(-180).max(180).describe('Degrees east: such as 126.6.'),
    })
    .optional()
    .describe('In degrees, where a source gives them.'),
  map_query: Line.optional().describe('What finds it on a map, where its name and region do not.'),
  ...evidence,
});

export const Claim = z.strictObject({
  id: Id,
  date: z.union([PartialDate, z.literal('undated')]).describe('When it was claimed: such as "2024-05-01", or undated.'),
  who: Line.describe('Who claims it: such as "Coast Weekly".'),
  claim: Text.describe('What is claimed: such as "Guesses that a second season could follow."'),
  brief: Brief.optional().describe('The claim and what became of it on one line, for the first page: claims without it stand behind it.'),
  kind: z.enum(['report', 'speculation', 'opinion', 'database']).describe('How it was said: such as speculation.'),
  outcome: Text.optional().describe('What became of the claim.'),
  ...evidence,
});

export const NotASeason = z.strictObject({
  id: Id,
  title: Line.describe('What is often taken for a next season: such as "The stage reading".'),
  text: Text.describe('Why it is none: such as "It retells the drama."'),
  brief: Brief.optional().describe('The same on one line, for the first page.'),
  kind: z.enum(['remake', 'other']).default('other').describe('remake: tells the same story anew.'),
  facts: entries(Fact).default([]).describe('What more is told of it.'),
  ...evidence,
});

export const NextSeason = z.strictObject({
  id: Id,
  state: z
    .enum(['none-announced', 'announced', 'in-production', 'dated', 'cancelled'])
    .describe('How it stands today: such as none-announced.'),
  statement: Text.describe('What is known, in one or two sentences.'),
  newest_source: Id.describe('The newest dated source that speaks about it.'),
  checked_on: FullDate.describe('The day somebody last looked.'),
  ...evidence,
});

export const Quote = z.strictObject({
  id: Id,
  text: Text.describe('The line in the language of the pack, or in that of `language`.'),
  text_is: z
    .enum(['verbatim', 'ours'])
    .default('verbatim')
    .describe('verbatim: as a source prints it. ours: our translation of `original`, and marked as such where it is shown.'),
  language: Language.optional().describe('Language of `text`, where it is not the one of the pack.'),
  original: Line.optional().describe('The line in the language of the work, as a source prints it.'),
  voice: z
    .enum(['title', 'director', 'cast', 'distributor'])
    .default('title')
    .describe('title: a line of the work. The others: words about it, and whose.'),
  speaker: Id.optional().describe('Id from cast.yaml or people.yaml.'),
  speaker_note: Line.optional().describe('Who says it when it is nobody of the cast, such as a storybook.'),
  to: Id.optional().describe('Id of whom it is said to: such as baek-do-jin.'),
  speaker_from: SpoilerFrom.optional().describe(
    'The first episode at which it may be known who says it and to whom, where that is later than `spoiler_from`, at which the words may be.',
  ),
  episode: z
    .int()
    .min(1)
    .max(500)
    .optional()
    .describe(
      'The episode in which it is heard, by its sources. Those may tell as much as that episode; until it is seen they stand hidden.',
    ),
  tone: z
    .enum(['gentle', 'firm', 'neutral', 'hurtful'])
    .describe(
      'gentle comforts, firm asks something of the reader: both are posted unasked. neutral and hurtful never are. Such as gentle.',
    ),
  never_post: z.boolean().default(false).describe('true: it is in no answer, whatever is asked.'),
  content_note: Text.optional().describe('Shown before a hurtful line.'),
  themes: entries(Id)
    .default([])
    .describe('What it is about, in words of your own: questions and the search go by them. Such as [patience, sea].'),
  questions: entries(QuestionText)
    .default([])
    .describe('Gentle questions for this line alone; those of questions.yaml that fit come with it too.'),
  ...evidence,
});

/** A question that may stand beside every gentle line of the pack, or beside healing lines of its themes. */
export const PackQuestion = z.strictObject({
  id: Id,
  text: QuestionText.describe('A small, kind question beside a line: such as "What is enough for today?"'),
  themes: entries(Id).optional().describe('Only beside lines with one of these themes; beside every gentle line where it is left out.'),
});

export const Source = z.strictObject({
  id: Id,
  title: Line.describe('The heading of the page: such as "A ferry, a letter and eight quiet episodes".'),
  publisher: Line.describe('Who published it: such as "Coast Weekly".'),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe('Its address in full: such as https://example.org/ferry.'),
  published: PartialDate.optional().describe('When it appeared: such as "2024-05-01". Left out where it carries no date.'),
  updated: PartialDate.optional().describe('When it was last changed, where it says so: such as "2024-06-01".'),
  accessed: FullDate.describe('The day you read it: such as "2024-06-10".'),
  reliability: z
    .enum([
      'official',
      'publisher',
      'press',
      'press-low',
      'reference-wiki',
      'database',
      'blog',
      'festival-text',
      'fan-copy',
      'copy',
      'seo-text',
      'seed-blog',
      'seed-press',
    ])
    .describe('What sort of source it is: such as press.'),
  spoiler_from: SpoilerFrom.describe('First episode at which the title or address of this source may be shown.'),
  note: Text.optional().describe('A remark for those who keep the pack; no answer shows it.'),
});

export const Version = z.strictObject({
  id: Id,
  says: Text.describe('What these sources say: such as "34".'),
  sources: entries(Id).min(1).describe('Ids of the sources that say so: such as [coast-weekly].'),
});

export const Conflict = z.strictObject({
  id: Id,
  topic: Line.describe('What sources disagree about: such as "So-ra’s age".'),
  about: entries(Id).min(1).describe('Ids of the records this concerns; the title id for the title itself.'),
  versions: entries(Version).min(1).describe('What each of them says.'),
  better: Id.optional().describe('Id of the better supported version; absent while the question is open.'),
  settled_on: PartialDate.optional().describe('When it was settled: the date of the source after which nothing is left to disagree about.'),
  why: Text.describe('Which source knows better and why: such as "The weekly quotes the character page."'),
  latin_only: z
    .literal(true)
    .optional()
    .describe('True where sources only differ in how they spell a name in Latin letters: nothing to those who read it in its own script.'),
  as_of: evidence.as_of,
  spoiler_from: SpoilerFrom,
});

/** By kind, as `kinds.ts` names them. */
export const SCHEMAS = {
  facts: Fact,
  key_facts: KeyFact,
  sections: Section,
  roles: Role,
  relations: Relation,
  versions: Version,
  title: Title,
  sources: Source,
  people: Person,
  cast: Character,
  ceremonies: Ceremony,
  awards: Award,
  recognition: Fact,
  episodes: Episode,
  tracks: Track,
  places: Place,
  next_season: NextSeason,
  claims: Claim,
  not_a_season: NotASeason,
  quotes: Quote,
  questions: PackQuestion,
  conflicts: Conflict,
};

export type Title = z.infer<typeof Title>;
export type KeyFact = z.infer<typeof KeyFact>;
export type Section = z.infer<typeof Section>;
export type Fact = z.infer<typeof Fact>;
export type Person = z.infer<typeof Person>;
export type Character = z.infer<typeof Character>;
export type Role = z.infer<typeof Role>;
export type Relation = z.infer<typeof Relation>;
export type Ceremony = z.infer<typeof Ceremony>;
export type Award = z.infer<typeof Award>;
export type Episode = z.infer<typeof Episode>;
export type Track = z.infer<typeof Track>;
export type Place = z.infer<typeof Place>;
export type NextSeason = z.infer<typeof NextSeason>;
export type Claim = z.infer<typeof Claim>;
export type NotASeason = z.infer<typeof NotASeason>;
export type Quote = z.infer<typeof Quote>;
export type PackQuestion = z.infer<typeof PackQuestion>;
export type Source = z.infer<typeof Source>;
export type Conflict = z.infer<typeof Conflict>;
