/** `/progress`: said once, kept per person and title, and followed by everything only they will see. */
import { describe, expect, it } from 'vitest';
import type { EffectResult } from '../../src/bot/types.ts';
import { limitContent } from '../../src/content/content-view.ts';
import type { Content } from '../../src/content/types.ts';
import { type DailySettings, DEFAULT_DAILY_OPTIONS, type Delivery } from '../../src/state/types.ts';
import { type Bot, createBot, DRAMA, FILM, loadTestContent, NOW_MS, type Reply, say } from '../support/bot.ts';
import { buildModalSubmit, GUILD_ID, USER_ID } from '../support/interactions.ts';

const PRIVATE = (1 << 15) | (1 << 6);

const progressOf = async (bot: Bot, userId = USER_ID) => (await bot.state.loadMember(userId)).progress;
const tell = (bot: Bot, episode: string, title = DRAMA) => bot.ask({ name: 'progress', options: { episode, title } });
const customIdOf = (reply: Reply, label: string) => {
  const button = reply.buttons.find((candidate) => candidate.label === label);
  if (button === undefined) throw new Error(`no button “${label}” among ${reply.buttons.map((each) => each.label).join(', ')}`);
  return button.customId;
};
const press = async (bot: Bot, reply: Reply, label: string) => bot.press({ customId: customIdOf(reply, label), messageFlags: PRIVATE });

/** The real content, but of a longer series. */
function withEpisodes(count: number): Content {
  const content = loadTestContent();
  const titles = content.titles().map((title) => (title.id === DRAMA ? { ...title, last_episode: count } : title));
  return { ...content, titles: () => titles, title: (id) => titles.find((title) => title.id === id) };
}

describe('saying how far one is', () => {
  it('is kept for this person and this title, in a server and in direct messages alike', async () => {
    const bot = createBot();
    const reply = await tell(bot, '6');
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain(say('progress.state.episode', { episode: 6, last: 16 }));
    expect(reply.text).toContain(say('progress.effect'));
    await bot.ask({ name: 'progress', options: { episode: 'seen', title: FILM }, where: 'dm' });
    expect(await progressOf(bot)).toEqual({ [DRAMA]: 6, [FILM]: 1 });
    expect(await progressOf(bot, '700000000000000099')).toEqual({});
  });

  it.each([
    ['6', 6],
    ['episode 6', 6],
    ['6화', 6],
    ['６', 6],
    ['Finished', 16],
    ['all', 16],
    ['not started', 1],
    ['16', 16],
  ])('understands “%s”', async (typed, episode) => {
    const bot = createBot();
    await tell(bot, typed);
    expect(await progressOf(bot)).toEqual({ [DRAMA]: episode });
  });

  it.each(['0', 'clear', 'Forget'])('“%s” takes it back', async (typed) => {
    const bot = createBot();
    await tell(bot, '6');
    const reply = await tell(bot, typed);
    expect(reply.text).toContain(say('progress.cleared'));
    expect(await progressOf(bot)).toEqual({});
  });

  it.each([
    ['17', say('episodes.unknown', { number: 17, last: 16, title: 'It’s Okay to Not Be Okay' })],
    ['six', 'I didn’t get'],
    ['S1E6', 'I didn’t get'],
    ['99999999999', 'I didn’t get'],
    ['**6', 'episode 6'],
  ])('“%s” changes nothing that it does not mean', async (typed, answer) => {
    const bot = createBot();
    await tell(bot, '4');
    const reply = await tell(bot, typed);
    expect(reply.text).toContain(answer);
    expect((await progressOf(bot))[DRAMA]).toBe(typed === '**6' ? 6 : 4);
  });

  it('asks of a film only whether it was seen', async () => {
    const bot = createBot();
    const card = await bot.ask({ name: 'progress', options: { title: FILM } });
    expect(card.selects).toEqual([]);
    expect((await press(bot, card, say('progress.seen'))).text).toContain(say('progress.state.seen'));
    expect(await progressOf(bot)).toEqual({ [FILM]: 1 });
    await press(bot, card, say('progress.unseen'));
    expect(await progressOf(bot)).toEqual({ [FILM]: 0 });
    expect((await tell(bot, '2', FILM)).text).toContain('is a film');
  });

  it('asks which work is meant where the name fits two', async () => {
    const bot = createBot();
    const reply = await tell(bot, '1', "It's okay");
    expect(await progressOf(bot)).toEqual({});
    const [first] = reply.buttons;
    await bot.press({ customId: first?.customId ?? '', messageFlags: PRIVATE });
    expect(await progressOf(bot)).toEqual({ [DRAMA]: 1 });
  });
});

describe('/progress without an episode', () => {
  it('shows where one is in each title and goes on to change it', async () => {
    const bot = createBot();
    await tell(bot, '6');
    const overview = await press(bot, await bot.ask({ name: 'progress' }), say('progress.allTitles'));
    expect(overview.text).toContain(say('progress.state.episode', { episode: 6, last: 16 }));
    expect(overview.text).toContain(say('progress.state.unset'));
    const [titles] = overview.selects;
    const card = await bot.choose({ customId: titles?.customId ?? '', values: [DRAMA], messageFlags: PRIVATE });
    const [episodes] = card.selects;
    expect(episodes?.values).toHaveLength(16);
    await bot.choose({ customId: episodes?.customId ?? '', values: ['9'], messageFlags: PRIVATE });
    expect(await progressOf(bot)).toEqual({ [DRAMA]: 9 });
    await press(bot, card, say('progress.finished'));
    expect(await progressOf(bot)).toEqual({ [DRAMA]: 16 });
    const cleared = await press(bot, card, say('progress.clear'));
    expect(await progressOf(bot)).toEqual({});
    await press(bot, cleared, say('progress.notStarted'));
    expect(await progressOf(bot)).toEqual({ [DRAMA]: 1 });
  });

  it('goes on by one episode with one press, of the title somebody is in the middle of', async () => {
    const bot = createBot();
    await tell(bot, 'seen', FILM);
    await tell(bot, '14');
    const card = await bot.ask({ name: 'progress' });
    expect(card.text).toContain(say('progress.state.episode', { episode: 14, last: 16 }));
    const next = await press(bot, card, say('progress.watched', { episode: 15 }));
    expect(await progressOf(bot)).toEqual({ [DRAMA]: 15, [FILM]: 1 });
    const last = await press(bot, next, say('progress.finished'));
    expect(last.buttons.map(({ label }) => label)).toEqual([
      say('progress.clear'),
      say('progress.allTitles'),
      say('ownDaily.button'),
      say('progress.private.ask'),
    ]);
  });

  it('opens a form for a series too long for a select', async () => {
    const bot = createBot({ content: withEpisodes(120) });
    const card = await bot.ask({ name: 'progress', options: { title: DRAMA } });
    expect(card.selects).toEqual([]);
    const form = await press(bot, card, say('progress.typeEpisode'));
    expect(form.response.type).toBe(9);
    const customId = form.response.type === 9 ? form.response.data.custom_id : '';
    await bot.send(buildModalSubmit({ customId, fields: { episode: '111' } }));
    expect(await progressOf(bot)).toEqual({ [DRAMA]: 111 });
  });
});

describe('while the episode is typed', () => {
  const names = async (bot: Bot, typed: string, title = DRAMA) =>
    (await bot.suggest({ name: 'progress', focused: 'episode', options: { episode: typed, title } })).choices;

  it('offers episodes with the titles that may be known, and no later title', async () => {
    const bot = createBot();
    const titles = loadTestContent().list('episodes', DRAMA);
    for (const last of [1, 6, 16]) {
      await tell(bot, String(last));
      const choices = await names(bot, '');
      expect(choices.filter(({ value }) => /^\d+$/.test(String(value)))).toHaveLength(16);
      const shown = titles.filter(({ title = '?' }) => choices.some(({ name }) => name.includes(title)));
      expect(shown.map(({ number }) => number)).toEqual(titles.map(({ number }) => number).filter((number) => number <= last));
    }
  });

  it('finds by number and by word, and offers only what the film knows', async () => {
    const bot = createBot();
    expect((await names(bot, '1')).map(({ value }) => value)).toEqual(['1', '10', '11', '12', '13', '14', '15', '16']);
    expect((await names(bot, 'fin')).map(({ value }) => value)).toEqual(['finished']);
    expect((await names(bot, '', FILM)).map(({ value }) => value)).toEqual(['finished', 'notStarted', 'clear']);
  });

  it('keeps its three words in sight however long the series', async () => {
    const bot = createBot({ content: withEpisodes(300) });
    expect((await names(bot, '')).map(({ value }) => value).slice(-3)).toEqual(['finished', 'notStarted', 'clear']);
  });
});

describe('what follows from it', () => {
  it('leaves later things out of what only that person sees, and shows the rest openly', async () => {
    const bot = createBot();
    const ask = () => bot.ask({ name: 'cast', options: { name: 'do-hui-jae', title: DRAMA }, where: 'dm' });
    expect((await ask()).text).toMatch(/\d spoilers hidden/);
    await tell(bot, '6');
    expect((await ask()).text).not.toMatch(/\|\||spoilers? hidden/);
    await tell(bot, '13');
    expect((await ask()).openText).toContain('Jang Young-nam');
  });

  it('never raises what a whole channel sees', async () => {
    const bot = createBot();
    await tell(bot, 'finished');
    const reply = await bot.ask({ name: 'cast', options: { name: 'do-hui-jae', title: DRAMA } });
    expect(reply.isPrivate).toBe(false);
    expect(reply.openText).not.toContain('Jang Young-nam');
  });

  it('answers a press on somebody else’s card by how far the presser is', async () => {
    const bot = createBot({ settings: { ceilings: { [DRAMA]: 16 } } });
    const customId = `v1|cast|card|${DRAMA}|character|do-hui-jae|0`;
    const asOther = { customId, askedBy: '700000000000000002' };
    await tell(bot, '6');
    const early = await bot.press(asOther);
    expect(early.isPrivate).toBe(true);
    expect(early.text).not.toContain('Jang Young-nam');
    await tell(bot, '13');
    expect((await bot.press(asOther)).openText).toContain('Jang Young-nam');
    expect((await bot.press({ customId })).isPrivate).toBe(false);
  });

  it('answers what was offered before the progress was taken back with a kind sentence', async () => {
    const bot = createBot();
    await tell(bot, '13');
    const list = await bot.ask({ name: 'cast', where: 'dm' });
    const later = list.selects[0]?.values.find((value) => value.endsWith('sun-hae')) ?? 'character:sun-hae';
    await tell(bot, '3');
    const reply = await bot.choose({ customId: `v1|cast|open|${DRAMA}`, values: [later], messageFlags: PRIVATE, where: 'dm' });
    expect(reply.text).toContain(say('error.gone'));
  });
});

describe('a line from later than the limit of the server', () => {
  const later = loadTestContent()
    .quotes(DRAMA, { healingOnly: true })
    .find((line) => line.spoiler_from > 1);
  const picture: EffectResult = { ok: true, picture: new Uint8Array([0x89, 0x50]) };

  it('is drawn for nobody else, however far the one is who presses for it', async () => {
    const bot = createBot({ carryOut: async () => picture });
    await tell(bot, 'finished');
    const customId = `v1|quote|card|${DRAMA}|${later?.id}`;
    const forAll = await bot.press({ customId });
    expect(forAll.isPrivate).toBe(true);
    expect(forAll.text).toContain(say('error.gone'));
    const forOne = await bot.press({ customId, askedBy: '700000000000000002' });
    expect(forOne.isPrivate).toBe(true);
    expect(JSON.stringify(forOne.response)).toContain(later?.text.slice(0, 20));
  });

  it('is today’s no more once the limit was lowered', async () => {
    const daily: DailySettings = {
      ...DEFAULT_DAILY_OPTIONS,
      ...{ enabled: true, channelId: '1', time: '09:00', zone: 'Asia/Seoul', nextDueAtMs: NOW_MS, suspendedReason: null },
    };
    const bot = createBot({ settings: { daily } });
    await bot.ask({ name: 'help' });
    const day = { startMs: NOW_MS - 12 * 3_600_000, endMs: NOW_MS + 12 * 3_600_000 };
    const posted: Delivery = {
      ...{ guildId: GUILD_ID, slot: 1, localDate: '2026-11-22', zone: 'Asia/Seoul', state: 'claimed', reason: null, channelId: '1' },
      place: 'channel',
      ...{ titleId: DRAMA, quoteId: later?.id ?? '', questionIndex: 0, cycle: 0, position: 0, dueAtMs: NOW_MS },
      ...{ claimedAtMs: NOW_MS, updatedAtMs: NOW_MS, attempts: 0, sentAtMs: null, nextAttemptAtMs: NOW_MS, messageId: null },
    };
    expect(await bot.state.claimDelivery(posted, day, day.endMs)).toBe('claimed');
    const reply = await bot.ask({ name: 'quote', subcommand: 'today', options: { title: DRAMA } });
    expect(reply.text).toContain(say('quote.today'));
    expect(reply.text).not.toContain(later?.text.slice(0, 20));
  });
});

describe('the content somebody may see', () => {
  const whole = loadTestContent();

  it('is the content itself while nothing was said', () => {
    expect(limitContent(whole, {})).toBe(whole);
  });

  it('gives the same title each time it is asked, so that titles can be compared', () => {
    const view = limitContent(whole, { [DRAMA]: 6 });
    expect(view.title(DRAMA)).toBe(view.titles().find(({ id }) => id === DRAMA));
    expect(view.title(FILM)).toBe(whole.title(FILM));
  });

  it('holds in every answer only what is open, at every episode', () => {
    for (let last = 0; last <= 17; last += 1) {
      const view = limitContent(whole, { [DRAMA]: last, [FILM]: 0, 'no-such-title': 3 });
      const ceiling = Math.min(Math.max(last, 1), 16);
      expect(findLevels(answersOf(view, DRAMA)).filter((level) => level > ceiling)).toEqual([]);
      expect(findLevels(answersOf(view, FILM)).filter((level) => level > 0)).toEqual([]);
      expect(view.list('cast', DRAMA).length).toBeGreaterThan(20);
    }
  });

  it('is all there for somebody who has finished', () => {
    expect(answersOf(limitContent(whole, { [DRAMA]: 16, [FILM]: 1 }), DRAMA)).toEqual(answersOf(whole, DRAMA));
  });
});

/** Every answer there is about a title. */
function answersOf(content: Content, titleId: string): readonly unknown[] {
  const characters = content.list('cast', titleId);
  const people = content.list('people', titleId);
  const ids = [...loadTestContent().list('cast', titleId), ...loadTestContent().list('people', titleId)].map(({ id }) => id);
  const answers = [
    content.title(titleId),
    content.titles().find(({ id }) => id === titleId),
    characters,
    people,
    ids.map((id) => [content.get('cast', titleId, id), content.get('people', titleId, id), content.rolesOf(titleId, id)]),
    ids.map((id) => [content.awards(titleId, { recipient: id }), content.awards(titleId, { character: id })]),
    content.list('ceremonies', titleId),
    content.list('awards', titleId),
    content.list('recognition', titleId),
    content.list('episodes', titleId),
    Array.from({ length: 18 }, (_, number) => content.episode(titleId, number)),
    content.list('tracks', titleId),
    content.nextSeason(titleId),
    content.list('claims', titleId),
    content.list('not_a_season', titleId),
    content.list('quotes', titleId),
    content.quotes(titleId, { words: 'mother' }),
    loadTestContent()
      .list('quotes', titleId)
      .map(({ id }) => content.get('quotes', titleId, id)),
    content.list('sources', titleId),
    loadTestContent()
      .list('sources', titleId)
      .map(({ id }) => content.get('sources', titleId, id)),
    content.conflictsAbout(titleId, [titleId, ...ids]),
  ];
  return answers.map((answer) => (answer === undefined ? null : JSON.parse(JSON.stringify(answer))));
}

/** Every `spoiler_from` anywhere inside. */
function findLevels(value: unknown): readonly number[] {
  if (Array.isArray(value)) return value.flatMap(findLevels);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === 'spoiler_from' && typeof part === 'number' ? [part] : findLevels(part)));
}
