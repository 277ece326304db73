/** The first page of every answer is one screen of a phone, in six languages, for both titles. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { topicsOf } from '../../src/ask/topics.ts';
import { parseCommand } from '../../src/cli/parse-command.ts';
import { drawResponse } from '../../src/cli/terminal.ts';
import { inLanguage } from '../../src/content/in-language.ts';
import { PHONE } from '../../src/message/phone.ts';
import { type Change, DEFAULT_DAILY_OPTIONS, type SettingsPatch } from '../../src/state/types.ts';
import { type Bot, createBot, DRAMA, FILM, languages, loadTestContent, NOW_MS, type Reply } from '../support/bot.ts';
import { CHANNEL_ID, GUILD_ID, USER_ID } from '../support/interactions.ts';

const LOCALES = ['en-US', 'ko', 'ja', 'es-419', 'pt-BR', 'id'] as const;

/** Whoever has a card, by title. */
const CARDS = [DRAMA, FILM].flatMap((title) =>
  [...loadTestContent().list('cast', title), ...loadTestContent().list('people', title)].map(({ id }) => ({ title, name: id })),
);

/** A server for which nothing comes too early. */
const SEEN_ALL = Object.fromEntries(
  loadTestContent()
    .titles()
    .map((title) => [title.id, title.last_episode]),
);

/** The questions of a language that a first page answers: not a whole list, which is behind a button, and no line of a day. */
function listQuestions(locale: string): readonly string[] {
  const asked = { content: inLanguage(loadTestContent(), locale), locale, ceilings: SEEN_ALL };
  const rows = readFileSync(new URL('../fixtures/questions.tsv', import.meta.url), 'utf8').split('\n');
  return rows.flatMap((row) => {
    const [of, question = ''] = row.split('\t');
    const understood = of === locale ? languages.questions.read(question, asked) : undefined;
    if (understood?.kind !== 'answer' || understood.target.command === 'quote') return [];
    const { view } = understood.target;
    return view === undefined || topicsOf(view).length > 0 ? [question] : [];
  });
}

/** What people ask first, of each title. */
const QUESTIONS: readonly string[] = [
  ...[DRAMA, FILM].flatMap((title) =>
    ['cast', 'season2', 'about', 'episodes', 'quiz', 'awards', 'sources', 'quote today'].map((command) => `/${command} title: ${title}`),
  ),
  '/awards ceremony: Baeksang',
  '/awards who: Seo Ye-ji',
  '/awards result: nominated',
  '/ost',
  '/places',
  '/ost artist: Janet',
  '/quote find theme: healing',
  '/quote find speaker: the witch',
  '/quote find speaker: Moon-young',
  '/quote find words: body is honest',
];

/** What those who manage a server see first; for them nothing is left out. */
const ADMIN_QUESTIONS: readonly string[] = ['/help', '/progress', '/progress episode: 6', '/privacy', '/config panel', '/config show'];

const ROLE_ID = '920000000000000001';
/** A server in which everything is set, and a member of whom everything is kept. */
const EVERYTHING: SettingsPatch = {
  daily: {
    ...DEFAULT_DAILY_OPTIONS,
    ...{ enabled: true, channelId: CHANNEL_ID, time: '21:00', zone: 'America/Argentina/Buenos_Aires', weekdays: [1, 3, 5], style: 'text' },
    ...{ tone: 'gentle', includeDirector: true, pingRoleId: ROLE_ID, opensThread: true, crossposts: true, skipDate: '2026-11-23' },
    ...{ nextDueAtMs: Date.parse('2026-11-24T00:00:00Z'), suspendedReason: null },
  },
  title: DRAMA,
  ceilings: { [DRAMA]: 9, [FILM]: 1 },
  locale: null,
  suggestions: { channelId: CHANNEL_ID, suggesterRoleId: ROLE_ID, reviewerRoleId: ROLE_ID },
  seasonNewsChannelId: CHANNEL_ID,
  careText: 'Talk to any of the moderators, day or night. '.repeat(10),
};
const PAUSED: SettingsPatch = {
  ...EVERYTHING,
  daily: { ...(EVERYTHING.daily ?? expect.fail()), suspendedReason: 'missing-permissions' },
};
const FIVE: SettingsPatch = {
  ...EVERYTHING,
  moreDailies: [2, 3, 4, 5].map((slot) => ({
    ...(EVERYTHING.daily ?? expect.fail()),
    slot,
    suspendedReason: slot === 5 ? 'forbidden' : null,
  })),
};
const OFF: SettingsPatch = { ...EVERYTHING, daily: { ...(EVERYTHING.daily ?? expect.fail()), enabled: false, nextDueAtMs: null } };

async function fillServer(patch: SettingsPatch): Promise<Bot> {
  const bot = createBot();
  const changes: readonly Change[] = [
    { kind: 'set-server', guildId: GUILD_ID, patch, byUserId: USER_ID },
    { kind: 'set-progress', userId: USER_ID, titleId: DRAMA, episode: 6 },
    { kind: 'set-progress', userId: USER_ID, titleId: FILM, episode: 1 },
    { kind: 'save-quote', userId: USER_ID, titleId: DRAMA, quoteId: 'a-line' },
  ];
  await bot.state.saveChanges(changes, NOW_MS);
  return bot;
}

const draw = (reply: Reply): readonly string[] =>
  drawResponse(reply.response, {
    columns: PHONE.columns,
    isBare: true,
    colours: false,
    reveal: false,
    privateNote: 'Only you can see this',
  })
    .trimEnd()
    .split('\n');

/** As it is typed, in a new server. */
async function readPhone(question: string, locale: string, isAdmin = false): Promise<readonly string[]> {
  const parsed = parseCommand(question, commands, { locale, isAdmin, inDm: false }, languages);
  if (!parsed.ok) throw new Error(parsed.problem);
  return draw(await createBot().send(parsed.interaction));
}

/** An answer with a heading: a refusal or an empty list would be one screen too. */
function drawAnswer(reply: Reply): readonly string[] {
  expect(reply.text).toMatch(/^## /);
  return draw(reply);
}

describe.each(LOCALES)('in %s', (locale) => {
  it.each(QUESTIONS)('%s is one screen', async (question) => {
    const lines = await readPhone(question, locale);
    expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(PHONE.lines);
  });

  it('so is what is asked in plain words, with the line above that says what was understood', async () => {
    const bot = createBot({ settings: { ceilings: SEEN_ALL } });
    for (const question of listQuestions(locale)) {
      const lines = draw(await bot.ask({ name: 'ask', options: { question }, locale }));
      expect(lines.length, [question, ...lines].join('\n')).toBeLessThanOrEqual(PHONE.lines);
    }
  });

  it.each([DRAMA, FILM])('every card of a character or a person of %s, and every episode, is one screen', async (title) => {
    const [newcomers, experts] = [createBot(), createBot({ settings: { ceilings: SEEN_ALL } })];
    const cards = CARDS.filter((card) => card.title === title).map((options) => ({ name: 'cast', options }));
    const episodes = loadTestContent().list('episodes', title);
    const asked = [...cards, ...episodes.map(({ number }) => ({ name: 'episodes', options: { number, title } }))];
    for (const call of asked) {
      // Somebody who comes later in the story has no card in a new server.
      for (const lines of [draw(await newcomers.ask({ ...call, locale })), drawAnswer(await experts.ask({ ...call, locale }))]) {
        expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(PHONE.lines);
      }
    }
  });

  it.each(ADMIN_QUESTIONS)('%s is one screen for an admin of a new server', async (question) => {
    const lines = await readPhone(question, locale, true);
    expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(PHONE.lines);
  });

  it.each([
    ['with everything on', EVERYTHING],
    ['with the daily quote paused', PAUSED],
    ['with the daily quote off', OFF],
    ['with five daily quotes', FIVE],
  ])('each page for an admin of a server %s is one screen', async (_, patch) => {
    const bot = await fillServer(patch);
    const calls = [
      { name: 'config', subcommand: 'panel' },
      { name: 'health' },
      { name: 'help' },
      { name: 'privacy' },
      { name: 'progress' },
    ];
    for (const call of calls) {
      const lines = drawAnswer(await bot.askAsAdmin({ ...call, locale }));
      expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(PHONE.lines);
    }
  });
});
