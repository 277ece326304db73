/** The community's lines: suggested by members, decided about by reviewers, shown in their server alone. */
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../src/bot/types.ts';
import type { ServerSettings } from '../../src/state/types.ts';
import { type Bot, createBot, DRAMA, FILM, loadTestContent, NOW_MS, type Reply, readReply, say } from '../support/bot.ts';
import {
  ADMIN_PERMISSIONS,
  buildMessageCommand,
  buildModalSubmit,
  CHANNEL_ID,
  GUILD_ID,
  type Surroundings,
  USER_ID,
} from '../support/interactions.ts';

const REVIEWER = '700000000000000009';
const REVIEWERS_ROLE = '920000000000000009';
const OTHER_GUILD = '900000000000000002';
const LINE = 'Somebody has kept a light on for you.';
const SWITCHED_ON: Partial<ServerSettings> = {
  title: DRAMA,
  suggestions: { channelId: CHANNEL_ID, suggesterRoleId: null, reviewerRoleId: REVIEWERS_ROLE },
};
const reviewer = { userId: REVIEWER, memberRoles: [REVIEWERS_ROLE] } as const;
const onCard = { isPosted: true } as const;

interface Server {
  readonly bot: Bot;
  /** What was posted in the reviewers' channel, and told to members. */
  readonly effects: Effect[];
  suggest(fields?: Readonly<Record<string, string>>, from?: Surroundings): Promise<Reply>;
  /** The review card posted last. */
  card(): Reply;
  pressCard(label: string, by?: Surroundings): Promise<Reply>;
}

function openServer(settings: Partial<ServerSettings> = SWITCHED_ON, isReachable = true, pick = (_count: number) => 0): Server {
  const effects: Effect[] = [];
  const bot = createBot({
    settings,
    pick,
    carryOut: async (effect) => {
      effects.push(effect);
      return isReachable ? { ok: true, messageId: '1' } : { ok: false, reason: 'missing-permissions' };
    },
  });
  const card = (): Reply => {
    const posted = effects.findLast((effect) => effect.kind === 'post-message');
    if (posted === undefined) throw new Error('nothing was posted for review');
    return readReply({ type: 4, data: JSON.parse(JSON.stringify(posted.message)) });
  };
  return {
    bot,
    effects,
    card,
    suggest: (fields = {}, from = {}) =>
      bot.send(
        buildModalSubmit({ ...from, customId: `v1|quote|suggest|${DRAMA}`, fields: { text: LINE, speaker: '', episode: '1', ...fields } }),
      ),
    pressCard: (label, by = reviewer) =>
      bot.press({ ...by, ...onCard, customId: card().buttons.find((button) => button.label === label)?.customId ?? '' }),
  };
}

const list = (bot: Bot, subcommand: string, from: Surroundings = {}) => bot.ask({ ...from, name: 'quote', subcommand });
const findIn = (bot: Bot, words: string, from: Surroundings = {}) =>
  bot.ask({ ...from, name: 'quote', subcommand: 'find', options: { words } });

describe('suggesting a line', () => {
  it('says how an admin switches it on where it is off, and works in no direct message', async () => {
    const { bot } = openServer({});
    const off = await list(bot, 'suggest');
    expect(off.isPrivate).toBe(true);
    expect(off.text).toContain('/config panel');
    expect((await bot.ask({ name: 'quote', subcommand: 'suggest', where: 'dm' })).text).toBe(say('suggest.serverOnly'));
  });

  it('opens a form, and from a message the same form with its words', async () => {
    const { bot } = openServer();
    const empty = await list(bot, 'suggest');
    expect(empty.form).toEqual({ customId: `v1|quote|suggest|${DRAMA}`, fields: { text: '', speaker: '', episode: '' } });
    const filled = await bot.send(buildMessageCommand({ name: 'Suggest as quote', content: '> **Stay** a while.\nThe rain will pass.' }));
    expect(filled.form?.fields.text).toBe('**Stay** a while. The rain will pass.');
    const wordless = await bot.send(buildMessageCommand({ name: 'Suggest as quote', content: '' }));
    expect(wordless.text).toContain(say('suggest.noText', { command: '`/quote suggest`' }));
  });

  it('takes the words of a forwarded message, and says of others what they have instead of words', async () => {
    const { bot } = openServer();
    const use = (holds: object) => bot.send(buildMessageCommand({ name: 'Suggest as quote', content: '', holds }));
    const forwarded = await use({ message_snapshots: [{ message: { content: 'The rain will pass.' } }] });
    expect(forwarded.form?.fields.text).toBe('The rain will pass.');
    const command = '`/quote suggest`';
    expect((await use({ poll: { question: { text: 'Rain?' } } })).text).toContain(say('suggest.noTextBut.poll', { command }));
    expect((await use({ embeds: [{ title: 'Rain' }] })).text).toContain(say('suggest.noTextBut.embed', { command }));
    expect((await use({ attachments: [{ id: '1' }] })).text).toContain(say('suggest.noTextBut.file', { command }));
    expect((await use({ poll: null, embeds: [], attachments: [] })).text).toContain(say('suggest.noText', { command }));
  });

  it('is for those with the role an admin chose, and for everybody where that is the role of all', async () => {
    const withRole = (suggesterRoleId: string) =>
      openServer({ ...SWITCHED_ON, suggestions: { channelId: CHANNEL_ID, suggesterRoleId, reviewerRoleId: null } }).bot;
    const role = '920000000000000001';
    expect((await list(withRole(role), 'suggest')).text).toBe(say('suggest.notAllowed'));
    expect((await list(withRole(role), 'suggest', { memberRoles: [role] })).form).toBeDefined();
    expect((await list(withRole(GUILD_ID), 'suggest')).form).toBeDefined();
  });

  it('goes to the reviewers’ channel once it is kept, and the member is told', async () => {
    const { suggest, card, effects, bot } = openServer();
    const reply = await suggest({ speaker: 'Moon Gang-tae', episode: 'ep. 1' });
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain(LINE);
    expect(effects).toMatchObject([{ kind: 'post-message', channelId: CHANNEL_ID }]);
    expect(card().text).toContain(`> ${LINE}\n— Moon Gang-tae`);
    expect(card().text).toContain(say('review.episode', { episode: 1 }));
    expect(card().text).toContain(`<@${USER_ID}>`);
    expect(await bot.state.loadSuggestions({ guildId: GUILD_ID, limit: 9 })).toMatchObject([{ text: LINE, state: 'waiting', episode: 1 }]);
  });

  it('is kept where the channel cannot be reached: the member hears it, and reviewers find it in a list', async () => {
    const { suggest, bot } = openServer(SWITCHED_ON, false);
    expect((await suggest()).text).toContain(say('suggest.notShown', { mine: '`/quote mine`', review: '`/quote review`' }));
    expect((await list(bot, 'mine')).text).toContain(LINE);
    expect((await list(bot, 'review', reviewer)).text).toContain(LINE);
  });

  it('delivered twice makes one line', async () => {
    const { suggest, bot } = openServer();
    const id = '1300000000000000001';
    await suggest({}, { id });
    expect((await suggest({}, { id })).text).toBe(say('error.repeated'));
    expect(await bot.state.loadSuggestions({ guildId: GUILD_ID, limit: 9 })).toHaveLength(1);
  });

  it.each([
    ['ok', 'suggest.problem.short'],
    ['?!?! … !!! abc', 'suggest.problem.signs'],
    ['Hello <@123456789012345678>, rest', 'suggest.problem.mention'],
    ['Rest now, @everyone', 'suggest.problem.mention'],
    ['Look at https://example.com now', 'suggest.problem.link'],
    ['Come to discord . gg/abc', 'suggest.problem.link'],
    ['It is all at example.com, come', 'suggest.problem.link'],
    ['[rest](there) my friend', 'suggest.problem.link'],
    [`Re${'\u0301\u0302\u0303\u0304\u0305'.repeat(3)}st a while`, 'suggest.problem.marks'],
    ['R\u0435st your head', 'suggest.problem.mixed'],
    ['When you are tired, get some rest. When you are sad, go ahead and cry.', undefined],
  ] as const)('does not pass on “%s”, says why, and keeps the words', async (text, problem) => {
    const { suggest, effects, bot } = openServer();
    const known = loadTestContent().list('quotes', DRAMA)[0]?.text ?? '';
    const typed = problem === undefined ? known.toUpperCase() : text;
    const reply = await suggest({ text: typed, speaker: 'Someone', episode: '2' });
    expect(reply.text).toContain(say(problem ?? 'suggest.problem.known'));
    expect(effects).toEqual([]);
    expect(await bot.state.loadSuggestions({ guildId: GUILD_ID, limit: 9 })).toEqual([]);
    const data = reply.response.type === 4 ? reply.response.data : undefined;
    const again = await bot.press({
      customId: reply.buttons.find(({ label }) => label === say('suggest.again'))?.customId ?? '',
      messageFlags: (1 << 15) | (1 << 6),
      shown: { components: data?.components ?? [] },
    });
    expect(again.form?.fields).toEqual({ text: typed.normalize('NFC'), speaker: 'Someone', episode: '2' });
  });

  it.each(['ㅤㅤㅤㅤ', '\uffa0\uffa0\uffa0\uffa0', '\u115f\u1160\u115f\u1160', '⠀⠀⠀⠀'])(
    'does not pass on what nobody can see: “%s”',
    async (text) => {
      const { suggest, effects } = openServer();
      expect((await suggest({ text })).text).toContain(say('suggest.problem.short'));
      await suggest({ text: 'When you are tired, get some rest.', speaker: text });
      expect(effects).toHaveLength(1);
      expect(JSON.stringify(effects)).not.toContain(text);
    },
  );

  it.each(['가끔은 쉬어도 괜찮아요.', 'あなたは一人じゃない。', 'คุณไม่ได้อยู่คนเดียวนะ', 'तुम अकेले नहीं हो।', 'Ты не один.', 'لست وحدك.'])(
    'takes a line in any language: %s',
    async (text) => {
      const { suggest, effects } = openServer();
      await suggest({ text });
      expect(effects).toHaveLength(1);
    },
  );

  it('takes no episode the work does not have', async () => {
    const { suggest } = openServer();
    for (const episode of ['17', '0', '1-3', 'last']) expect((await suggest({ episode })).text).toContain(say('suggest.problem.episode'));
  });

  it('passes on a line with words of distress as it was typed, and puts a word of care before the thanks', async () => {
    const { suggest, effects, bot } = openServer({ ...SWITCHED_ON, careText: 'Write to <@1> or **Ada**.' });
    const reply = await suggest({ text: 'I want to die.' });
    expect(reply.isPrivate).toBe(true);
    expect(reply.text.indexOf(say('care.suicide'))).toBe(0);
    expect(reply.text).toContain(say('care.danger'));
    expect(reply.text).toContain('> I want to die.');
    expect(reply.text).toContain('Write to \\<@1\\> or \\*\\*Ada\\*\\*.');
    expect(JSON.stringify(reply.response)).toContain('https://findahelpline.com');
    expect(effects.map(({ kind }) => kind)).toEqual(['post-message']);
    expect(await bot.state.loadSuggestions({ guildId: GUILD_ID, limit: 9 })).toEqual([expect.objectContaining({ text: 'I want to die.' })]);
  });

  it('is passed on once: the same words that wait already are not', async () => {
    const { suggest } = openServer();
    await suggest();
    expect((await suggest({ text: '“somebody has KEPT a light on for you”' }, { userId: REVIEWER })).text).toContain(
      say('suggest.problem.waiting'),
    );
  });

  it('leaves room for others: three of one person wait at once, and five come in a day, whatever was taken back', async () => {
    const { suggest, bot } = openServer();
    const next = (number: number) => suggest({ text: `A quiet line, the ${'abcdefgh'[number]}th of them.` });
    for (const number of [0, 1, 2]) await next(number);
    expect((await next(3)).text).toContain(say('suggest.manyWaiting', { count: 3, mine: '`/quote mine`' }));
    for (const number of [3, 4]) {
      const [select] = (await list(bot, 'mine')).selects;
      await bot.choose({ customId: select?.customId ?? '', values: select?.values.slice(0, 1) ?? [], messageFlags: (1 << 15) | (1 << 6) });
      expect((await next(number)).text).toContain('A quiet line');
    }
    const [select] = (await list(bot, 'mine')).selects;
    await bot.choose({ customId: select?.customId ?? '', values: select?.values.slice(0, 1) ?? [], messageFlags: (1 << 15) | (1 << 6) });
    expect((await next(5)).text).toContain(say('suggest.manyToday', { count: 5 }));
    bot.setNow(NOW_MS + 25 * 60 * 60 * 1000);
    expect((await next(5)).text).toContain('A quiet line');
  });
});

describe('reviewing a line', () => {
  it('is for reviewers alone, whoever presses', async () => {
    const { suggest, pressCard, bot } = openServer();
    await suggest();
    for (const label of [say('review.asGentle'), say('review.asFirm'), say('review.edit'), say('review.decline')]) {
      const reply = await pressCard(label, { userId: USER_ID });
      expect(reply.text).toBe(say('review.notAllowed'));
      expect(reply.isPrivate).toBe(true);
    }
    expect((await list(bot, 'review')).text).toBe(say('review.notAllowed'));
    expect((await list(bot, 'review', { memberPermissions: ADMIN_PERMISSIONS })).text).toContain(LINE);
  });

  it('turns the card over, says who decided, and tells the member in a direct message and in their list', async () => {
    const { suggest, pressCard, effects, bot } = openServer();
    await suggest({}, { locale: 'en-US' });
    const decided = await pressCard(say('review.asGentle'));
    expect(decided.response.type).toBe(7);
    expect(decided.text).toContain(say('review.approvedGentle'));
    expect(decided.text).toContain(`<@${REVIEWER}>`);
    expect(effects.at(-1)).toMatchObject({ kind: 'tell-member', userId: USER_ID });
    expect((await list(bot, 'mine')).text).toContain('Approved');
    const korean = openServer();
    await korean.suggest({}, { locale: 'ko', guildLocale: 'en-US', guildFeatures: ['COMMUNITY'] });
    await korean.pressCard(say('review.asGentle'));
    expect(JSON.stringify(korean.effects.at(-1))).toContain('`/명대사 내제안`');
  });

  it('lets the second of two reviewers see what the first decided', async () => {
    const { suggest, pressCard, bot } = openServer();
    await suggest();
    const [first, second] = await Promise.all([
      pressCard(say('review.asFirm')),
      pressCard(say('review.decline'), { userId: '700000000000000010', memberPermissions: ADMIN_PERMISSIONS }),
    ]);
    const [kept] = await bot.state.loadSuggestions({ guildId: GUILD_ID, limit: 9 });
    const heading = kept?.state === 'approved' ? say('review.approvedFirm') : say('review.declined');
    for (const { text } of [first, second]) expect(text).toContain(heading);
  });

  it('decides about the words that were seen: after an edit the card is shown anew', async () => {
    const { suggest, pressCard, card, bot } = openServer();
    await suggest();
    const old = card();
    const form = (await pressCard(say('review.edit'))).form;
    expect(form?.fields).toEqual({ text: LINE, speaker: '', episode: '1' });
    const edited = await bot.submit({
      ...reviewer,
      ...onCard,
      customId: form?.customId ?? '',
      fields: { text: `${LINE} Come in.`, speaker: 'Kang Soon-deok', episode: '1' },
    });
    expect(edited.response.type).toBe(7);
    expect(edited.text).toContain(`${LINE} Come in.`);
    const approve = old.buttons.find(({ label }) => label === say('review.asGentle'))?.customId ?? '';
    const stale = await bot.press({ ...reviewer, ...onCard, customId: approve });
    expect(stale.text).toContain(say('review.changed'));
    expect(await bot.state.loadSuggestions({ guildId: GUILD_ID, limit: 9 })).toMatchObject([
      { state: 'waiting', speaker: 'Kang Soon-deok' },
    ]);
  });

  it('keeps what a reviewer wrote where it cannot be taken', async () => {
    const { suggest, pressCard, bot } = openServer();
    await suggest();
    const form = (await pressCard(say('review.edit'))).form;
    const fields = { text: 'See https://example.com/line', speaker: 'Her', episode: '3' };
    const refused = await bot.submit({ ...reviewer, ...onCard, customId: form?.customId ?? '', fields });
    expect(refused.isPrivate).toBe(true);
    expect(refused.text).toContain(say('suggest.problem.link'));
    const data = refused.response.type === 4 ? refused.response.data : undefined;
    const again = await bot.press({
      ...reviewer,
      customId: refused.buttons[0]?.customId ?? '',
      messageFlags: (1 << 15) | (1 << 6),
      shown: { components: data?.components ?? [] },
    });
    expect(again.form?.fields).toEqual(fields);
  });

  it('notes words that may hurt, and reminds of word for word', async () => {
    const { suggest, card } = openServer();
    await suggest({ text: 'You are a worthless monster.' });
    expect(card().text).toContain(say('review.kind.insult'));
    expect(card().text).toContain(say('review.reminder'));
  });

  it('hides a line that is later than the server has got from those who pass by and the member, and from no reviewer’s own page', async () => {
    const { suggest, card, bot } = openServer();
    await suggest({ episode: '' });
    expect(card().openText).not.toContain(LINE);
    expect(card().text).toContain(LINE);
    expect((await list(bot, 'mine')).openText).not.toContain(LINE);
    expect((await list(bot, 'review', reviewer)).openText).toContain(`> ${LINE}`);
  });

  it('offers the episode first where none is given, in a form that asks for nothing else', async () => {
    const { suggest, card, pressCard, bot } = openServer();
    await suggest({ episode: '' });
    expect(card().buttons.map(({ label }) => label)).toEqual([
      say('review.setEpisode'),
      say('review.asGentle'),
      say('review.asFirm'),
      say('review.edit'),
      say('review.decline'),
    ]);
    const { form } = await pressCard(say('review.setEpisode'));
    expect(form?.fields).toEqual({ episode: '' });
    const customId = form?.customId ?? '';
    const refused = await bot.submit({ ...reviewer, ...onCard, customId, fields: { episode: '99' } });
    expect([refused.text, refused.isPrivate]).toEqual([say('suggest.problem.episode'), true]);
    const set = await bot.submit({ ...reviewer, ...onCard, customId, fields: { episode: '1' } });
    expect(set.openText).toContain(LINE);
    expect(set.labels).not.toContain(say('review.setEpisode'));
    expect(await bot.state.loadSuggestions({ guildId: GUILD_ID, limit: 1 })).toMatchObject([{ episode: 1, state: 'waiting', text: LINE }]);
  });

  it('says of a line approved without an episode that nobody sees it yet, until the episode is set', async () => {
    const { suggest, pressCard, bot } = openServer();
    await suggest({ episode: '' });
    const approved = await pressCard(say('review.asGentle'));
    const hidden = say('review.staysHidden', { episode: 16, button: say('review.setEpisode') });
    expect(approved.text).toContain(hidden);
    const press = approved.buttons.find(({ label }) => label === say('review.setEpisode'))?.customId ?? '';
    const { form } = await bot.press({ ...reviewer, ...onCard, customId: press });
    const set = await bot.submit({ ...reviewer, ...onCard, customId: form?.customId ?? '', fields: { episode: '1' } });
    expect(set.text).not.toContain(hidden);
    expect(set.text).toContain(say('review.approvedGentle'));
    expect((await findIn(bot, 'kept a light')).text).toContain(LINE);
  });

  it('can be taken back: the line waits again and is in no answer', async () => {
    const { suggest, pressCard, bot } = openServer();
    await suggest();
    const approved = await pressCard(say('review.asGentle'));
    expect((await findIn(bot, 'kept a light')).text).toContain(LINE);
    await bot.press({ ...reviewer, ...onCard, customId: approved.buttons[0]?.customId ?? '' });
    expect((await findIn(bot, 'kept a light')).text).not.toContain(LINE);
    expect((await list(bot, 'review', reviewer)).text).toContain(LINE);
  });

  it('of a line that was taken back says so, and its words are gone', async () => {
    const { suggest, pressCard, bot } = openServer();
    await suggest();
    const [select] = (await list(bot, 'mine')).selects;
    await bot.choose({ customId: select?.customId ?? '', values: select?.values ?? [], messageFlags: (1 << 15) | (1 << 6) });
    expect((await list(bot, 'mine')).text).toContain(say('mine.none', { suggest: '`/quote suggest`' }));
    const pressed = await pressCard(say('review.asGentle'));
    expect(pressed.text).toContain(say('review.withdrawn'));
    expect(pressed.text).not.toContain(LINE);
    expect(JSON.stringify(await bot.state.loadSuggestions({ guildId: GUILD_ID, limit: 9 }))).not.toContain('light');
  });

  it('goes on from card to card in the list, and shows what is approved', async () => {
    const { suggest, bot } = openServer(SWITCHED_ON, false);
    await suggest();
    await suggest({ text: 'The rain will pass.' });
    const first = await list(bot, 'review', reviewer);
    expect(first.text).toContain(LINE);
    const privately = { ...reviewer, messageFlags: (1 << 15) | (1 << 6) };
    const press = (reply: Reply, label: string) =>
      bot.press({ ...privately, customId: reply.buttons.find((button) => button.label === label)?.customId ?? '' });
    const decided = await press(first, say('review.asFirm'));
    expect(decided.text).toContain(say('review.approvedFirm'));
    const next = await press(decided, say('review.showWaiting'));
    expect(next.text).toContain('The rain will pass.');
    expect((await press(next, say('review.showApproved'))).text).toContain(LINE);
  });
});

describe('an approved line', () => {
  async function approve(fields: Readonly<Record<string, string>> = {}, label = say('review.asGentle')): Promise<Server> {
    const server = openServer();
    await server.suggest(fields);
    await server.pressCard(label);
    return server;
  }

  it('is found in its server, marked as the community’s, without a name of a person, and nowhere else', async () => {
    const { bot } = await approve({ speaker: 'Moon Gang-tae' });
    const found = await findIn(bot, 'kept light');
    expect(found.text).toContain(`> ${LINE}`);
    expect(found.text).toContain('— Moon Gang-tae');
    expect(found.text).toContain(say('quote.ofCommunity'));
    expect(found.text).not.toContain(USER_ID);
    expect(found.buttons.map(({ label }) => label)).not.toContain(say('sources.button'));
    expect((await findIn(bot, 'kept light', { guildId: OTHER_GUILD })).text).not.toContain(LINE);
    expect((await findIn(bot, 'kept light', { where: 'dm' })).text).not.toContain(LINE);
  });

  it('comes among the random ones, and can be drawn', async () => {
    // The community's lines stand last.
    const { suggest, pressCard, bot, effects } = openServer(SWITCHED_ON, true, (count) => count - 1);
    expect((await list(bot, 'random')).text).not.toContain(LINE);
    await suggest();
    await pressCard(say('review.asFirm'));
    const random = await list(bot, 'random');
    expect(random.text).toContain(`> ${LINE}`);
    expect(random.text).toContain(say('quote.ofCommunity'));
    await bot.press({ customId: random.buttons.find(({ label }) => label === say('quote.asCard'))?.customId ?? '' });
    expect(effects.at(-1)).toMatchObject({ kind: 'draw-card', quote: { text: LINE, tone: 'firm' } });
  });

  it('of a later episode stands apart behind spoiler marks, and is offered to nobody unasked', async () => {
    const { bot } = await approve({ episode: '9' });
    const found = await findIn(bot, 'kept light');
    expect(found.openText).not.toContain(LINE);
    expect(found.text).toContain(say('spoiler.hidden', { count: 1 }));
    const later = await bot.press({ customId: found.buttons.find(({ label }) => label === say('spoiler.show'))?.customId ?? '' });
    expect(later.text).toContain(`${say('spoiler.fromEpisode', { episode: 9 })}\n||${LINE}`);
    expect(found.labels.join(' ')).not.toContain('light');
  });

  it('never takes the place of somebody of the cast in a search by speaker', async () => {
    const { bot } = await approve({ speaker: 'Oh Ji-wang of our hearts' });
    const bySpeaker = await bot.ask({ name: 'quote', subcommand: 'find', options: { speaker: 'Oh Ji-wang' } });
    expect(bySpeaker.text).toMatch(/^— Oh Ji-wang$/m);
    // The date of a member's line is none of the sources'.
    expect(bySpeaker.text).not.toContain('2026');
  });

  it('of a film asks whether it tells something instead of an episode', async () => {
    const { bot } = openServer({ ...SWITCHED_ON, title: FILM });
    const { form } = await list(bot, 'suggest');
    expect(form?.fields).toEqual({ text: '', speaker: '', episode: '1' });
    await bot.send(buildModalSubmit({ customId: form?.customId ?? '', fields: { text: LINE, speaker: '', episode: '0' } }));
    expect(await bot.state.loadSuggestions({ guildId: GUILD_ID, limit: 1 })).toMatchObject([{ titleId: FILM, episode: 0 }]);
  });
});
