/** The files of a new pack: in order at once, each list with one example to copy, in comments. */
import { PACK_FILE_NAMES, type PackFileName } from './kinds.ts';
import type { Title } from './schema.ts';

export interface NewPack {
  readonly id: string;
  readonly name: string;
  readonly kind: Title['kind'];
  readonly language: string;
  readonly originalLanguage: string;
  readonly year: number;
  readonly lastEpisode: number;
  /** Today, "2026-11-29". */
  readonly today: string;
  /** Path from the pack to the folder of the JSON Schemas. */
  readonly schemas: string;
}

/** Texts by path within the pack. */
export function buildNewPack(pack: NewPack): ReadonlyMap<string, string> {
  const yaml = PACK_FILE_NAMES.map((name): readonly [string, string] => [
    `${name}.yaml`,
    `# yaml-language-server: $schema=${pack.schemas}/${name}.schema.json\n${BODIES[name](pack)}`,
  ]);
  return new Map([...yaml, ['README.md', README(pack)], ['.editorconfig', EDITOR], ['.vscode/settings.json', settings(pack)]]);
}

/** What a new pack says until its author does; nobody wants to post it. */
const LOGLINE = 'Write in a sentence or two what it is about, without telling the end.';
const SOURCE = { title: 'Replace this by the title of a page you have read', publisher: 'Its publisher', url: 'https://example.org/' };

/** The texts of a new pack that are to be replaced. */
export const PLACEHOLDERS: ReadonlySet<string> = new Set([LOGLINE, ...Object.values(SOURCE)]);

const free = ({ kind }: NewPack): number => (kind === 'film' ? 0 : 1);
const head = (pack: NewPack): string =>
  `defaults:                 # stands in for what the records below leave out\n  sources: [first-source]\n  spoiler_from: ${free(pack)}\n`;

const BODIES: Readonly<Record<PackFileName, (pack: NewPack) => string>> = {
  title: (pack) => `${head(pack)}id: ${pack.id}
kind: ${pack.kind}               # drama, series, anime or film
name: ${JSON.stringify(pack.name)}
${pack.originalLanguage === 'ko' ? '# hangul: 새벽의 나룻배' : '# original_name: 灯りの道   # as the work itself writes it'}
spellings: []             # other spellings people type
nicknames: []
language: ${pack.language}           # what you write in
original_language: ${pack.originalLanguage}     # of the work itself
year: ${pack.year}
last_episode: ${pack.lastEpisode}          # counted through all seasons; a film has 1
seasons_so_far: 1
accent: "#2f6f7e"         # colour of the cards
scene: plain              # behind the words of the quote card: plain, book, dance, none, or own (scene.svg)
logline:
  id: logline
  text: ${LOGLINE}
key_facts:                # network, streaming, first-aired, director …; any other id needs a label
  - id: ${pack.kind === 'film' ? 'release' : 'episodes'}
    value: "${pack.kind === 'film' ? pack.year : pack.lastEpisode}"
sections: []
#  - id: loved-for
#    heading: Why people love it
#    statements:
#      - id: loved-quiet
#        text: Coast Weekly praises how much it leaves unsaid.
`,
  sources: (pack) => `# What you have read. Every fact names the ids; its date follows from the newest of them.
defaults:
  accessed: "${pack.today}"   # the day you read it
  spoiler_from: ${free(pack)}         # the first episode at which a title and address may be shown
sources:
  - id: first-source
    title: ${SOURCE.title}
    publisher: ${SOURCE.publisher}
    url: ${SOURCE.url}          # of what you heard yourself, where the episode can be seen
    # published: "${pack.year}-01-31"
    reliability: press    # official, publisher, press, reference-wiki, database, blog …
`,
  people: (pack) => `${head(pack)}people: []
#  - id: seo-yun-ah
#    name: Seo Yun-ah
${
  pack.originalLanguage === 'ko'
    ? '#    hangul: 서윤아\n#    spellings: [Seo Yoon-a]     # other ways of writing it'
    : '#    original_name: 星野 葵      # as the work itself writes it\n#    spellings: [ほしの あおい]   # how it is read, and other ways of writing it'
}
#    roles: [${pack.kind === 'anime' ? 'voice-actor' : 'actor'}]             # actor, voice-actor, child-actor, director, writer, music, producer …
`,
  cast: (pack) => `${head(pack)}cast: []
#  - id: han-so-ra
#    name: Han So-ra
${pack.originalLanguage === 'ko' ? '#    hangul: 한소라' : '#    original_name: 灯 空\n#    spellings: [あかり そら]      # how it is read'}
#    nicknames:
#      - the ferrywoman
#      - text: the letter writer  # tells something: found from that episode on
#        spoiler_from: ${Math.min(6, pack.lastEpisode)}
#    group: main                # main, supporting or special
#    description: She steers the last ferry across the bay.
#    roles:
#      - actor: seo-yun-ah      # an id of people.yaml
#        kind: main             # main, supporting, special or child
${pack.kind === 'anime' ? '#        language: ja           # who speaks the part in which language, each an entry of its own\n' : ''}`,
  awards: (pack) => `${head(pack)}ceremonies: []
#  - id: southern-drama-${pack.year}
#    name: Southern Drama Awards
#    year: ${pack.year}
awards: []
#  - id: southern-best-actress
#    ceremony: southern-drama-${pack.year}
#    category: Best Actress
#    result: won                # or nominated
#    recipients: [seo-yun-ah]   # none: the title itself
#    character: han-so-ra
`,
  episodes: (pack) => `${head(pack)}episodes: []
#  - number: 1                  # counted through all seasons
#    title: The Last Timetable
#    aired: "${pack.year}-04-13"
#    aired_basis: source        # or schedule: worked out from the weekly slot
`,
  music: (pack) => `${head(pack)}tracks: []
#  - id: low-water
#    title: Low Water
#    artist: The Tidemarks
#    part: OST Part 1           # may be left out
`,
  places: (pack) => `${head(pack)}places: []
#  - id: east-pier
#    name: East Pier
#    region: Haenam, South Jeolla
#    filmed: The ferry lands here in every episode.
`,
  seasons: (
    pack,
  ) => `# Until you have looked yourself, /season2 says that nothing is known of it. Then take away the "# " of the lines that fit.
claims: []
#  - id: weekly-hopes
#    date: "${pack.year}-05-01"
#    who: Coast Weekly
#    claim: Guesses that a second season could follow.
#    kind: speculation         # report, speculation, opinion or database
#    sources: [first-source]
#    spoiler_from: ${free(pack)}
# next_season:
#   id: next-season
#   state: none-announced   # announced, in-production, dated, cancelled
#   statement: No word of another season was found.
#   newest_source: first-source
#   checked_on: "${pack.today}"   # the day you last looked
#   sources: [first-source]
#   spoiler_from: ${free(pack)}
`,
  quotes: (
    pack,
  ) => `# gentle comforts, firm asks something of the reader: these two are posted unasked. neutral is found by those who search;
# hurtful stands behind a content_note. When in doubt take the graver one.
${head(pack)}  tone: gentle
quotes: []
#  - id: tide-waits
#    text: The tide does not hurry, and still it arrives.
#    original: ${pack.originalLanguage === 'ko' ? '물때는 서두르지 않아도 와요.' : '潮は急がなくても来る。'}   # the line in the language of the work, where a source prints it
#    speaker: han-so-ra         # an id of the cast or the people
#    themes: [patience]         # words of your own, for the search and for questions that fit
`,
  questions: () => `# One stands beside each daily line: small, kind, free to leave unanswered, never about illness, abuse or death.
# Without "themes" it stands beside gentle lines; beside a firm one only with a theme of that line ("themes: [patience]").
questions:
  - id: small-arrival
    text: Which small thing arrived for you this week?
  - id: waiting-company
    text: Who waits well with you?
  - id: slow-hour
    text: What would you do with one slow hour?
  - id: sound-of-home
    text: Which sound tells you that you are home?
  - id: set-down
    text: What could be set down for now?
  - id: morning-again
    text: Which morning would you like to see again?
  - id: waited-for
    text: What did somebody once wait for, for your sake?
  - id: letter-to-find
    text: Which letter would you like to find?
  - id: enough-today
    text: What is enough for today?
  - id: far-sight
    text: Where do you look when you want to see far?
  - id: trusted-hands
    text: Whose hands do you trust?
  - id: came-back
    text: What has come back to you lately?
`,
  conflicts: () => `conflicts: []
#  - id: how-old-is-so-ra
#    topic: So-ra's age
#    about: [han-so-ra]         # ids of the records it concerns
#    versions:
#      - id: thirty-four
#        says: "34"
#        sources: [first-source]
#    why: Say which source knows better, and why.
#    spoiler_from: 1
`,
};

/** Texts by path within `overlays/<id>`: what a community lays over a pack. */
export function buildNewOverlay({ name, today }: { readonly name: string; readonly today: string }): ReadonlyMap<string, string> {
  return new Map([
    ['overlay.yaml', `# Whose words these are; it stands beside the sources of the overlay.\nname: ${JSON.stringify(name)}\n`],
    [
      'cast.yaml',
      `# More names for who is in the pack, by id; people.yaml may do the same for actors and crew.
cast: []
#  - id: han-so-ra               # an id of the pack
#    nicknames: [our captain]
`,
    ],
    [
      'sources.yaml',
      `# What lines of your own are quoted from.
defaults:
  accessed: "${today}"   # the day you read it
  spoiler_from: 1
sources:
  - id: first-source-of-ours
    title: ${SOURCE.title}
    publisher: ${SOURCE.publisher}
    url: ${SOURCE.url}
    reliability: press    # official, publisher, press, reference-wiki, database, blog …
`,
    ],
    [
      'quotes.yaml',
      `# Lines the pack does not have, by an id of their own; or, by the id of one it has, that it stays out or more questions beside it.
defaults:
  sources: [first-source-of-ours]
  spoiler_from: 1
  tone: gentle
quotes: []
#  - id: boats-wait
#    text: Even boats rest at night.
#    themes: [rest]
#  - id: tide-waits              # an id of the pack
#    never_post: true            # not in our server
`,
    ],
    [
      'questions.yaml',
      `# One more to choose from beside each daily line: small, kind, free to leave unanswered, never about illness, abuse or death.
questions: []
#  - id: our-evening
#    text: What would you like to tell us this evening?
`,
    ],
  ]);
}

const README = ({ id, name }: NewPack): string => `# ${name}

A pack for Nabi: what is known of ${name}, with its sources. It is data alone; there is no program in it.

\`\`\`sh
nabi pack check ${id}      # what is wrong, and how to mend it
nabi pack score ${id}      # how far it has come, and what helps most
nabi pack preview ${id}    # the next 30 posts as a page
\`\`\`

Write here what the pack rests on and who to tell about mistakes.
`;

const EDITOR = `root = true

[*]
charset = utf-8
end_of_line = lf
indent_style = space
indent_size = 2
insert_final_newline = true
`;

function settings({ schemas }: NewPack): string {
  const files = Object.fromEntries(PACK_FILE_NAMES.map((name) => [`${schemas}/${name}.schema.json`, `${name}.yaml`]));
  const all = { 'yaml.schemas': { ...files, [`${schemas}/translation.schema.json`]: 'translations/*.yaml' }, 'yaml.format.enable': false };
  return `${JSON.stringify(all, null, 2)}\n`;
}
