/** `/quiz`: always one right answer among four, from the facts, and never anything later or hurtful. */
import { beforeAll, describe, expect, it } from 'vitest';
import { answerFrom } from '../../src/content/questions.ts';
import { plainName, showDate } from '../../src/language/show.ts';
import type { PackRecords } from '../../src/packs/records.ts';
import { type Bot, createBot, DRAMA, FILM, loadTestContent, NOW_MS, type Reply, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, GUILD_ID, USER_ID } from '../support/interactions.ts';
import { readOwnPacks } from '../support/made-once.ts';
import type { Exchange } from '../support/replies.ts';
import { isWhole } from '../support/share.ts';
import { findLeaks } from './leaks.ts';

const OTHER = '700000000000000002';
const packs: ReadonlyMap<string, PackRecords> = new Map(
  readOwnPacks().packs.flatMap((pack) => (pack.title ? [[pack.title.id, pack] as const] : [])),
);

/** Evenly spread whole numbers, the same in every run. */
function buildPick(seed = 1): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

interface Asked {
  readonly titleId: string;
  readonly ceiling: number;
  readonly question: string;
  readonly labels: readonly string[];
  readonly customIds: readonly string[];
  readonly card: Reply;
  /** What somebody else is told who presses each of the four. */
  readonly told: readonly Reply[];
}

const answersOf = (reply: Reply) => reply.buttons.filter(({ customId }) => customId.startsWith('v1|quiz|answer|'));
const plain = (text: string) => text.replaceAll('\\', '');
const isRight = (reply: Reply) => reply.text.includes('**Correct!**');

async function askMany(titleId: string, ceiling: number, times: number): Promise<readonly Asked[]> {
  const bot = createBot({ settings: { ceilings: { [titleId]: ceiling } }, pick: buildPick(ceiling + 7) });
  const asked: Asked[] = [];
  for (let time = 0; time < times; time += 1) {
    const card = await bot.ask({ name: 'quiz', options: { title: titleId } });
    const buttons = answersOf(card);
    const told = await Promise.all(buttons.map(({ customId }) => bot.press({ customId, userId: OTHER, askedBy: '1' })));
    asked.push({
      titleId,
      ceiling,
      question: plain(/^## (.*)$/m.exec(card.text)?.[1] ?? ''),
      labels: buttons.map(({ label }) => label),
      customIds: buttons.map(({ customId }) => customId),
      card,
      told,
    });
  }
  return asked;
}

/** Asked a thousand times in `npm run proofs -- quiz`. */
const TIMES = isWhole ? { drama: 400, film: 100, later: 30, seen: 40 } : { drama: 160, film: 30, later: 7, seen: 10 };

let all: readonly Asked[];
beforeAll(async () => {
  const drama = await askMany(DRAMA, 1, TIMES.drama);
  const film = await askMany(FILM, 0, TIMES.film);
  const later = [];
  for (let ceiling = 2; ceiling <= 16; ceiling += 1) later.push(...(await askMany(DRAMA, ceiling, TIMES.later)));
  all = [...drama, ...film, ...later, ...(await askMany(FILM, 1, TIMES.seen))];
}, 180_000);

const complaints = (find: (asked: Asked) => readonly string[]) =>
  all.flatMap((asked) => find(asked).map((problem) => `${asked.question} (${asked.labels.join(' / ')}): ${problem}`));

describe('every question', () => {
  it('has four different answers that fit on a button, of which exactly one is right', () => {
    expect(all.length).toBeGreaterThan(isWhole ? 900 : 300);
    expect(
      complaints(({ labels, told, question }) => [
        ...(question === '' ? ['no question'] : []),
        ...(labels.length === 4 ? [] : [`${labels.length} answers`]),
        ...(new Set(labels).size === labels.length && labels.every((label) => label.length <= 80) ? [] : ['answers alike or too long']),
        ...(told.filter(isRight).length === 1 ? [] : [`${told.filter(isRight).length} right ones`]),
      ]),
    ).toEqual([]);
  });

  it('has its right answer in the facts, and no other of the four in any reading of them', () => {
    expect(
      complaints(({ titleId, question, labels, told }) => {
        const truth = findTruth(titleId, typed(question));
        const right = labels[told.findIndex(isRight)];
        const supported = labels.filter((label) => truth.map(withoutOriginal).includes(typed(label)));
        return supported.length === 1 && supported[0] === right ? [] : [`the facts say ${truth.join(', ')}`];
      }),
    ).toEqual([]);
  });

  it('has four answers in one form: the original stands in brackets after none of them', () => {
    expect(complaints(({ labels }) => labels.filter((label) => withoutOriginal(label) !== label))).toEqual([]);
  });

  it('asks after nobody who is only described, as the clerk of a motel is', () => {
    expect(complaints(({ question, labels }) => [question, ...labels].filter((text) => /motel|\bCEO\b/i.test(text)))).toEqual([]);
  });

  it('is about what sources agree on', () => {
    const disputed = [
      ['the Crystal Bear', FILM, 'Crystal Bear'],
      ['the number of the Emmys', DRAMA, 'TV Movie/Mini-Series'],
      ['the episode with no certain title', DRAMA, 'episode 3 called'],
      ['the prize whose name differs', DRAMA, 'TikTok Popularity Award (female) at'],
      ['whom Jang Young-nam plays', DRAMA, 'Jang Young-nam (장영남) play?'],
    ] as const;
    for (const [, titleId, words] of disputed) {
      expect(all.filter((asked) => asked.titleId === titleId && asked.question.includes(words)).map(({ question }) => question)).toEqual(
        [],
      );
    }
  });

  it('gives nothing away that comes later, before or after the answer', () => {
    for (let ceiling = 1; ceiling <= 16; ceiling += 1) {
      const exchanges = all
        .filter((asked) => asked.ceiling === ceiling || (ceiling === 1 && asked.ceiling === 0))
        .flatMap(({ card, told }) =>
          [card, ...told].map((reply): Exchange => ({ call: '/quiz', type: 2, response: reply.response, reply })),
        );
      expect(exchanges.length).toBeGreaterThan(isWhole ? 100 : 30);
      const seenFilm = all.some((asked) => asked.titleId === FILM && asked.ceiling === ceiling) && ceiling === 1;
      expect(findLeaks(exchanges, loadTestContent(), ceiling).filter(({ from }) => !seenFilm || !from.includes('seen'))).toEqual([]);
    }
  });

  it('touches nothing that was hard to live through', () => {
    const hard =
      /abus|violen|beat(en|ing)|kill|murder|suicid|self-harm|\bdie[sd]?\b|dead|death|grief|mourn|trauma|wound|illness|disorder|autis|depress|\bmani[ac]\b|psychiatr|hospital|nurse|stab|scar\b|burn/i;
    expect(
      complaints(({ card, told, labels }) => [card.text, ...told.map(({ text }) => text), ...labels].filter((text) => hard.test(text))),
    ).toEqual([]);
  });

  it('puts the right answer in each place as often as in any other', () => {
    const places = [0, 1, 2, 3].map((place) => all.filter(({ told }) => told.findIndex(isRight) === place).length / all.length);
    for (const share of places) {
      expect(share).toBeGreaterThan(0.2);
      expect(share).toBeLessThan(0.3);
    }
  });

  it('has only answers that could be meant: nobody of another pronoun where it asks for an actor or a part', () => {
    const content = loadTestContent();
    const pronouns = new Map<string, Set<string | undefined>>();
    for (const { id } of content.titles()) {
      for (const person of content.list('people', id)) {
        const parts = content.rolesOf(id, person.id).map(({ character }) => character.name);
        for (const name of [person.name, ...parts]) pronouns.set(name, (pronouns.get(name) ?? new Set()).add(person.pronoun));
      }
    }
    const isAlike = (one: string, other: string) => [...(pronouns.get(one) ?? [])].some((pronoun) => pronouns.get(other)?.has(pronoun));
    expect(
      complaints(({ question, labels, told }) => {
        if (!/^Who (?:plays|does)/.test(question)) return [];
        const right = labels[told.findIndex(isRight)] ?? '';
        return labels.filter((label) => !isAlike(label, right));
      }),
    ).toEqual([]);
  });

  it('is one of many', () => {
    const count = (titleId: string) => new Set(all.filter((asked) => asked.titleId === titleId).map(({ question }) => question)).size;
    // Two boys and two girls are too few for four answers that could all be meant, and three parts have no name to ask after.
    expect(count(DRAMA)).toBeGreaterThanOrEqual(isWhole ? 92 : 80);
    expect(count(FILM)).toBeGreaterThanOrEqual(isWhole ? 13 : 11);
  });

  it('explains itself with its sources once it is answered', () => {
    expect(complaints(({ card }) => (/\d sources?\b/.test(card.text) ? ['sources before the answer'] : []))).toEqual([]);
    expect(complaints(({ told }) => (told.every(({ text }) => /^-# \d+ sources?\b/m.test(text)) ? [] : ['no sources']))).toEqual([]);
  });
});

describe('the wrong answers', () => {
  const awards = [DRAMA, FILM].flatMap((titleId) => packs.get(titleId)?.list('awards') ?? []);
  const people = [DRAMA, FILM].flatMap((titleId) => packs.get(titleId)?.list('people') ?? []);
  const pronounOf = (label: string) => people.find((person) => person.name === label)?.pronoun;

  it('never leave the one who was honored the only woman, or the only man', () => {
    const asks = all.filter(({ question }) => /^Who (won|was nominated for) /.test(question));
    const actors = asks.filter(({ labels, told }) => pronounOf(labels[told.findIndex(isRight)] ?? '') !== undefined);
    expect(actors.length).toBeGreaterThan(isWhole ? 10 : 3);
    for (const { labels, question } of actors) expect(new Set(labels.map(pronounOf)).size, `${question} ${labels.join(', ')}`).toBe(1);
  });

  it('never leave whoever plays a part the only one of their pronoun', () => {
    const asks = all.filter(({ question }) => question.startsWith('Who plays '));
    expect(asks.length).toBeGreaterThan(isWhole ? 50 : 15);
    for (const { labels, told, question } of asks) {
      const right = pronounOf(labels[told.findIndex(isRight)] ?? '');
      expect(labels.filter((label) => pronounOf(label) === right).length, `${question} ${labels.join(', ')}`).toBeGreaterThan(1);
    }
  });

  it('ask what a person won among prizes for persons alone', () => {
    const forTitles = new Set(awards.filter(({ recipients }) => recipients.length === 0).map(({ category }) => category));
    const asks = all.filter(({ question }) => /^What (did|was) (?!It’s)/.test(question));
    expect(asks.length).toBeGreaterThan(isWhole ? 5 : 2);
    for (const { labels } of asks) for (const label of labels) expect(forTitles.has(typed(label)), label).toBe(false);
  });
});

describe('answering', () => {
  const ask = (bot: Bot, title = DRAMA) => bot.ask({ name: 'quiz', options: { title } });
  const pressAll = (bot: Bot, card: Reply, by = {}) => Promise.all(answersOf(card).map(({ customId }) => bot.press({ customId, ...by })));

  it('turns the card over for all when whoever asked presses, with the four marked in words and colour', async () => {
    const bot = createBot({ pick: buildPick() });
    const card = await ask(bot);
    expect(card.isPrivate).toBe(false);
    for (const answered of await pressAll(bot, card)) {
      expect(answered.response.type).toBe(7);
      const four = answersOf(answered);
      expect(four.map(({ disabled }) => disabled)).toEqual([true, true, true, true]);
      expect(four.filter(({ label }) => label.startsWith('✓ '))).toHaveLength(1);
      expect(four.filter(({ label }) => label.startsWith('✗ '))).toHaveLength(isRight(answered) ? 0 : 1);
      expect(four.map(({ label }) => label.replace(/^[✓✗] /, ''))).toEqual(answersOf(card).map(({ label }) => label));
    }
  });

  it('tells everybody else privately, and the same on every machine', async () => {
    const card = await ask(createBot({ pick: buildPick() }));
    const one = await pressAll(createBot(), card, { userId: OTHER, askedBy: '1' });
    const another = await pressAll(createBot({ pick: () => 3 }), card, { userId: '700000000000000003', askedBy: '1' });
    expect(one.map(({ isPrivate }) => isPrivate)).toEqual([true, true, true, true]);
    expect(one.map(({ text }) => text)).toEqual(another.map(({ text }) => text));
  });

  it('tells nobody about what is beyond where they are', async () => {
    const bot = createBot({ settings: { ceilings: { [DRAMA]: 16 } } });
    await bot.ask({ name: 'progress', options: { episode: '2', title: DRAMA }, userId: OTHER });
    const pick = buildPick(3);
    const asker = createBot({ settings: { ceilings: { [DRAMA]: 16 } }, pick });
    for (let time = 0; time < (isWhole ? 100 : 30); time += 1) {
      const card = await ask(asker);
      const told = await pressAll(bot, card, { userId: OTHER, askedBy: '1' });
      const exchanges = told.map((reply): Exchange => ({ call: '/quiz', type: 3, response: reply.response, reply }));
      expect(findLeaks(exchanges, loadTestContent(), 2)).toEqual([]);
    }
  });

  it.each([
    `v1|quiz|answer|${DRAMA}|zzzzzzz|aaaaaaa|1`,
    `v1|quiz|answer|${DRAMA}||`,
    'v1|quiz|answer|no-such-title|a|b|c',
    'v1|quiz|next|no-such-title|',
    'v1|quiz|answer',
  ])('answers “%s” from another day kindly', async (customId) => {
    const bot = createBot();
    const reply = await bot.press({ customId });
    expect(reply.isPrivate).toBe(true);
    expect([say('quiz.gone'), say('error.gone')].some((text) => reply.text.includes(text))).toBe(true);
    expect(bot.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('does not take an answer to another question for one to this', async () => {
    const bot = createBot({ pick: buildPick() });
    const [first, second] = [await ask(bot), await ask(bot)];
    const [mine, theirs] = [answersOf(first)[0]?.customId.split('|') ?? [], answersOf(second)[0]?.customId.split('|') ?? []];
    const reply = await bot.press({ customId: [...mine.slice(0, 5), theirs[5], mine[6]].join('|') });
    expect(reply.text).toContain(say('quiz.gone'));
  });
});

describe('another question', () => {
  it('is never the one before', async () => {
    const bot = createBot({ pick: buildPick(5) });
    for (const title of [DRAMA, FILM]) {
      let card = await bot.ask({ name: 'quiz', options: { title } });
      for (let time = 0; time < (isWhole ? 60 : 20); time += 1) {
        const next = card.buttons.find(({ customId }) => customId.startsWith('v1|quiz|next|'));
        const following = await bot.press({ customId: next?.customId ?? '' });
        expect(following.text).not.toBe(card.text);
        card = following;
      }
    }
  });

  it('is kindly refused where a title has too little to ask', async () => {
    const whole = loadTestContent();
    const list: typeof whole.list = (kind, titleId) => (kind === 'cast' || kind === 'awards' ? [] : whole.list(kind, titleId));
    const content = answerFrom({ ...whole, list });
    const bot = createBot({ content });
    const reply = await bot.ask({ name: 'quiz', options: { title: FILM } });
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain('I don’t have enough on');
  });

  it('goes by the asker’s own progress where only they see it', async () => {
    const bot = createBot({ pick: buildPick(2) });
    await bot.ask({ name: 'progress', options: { episode: '13', title: DRAMA } });
    const seen = new Set<string>();
    const isSeen = () => [...seen].some((label) => label.includes('Joo In-young'));
    for (let time = 0; time < 300 && !isSeen(); time += 1) {
      const card = await bot.ask({ name: 'quiz', options: { title: DRAMA }, where: 'dm' });
      for (const { label } of answersOf(card)) seen.add(label);
    }
    expect(isSeen()).toBe(true);
  });
});

/** With apostrophes as the packs have them. */
const typed = (text: string): string => text.replaceAll('’', "'");
const withoutOriginal = (text: string): string => text.replace(/ \([^()]*\p{Script=Hangul}[^()]*\)/u, '');

/** All that the packs hold right for a question, whatever episode it is from: by the sentence alone. */
function findTruth(titleId: string, question: string): readonly string[] {
  const pack = packs.get(titleId);
  const title = pack?.title;
  if (pack === undefined || title === undefined) throw new Error(`no pack ${titleId}`);
  const people = new Map(pack.list('people').map((person) => [person.id, plainName(person)]));
  const cast = pack.list('cast');
  const awards = pack.list('awards').map((award) => {
    const ceremony = pack.list('ceremonies').find(({ id }) => id === award.ceremony);
    const who = award.recipients.length === 0 ? [plainName(title)] : award.recipients.map((id) => people.get(id) ?? '');
    return { category: award.category, who, ceremony: `${ceremony?.year} ${ceremony?.name}` };
  });
  const episodes = pack.list('episodes');
  const songs = pack.list('tracks').map((track) => ({
    artist: track.artist,
    name: track.hangul === track.title ? track.title : plainName({ name: track.title, hangul: track.hangul }),
  }));
  const labelOf = (fact: { readonly id: string; readonly label?: string | undefined }) =>
    fact.label ??
    {
      director: say('about.label.director'),
      writer: say('about.label.writer'),
      music: say('about.label.music'),
      'last-aired': say('about.label.lastAired'),
      'first-aired': say('about.label.firstAired'),
    }[fact.id];
  const match = (key: Parameters<typeof say>[0], names: readonly string[]): readonly string[] | undefined => {
    const sentence = typed(say(key, Object.fromEntries(names.map((name) => [name, `@${name}@`]))));
    const pattern = sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/@\w+@/g, '(.+)');
    return new RegExp(`^${pattern}$`).exec(question)?.slice(1);
  };
  const played = (character: string, isChild: boolean) =>
    cast
      .filter((one) => plainName(one) === character)
      .flatMap(({ roles }) => roles)
      .filter(({ kind }) => (kind === 'child') === isChild)
      .map(({ actor }) => people.get(actor) ?? '');
  const rules: readonly (() => readonly string[] | undefined)[] = [
    () => match('quiz.ask.child', ['character'])?.flatMap((name) => played(name, true)),
    () => match('quiz.ask.actor', ['character'])?.flatMap((name) => played(name, false)),
    () =>
      match('quiz.ask.character', ['actor'])?.flatMap((name) =>
        cast.filter(({ roles }) => roles.some(({ actor }) => people.get(actor) === name)).map(plainName),
      ),
    () =>
      match('quiz.ask.episodeTitle', ['episode'])?.flatMap((number) =>
        episodes.filter((one) => String(one.number) === number).map((one) => plainName({ name: one.title ?? '', hangul: one.hangul })),
      ),
    () =>
      match('quiz.ask.episodeNumber', ['name'])?.flatMap((name) =>
        episodes
          .filter((one) => plainName({ name: one.title ?? '', hangul: one.hangul }) === name)
          .map((one) => say('quiz.episode', { episode: one.number })),
      ),
    () =>
      match('quiz.ask.episodeDate', ['episode'])?.flatMap((number) =>
        episodes.filter((one) => String(one.number) === number).map((one) => showDate('en-US', one.aired ?? '')),
      ),
    () => match('quiz.ask.artist', ['track'])?.flatMap((name) => songs.filter((song) => song.name === name).map(({ artist }) => artist)),
    () => match('quiz.ask.track', ['artist'])?.flatMap((name) => songs.filter((song) => song.artist === name).map((song) => song.name)),
    ...(['quiz.ask.whoWon', 'quiz.ask.whoNominated'] as const).map((key) => () => {
      const [category, ceremony] = match(key, ['category', 'ceremony']) ?? [];
      return category && awards.filter((one) => one.category === category && one.ceremony === ceremony).flatMap(({ who }) => who);
    }),
    ...(['quiz.ask.whatWon', 'quiz.ask.whatNominated'] as const).map((key) => () => {
      const [who, ceremony] = match(key, ['who', 'ceremony']) ?? [];
      return who && awards.filter((one) => one.who.includes(who) && one.ceremony === ceremony).map(({ category }) => category);
    }),
    () =>
      match('quiz.ask.maker', ['label'])?.flatMap((label) =>
        title.key_facts.filter((fact) => labelOf(fact) === label).flatMap((fact) => (fact.people ?? []).map((id) => people.get(id) ?? '')),
      ),
    () =>
      match('quiz.ask.date', ['label'])?.flatMap((label) =>
        title.key_facts.filter((fact) => labelOf(fact) === label).map(({ date = '' }) => showDate('en-US', date)),
      ),
    () => (match('quiz.ask.episodeCount', ['title']) ? [String(title.last_episode)] : undefined),
  ].map((rule) => () => {
    const found = rule();
    return found === undefined || found === '' ? undefined : found;
  });
  for (const rule of rules) {
    const truth = rule();
    if (truth !== undefined) return truth;
  }
  throw new Error(`no rule for “${question}”`);
}

describe('the score', () => {
  const answerRight = async (bot: Bot, card: Reply, isRightWanted = true): Promise<Reply> => {
    for (const { customId } of answersOf(card)) {
      const reply = await bot.press({ customId });
      if (isRight(reply) === isRightWanted) return reply;
    }
    throw new Error('no such answer');
  };
  const nextOf = (reply: Reply) => reply.buttons.find(({ customId }) => customId.startsWith('v1|quiz|next|'));

  it('is carried from press to press, counts rounds of five, and is kept nowhere', async () => {
    const bot = createBot({ pick: buildPick() });
    let card = await bot.ask({ name: 'quiz' });
    const wanted = [true, true, false, true, true, false];
    for (const [index, isRightWanted] of wanted.entries()) {
      const answered = await answerRight(bot, card, isRightWanted);
      const right = wanted.slice(0, index + 1).filter(Boolean).length;
      expect(answered.text).toContain(say('quiz.score', { right, asked: index + 1 }));
      expect(answered.text.includes(say('quiz.round', { right: 4, round: 5 }))).toBe(index === 4);
      expect(nextOf(answered)?.label).toBe(say(index === 4 ? 'quiz.newRound' : 'quiz.another'));
      card = await bot.press({ customId: nextOf(answered)?.customId ?? '' });
    }
    expect(await bot.state.loadMemberData(USER_ID)).toMatchObject({ quizBoards: [], quizAnswers: [] });
  });

  it('is nobody else’s, not tomorrow’s, and not what a forged press says', async () => {
    const bot = createBot({ pick: buildPick() });
    const first = await answerRight(bot, await bot.ask({ name: 'quiz' }));
    const card = await bot.press({ customId: nextOf(first)?.customId ?? '' });
    const other = await bot.press({ customId: answersOf(card)[0]?.customId ?? '', userId: OTHER, askedBy: USER_ID });
    expect(other.text).toMatch(/[01] of 1 today/);
    bot.setNow(NOW_MS + 24 * 60 * 60_000);
    expect((await answerRight(bot, card)).text).toContain(say('quiz.score', { right: 1, asked: 1 }));
    const [answer] = answersOf(card);
    const forged = await bot.press({ customId: `${answer?.customId.split('|').slice(0, 7).join('|')}|x.y.9999.9999.9` });
    expect(forged.text).toMatch(/[01] of 1 today/);
  });
});

describe('the board of a server', () => {
  const PRIVATE = { messageFlags: (1 << 15) | (1 << 6) };
  const press = (bot: Bot, customId: string, userId = USER_ID) => bot.press({ customId, userId, askedBy: USER_ID, ...PRIVATE });

  /** A question, and its right and a wrong answer. */
  async function ask(bot: Bot) {
    const card = await bot.ask({ name: 'quiz' });
    const told = await Promise.all(
      answersOf(card).map(async ({ customId }) => ({ customId, reply: await press(bot, customId, '700000000000000099') })),
    );
    const find = (isWanted: boolean) => told.find(({ reply }) => isRight(reply) === isWanted)?.customId ?? '';
    return { right: find(true), wrong: find(false) };
  }

  it('counts the first answer to a question, once a day, of those who joined', async () => {
    const bot = createBot({ pick: buildPick(3), settings: { quizBoard: true } });
    const before = await ask(bot);
    await press(bot, before.right);
    expect((await press(bot, 'v1|quiz|board')).text).toContain(say('quiz.board.nobody'));
    const joined = await press(bot, 'v1|quiz|join');
    expect([joined.isPrivate, joined.text.includes(`<@${USER_ID}> · 0`)]).toEqual([true, true]);
    const [one, two] = [await ask(bot), await ask(bot)];
    for (const customId of [one.right, one.right, two.wrong, two.right]) await press(bot, customId);
    expect(await bot.state.loadQuizBoard(GUILD_ID, 9)).toEqual([{ userId: USER_ID, points: 1 }]);
    bot.setNow(NOW_MS + 24 * 60 * 60_000);
    await press(bot, one.right);
    expect(await bot.state.loadQuizBoard(GUILD_ID, 9)).toEqual([{ userId: USER_ID, points: 2 }]);
    expect((await press(bot, 'v1|quiz|board', OTHER)).text).toContain(`1. <@${USER_ID}> · ${say('quiz.board.points', { count: 2 })}`);
  });

  it('is shown to its own server only, listed in /privacy, and left with all that was kept', async () => {
    const bot = createBot({ pick: buildPick(3), settings: { quizBoard: true } });
    await press(bot, 'v1|quiz|join');
    await press(bot, (await ask(bot)).right);
    const elsewhere = await bot.press({ customId: 'v1|quiz|board', guildId: '900000000000000002', ...PRIVATE });
    expect(elsewhere.text).not.toContain(USER_ID);
    expect((await bot.ask({ name: 'privacy' })).text).toContain(say('privacy.boards', { count: 1 }));
    const left = await press(bot, 'v1|quiz|leave');
    expect(left.text).toContain(say('quiz.board.nobody'));
    expect(await bot.state.loadMemberData(USER_ID)).toMatchObject({ quizBoards: [], quizAnswers: [] });
    await press(bot, 'v1|quiz|join');
    await press(bot, (await ask(bot)).right);
    await press(bot, 'v1|privacy|forgetNow');
    expect(await bot.state.loadMemberData(USER_ID)).toMatchObject({ quizBoards: [], quizAnswers: [] });
  });

  it('is off until an admin turns it on, and off again nobody joins or counts, and points can still be deleted', async () => {
    const bot = createBot({ pick: buildPick(3) });
    const buttonAfterAnAnswer = async () => (await press(bot, (await ask(bot)).right)).labels.includes(say('quiz.board.button'));
    const set = (enabled: boolean) => bot.askAsAdmin({ name: 'config', subcommand: 'leaderboard', options: { enabled } });
    expect(await buttonAfterAnAnswer()).toBe(false);
    expect((await press(bot, 'v1|quiz|join')).text).toContain(say('quiz.board.off', { command: '`/config leaderboard`' }));
    expect(await bot.state.loadQuizBoard(GUILD_ID, 9)).toEqual([]);

    expect((await set(true)).text).toContain(say('config.showQuizBoard.on'));
    expect(await buttonAfterAnAnswer()).toBe(true);
    await press(bot, 'v1|quiz|join');
    await press(bot, (await ask(bot)).right);
    expect(await bot.state.loadQuizBoard(GUILD_ID, 9)).toEqual([{ userId: USER_ID, points: 1 }]);

    const panel = await bot.press({ customId: 'v1|config|board|off', memberPermissions: ADMIN_PERMISSIONS, ...PRIVATE });
    expect(panel.text).toContain(say('config.showQuizBoard.off'));
    bot.setNow(NOW_MS + 24 * 60 * 60_000);
    await press(bot, (await ask(bot)).right);
    expect(await bot.state.loadQuizBoard(GUILD_ID, 9)).toEqual([{ userId: USER_ID, points: 1 }]);
    expect((await press(bot, 'v1|quiz|board')).labels).toEqual([say('quiz.board.leave')]);
    await press(bot, 'v1|quiz|leave');
    expect(await bot.state.loadQuizBoard(GUILD_ID, 9)).toEqual([]);
  });

  it('is none in a direct message', async () => {
    const bot = createBot({ pick: buildPick(), settings: { quizBoard: true } });
    const card = await bot.ask({ name: 'quiz', where: 'dm' });
    const answered = await bot.press({ customId: answersOf(card)[0]?.customId ?? '', where: 'dm' });
    expect(answered.labels).not.toContain(say('quiz.board.button'));
    expect((await bot.press({ customId: 'v1|quiz|join', where: 'dm' })).text).toBe(say('error.serverOnly'));
  });
});
