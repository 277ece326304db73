import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPacks, listNotes } from '../../src/packs/check.ts';
import { overlaysFor } from '../../src/packs/files.ts';
import { readPacks } from '../../src/packs/read.ts';
import { FIXTURES, PacksFolder } from './folder.ts';

let packs: PacksFolder;
beforeEach(() => {
  packs = new PacksFolder();
});
afterEach(() => {
  packs.remove();
});

function check() {
  return checkPacks(readPacks(packs.path));
}

interface Case {
  /** What the author got wrong. */
  readonly wrong: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Passage of the edited file on whose line the problem is told; `to` when absent. */
  readonly at?: string;
  /** The file in which the problem is told, when it is another one. */
  readonly toldIn?: string;
  readonly problem: string;
  readonly remedy: string;
}

const LETTERS_101 = 'x'.repeat(101);

const cases: readonly Case[] = [
  // shape
  {
    wrong: 'a key that does not exist',
    file: 'lighthouse/quotes.yaml',
    from: '    speaker: the-keeper\n',
    to: '    speeker: the-keeper\n',
    at: 'speeker',
    problem: '"speeker" is not known here',
    remedy: 'did you mean "speaker"?',
  },
  {
    wrong: 'a key that resembles none',
    file: 'lighthouse/music.yaml',
    from: '    artist: The Buoys',
    to: '    artist: The Buoys\n    b: 120',
    at: 'b: 120',
    problem: '"b" is not known here',
    remedy: 'take it out; known here: id, part, title',
  },
  {
    wrong: 'an unknown key within a nested record',
    file: 'lighthouse/cast.yaml',
    from: '        actor: yoon-garam',
    to: '        actor: yoon-garam\n        notes: in flashbacks',
    at: 'notes:',
    problem: '"notes" is not known here',
    remedy: 'did you mean "note"?',
  },
  {
    wrong: 'how a name is read, under a word of its own',
    file: 'lighthouse/people.yaml',
    from: '    name: Yoon Ga-ram\n',
    to: '    name: Yoon Ga-ram\n    kana: ゆん がらむ\n',
    at: 'kana:',
    problem: '"kana" is not known here',
    remedy: 'write it under "spellings": the search then finds it',
  },
  {
    wrong: 'the season of an episode',
    file: 'lighthouse/episodes.yaml',
    from: '    number: 1\n',
    to: '    number: 1\n    season: 1\n',
    at: 'season: 1',
    problem: '"season" is not known here',
    remedy: '"number" counts through all seasons',
  },
  {
    wrong: 'an actor beside a part in place of under its roles',
    file: 'lighthouse/cast.yaml',
    from: '    group: main\n',
    to: '    group: main\n    played_by: yoon-garam\n',
    at: 'played_by:',
    problem: '"played_by" is not known here',
    remedy: 'write it under "roles"',
  },
  {
    wrong: 'a language by its name',
    file: 'lighthouse/cast.yaml',
    from: '        actor: yoon-garam',
    to: '        actor: yoon-garam\n        language: Japanese',
    at: 'language: Japanese',
    problem: '"language" cannot be "Japanese"',
    remedy: 'did you mean ja?',
  },
  {
    wrong: 'one number where a list is meant',
    file: 'lighthouse/episodes.yaml',
    from: '    rating_sources: [harbour-news]\n',
    to: '    rating_sources: harbour-news\n',
    problem: '"rating_sources" should be a list, but is the text "harbour-news"',
    remedy: 'write a list: [harbour-news]',
  },
  {
    wrong: 'a source without an address',
    file: 'lighthouse/sources.yaml',
    from: '    url: https://example.org/new-drama\n',
    to: '',
    at: '- id: harbour-news',
    problem: '"url" is missing',
    remedy: 'for what you heard yourself, that of the episode',
  },
  {
    wrong: 'a quote without a tone',
    file: 'lighthouse/quotes.yaml',
    from: '    tone: neutral\n',
    to: '',
    at: '- id: about-the-work',
    problem: '"tone" is missing',
    remedy: 'add "tone: …", one of gentle, firm, neutral, hurtful',
  },
  {
    wrong: 'a tone that does not exist',
    file: 'lighthouse/quotes.yaml',
    from: 'tone: firm',
    to: 'tone: frim',
    problem: '"tone" cannot be "frim"',
    remedy: 'did you mean firm? use one of gentle, firm, neutral, hurtful',
  },
  {
    wrong: 'a fact without sources',
    file: 'lighthouse/people.yaml',
    from: "        text: It was the actor's first leading part.\n        sources: [harbour-news]\n",
    to: "        text: It was the actor's first leading part.\n",
    at: '- id: yoon-garam-debut',
    problem: 'this states something but names no source',
    remedy: 'add "sources: [an-id]" with ids from sources.yaml',
  },
  {
    wrong: 'an empty list of sources',
    file: 'lighthouse/music.yaml',
    from: 'sources: [harbour-news]',
    to: 'sources: []',
    problem: '"sources" is empty',
    remedy: 'a fact names at least one source',
  },
  {
    wrong: 'a day that does not exist',
    file: 'lighthouse/episodes.yaml',
    from: 'aired: "2019-03-09"',
    to: 'aired: "2019-02-30"',
    problem: '"aired" cannot be "2019-02-30"',
    remedy: 'a day is written "2020-06-20", in quotes',
  },
  {
    wrong: 'a year without quotes',
    file: 'lighthouse/sources.yaml',
    from: 'published: "2019-04"',
    to: 'published: 2019',
    problem: '"published" should be a text, but is 2019',
    remedy: 'put it in quotes: "2019"',
  },
  {
    wrong: 'an as-of date in words',
    file: 'lighthouse/music.yaml',
    from: 'as_of: "2019-03-01"',
    to: 'as_of: last spring',
    problem: '"as_of" cannot be "last spring"',
    remedy: 'a date is written "2020-06-20", "2020-06" or "2020", in quotes',
  },
  {
    wrong: 'a number in quotes',
    file: 'lighthouse/music.yaml',
    from: 'spoiler_from: 1',
    to: 'spoiler_from: "1"',
    problem: '"spoiler_from" should be a number, but is the text "1"',
    remedy: 'write it without quotes',
  },
  {
    wrong: 'an id with capitals and a blank',
    file: 'lighthouse/music.yaml',
    from: '- id: foghorn',
    to: '- id: Fog Horn',
    problem: '"id" cannot be "Fog Horn"',
    remedy: 'did you mean "fog-horn"? an id is lower-case words joined by hyphens, such as moon-gang-tae',
  },
  {
    wrong: 'an address that is none',
    file: 'lighthouse/sources.yaml',
    from: 'https://example.org/finale',
    to: 'example.org/finale',
    problem: '"url" is no web address: "example.org/finale"',
    remedy: 'write it in full, beginning with https://',
  },
  {
    wrong: 'a text that is too long',
    file: 'lighthouse/music.yaml',
    from: 'artist: The Buoys',
    to: `artist: ${'x'.repeat(201)}`,
    problem: '"artist" has 201 characters',
    remedy: 'shorten it to 200',
  },
  {
    wrong: 'a colour that its sign makes a comment',
    file: 'lighthouse/title.yaml',
    from: 'accent: "#336699"',
    to: 'accent: #336699',
    problem: '"accent" is empty',
    remedy: 'in quotes when it begins with #',
  },
  {
    wrong: 'a colour by its name',
    file: 'lighthouse/title.yaml',
    from: 'accent: "#336699"',
    to: 'accent: blue',
    problem: '"accent" cannot be "blue"',
    remedy: 'a colour is written "#5b4b8a", in quotes',
  },
  {
    wrong: 'a default of a field that no record has',
    file: 'lighthouse/music.yaml',
    from: 'tracks:',
    to: 'defaults:\n  artits: The Buoys\ntracks:',
    at: 'artits',
    problem: '"artits" is not known here',
    remedy: 'did you mean "artist"?',
  },
  {
    wrong: 'a default that is written wrongly',
    file: 'lighthouse/music.yaml',
    from: 'tracks:',
    to: 'defaults:\n  spoiler_from: one\ntracks:',
    at: 'spoiler_from: one',
    problem: '"spoiler_from" should be a number, but is the text "one"',
    remedy: 'write a number alone',
  },
  {
    wrong: 'a default source that is not there',
    file: 'lighthouse/places.yaml',
    from: 'places:',
    to: 'defaults:\n  sources: [coast-wekly]\nplaces:\n  - {id: pier, name: A pier, filmed: Here., spoiler_from: 1}',
    at: '- {id: pier',
    problem: 'there is no source "coast-wekly"',
    remedy: 'mend the id, or add it to sources.yaml',
  },
  {
    wrong: 'a kind of work that there is none of',
    file: 'lighthouse/title.yaml',
    from: 'kind: drama',
    to: 'kind: anmie',
    problem: '"kind" cannot be "anmie"',
    remedy: 'did you mean anime? use one of drama, series, anime, film',
  },
  {
    wrong: 'a number of seasons that cannot be',
    file: 'lighthouse/title.yaml',
    from: 'last_episode: 4',
    to: 'last_episode: 4\nseasons_so_far: 0',
    at: 'seasons_so_far',
    problem: '"seasons_so_far" is 0, which is too low',
    remedy: 'at least 1',
  },
  {
    wrong: 'a scene that there is none of',
    file: 'lighthouse/title.yaml',
    from: 'last_episode: 4',
    to: 'last_episode: 4\nscene: moon',
    at: 'scene: moon',
    problem: '"scene" cannot be "moon"',
    remedy: 'use one of book, dance, plain, none, own',
  },
  {
    wrong: 'a picture of its own that is missing',
    file: 'lighthouse/title.yaml',
    from: 'last_episode: 4',
    to: 'last_episode: 4\nscene: own',
    at: 'scene: own',
    problem: 'the picture of its own is missing',
    remedy: 'add scene.svg, or write "scene: plain"',
  },
  {
    wrong: 'a language of a part that is no code',
    file: 'lighthouse/cast.yaml',
    from: '        kind: main\n',
    to: '        kind: main\n        language: Japanese\n',
    at: 'language: Japanese',
    problem: '"language" cannot be "Japanese"',
    remedy: 'a language is written as a code such as en-US, ko or es-419',
  },
  {
    wrong: 'an original name that is no text',
    file: 'lighthouse/people.yaml',
    from: 'hangul: 윤가람',
    to: 'original_name: 24',
    problem: '"original_name" should be a text, but is 24',
    remedy: 'put it in quotes: "24"',
  },
  {
    wrong: 'a date that is left empty',
    file: 'lighthouse/music.yaml',
    from: '    as_of: "2019-03-01"\n',
    to: '    as_of:\n',
    problem: '"as_of" is empty',
    remedy: 'or take the line out where it is optional',
  },
  {
    wrong: 'tabs in place of spaces',
    file: 'lighthouse/music.yaml',
    from: '    artist: The Buoys',
    to: '\t\tartist: The Buoys',
    problem: 'not valid YAML',
    remedy: 'take the tabs out and indent with two spaces',
  },
  {
    wrong: 'a tone that resembles another only by chance',
    file: 'lighthouse/quotes.yaml',
    from: 'tone: gentle',
    to: 'tone: warm',
    problem: '"tone" cannot be "warm"',
    remedy: 'use one of gentle, firm, neutral, hurtful',
  },
  {
    wrong: 'a spelling of the wrong shape',
    file: 'lighthouse/people.yaml',
    from: '      - text: The Voice\n        spoiler_from: 3',
    to: '      - text: The Voice',
    problem: '"spoiler_from" is missing',
    remedy: 'add "spoiler_from: …", the first episode at which it may be known (1 is free, in a film 0)',
  },
  {
    wrong: 'a language that is no code',
    file: 'lighthouse/people.yaml',
    from: '      ja: ユン',
    to: '      japanese: ユン',
    problem: '"japanese" is no language code',
    remedy: 'use a code such as ja or pt-BR',
  },
  // YAML
  {
    wrong: 'a bracket left open',
    file: 'lighthouse/music.yaml',
    from: '    sources: [harbour-news]\n',
    to: '    sources: [harbour-news\n',
    at: '    as_of',
    problem: 'this is not valid YAML',
    remedy: 'close the bracket',
  },
  {
    wrong: 'the same key twice in a record',
    file: 'lighthouse/music.yaml',
    from: '    artist: The Buoys\n',
    to: '    artist: The Buoys\n    artist: The Gulls\n',
    at: '    artist: The Gulls',
    problem: 'this is not valid YAML: map keys must be unique',
    remedy: 'the same key stands twice in one record; keep one of them',
  },
  {
    wrong: 'a control character written as an escape',
    file: 'lighthouse/music.yaml',
    from: 'title: Foghorn',
    to: 'title: "Fog\\u0007horn"',
    problem: 'there is a character that cannot be seen (U+0007)',
    remedy: 'take it out',
  },
  {
    wrong: 'a mark that turns the reading direction',
    file: 'lighthouse/music.yaml',
    from: 'title: Foghorn',
    to: 'title: Fog\u202Ehorn',
    problem: 'there is a character that cannot be seen (U+202E)',
    remedy: 'take it out',
  },
  {
    wrong: 'nesting without end',
    file: 'lighthouse/music.yaml',
    from: 'title: Foghorn',
    to: `title: ${'['.repeat(40)}${']'.repeat(40)}`,
    problem: 'this is nested more than 16 levels deep',
    remedy: 'compare with the neighbouring records',
  },
  // ids
  {
    wrong: 'two records of one kind with one id',
    file: 'lighthouse/sources.yaml',
    from: '- id: finale-review',
    to: '- id: harbour-news\n    title: Again\n    publisher: Harbour News\n    url: https://example.org/again\n    accessed: "2020-01-02"\n    reliability: press\n    spoiler_from: 1\n  - id: finale-review',
    at: '- id: harbour-news\n    title: Again',
    problem: 'the id "harbour-news" is taken already (sources.yaml, line 2)',
    remedy: 'give each record an id of its own',
  },
  {
    wrong: 'a character with the id of a person',
    file: 'lighthouse/people.yaml',
    from: '- id: han-bada',
    to: '- id: the-writer\n    name: Another\n    roles: [writer]\n    sources: [harbour-news]\n    as_of: "2019-03-01"\n    spoiler_from: 1\n  - id: han-bada',
    toldIn: 'lighthouse/cast.yaml',
    at: '- id: the-writer',
    problem: 'the id "the-writer" is taken already (people.yaml, line 2)',
    remedy: 'give each record an id of its own',
  },
  // references
  {
    wrong: 'a source that is not listed',
    file: 'lighthouse/awards.yaml',
    from: '    category: Best Actor\n    result: won\n    recipients: [yoon-garam]\n    character: the-keeper\n    sources: [harbour-news]',
    to: '    category: Best Actor\n    result: won\n    recipients: [yoon-garam]\n    character: the-keeper\n    sources: [harbor-news]',
    at: 'sources: [harbor-news]',
    problem: 'there is no source "harbor-news"',
    remedy: 'did you mean "harbour-news"? (ids of sources.yaml)',
  },
  {
    wrong: 'an actor who is not listed',
    file: 'lighthouse/cast.yaml',
    from: 'actor: yoon-garam',
    to: 'actor: nobody-known',
    problem: 'there is no person "nobody-known"',
    remedy: 'mend the id, or add it to people.yaml',
  },
  {
    wrong: 'a director who is not listed',
    file: 'lighthouse/title.yaml',
    from: 'people: [han-bada]',
    to: 'people: [han-badda]',
    problem: 'there is no person "han-badda"',
    remedy: 'did you mean "han-bada"?',
  },
  {
    wrong: 'a recipient who is not listed',
    file: 'lighthouse/awards.yaml',
    from: 'recipients: [yoon-garam]',
    to: 'recipients: [yun-garam]',
    problem: 'there is no person "yun-garam"',
    remedy: 'did you mean "yoon-garam"?',
  },
  {
    wrong: 'a relation to an unknown character',
    file: 'lighthouse/cast.yaml',
    from: 'to: the-writer',
    to: 'to: the-painter',
    problem: 'there is no character "the-painter"',
    remedy: 'mend the id, or add it to cast.yaml',
  },
  {
    wrong: 'a relation of somebody to themselves',
    file: 'lighthouse/cast.yaml',
    from: 'to: the-writer',
    to: 'to: the-keeper',
    problem: 'this is a relation of a character to themselves',
    remedy: 'name the other character',
  },
  {
    wrong: 'an award for an unknown character',
    file: 'lighthouse/awards.yaml',
    from: 'character: the-keeper',
    to: 'character: the-keper',
    problem: 'there is no character "the-keper"',
    remedy: 'did you mean "the-keeper"?',
  },
  {
    wrong: 'an award of an unknown ceremony',
    file: 'lighthouse/awards.yaml',
    from: '    ceremony: coast-prizes-2019\n    category: Best Drama',
    to: '    ceremony: coast-prizes-2018\n    category: Best Drama',
    problem: 'there is no ceremony "coast-prizes-2018"',
    remedy: 'did you mean "coast-prizes-2019"?',
  },
  {
    wrong: 'a speaker nobody knows',
    file: 'lighthouse/quotes.yaml',
    from: 'speaker: the-writer',
    to: 'speaker: the-wrighter',
    problem: 'there is no character or person "the-wrighter"',
    remedy: 'did you mean "the-writer"?',
  },
  {
    wrong: 'a conflict about nothing in the pack',
    file: 'lighthouse/conflicts.yaml',
    from: 'about: [network, lighthouse]',
    to: 'about: [networks, lighthouse]',
    problem: 'there is no record "networks"',
    remedy: 'did you mean "network"?',
  },
  {
    wrong: 'a conflict about an id that two records bear',
    file: 'lighthouse/music.yaml',
    from: '- id: foghorn',
    to: '- id: network',
    toldIn: 'lighthouse/conflicts.yaml',
    at: 'about: [network',
    problem: 'the id "network" names 2 records, so it is not clear what the conflict concerns',
    remedy: 'give those records ids that differ',
  },
  {
    wrong: 'a better version that is not there',
    file: 'lighthouse/conflicts.yaml',
    from: 'better: coast',
    to: 'better: coats',
    problem: 'there is no version "coats"',
    remedy: 'did you mean "coast"?',
  },
  {
    wrong: 'a conflict that is settled without an outcome',
    file: 'lighthouse/conflicts.yaml',
    from: '    better: coast\n',
    to: '    settled_on: "2019-03-01"\n',
    problem: 'this is said to be settled, and nothing says how',
    remedy: 'name the version that holds: "better: …"',
  },
  {
    wrong: 'two facts that are both to be first of their kind',
    file: 'lighthouse/cast.yaml',
    from: '        text: Speaks little.\n',
    to:
      '        first: true\n        text: Speaks little.\n        sources: [harbour-news]\n        as_of: "2019-03-01"\n' +
      '        spoiler_from: 1\n      - id: the-keeper-late\n        kind: trait\n        first: true # again\n        text: Sleeps late.\n',
    at: 'first: true # again',
    problem: '"the-keeper-quiet" is already first of its kind here',
    remedy: 'take "first" out of one of the two',
  },
  {
    wrong: 'a newest source that is not cited',
    file: 'lighthouse/seasons.yaml',
    from: 'sources: [harbour-news, finale-review]',
    to: 'sources: [harbour-news]',
    at: 'newest_source: finale-review',
    problem: 'the newest source "finale-review" is not among the sources',
    remedy: 'add it to "sources"',
  },
  {
    wrong: 'a theme that is one letter off',
    file: 'lighthouse/quotes.yaml',
    from: 'themes: [courage, memory]',
    to: 'themes: [courage, memorry]',
    problem: 'the theme "memorry" is used nowhere else',
    remedy: 'did you mean "memory"?',
  },
  {
    wrong: 'a name said to be somebody else’s as well',
    file: 'lighthouse/people.yaml',
    from: 'belongs_to_others: [Yoon Ga-eun]',
    to: 'belongs_to_others: [yun garam]',
    problem: '"yun garam" is said to be a name of "yoon-garam" and of somebody else',
    remedy: 'keep it in one of the two lists',
  },
  // spoilers
  {
    wrong: 'a spoiler beyond the last episode',
    file: 'lighthouse/quotes.yaml',
    from: 'spoiler_from: 4',
    to: 'spoiler_from: 5',
    problem: '"spoiler_from" is 5, but the last episode is 4',
    remedy: 'write 1 (free) to 4',
  },
  {
    wrong: 'a spelling known after the last episode',
    file: 'lighthouse/people.yaml',
    from: 'spoiler_from: 3',
    to: 'spoiler_from: 9',
    problem: '"spoiler_from" is 9, but the last episode is 4',
    remedy: 'write 1 (free) to 4',
  },
  {
    wrong: 'an episode number in a film',
    file: 'harbour/title.yaml',
    from: '    spoiler_from: 0',
    to: '    spoiler_from: 2',
    problem: '"spoiler_from" is 2, but the last episode is 1',
    remedy: 'for a film write 0 (free) or 1 (after seeing it)',
  },
  {
    wrong: 'a free record that cites a source which gives the end away',
    file: 'lighthouse/music.yaml',
    from: 'sources: [harbour-news]',
    to: 'sources: [finale-review]',
    problem: 'this may be known from 1 on, but its source "finale-review" only from 4 on',
    remedy: 'cite another source, or set "spoiler_from: 4"',
  },
  {
    wrong: 'a free conflict that cites a source which gives the end away',
    file: 'lighthouse/conflicts.yaml',
    from: '        says: Shore TV\n        sources: [harbour-news]',
    to: '        says: Shore TV\n        sources: [finale-review]',
    at: 'sources: [finale-review]',
    problem: 'this may be known from 1 on, but its source "finale-review" only from 4 on',
    remedy: 'cite another source, or set "spoiler_from: 4"',
  },
  {
    wrong: 'a free relation to a character who appears late',
    file: 'lighthouse/cast.yaml',
    from: '        sources: [finale-review]\n        as_of: "2019-05-02"\n        spoiler_from: 4',
    to: '        sources: [harbour-news]\n        as_of: "2019-03-01"\n        spoiler_from: 1',
    at: 'to: the-writer',
    problem: 'this may be known from 1 on, but it names "the-writer", who may be known only from 4 on',
    remedy: 'set "spoiler_from: 4"',
  },
  {
    wrong: 'a free quote whose speaker appears late',
    file: 'lighthouse/quotes.yaml',
    from: 'speaker: the-keeper',
    to: 'speaker: the-writer',
    problem: 'this may be known from 1 on, but it names "the-writer", who may be known only from 4 on',
    remedy: 'set "spoiler_from: 4"',
  },
  {
    wrong: 'a free fact of a character who appears late',
    file: 'lighthouse/cast.yaml',
    from: '    description: Writes the letters.',
    to: '    description: Writes the letters.\n    facts:\n      - id: early\n        text: Writes by night.\n        sources: [harbour-news]\n        as_of: "2019-03-01"\n        spoiler_from: 2',
    at: 'spoiler_from: 2',
    problem: 'this may be known from 2 on, but "the-writer", to which it belongs, only from 4 on',
    remedy: 'set "spoiler_from: 4"',
  },
  {
    wrong: 'a free conflict about something that is known late',
    file: 'lighthouse/conflicts.yaml',
    from: 'about: [network, lighthouse]',
    to: 'about: [the-keeper-to-the-writer]',
    at: 'spoiler_from: 1',
    problem: 'this may be known from 1 on, but what it is about only from 4 on',
    remedy: 'set "spoiler_from: 4"',
  },
  // dates
  {
    wrong: 'a source read before it appeared',
    file: 'lighthouse/sources.yaml',
    from: '    accessed: "2020-01-02"',
    to: '    accessed: "2019-02-28"',
    problem: 'this was read on 2019-02-28, before it was published (2019-03-01)',
    remedy: 'mend one of the two dates',
  },
  {
    wrong: 'a source updated before it appeared',
    file: 'lighthouse/sources.yaml',
    from: 'updated: "2019-05-02"',
    to: 'updated: "2018"',
    problem: 'this was updated (2018) before it was published (2019-04)',
    remedy: 'mend one of the two dates',
  },
  {
    wrong: 'a ceremony in another year than its date',
    file: 'lighthouse/awards.yaml',
    from: 'date: "2020-01-01"',
    to: 'date: "2021-01-01"',
    problem: 'the date 2021-01-01 does not fit the year 2019',
    remedy: 'mend one of the two',
  },
  {
    wrong: 'a fact newer than the last look at its sources',
    file: 'lighthouse/music.yaml',
    from: 'as_of: "2019-03-01"',
    to: 'as_of: "2020-02-01"',
    problem: '"as_of" is 2020-02-01, after the day its sources were last read',
    remedy: 'write the date of the newest source',
  },
  {
    wrong: 'a season checked before its newest source',
    file: 'lighthouse/seasons.yaml',
    from: 'checked_on: "2020-01-02"',
    to: 'checked_on: "2019-03-31"',
    problem: 'this was last checked on 2019-03-31, before its newest source appeared (2019-04)',
    remedy: 'mend one of the two',
  },
  {
    wrong: 'an episode shown before the one before',
    file: 'lighthouse/episodes.yaml',
    from: 'aired: "2019-03-09"',
    to: 'aired: "2019-03-01"',
    problem: 'episode 2 was shown on 2019-03-01, before episode 1 (2019-03-02)',
    remedy: 'mend one of the two dates',
  },
  {
    wrong: 'an episode listed twice',
    file: 'lighthouse/episodes.yaml',
    from: 'number: 2',
    to: 'number: 1',
    at: 'number: 1\n    aired: "2019-03-09"',
    problem: 'episode 1 stands after episode 1',
    remedy: 'list the episodes in order, each once',
  },
  {
    wrong: 'an episode after the last',
    file: 'lighthouse/episodes.yaml',
    from: 'number: 2',
    to: 'number: 12',
    problem: 'this is episode 12, but the last one is 4',
    remedy: 'mend the number, or "last_episode" in title.yaml',
  },
  {
    wrong: 'a rating without a source',
    file: 'lighthouse/episodes.yaml',
    from: '    rating_sources: [harbour-news]\n',
    to: '    rating_sources: []\n',
    at: '- id: episode-1',
    problem: 'the rating of episode 1 names no source',
    remedy: 'add "rating_sources: [an-id]"',
  },
  // awards
  {
    wrong: 'a won prize that was lost to somebody',
    file: 'lighthouse/awards.yaml',
    from: 'result: nominated',
    to: 'result: won',
    at: 'lost_to: Boats',
    problem: 'a prize that was won was lost to nobody',
    remedy: 'take "lost_to" out, or set "result: nominated"',
  },
  {
    wrong: 'an award left out of the count without a reason',
    file: 'lighthouse/awards.yaml',
    from: 'result: nominated',
    to: 'result: nominated\n    counted: false',
    at: 'counted: false',
    problem: 'this award is not counted, and no note says why',
    remedy: 'add a "note"',
  },
  // quotes
  {
    wrong: 'a healing line that must never be posted',
    file: 'lighthouse/quotes.yaml',
    from: 'tone: firm',
    to: 'tone: firm\n    never_post: true',
    at: 'never_post: true',
    problem: 'a firm line is a healing line, yet it is marked "never_post"',
    remedy: 'set "tone: neutral" or "tone: hurtful", or take "never_post" out',
  },
  {
    wrong: 'a healing line with eleven questions',
    file: 'lighthouse/quotes.yaml',
    from: '      - What would a firm letter number twelve say?\n',
    to: '',
    at: '- What would a firm letter number one say?',
    problem: 'a firm line is posted with a question beside it, and this one has 11 to choose from',
    remedy: 'give 12 of questions.yaml a theme of this line, or write them here',
  },
  {
    wrong: 'a question for lines of a theme that no line has',
    file: 'lighthouse/questions.yaml',
    from: 'themes: [rest]',
    to: 'themes: [rset]',
    problem: 'no quote has the theme "rset"',
    remedy: 'did you mean "rest"?',
  },
  {
    wrong: 'a question that stands beside a line already',
    file: 'lighthouse/questions.yaml',
    from: 'Which light do you like to leave on?',
    to: 'What would a firm letter number one say?',
    problem: 'this question is asked already beside "row-on"',
    remedy: 'write another one',
  },
  {
    wrong: 'our own words of a line that is nowhere printed',
    file: 'lighthouse/quotes.yaml',
    from: '    text: Remember the storm, and row on.\n',
    to: '    text: Remember the storm, and row on.\n    text_is: ours\n',
    at: 'text_is: ours',
    problem: 'these words are ours, and nothing says of what they are a translation',
    remedy: 'add "original: …"',
  },
  {
    wrong: 'a speaker who is known before the words',
    file: 'lighthouse/quotes.yaml',
    from: '    text: Remember the storm, and row on.\n',
    to: '    text: Remember the storm, and row on.\n    speaker_from: 2\n',
    at: 'speaker_from: 2',
    problem: 'who says this may be known from 2 on, but the words only from 4 on',
    remedy: 'take "speaker_from" out, or set "spoiler_from" to where the words alone may be known',
  },
  {
    wrong: 'a hurtful line without a note',
    file: 'lighthouse/quotes.yaml',
    from: '    content_note: A stranger is cruel to the keeper.\n',
    to: '',
    at: 'tone: hurtful',
    problem: 'a hurtful line is shown only after a note, and this one has none',
    remedy: 'add "content_note: …"',
  },
  {
    wrong: 'a line that stands there already',
    file: 'lighthouse/quotes.yaml',
    from: 'text: We filmed at dawn.',
    to: 'text: nobody would  miss your light.',
    problem: 'this line stands here already (quotes.yaml, line ',
    remedy: 'keep one of them',
  },
  {
    wrong: 'a question that is asked already',
    file: 'lighthouse/quotes.yaml',
    from: '- What would a firm letter number two say?',
    to: '- what would a gentle letter number two say?',
    problem: 'this question is asked already beside "rest-a-while"',
    remedy: 'write another one',
  },
  // Discord
  {
    wrong: 'a name too long for a list of choices',
    file: 'lighthouse/cast.yaml',
    from: 'name: The one who writes',
    to: `name: ${LETTERS_101}`,
    problem: '"name" has 101 characters, and Discord shows 100 in a list of choices',
    remedy: 'shorten it to 100',
  },
  {
    wrong: 'a name too long beside its Hangul',
    file: 'lighthouse/cast.yaml',
    from: 'name: Seo Deung',
    to: `name: ${'x'.repeat(97)}`,
    problem: 'name and Hangul together have 102 characters, and Discord shows 100 in a list of choices',
    remedy: 'shorten one of them',
  },
  {
    wrong: 'a heading too long for a menu',
    file: 'lighthouse/title.yaml',
    from: 'heading: Why fans love it',
    to: `heading: ${LETTERS_101}`,
    problem: '"heading" has 101 characters, and Discord shows 100 in a menu',
    remedy: 'shorten it to 100',
  },
  // titles
  {
    wrong: 'a title with another id than its folder',
    file: 'harbour/title.yaml',
    from: 'id: harbour\n',
    to: 'id: harbor\n',
    at: 'id: harbor\n',
    problem: 'the title\'s id is "harbor", but its folder is called "harbour"',
    remedy: 'call both the same',
  },
];

describe('checking packs', () => {
  it('finds nothing to say about packs that are in order', () => {
    expect(check()).toEqual([]);
  });

  it.each(cases)('tells the line of $wrong, and how to mend it', ({ file, from, to, at, toldIn = file, problem, remedy }) => {
    packs.edit(file, from, to);
    const line = packs.lineOf(toldIn, at ?? to.trim());
    const found = check();
    expect(found).toContainEqual({
      file: packs.file(toldIn),
      line,
      problem: expect.stringContaining(problem),
      remedy: expect.stringContaining(remedy),
    });
  });

  it.each([
    [
      'music',
      '    artist: The Buoys',
      '   artist: The Buoys',
      'this key begins after 3 spaces, and the one above it after 4',
      'line it up',
    ],
    [
      'music',
      '    artist: The Buoys',
      '      artist: The Buoys',
      'this key begins after 6 spaces, and the one above it after 4',
      'line it up',
    ],
    ['music', '  - id: foghorn', '  -id: foghorn', 'there is no space behind the dash', 'write "- id: …"'],
    ['music', '    artist: The Buoys', '    artist:The Buoys', 'there is no space behind the colon', 'write "artist: The Buoys"'],
    ['music', '    artist: The Buoys', '    artist The Buoys', 'there is no colon behind the key', 'write "artist: The Buoys"'],
    ['music', '    artist: The Buoys', '    artist： The Buoys', 'this colon is a wide one', 'write ":"'],
    [
      'music',
      '    artist: The Buoys',
      '\u00A0   artist: The Buoys',
      'a space at the beginning of this line is none of YAML',
      'type the spaces anew',
    ],
    ['music', 'artist: The Buoys', 'artist: Buoys: The Band', 'a text that holds ": " stands here without quotes', 'put it in quotes'],
    ['music', 'artist: The Buoys', 'artist: “Buoys: The Band”', '“ is no quotation mark of YAML', 'write straight ones'],
    ['music', 'artist: The Buoys', "artist: 'The' Buoys", 'a text goes on behind its closing quotation mark', 'of the other kind'],
    ['music', 'artist: The Buoys', 'artist: "The Buoys', 'a quotation mark is opened here and not closed', 'close it'],
    ['music', 'artist: The Buoys', 'artist: @buoys', 'a text begins with @ here', 'put it in quotes'],
    ['music', 'artist: The Buoys', 'artist: *The Buoys*', '"*The" stands for a value written elsewhere', 'begins with * goes in quotes'],
    ['music', 'artist: The Buoys', 'artist: The #1 Buoys', '"#1 Buoys" begins a comment', 'put the text in quotes'],
    [
      'cast',
      '        actor: yoon-garam',
      '        actor: [yoon-garam]',
      '"actor" should be a text, but is a list',
      'without brackets: yoon-garam',
    ],
    ['cast', '        actor: yoon-garam', '        actor: Yoon Garam', '"actor" cannot be "Yoon Garam"', 'did you mean "yoon-garam"?'],
    ['cast', '        actor: yoon-garam', '        actor: Yoón Garam', '"actor" cannot be "Yoón Garam"', 'did you mean "yoon-garam"?'],
    ['cast', '        actor: yoon-garam', '        actor: 윤가람', '"actor" cannot be "윤가람"', 'an id is lower-case words'],
    ['cast', '  - id: the-keeper\n', '  - id: The Keeper\n', '"id" cannot be "The Keeper"', 'did you mean "the-keeper"?'],
    ['people', '  - id: han-bada', '    id: han-bada', 'a record of a list begins here without its dash', 'write "- id: han-bada"'],
    [
      'music',
      '    artist: The Buoys',
      '<<<<<<< HEAD\n    artist: The Buoys',
      'two versions of this stand here, as git left them',
      'keep one',
    ],
    ['title', 'year: 2019', 'year: 2019-2020', '"year" should be a number', 'write a number alone'],
    ['sources', 'published: "2019-03-01"', 'published: "03/01/2019"', '"published" cannot be "03/01/2019"', 'a date is written'],
  ])('tells in the first words of %s.yaml what is wrong with %j written as %j', (file, from, to, problem, remedy) => {
    packs.edit(`lighthouse/${file}.yaml`, from, to);
    expect(check().filter((one) => one.file === packs.file(`lighthouse/${file}.yaml`))[0]).toMatchObject({
      line: packs.lineOf(`lighthouse/${file}.yaml`, to.trim()),
      problem: expect.stringContaining(problem),
      remedy: expect.stringContaining(remedy),
    });
  });

  it('tells a date or a default that is wrong where it stands, and not of every fact that rests on it', () => {
    for (const name of ['title', 'people', 'cast', 'music', 'episodes', 'awards', 'places', 'quotes', 'seasons', 'conflicts']) {
      const file = `lighthouse/${name}.yaml`;
      packs.write(file, packs.read(file).replace(/^ *as_of:.*\n/gm, ''));
    }
    expect(check()).toEqual([]);
    packs.edit('lighthouse/sources.yaml', 'published: "2019-03-01"', 'published: "2019-02-30"');
    expect(check().map(({ problem }) => problem)).toEqual(['"published" cannot be "2019-02-30"']);
    packs.edit('lighthouse/sources.yaml', 'published: "2019-02-30"', 'published: "2034-03-01"');
    expect(check().map(({ problem }) => problem)).toEqual([expect.stringContaining('before it was published')]);
    packs.edit('lighthouse/sources.yaml', 'published: "2034-03-01"', 'published: "2019-03-01"');
    packs.write(
      'lighthouse/music.yaml',
      `defaults:\n  sources: harbour-news\n${packs.read('lighthouse/music.yaml').replace(/^ *sources:.*\n/m, '')}`,
    );
    expect(check().map(({ problem }) => problem)).toEqual([expect.stringContaining('"sources" should be a list')]);
  });

  it('tells one mistake once, and does not take the rest of the file for unknown', () => {
    packs.edit('lighthouse/people.yaml', 'roles: [actor]', 'roles: [acter]');
    expect(check()).toHaveLength(1);
    packs.edit('lighthouse/cast.yaml', 'group: main', 'group: chief');
    expect(check()).toHaveLength(2);
  });

  it('takes a misspelt key for one mistake, not also for one that is missing', () => {
    packs.edit('lighthouse/cast.yaml', 'description: Keeps', 'descripton: Keeps');
    expect(check().map(({ problem }) => problem)).toEqual(['"descripton" is not known here']);
  });

  it('checks the good records of a file in which another is broken, at their own lines', () => {
    packs.edit('lighthouse/quotes.yaml', 'tone: gentle', 'tone: sweet');
    packs.edit('lighthouse/quotes.yaml', 'speaker: han-bada', 'speaker: han-bado');
    const lines = check().map(({ line }) => line);
    expect(lines).toEqual([
      packs.lineOf('lighthouse/quotes.yaml', 'tone: sweet'),
      packs.lineOf('lighthouse/quotes.yaml', 'speaker: han-bado'),
    ]);
  });

  it('says nothing about references into a file that is no YAML, only that it is none', () => {
    packs.edit('lighthouse/people.yaml', 'people:', 'people: [');
    expect(new Set(check().map(({ file }) => file))).toEqual(new Set([packs.file('lighthouse/people.yaml')]));
  });

  it('finds ids that would not fit a button together with a long title id', () => {
    const id = `a${'-long'.repeat(10)}`;
    packs.edit('lighthouse/title.yaml', 'id: lighthouse\n', `id: ${id}\n`);
    packs.edit('lighthouse/quotes.yaml', '- id: gone-out', '- id: gone-out-into-the-night-sea');
    expect(check()).toContainEqual(
      expect.objectContaining({
        line: packs.lineOf('lighthouse/quotes.yaml', 'gone-out-into'),
        problem: "this id and the title's have 78 characters together, too many for one of Discord's buttons",
      }),
    );
  });

  it('takes every file but the title and the sources for optional', () => {
    for (const name of ['people', 'cast', 'awards', 'episodes', 'music', 'seasons', 'quotes', 'conflicts'])
      rmSync(packs.file(`lighthouse/${name}.yaml`));
    packs.edit('lighthouse/title.yaml', '    people: [han-bada]', '    value: Han Ba-da');
    expect(check()).toEqual([]);
  });

  it.each(['title', 'sources'])('misses a pack’s %s.yaml', (name) => {
    rmSync(packs.file(`lighthouse/${name}.yaml`));
    const problems = check();
    expect(problems).toContainEqual({
      file: packs.file(`lighthouse/${name}.yaml`),
      line: 1,
      problem: 'this file is missing',
      remedy: 'add it; every pack has title.yaml and sources.yaml',
    });
  });
});

describe('what is found in a folder of packs', () => {
  const told = (name: string) => check().filter(({ file }) => file === packs.file(name));

  it('names the file that was meant by a misspelt one', () => {
    packs.write('lighthouse/quote.yml', 'quotes: []');
    expect(told('lighthouse/quote.yml')).toEqual([
      expect.objectContaining({ problem: '"quote.yml" is no file of a pack', remedy: expect.stringContaining('call it quotes.yaml') }),
    ]);
  });

  it('leaves notes and hidden files alone, and says what may stand in a pack', () => {
    packs.write('lighthouse/review.md', '# Review');
    packs.write('lighthouse/.DS_Store', 'x');
    packs.write('README.md', '# Packs');
    expect(check()).toEqual([]);
    packs.write('lighthouse/casts.yaml', 'x');
    expect(told('lighthouse/casts.yaml')[0]?.remedy).toContain('title.yaml, sources.yaml, people.yaml');
    packs.write('stray.yaml', 'x');
    expect(told('stray.yaml')[0]?.remedy).toContain('move it into the folder of a title');
  });

  it('takes what desktops and editors leave behind, and two titles in the same place, for no problem, and notes them', () => {
    for (const name of ['Thumbs.db', 'lighthouse/cast.yaml.bak', 'lighthouse/photo.png']) packs.write(name, 'x');
    packs.edit('lighthouse/title.yaml', 'order: 1', 'order: 2');
    const read = readPacks(packs.path);
    expect(checkPacks(read)).toEqual([]);
    expect(listNotes(read)).toEqual([
      expect.objectContaining({ file: packs.file('Thumbs.db'), remedy: expect.stringContaining('it does no harm') }),
      expect.objectContaining({ file: packs.file('lighthouse/cast.yaml.bak') }),
      expect.objectContaining({ file: packs.file('lighthouse/photo.png') }),
      expect.objectContaining({
        file: packs.file('lighthouse/title.yaml'),
        problem: expect.stringContaining('the order 2 is also that of'),
      }),
      ...listNotes(readPacks(FIXTURES)).map(() => expect.anything()),
    ]);
  });

  it.each([
    ['netwerk', 'did you mean "network"?'],
    ['lighthouse-keeper', 'add "label: …"; only these need none: network, streaming,'],
  ])('notes a key fact %s that nothing names: people would be told its id', (id, remedy) => {
    packs.edit(
      'lighthouse/title.yaml',
      '  - id: network\n',
      `  - id: ${id}\n    value: Coast TV\n    sources: [harbour-news]\n    spoiler_from: 1\n  - id: network\n`,
    );
    const read = readPacks(packs.path);
    expect(checkPacks(read)).toEqual([]);
    expect(listNotes(read)).toContainEqual({
      file: packs.file('lighthouse/title.yaml'),
      line: packs.lineOf('lighthouse/title.yaml', `- id: ${id}`),
      problem: `nothing says what the key fact "${id}" is called`,
      remedy: expect.stringContaining(remedy),
    });
    packs.edit('lighthouse/title.yaml', `- id: ${id}`, `- id: ${id}\n    label: Shown by`);
    expect(listNotes(readPacks(packs.path)).map(({ problem }) => problem)).not.toContainEqual(expect.stringContaining(id));
  });

  it('proposes no id that is itself none', () => {
    packs.edit('lighthouse/cast.yaml', 'actor: yoon-garam', 'actor: yoon-garan');
    packs.edit('lighthouse/people.yaml', 'id: yoon-garam\n', 'id: Yoon_garam\n');
    expect(told('lighthouse/cast.yaml')[0]?.remedy).toBe('mend the id, or add it to people.yaml');
  });

  it('does not follow a link out of the pack', () => {
    rmSync(packs.file('harbour/sources.yaml'));
    symlinkSync(join(FIXTURES, 'harbour', 'sources.yaml'), packs.file('harbour/sources.yaml'));
    expect(told('harbour/sources.yaml')[0]?.problem).toContain('leads out of the folder');
    symlinkSync('/', packs.file('elsewhere'));
    expect(told('elsewhere')[0]?.problem).toContain('leads out of the folder');
  });

  it('tells an empty file, a file that is not UTF-8 and a folder in a file’s place', () => {
    packs.write('lighthouse/music.yaml', '# nothing yet\n');
    expect(told('lighthouse/music.yaml')[0]?.problem).toBe('this file is empty');
    packs.write('lighthouse/music.yaml', Buffer.from([0x74, 0xff, 0xfe]));
    expect(told('lighthouse/music.yaml')[0]?.remedy).toContain('save it as UTF-8');
    rmSync(packs.file('lighthouse/music.yaml'));
    mkdirSync(packs.file('lighthouse/music.yaml'));
    expect(told('lighthouse/music.yaml')[0]?.problem).toBe('this is not a plain file');
  });

  it('reads a single pack by its own folder', () => {
    const single = readPacks(packs.file('harbour'));
    expect(checkPacks(single)).toEqual([]);
    expect(single.packs.map(({ folder }) => folder)).toEqual(['harbour']);
  });

  it('says so when there is no folder, or no pack in it', () => {
    expect(checkPacks(readPacks(packs.file('nowhere')))[0]?.problem).toBe('there is no such folder');
    const file = packs.file('harbour/title.yaml');
    expect(checkPacks(readPacks(file, overlaysFor(file)))[0]).toMatchObject({
      problem: 'this is no folder that can be read',
      remedy: expect.stringMatching(/harbour$/),
    });
    mkdirSync(packs.file('empty'));
    writeFileSync(packs.file('empty/README.md'), 'x');
    expect(checkPacks(readPacks(packs.file('empty')))[0]?.problem).toBe('there is no pack in this folder');
  });

  it('changes the hash when a letter changes, and only then', () => {
    const before = readPacks(packs.path).hash;
    expect(readPacks(packs.path).hash).toBe(before);
    packs.edit('lighthouse/music.yaml', 'The Buoys', 'The Boys');
    expect(readPacks(packs.path).hash).not.toBe(before);
  });
});
