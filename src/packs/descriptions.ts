/** What an editor says of a field when somebody points at it, where its schema does not say it itself: what it means, with an example. */
import type { RecordKind } from './kinds.ts';

const FACT = 'What is stated, in a sentence: such as "She learned to steer the boat herself."';
const KIND_OF_FACT = 'What it is about: trait and wound stand first on a character’s card, making tells of the work. Such as making.';

/** By the list a record stands in, and its field. */
export const DESCRIPTIONS: { readonly [K in RecordKind]?: Readonly<Record<string, string>> } = {
  title: {
    romanization: 'The original name in Latin letters: such as "Saebyeogui Narutbae".',
    literal: 'What the original name means word by word: such as "A ferry of daybreak".',
    year: 'The year it was first shown: such as 2024.',
    logline: 'What it is about, without telling the end.',
    key_facts: 'Facts of a few words that /about shows: network, first-aired, director and others.',
    sections: 'More to read behind /about, each section with a heading.',
  },
  facts: { text: FACT, kind: KIND_OF_FACT },
  key_facts: {
    label: 'What the fact is called, where its id is none of the known ones: such as "Filmed in".',
    value: 'What it is: such as "Bay TV".',
    date: 'A date in place of a value: such as "2024-04-13".',
    note: 'A remark in small letters: such as "two episodes a week".',
  },
  sections: {
    heading: 'Its name in the menu: such as "Why people love it".',
    statements: 'What it says, each statement with its sources.',
  },
  people: {
    roles: 'What they did for the work: such as [actor] or [director, writer].',
    facts: 'What is told of them: such as that it was their first leading part.',
  },
  cast: {
    group: 'How large the part is: such as main.',
    age: 'In years, at the beginning of the story: such as 34.',
    description: 'Who this is, in a sentence or two: such as "She steers the last ferry across the bay."',
    roles: 'Who plays or speaks the part; several for child and adult, or for several languages.',
    relations: 'What others are to this character: such as "half-sister of".',
    facts: 'What is told of the character, each from its episode on.',
  },
  roles: { kind: 'How large the part is; child for who plays the character as a child. Such as main.' },
  ceremonies: {
    name: 'As it is known: such as "Baeksang Arts Awards".',
    edition: 'Which one it was: such as "57th".',
    year: 'The year it is called by: such as 2021.',
    date: 'When it was held: such as "2021-05-13".',
    facts: 'What is told of it: such as how many nominations there were.',
  },
  awards: {
    ceremony: 'Id of its ceremony, in the same file: such as southern-drama-2024.',
    category: 'The prize: such as "Best Actress".',
    result: 'won, or nominated.',
    character: 'Id of the part it was for, from cast.yaml: such as han-so-ra.',
    lost_to: 'Who had the prize instead: such as "Kim Mi-na (The Bridge)".',
    note: 'A remark in small letters: such as "a vote of the audience".',
  },
  recognition: { text: FACT, kind: KIND_OF_FACT },
  episodes: {
    number: 'Counted through all seasons: such as 13.',
    title: 'As sources give it: such as "The Last Timetable".',
    title_note: 'A remark on the title: such as "named after a song".',
    aired: 'The day it was first shown: such as "2024-04-13".',
    peak_percent: 'The highest rating of a moment: such as 7.4.',
    rating_sources: 'Ids from sources.yaml for the ratings: such as [coast-weekly].',
    facts: 'What happens in it.',
  },
  tracks: {
    title: 'Such as "Low Water".',
    artist: 'Who sings or plays it: such as "The Tidemarks".',
    released: 'Such as "2024-04-20".',
    note: 'A remark in small letters: such as "a song of the last scene".',
  },
  claims: {
    date: 'When it was claimed: such as "2024-05-01", or undated.',
    who: 'Who claims it: such as "Coast Weekly".',
    claim: 'What is claimed: such as "Guesses that a second season could follow."',
    kind: 'How it was said: such as speculation.',
  },
  not_a_season: {
    title: 'What is often taken for a next season: such as "The stage reading".',
    text: 'Why it is none: such as "It retells the drama."',
    facts: 'What more is told of it.',
  },
  next_season: { state: 'How it stands today: such as none-announced.' },
  quotes: {
    to: 'Id of whom it is said to: such as baek-do-jin.',
    tone: 'gentle comforts, firm asks something of the reader: both are posted unasked. neutral and hurtful never are. Such as gentle.',
    never_post: 'true: it is in no answer, whatever is asked.',
    themes: 'What it is about, as ids: such as [patience, sea].',
  },
  questions: { text: 'A small, kind question beside a line: such as "What is enough for today?"' },
  sources: {
    title: 'The heading of the page: such as "A ferry, a letter and eight quiet episodes".',
    publisher: 'Who published it: such as "Coast Weekly".',
    url: 'Its address in full: such as https://example.org/ferry.',
    published: 'When it appeared: such as "2024-05-01". Left out where it carries no date.',
    updated: 'When it was last changed, where it says so: such as "2024-06-01".',
    accessed: 'The day you read it: such as "2024-06-10".',
    reliability: 'What sort of source it is: such as press.',
    note: 'A remark for those who keep the pack; no answer shows it.',
  },
  versions: {
    says: 'What these sources say: such as "34".',
    sources: 'Ids of the sources that say so: such as [coast-weekly].',
  },
  conflicts: {
    topic: 'What sources disagree about: such as "So-ra’s age".',
    versions: 'What each of them says.',
    why: 'Which source knows better and why: such as "The weekly quotes the character page."',
  },
};

/** Lists of files and of translations, and small things within records. */
export const PACK_LISTS: Readonly<Record<string, string>> = {
  title: 'The title itself, by its id.',
  sources: 'What was read. Every fact names the ids of its sources.',
  people: 'Those before and behind the camera.',
  cast: 'The characters.',
  ceremonies: 'Where prizes were given.',
  awards: 'Prizes and nominations.',
  facts: 'Loglines, statements and all that stands under facts, by their ids.',
  key_facts: 'The short facts of /about, by their ids.',
  sections: 'The sections of /about, by their ids.',
  roles: 'Who plays whom, by the ids of the roles.',
  relations: 'What characters are to each other, by their ids.',
  episodes: 'The episodes in order.',
  tracks: 'The songs.',
  places: 'Real places that belong to the title.',
  next_season: 'Whether there is another season.',
  claims: 'What has been claimed about another season.',
  not_a_season: 'What is often taken for another season.',
  quotes: 'Lines of the work, and words about it.',
  questions: 'Questions beside the daily line.',
  conflicts: 'Where sources disagree.',
  latitude: 'Degrees north: such as 34.57.',
  longitude: 'Degrees east: such as 126.6.',
  text: 'How it is written: such as "the letter writer".',
};
