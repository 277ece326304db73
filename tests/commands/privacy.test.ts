import { expect, it } from 'vitest';
import type { Suggestion } from '../../src/state/members.ts';
import { KEPT_CHANGES } from '../../src/state/types.ts';
import { type Bot, createBot, DRAMA, FILM, NOW_MS, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, GUILD_ID, USER_ID } from '../support/interactions.ts';

const OTHER = '700000000000000009';
const PRIVATE = (1 << 15) | (1 << 6);
const press = { messageFlags: PRIVATE };
const admin = { ...press, memberPermissions: ADMIN_PERMISSIONS };

/** A line that was declined. */
const SUGGESTION: Suggestion = {
  id: '41',
  guildId: GUILD_ID,
  userId: USER_ID,
  titleId: DRAMA,
  text: 'A line they suggested.',
  speaker: '',
  episode: null,
  state: 'declined',
  tone: null,
  locale: 'en-US',
  createdAtMs: NOW_MS,
  decidedAtMs: NOW_MS,
  decidedBy: null,
};

/** A member who has set, saved, suggested and reported something, in a server that has set something. */
async function fill(bot: Bot, userId = USER_ID): Promise<void> {
  await bot.state.saveChanges(
    [
      { kind: 'set-progress', userId, titleId: DRAMA, episode: 6 },
      { kind: 'set-progress', userId, titleId: FILM, episode: 1 },
      { kind: 'save-quote', userId, titleId: DRAMA, quoteId: 'a-line' },
      {
        kind: 'add-correction',
        correction: {
          id: `4${userId}`,
          userId,
          guildId: null,
          titleId: DRAMA,
          topic: 'cast',
          text: 'Spelled otherwise.',
          source: '',
          createdAtMs: NOW_MS,
          state: 'open',
        },
      },
      { kind: 'set-server', guildId: GUILD_ID, patch: { title: FILM }, byUserId: userId },
    ],
    NOW_MS,
  );
}

it('says in words what is kept about me, and only to me', async () => {
  const bot = createBot();
  await fill(bot);
  await fill(bot, OTHER);
  const { text, isPrivate } = await bot.ask({ name: 'privacy' });
  expect(isPrivate).toBe(true);
  expect(text).toContain('episode 6');
  expect(text).toContain(say('privacy.saved', { count: 1 }));
  expect(text).toContain(say('privacy.corrections', { count: 1 }));
  expect(text).toContain(say('privacy.changes', { count: 1 }));
});

it('says so where nothing is kept, and offers nothing to delete', async () => {
  const { text, buttons } = await createBot().ask({ name: 'privacy', where: 'dm' });
  expect(text).toContain(say('privacy.nothing'));
  expect(buttons).toEqual([]);
});

it('hands over everything about me as JSON, and nothing of anybody else', async () => {
  const bot = createBot();
  await fill(bot);
  await fill(bot, OTHER);
  const { files } = await bot.press({ customId: 'v1|privacy|mine', ...press });
  const [file] = files;
  const data: unknown = JSON.parse(file?.text ?? '');
  expect(data).toMatchObject({ userId: USER_ID, saved: [{ quoteId: 'a-line' }], corrections: [{ text: 'Spelled otherwise.' }] });
  expect(JSON.stringify(data)).not.toContain(OTHER);
});

it('deletes mine at once, after asking, and leaves the others alone', async () => {
  const bot = createBot();
  await fill(bot);
  await fill(bot, OTHER);
  const asked = await bot.press({ customId: 'v1|privacy|forget', ...press });
  expect(asked.text).toBe(say('privacy.deleteMineAsk'));
  expect((await bot.state.loadMemberData(USER_ID)).saved).toHaveLength(1);
  expect((await bot.press({ customId: 'v1|privacy|forgetNow', ...press })).text).toBe(say('privacy.deletedMine'));
  expect(await bot.state.loadMemberData(USER_ID)).toEqual({
    progress: [],
    privateSinceMs: null,
    quizBoards: [],
    quizAnswers: [],
    saved: [],
    suggestions: [],
    decisions: [],
    corrections: [],
    settingsChanges: [],
    ownDaily: null,
    ownDeliveries: [],
  });
  expect((await bot.state.loadMemberData(OTHER)).saved).toHaveLength(1);
  expect((await bot.ask({ name: 'privacy' })).text).toContain(say('privacy.nothing'));
});

it("shows and deletes the server's to those who manage it, and to nobody else", async () => {
  const bot = createBot();
  await fill(bot);
  expect((await bot.ask({ name: 'privacy' })).labels).not.toContain(say('privacy.server'));
  expect((await bot.press({ customId: 'v1|privacy|server', ...press })).text).toBe(say('error.managersOnly'));
  expect((await bot.press({ customId: 'v1|privacy|forgetServerNow', ...press })).text).toBe(say('error.managersOnly'));
  expect((await bot.state.loadSettings(GUILD_ID)).title).toBe(FILM);

  const { buttons } = await bot.askAsAdmin({ name: 'privacy' });
  const open = buttons.find(({ label }) => label === say('privacy.server'));
  expect((await bot.press({ customId: open?.customId ?? '', ...press })).text).toBe(say('error.managersOnly'));
  expect((await bot.press({ customId: open?.customId ?? '', ...admin })).text).toContain(
    say('privacy.serverIs', { most: KEPT_CHANGES, suggestions: 0, deliveries: 0 }),
  );
  const [file] = (await bot.press({ customId: 'v1|privacy|server', ...admin })).files;
  expect(JSON.parse(file?.text ?? '')).toMatchObject({ settings: { guildId: GUILD_ID, title: FILM }, deliveries: [], followUps: [] });
  expect((await bot.press({ customId: 'v1|privacy|forgetServerNow', ...admin })).text).toBe(say('privacy.deletedServer'));
  expect((await bot.state.loadSettings(GUILD_ID)).title).toBeNull();
  expect(await bot.state.loadGuildIds(5)).toEqual([]);
});

it('tells a reviewer of their decisions, not the one they decided about, and deletes them when asked', async () => {
  const bot = createBot();
  const line = { ...SUGGESTION, userId: USER_ID, decidedBy: OTHER };
  await bot.state.saveChanges([{ kind: 'add-suggestion', suggestion: line }], NOW_MS);
  const own = await bot.press({ customId: 'v1|privacy|mine', ...press });
  expect(own.files[0]?.text).toContain(line.text);
  expect(own.files[0]?.text).not.toContain(OTHER);

  const reviewer = await bot.ask({ name: 'privacy', userId: OTHER });
  expect(reviewer.text).toContain(say('privacy.decisions', { count: 1 }));
  const file = await bot.press({ customId: 'v1|privacy|mine', userId: OTHER, ...press });
  expect(JSON.parse(file.files[0]?.text ?? '')).toMatchObject({ decisions: [{ id: line.id, state: 'declined' }] });
  expect(file.files[0]?.text).not.toContain(line.text);

  await bot.press({ customId: 'v1|privacy|forgetNow', userId: OTHER, ...press });
  expect(await bot.state.loadSuggestion(line.id)).toMatchObject({ state: 'declined', decidedBy: null });
  expect((await bot.ask({ name: 'privacy', userId: OTHER })).buttons).toEqual([]);
});
