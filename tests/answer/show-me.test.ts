/** Facts once more: Show me by how far the presser is, private answers, Share in channel. */
import { MessageFlags } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { type Bot, createBot, DRAMA, FILM, languages, type Reply, say } from '../support/bot.ts';
import { CHANNEL_ID, GUILD_ID, USER_ID } from '../support/interactions.ts';

const OTHER = '700000000000000002';
const EPHEMERAL = MessageFlags.Ephemeral | MessageFlags.IsComponentsV2;
const WITCH = { name: 'episodes', options: { number: 9, title: DRAMA } };

const idOf = (reply: Reply, label: string): string => reply.buttons.find((button) => button.label === label)?.customId ?? '';
const labels = (reply: Reply): readonly string[] => reply.buttons.map(({ label }) => label);
/** A press by somebody else on what all can see. */
const showMe = (bot: Bot, reply: Reply, userId = OTHER) => bot.press({ customId: idOf(reply, say('again.me')), userId, askedBy: USER_ID });

describe('Show me', () => {
  it('stands under an answer that hides something, and not where nothing is hidden', async () => {
    expect(labels(await createBot().ask({ name: 'cast' }))).toContain(say('again.me'));
    const open = createBot({ settings: { ceilings: { [DRAMA]: 16, [FILM]: 1 } } });
    expect(labels(await open.ask({ name: 'cast' }))).not.toContain(say('again.me'));
  });

  it('asks how far the presser is where it does not know, shows it then and remembers it', async () => {
    const bot = createBot();
    const shown = await bot.ask(WITCH);
    const asked = await showMe(bot, shown);
    expect([asked.isPrivate, asked.response.type]).toEqual([true, 4]);
    expect(asked.text).toContain(say('again.howFar'));
    expect(asked.text).toContain(say('progress.effect'));
    const [select] = asked.selects;
    const told = await bot.choose({ customId: select?.customId ?? '', values: ['16'], userId: OTHER, messageFlags: EPHEMERAL });
    expect([told.isPrivate, told.response.type]).toEqual([true, 7]);
    expect(told.openText.length).toBeGreaterThan(shown.openText.length);
    expect(told.openText).not.toContain('[hidden]');
    expect((await bot.state.loadMember(OTHER)).progress).toEqual({ [DRAMA]: 16 });
    expect((await bot.state.loadMember(USER_ID)).progress).toEqual({});
  });

  it('shows it at once where it knows, no further than they are, and in their language', async () => {
    const bot = createBot();
    await bot.ask({ name: 'progress', options: { episode: '3', title: DRAMA }, userId: OTHER });
    const shown = await bot.ask({ name: 'cast' });
    const customId = idOf(shown, say('again.me'));
    const told = await bot.press({ customId, userId: OTHER, locale: 'ko', askedBy: USER_ID });
    expect([told.isPrivate, told.response.type]).toEqual([true, 4]);
    expect(told.text).toContain(languages.say('ko')('cast.heading'));
    expect(labels(told)).not.toContain(languages.say('ko')('again.me'));
    const finished = createBot({ progress: { [DRAMA]: 16 } });
    const all = await showMe(finished, await finished.ask({ name: 'cast' }));
    expect(all.selects[0]?.values.length).toBeGreaterThan(told.selects[0]?.values.length ?? 0);
  });

  it('works under what was chosen and turned to, and for an answer found by a typed name', async () => {
    const bot = createBot({ progress: { [DRAMA]: 16 } });
    const chosen = await bot.choose({ customId: `v1|cast|open|${DRAMA}`, values: ['character:moon-sang-tae'] });
    const typed = await bot.ask({ name: 'cast', options: { name: 'older brother' } });
    for (const reply of [chosen, typed]) {
      const told = await showMe(bot, reply);
      expect([told.isPrivate, told.text.split('\n')[0]]).toEqual([true, reply.text.split('\n')[0]]);
      expect(told.text).not.toContain('spoilers hidden');
    }
  });

  it('leaves a forged press without effect', async () => {
    const bot = createBot();
    for (const customId of [
      'v1|me|16|config|panel',
      'v1|all|?|privacy|show',
      'v1|me|?',
      'v1|me|9999|/progress|episode=16',
      'v1|me|?|+cast',
    ]) {
      const reply = await bot.press({ customId, userId: OTHER });
      expect([customId, reply.isPrivate, reply.text]).toEqual([customId, true, say('error.oldButton')]);
    }
    const past = await bot.press({ customId: `v1|me|99|cast|first|${DRAMA}`, userId: OTHER });
    expect(past.text).toContain(say('again.howFar'));
    expect((await bot.state.loadMember(OTHER)).progress).toEqual({});
  });
});

describe('private answers', () => {
  it('are given when asked for, by how far the asker is, and can be shared within the limit of the server', async () => {
    const bot = createBot();
    await bot.ask({ name: 'progress', options: { episode: 'finished', title: DRAMA } });
    const mine = await bot.ask({ ...WITCH, options: { ...WITCH.options, private: true } });
    expect(mine.isPrivate).toBe(true);
    const shared = await bot.press({ customId: idOf(mine, say('again.all')), messageFlags: EPHEMERAL });
    expect([shared.isPrivate, shared.response.type]).toEqual([false, 4]);
    expect(shared.text).toBe((await bot.ask(WITCH)).text);
    expect(labels(shared)).toContain(say('again.me'));
  });

  it('are given to whoever has said so once, until they say otherwise or ask for all to see', async () => {
    const bot = createBot();
    const card = await bot.ask({ name: 'progress' });
    const on = await bot.press({ customId: idOf(card, say('progress.private.ask')), messageFlags: EPHEMERAL });
    expect(on.text).toContain(say('progress.private.on'));
    expect((await bot.ask({ name: 'season2' })).isPrivate).toBe(true);
    expect((await bot.ask({ name: 'season2', options: { private: false } })).isPrivate).toBe(false);
    expect((await bot.ask({ name: 'season2', userId: OTHER })).isPrivate).toBe(false);
    expect((await bot.ask({ name: 'privacy' })).text).toContain(say('privacy.private'));
    await bot.press({ customId: idOf(on, say('progress.private.stop')), messageFlags: EPHEMERAL });
    expect((await bot.ask({ name: 'season2' })).isPrivate).toBe(false);
  });

  it('are forgotten with the person', async () => {
    const bot = createBot();
    await bot.press({ customId: 'v1|progress|private|yes', messageFlags: EPHEMERAL });
    await bot.press({ customId: 'v1|privacy|forgetNow', messageFlags: EPHEMERAL });
    expect((await bot.state.loadMember(USER_ID)).isPrivate).toBe(false);
  });
});

describe('a direct message', () => {
  it('says what somebody is protected from until they have said how far they are, and then shows it', async () => {
    const bot = createBot();
    const first = await bot.ask({ ...WITCH, where: 'dm' });
    expect(first.text).toContain(say('progress.firstDm'));
    expect(labels(first)).not.toContain(say('again.all'));
    const asked = await bot.press({ customId: idOf(first, say('again.me')), where: 'dm' });
    expect(asked.response.type).toBe(7);
    const told = await bot.press({ customId: idOf(asked, say('progress.finished')), where: 'dm' });
    expect(told.response.type).toBe(7);
    expect(told.text).not.toContain(say('progress.firstDm'));
    expect((await bot.ask({ name: 'cast', where: 'dm' })).text).not.toContain(say('progress.firstDm'));
  });

  it('keeps the title of the last progress, tells of it, and never what was looked up', async () => {
    const bot = createBot();
    await bot.ask({ name: 'about', options: { title: FILM }, where: 'dm' });
    expect((await bot.ask({ name: 'about', where: 'dm' })).text).toContain('(2020)');
    await bot.ask({ name: 'progress', options: { episode: 'seen', title: FILM }, where: 'dm' });
    expect((await bot.ask({ name: 'about', where: 'dm' })).text).toContain('It’s Okay!');
    expect((await bot.ask({ name: 'about' })).text).toContain('(2020)');
    const kept = await bot.ask({ name: 'privacy', where: 'dm' });
    expect(kept.text).toContain(say('privacy.dmTitle', { title: 'It’s Okay!' }));
  });
});

it('names nobody’s server or channel in what it asks again', async () => {
  const { buttons } = await createBot().ask({ name: 'cast' });
  const ids = buttons.map(({ customId }) => customId).join(' ');
  for (const id of [GUILD_ID, CHANNEL_ID, USER_ID]) expect(ids).not.toContain(id);
});
