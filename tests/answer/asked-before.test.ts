/**
 * What a process has kept by now changes no answer: each is the one of a process that has just begun. Packs, servers and people are few and
 * small here, and each question comes again with one thing about it changed, so that whatever is kept without regard to that is caught.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import { readAgain } from '../../src/answer/again.ts';
import type { World } from '../../src/answer/context.ts';
import { createKeptAnswers } from '../../src/answer/kept.ts';
import { NOTHING_NEEDED } from '../../src/answer/needs.ts';
import { type Request, readRequest } from '../../src/answer/request.ts';
import { route } from '../../src/answer/router.ts';
import { loadAskWords } from '../../src/ask/load.ts';
import { buildLanguages } from '../../src/language/locale.ts';
import { loadCatalogs } from '../../src/language/locales.ts';
import { buildDefaultSettings, DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { PacksFolder } from '../packs/folder.ts';
import { buildSuggestion } from '../state/suite/build.ts';
import { care, NOW_MS } from '../support/bot.ts';
import {
  ADMIN_PERMISSIONS,
  buildAutocomplete,
  buildButton,
  buildCommand,
  buildSelect,
  CHANNEL_ID,
  type CommandCall,
  type Surroundings,
} from '../support/interactions.ts';

const CATALOGS = loadCatalogs();
const ASK_WORDS = loadAskWords();
const DAY_MS = 24 * 60 * 60_000;
const LIGHTHOUSE = 'lighthouse';
const HARBOUR = 'harbour';

/** Lines of each episode, some by somebody who is known only later than their words; the film has lines under the same ids. */
const writeLines = (lines: readonly string[], source: string) =>
  lines.map((line) => `  - {${line}, sources: [${source}], as_of: "2019-03-01"}\n`).join('');
const LINES = [
  'id: row-home, text: Row home while the light is on., speaker: the-writer, speaker_from: 4, tone: gentle, themes: [rest], spoiler_from: 1',
  'id: light-two, text: The second light is for whoever is late., speaker: the-keeper, tone: gentle, themes: [rest], spoiler_from: 2',
  'id: light-three, text: The third light is for nobody., speaker: the-writer, speaker_from: 4, tone: firm, themes: [courage], spoiler_from: 3',
  'id: light-cruel, text: No lighthouse was ever lit for you., tone: hurtful, content_note: A cruel word., themes: [loneliness], spoiler_from: 3',
];
const LINES_OF_FILM = [
  'id: rest-a-while, text: The light on the pier waits., tone: gentle, themes: [rest], spoiler_from: 0',
  'id: light-two, text: A second light and the sea., tone: gentle, themes: [courage], spoiler_from: 1',
];
const QUESTIONS = Array.from(
  { length: 12 },
  (_, at) => `  - {id: asked-${at}, text: What does light number ${at} say?, themes: [rest, courage]}\n`,
).join('');

/** Enough of them for a quiz about each title, and about the drama for another one once it was seen. */
const writeTracks = (of: string, source: string) =>
  Array.from({ length: 8 }, (_, at) => {
    const from = of === LIGHTHOUSE ? 1 + (at % 2) * 2 : 0;
    const named = `part: Part ${at}, title: Song ${at} ${of}, artist: Singer${at} ${of}`;
    return `  - {id: song-${at}, ${named}, sources: [${source}], as_of: "2019-03-01", spoiler_from: ${from}}\n`;
  }).join('');

const folder = new PacksFolder();
beforeAll(() => {
  folder.write(`${LIGHTHOUSE}/quotes.yaml`, `${folder.read(`${LIGHTHOUSE}/quotes.yaml`).trimEnd()}\n${writeLines(LINES, 'harbour-news')}`);
  folder.write(`${HARBOUR}/quotes.yaml`, `quotes:\n${writeLines(LINES_OF_FILM, 'premiere')}`);
  folder.write(`${LIGHTHOUSE}/music.yaml`, `${folder.read(`${LIGHTHOUSE}/music.yaml`)}${writeTracks(LIGHTHOUSE, 'harbour-news')}`);
  folder.write(`${HARBOUR}/music.yaml`, `tracks:\n${writeTracks(HARBOUR, 'premiere')}`);
  for (const title of [LIGHTHOUSE, HARBOUR]) folder.write(`${title}/questions.yaml`, `questions:\n${QUESTIONS}`);
});
afterAll(() => folder.remove());

const TITLED = [{}, {}, { title: LIGHTHOUSE }, { title: HARBOUR }, { title: 'Letters' }];
const NAMES = ['the keeper', 'Seo Deung', 'yoon garam', 'the-writer', 'The Voice', 'han-bada', 'letters', 'nobody', 'y', ''];
const asks = (call: CommandCall, name: string, values: readonly (string | number)[]): readonly CommandCall[] =>
  values.map((value) => ({ ...call, options: { [name]: value } }));
const FIND = { name: 'quote', subcommand: 'find' };

/** Commands with nothing but a title, which somebody may ask one after the other; with one thing that is asked; and looks for lines. */
const PLAIN: readonly CommandCall[] = [
  ...['about', 'awards', 'cast', 'episodes', 'ost', 'places', 'season2', 'sources'].map((name) => ({ name })),
  ...['help', 'help', 'help', 'quiz', 'quiz', 'progress', 'setup'].map((name) => ({ name })),
  ...['today', 'today', 'random'].map((subcommand) => ({ name: 'quote', subcommand })),
];
const ASKING: readonly CommandCall[] = [
  ...asks({ name: 'cast' }, 'name', NAMES),
  ...asks({ name: 'awards' }, 'who', NAMES),
  ...asks({ name: 'awards' }, 'ceremony', ['The Coasties', 'the']),
  ...asks({ name: 'awards' }, 'year', [2019, 2020]),
  { name: 'awards', options: { who: 'yoon', ceremony: 'the', result: 'won' } },
  ...asks({ name: 'episodes' }, 'number', [1, 2, 4]),
  ...asks({ name: 'ost' }, 'track', ['Foghorn', 'fog']),
  ...asks({ name: 'ask' }, 'question', ['who plays the keeper?', 'is there a season 2?', 'lines about the light']),
];
const FINDING: readonly CommandCall[] = [
  ...asks(FIND, 'words', ['light', 'light you', 'the', 'second', 'storm', 'rest', 'number']),
  ...asks(FIND, 'theme', ['rest', 'courage', 'memory', 'loneliness']),
  ...asks(FIND, 'speaker', ['the keeper', 'the-writer', 'han-bada']),
  { ...FIND, options: { words: 'light', theme: 'courage' } },
];

const KEPT = new Set(commands.filter(({ isKept }) => isKept).map(({ name }) => name));

const Pressable = z.object({
  custom_id: z.string(),
  disabled: z.boolean().optional(),
  options: z.array(z.object({ value: z.string() })).optional(),
});
type Pressable = z.infer<typeof Pressable>;

/** What can be pressed under an answer. */
function listPresses(json: string): readonly Pressable[] {
  const found: Pressable[] = [];
  JSON.parse(json, (_key, part: unknown) => {
    const { data } = Pressable.safeParse(part);
    if (data !== undefined && data.disabled !== true) found.push(data);
    return part;
  });
  return found;
}

const ids = fc.constantFrom('700000000000000001', '700000000000000002');
const reached = fc.oneof(fc.constant({}), fc.dictionary(fc.constantFrom(LIGHTHOUSE, HARBOUR), fc.nat(4), { maxKeys: 2 }));

/** Everything that an answer may hang on. */
const ALL = {
  kind: fc.constantFrom('typed' as const, 'typed' as const, 'pressed' as const, 'pressed' as const, 'typing' as const),
  call: fc.oneof(fc.constantFrom(...PLAIN), fc.constantFrom(...ASKING), fc.constantFrom(...FINDING)),
  titled: fc.constantFrom(...TITLED),
  isPrivately: fc.constantFrom({}, {}, { private: true }, { private: false }),
  /** Which of the presses there are, of the values under it, and of the options the one that is typed in. */
  press: fc.nat(),
  value: fc.nat(9),
  focused: fc.nat(3),
  locale: fc.constantFrom('en-US' as const, 'ko' as const, 'es-419' as const),
  guildLocale: fc.constantFrom('en-US' as const, 'ja' as const),
  guildFeatures: fc.constantFrom([], ['COMMUNITY']),
  where: fc.constantFrom('guild' as const, 'guild' as const, 'dm' as const, 'user-install' as const),
  memberPermissions: fc.constantFrom('0', ADMIN_PERMISSIONS),
  userId: ids,
  askedBy: ids,
  messageFlags: fc.constantFrom(0, 1 << 15, (1 << 15) | (1 << 6)),
  title: fc.constantFrom(null, null, LIGHTHOUSE, HARBOUR),
  shown: reached,
  progress: reached,
  latestTitle: fc.constantFrom(null, LIGHTHOUSE, HARBOUR),
  isPrivate: fc.boolean(),
  language: fc.constantFrom(null, null, 'ko'),
  replyStyle: fc.constantFrom('card' as const, 'card' as const, 'plain' as const),
  quizBoard: fc.boolean(),
  takesSuggestions: fc.boolean(),
  daily: fc.option(
    fc.record({
      channelId: fc.constant(CHANNEL_ID),
      time: fc.constant('09:00'),
      zone: fc.constantFrom('Asia/Seoul', 'UTC'),
      enabled: fc.boolean(),
      tone: fc.constantFrom('all' as const, 'gentle' as const),
      includeDirector: fc.boolean(),
    }),
  ),
  communityLine: fc.option(
    fc.record({ text: fc.constantFrom('A light of ours.', 'A light of all.'), tone: fc.constantFrom('gentle' as const, 'firm' as const) }),
  ),
  /** Which of the `commandIds` there are. */
  registered: fc.nat(2),
  days: fc.nat(40),
  ms: fc.nat(DAY_MS - 1),
  chance: fc.nat(5),
};
type Drawn = { readonly [Name in keyof typeof ALL]: (typeof ALL)[Name] extends fc.Arbitrary<infer Value> ? Value : never };

function buildRequest(drawn: Drawn, presses: readonly Pressable[]): Request {
  const { kind, titled, isPrivately, where, memberPermissions, userId, locale, guildLocale, guildFeatures } = drawn;
  const around = { where, locale, guildLocale, guildFeatures, memberPermissions, userId, id: '1', token: '1' } satisfies Surroundings;
  const options = { ...titled, ...drawn.call.options };
  const call = { ...around, ...drawn.call, options: { ...options, ...isPrivately } };
  const texts = Object.keys(options);
  const focused = texts[drawn.focused % texts.length];
  const build = () => {
    if (kind === 'typing' && focused !== undefined) return buildAutocomplete({ ...call, focused });
    const pressed = presses[drawn.press % presses.length];
    if (kind !== 'pressed' || pressed === undefined) return buildCommand(call);
    const { custom_id: customId, options: choices = [] } = pressed;
    const press = { ...around, askedBy: drawn.askedBy, messageFlags: drawn.messageFlags, messageId: '2', customId };
    const value = choices[drawn.value % choices.length]?.value;
    return value === undefined ? buildButton(press) : buildSelect({ ...press, values: [value] });
  };
  const request = readRequest(build());
  if (request === undefined || request.kind === 'ping') throw new Error('no interaction');
  return readAgain(request, commands);
}

interface Given extends Pick<World, 'content' | 'languages'> {
  readonly commandIds: readonly World['commandIds'][];
}

function buildWorld(drawn: Drawn, { caller }: Request, { commandIds, ...given }: Given): World {
  const { title, shown, replyStyle, quizBoard, takesSuggestions, daily, communityLine, language, progress, latestTitle, isPrivate } = drawn;
  const guildId = caller.guildId ?? '';
  const set = {
    ...buildDefaultSettings(guildId),
    ...{ title, ceilings: shown, replyStyle, quizBoard, locale: language },
    suggestions: takesSuggestions ? { channelId: CHANNEL_ID, suggesterRoleId: null, reviewerRoleId: null } : null,
    daily: daily && { ...DEFAULT_DAILY_OPTIONS, ...daily, nextDueAtMs: NOW_MS, suspendedReason: null },
  };
  // The words of a line of theirs can be changed, and its id stays.
  const own = communityLine && buildSuggestion({ ...communityLine, state: 'approved', titleId: LIGHTHOUSE, episode: 1, guildId });
  return {
    ...NOTHING_NEEDED,
    ...given,
    ...{ commands, care, careSaidLately: undefined, operatorCareText: null, commandIds: commandIds[drawn.registered] ?? new Map() },
    settings: guildId === '' ? { ...buildDefaultSettings(''), title: latestTitle } : set,
    member: { progress, latestTitle, isPrivate },
    communityLines: guildId === '' || own === null ? [] : [own],
    nowMs: NOW_MS + drawn.days * DAY_MS + drawn.ms,
    pick: (count) => drawn.chance % count,
  };
}

/** Of a process that has been asked little. */
const FEW = 50;

describe('whatever was asked before', { timeout: 300_000 }, () => {
  const presses: Pressable[] = [];
  /** What leads there is a question in somebody’s own words. */
  const TOPICS = ['network', 'director'].map((topic) => ({ custom_id: `v1|about|page|${LIGHTHOUSE}|asked:${topic}` }));
  /** A process that has just begun. */
  const begin = (): Given => ({
    content: folder.openContent(),
    languages: buildLanguages(CATALOGS, ASK_WORDS),
    commandIds: [new Map(), new Map([['progress', '600000000000000001']]), new Map([['cast', '600000000000000002']])],
  });

  function answer(drawn: Drawn, given: Given): string {
    const request = buildRequest(drawn, presses);
    const routed = route(request, buildWorld(drawn, request, given));
    return 'effect' in routed ? JSON.stringify(routed.effect) : JSON.stringify({ ...routed, bytes: undefined });
  }

  /** Draws, each followed by the same with one thing changed. */
  function drawPairs(count: number, all: typeof ALL): readonly (readonly [Drawn, Drawn])[] {
    const one: fc.Arbitrary<Drawn> = fc.record(all);
    const names = Object.keys(all).filter((name) => Object.hasOwn(all, name));
    const pair = fc
      .tuple(one, one, fc.constantFrom(...names))
      .map(([a, b, name]): readonly [Drawn, Drawn] => [a, { ...a, [name]: Reflect.get(b, name) }]);
    return fc.sample(pair, { numRuns: count, seed: 20_200_620 });
  }

  beforeAll(() => {
    const given = begin();
    // A pack that is not in order would be left out.
    expect(given.content.titles()).toHaveLength(2);
    const found = new Map<string, Pressable>(TOPICS.map((press) => [press.custom_id, press]));
    for (const drawn of fc.sample(fc.record(ALL), { numRuns: 1_500, seed: 1 })) {
      for (const press of listPresses(answer(drawn, given))) found.set(press.custom_id, press);
      presses.splice(0, presses.length, ...found.values());
    }
    // A select is as many presses as it has values; of lines most is kept, and of help whole responses.
    const often = presses.filter(({ custom_id: id, options }) => options !== undefined || /\|(?:find|help)/.test(id));
    for (let more = 0; more < 4; more += 1) presses.push(...often);
  });

  it('the same is answered, in whichever order it was', () => {
    const all = drawPairs(1_500, ALL).flat();
    const forwards = begin();
    const answers = all.map((one) => answer(one, forwards));
    // In processes that have been asked little, and that the other way round.
    for (let from = 0; from < all.length; from += FEW) {
      const other = begin();
      for (const [at, one] of [...all.entries()].slice(from, from + FEW).toReversed())
        expect(answer(one, other), JSON.stringify(one)).toBe(answers[at]);
    }
    expect(new Set(answers).size).toBeGreaterThan(1_000);
  });

  it('what was kept is what is made anew', () => {
    const given = begin();
    const told = { hit: 0, miss: 0 };
    const kept = createKeptAnswers({ kept: (outcome) => (told[outcome] += 1) });
    for (const pair of drawPairs(3_000, {
      ...ALL,
      call: fc.constantFrom(...[...PLAIN, ...PLAIN, ...ASKING, ...FINDING].filter(({ name }) => KEPT.has(name))),
    })) {
      for (const one of pair) {
        const request = buildRequest(one, presses);
        const found = kept.answer(request, buildWorld(one, request, given));
        if (found === undefined) continue;
        expect(JSON.stringify(found.response), JSON.stringify(one)).toBe(JSON.stringify(JSON.parse(answer(one, given)).response));
      }
    }
    expect(told.hit).toBeGreaterThan(500);
  });

  it('a quiz about one title asks nothing about another', () => {
    const given = begin();
    const [base] = fc.sample(fc.record(ALL), { numRuns: 1, seed: 1 });
    if (base === undefined) throw new Error('nothing drawn');
    const asked: Drawn = {
      ...base,
      kind: 'typed',
      call: { name: 'quiz' },
      where: 'guild',
      communityLine: null,
      isPrivate: false,
      isPrivately: {},
    };
    for (let chance = 0; chance < 12; chance += 1) {
      for (const [title, other] of [
        [LIGHTHOUSE, HARBOUR],
        [HARBOUR, LIGHTHOUSE],
      ] as const) {
        const text = answer({ ...asked, titled: { title }, shown: { [LIGHTHOUSE]: 4, [HARBOUR]: 1 }, chance }, given);
        expect(text).toContain(`v1|quiz|answer|${title}|`);
        expect(text).not.toMatch(new RegExp(`(?:Song |Singer)\\d ${other}`));
      }
    }
  });

  it('packs that were changed meanwhile are what is answered from', () => {
    const all = drawPairs(500, ALL).flat();
    const given = begin();
    const before = all.map((one) => answer(one, given));
    folder.edit(`${LIGHTHOUSE}/title.yaml`, 'name: Letters from the Lighthouse', 'name: Letters from the Pier');
    folder.edit(`${LIGHTHOUSE}/cast.yaml`, 'name: Seo Deung', 'name: Seo Deul');
    for (const name of ['quotes', 'questions'])
      folder.write(`${LIGHTHOUSE}/${name}.yaml`, folder.read(`${LIGHTHOUSE}/${name}.yaml`).replaceAll(/\brest\b(?!-)/g, 'pause'));
    const changed = { ...given, content: folder.openContent() };
    const after = all.map((one) => answer(one, changed));
    const anew = begin();
    for (const [at, one] of all.entries()) expect(after[at], JSON.stringify(one)).toBe(answer(one, anew));
    expect(after.filter((text, at) => text !== before[at]).length).toBeGreaterThan(all.length / 5);
  });
});
