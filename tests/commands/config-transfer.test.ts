/** `/config export` and `/config import`: what comes out goes back in, and nothing else does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettingsFile, writeSettings } from '../../commands/config/file.ts';
import { listChanged } from '../../commands/config/history.ts';
import type { EffectResult } from '../../src/bot/types.ts';
import { listZones } from '../../src/calendar/zones.ts';
import { buildDefaultSettings, type DailySettings, type ServerSettings } from '../../src/state/types.ts';
import { cleanLines } from '../../src/text/text.ts';
import { type Bot, createBot, DRAMA, FILM, languages, loadTestContent, NOW_MS, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, buildCommand, CHANNEL_ID, GUILD_ID } from '../support/interactions.ts';
import { openPanel, sitAt } from '../support/panel.ts';

const settings = (bot: Bot) => bot.state.loadSettings(GUILD_ID);
const asAdmin = { memberPermissions: ADMIN_PERMISSIONS };
const read = (text: string, current: ServerSettings = buildDefaultSettings(GUILD_ID)) =>
  readSettingsFile(text, {
    content: loadTestContent(),
    languageCodes: languages.codes,
    settings: current,
    nowMs: NOW_MS,
    say,
    exportCommand: '`/config export`',
  });

/** The preview of what is pasted into the form of the panel. */
async function paste(bot: Bot, json: string) {
  return (await (await openPanel(bot)).press('Import')).fillIn({ json });
}

const snowflake = fc.bigInt({ min: 10n ** 17n, max: 10n ** 19n }).map(String);
const anyDaily = (slot: number): fc.Arbitrary<DailySettings> =>
  fc.record({
    slot: fc.constant(slot),
    titleId: fc.constantFrom(null, DRAMA, FILM),
    pauseUntil: fc.constantFrom(null, '2026-12-24'),
    place: fc.constantFrom('channel' as const, 'forum' as const),
    tags: fc.array(snowflake, { maxLength: 5 }),
    pins: fc.boolean(),
    enabled: fc.boolean(),
    channelId: snowflake,
    time: fc.date({ min: new Date(0), max: new Date(86_399_000), noInvalidDate: true }).map((date) => date.toISOString().slice(11, 16)),
    zone: fc.constantFrom(...listZones(), 'UTC'),
    nextDueAtMs: fc.option(fc.nat()),
    suspendedReason: fc.constantFrom(null, 'missing-permissions'),
    tone: fc.constantFrom('all' as const, 'gentle' as const),
    includeDirector: fc.boolean(),
    style: fc.constantFrom('card' as const, 'text' as const),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    pingRoleId: fc.option(snowflake),
    opensThread: fc.boolean(),
    crossposts: fc.boolean(),
    skipDate: fc.constantFrom(null, '2026-11-22', '2028-02-29'),
  });
const anySettings: fc.Arbitrary<ServerSettings> = fc.record({
  guildId: fc.constant(GUILD_ID),
  title: fc.constantFrom(null, DRAMA, FILM),
  ceilings: fc.record({ [DRAMA]: fc.integer({ min: 1, max: 16 }), [FILM]: fc.integer({ min: 0, max: 1 }) }, { requiredKeys: [] }),
  locale: fc.constantFrom(null, ...languages.codes),
  replyStyle: fc.constantFrom('card' as const, 'plain' as const),
  suggestions: fc.option(fc.record({ channelId: snowflake, suggesterRoleId: fc.option(snowflake), reviewerRoleId: fc.option(snowflake) })),
  quizBoard: fc.boolean(),
  seasonNewsChannelId: fc.option(snowflake),
  noticesChannelId: fc.option(snowflake),
  guildLocale: fc.constant(null),
  careText: fc
    .option(fc.string({ unit: 'grapheme', maxLength: 300 }))
    .map((text) => (text === null ? null : cleanLines(text, 1000) || null)),
  daily: fc.option(anyDaily(1)),
  moreDailies: fc.tuple(...[2, 3, 4, 5].map((slot) => fc.option(anyDaily(slot)))).map((all) => all.filter((one) => one !== null)),
});

describe('a file of /config export', () => {
  it('read back is what it was written from, whatever is set', () => {
    fc.assert(
      fc.property(anySettings, anySettings, (made, before) => {
        // With ordinary prototypes, which deep equality looks at.
        const given = structuredClone(made.daily === null ? { ...made, moreDailies: [] } : made);
        const { guildId: _, ...all } = given;
        const found = read(writeSettings(loadTestContent(), all), before);
        if (!found.ok) throw new Error(found.problems.join('\n'));
        // What follows from the rest, the due time and a pause, is not in it.
        expect(listChanged(given, found.patch)).toEqual([]);
        expect(Object.keys(found.patch)).toHaveLength(11);
      }),
      { numRuns: 300 },
    );
  });

  it('comes as a file for the admin alone, and names no person', async () => {
    const panel = await (await openPanel()).pickChannel('channel', { id: CHANNEL_ID });
    const { screen } = await (await panel.press('Back')).press('Export');
    expect(screen.isPrivate).toBe(true);
    expect(screen.files[0]?.name).toBe('nabi-settings.json');
    const file = JSON.parse(screen.files[0]?.text ?? '');
    expect(file).toMatchObject({
      nabi_settings: 1,
      daily: { channel: CHANNEL_ID, time: '09:00', days: expect.arrayContaining(['monday']) },
    });
    expect(screen.files[0]?.text).not.toContain('7000000000000');
  });

  it('given back to a server that has forgotten everything sets it up as it was, in one step that can be undone', async () => {
    const bot = createBot();
    const panel = await (await openPanel(bot)).pickChannel('channel', { id: CHANNEL_ID });
    await (await (await panel.press('Back')).press(say('config.screen.reading'))).choose('Through episode 6');
    const before = await settings(bot);
    const exported = (await bot.askAsAdmin({ name: 'config', subcommand: 'export' })).files[0]?.text ?? '';
    await bot.askAsAdmin({ name: 'config', subcommand: 'reset' });
    const preview = await paste(bot, exported);
    expect(await settings(bot)).toEqual(buildDefaultSettings(GUILD_ID));
    bot.setNow(NOW_MS + 1);
    const applied = await preview.press('Apply');
    expect(await settings(bot)).toEqual(before);
    await applied.press('Undo');
    expect(await settings(bot)).toEqual(buildDefaultSettings(GUILD_ID));
  });
});

describe('the preview of an import', () => {
  it('tells line by line what would change and what is so now, and only that', async () => {
    const { screen } = await paste(createBot(), '{"nabi_settings":1,"reply_style":"plain","language":null}');
    expect(screen.text).toContain('Now: **Replies:** cards');
    expect(screen.text).toContain('After: **Replies:** plain text');
    expect(screen.text).not.toContain('**Language:**');
  });

  it('leaves what the file does not name as it is', async () => {
    const panel = await (await openPanel()).pickChannel('channel', { id: CHANNEL_ID });
    await (await paste(panel.bot, '{"nabi_settings":1,"care_text":"We are ``` here.\\n```json\\n{}\\n```"}')).press('Apply');
    expect(await settings(panel.bot)).toMatchObject({ careText: 'We are ``` here.\n```json\n{}\n```', daily: { channelId: CHANNEL_ID } });
  });

  it('writes nothing when it is cancelled, or when nothing would change', async () => {
    const bot = createBot();
    await (await paste(bot, '{"nabi_settings":1,"reply_style":"plain"}')).press('Cancel');
    expect((await paste(bot, '{"nabi_settings":1,"reply_style":"card"}')).screen.text).toContain('nothing to import');
    expect(await settings(bot)).toEqual(buildDefaultSettings(GUILD_ID));
  });

  it('holds the longest settings there are, as a card and as a plain message', async () => {
    const whole = {
      nabi_settings: 1,
      title: FILM,
      spoilers: { [DRAMA]: 16, [FILM]: 1 },
      language: 'en-US',
      suggestions: { review_channel: CHANNEL_ID, who_may_suggest: CHANNEL_ID, who_may_review: CHANNEL_ID },
      season_news_channel: CHANNEL_ID,
      care_text: '나비'.repeat(200),
    };
    for (const replyStyle of ['card', 'plain'] as const) {
      const bot = createBot({ settings: { replyStyle } });
      const preview = await paste(bot, JSON.stringify(whole));
      expect(preview.screen.isPlain).toBe(replyStyle === 'plain');
      await preview.press('Apply');
      expect(await settings(bot)).toMatchObject({ title: FILM, careText: '나비'.repeat(200) });
    }
  });
});

describe('a file that is wrong', () => {
  it.each([
    ['hello', say('config.file.noJson', { command: '`/config export`' })],
    ['[]', 'one JSON object'],
    ['{}', '`nabi_settings` must be 1'],
    ['{"nabi_settings":2}', '`nabi_settings` must be 1'],
    ['{"nabi_settings":1,"tittle":"x"}', 'I don’t know the field `tittle`'],
    ['{"nabi_settings":1,"a`_b":"x"}', "I don’t know the field `a'_b`"],
    ['{"nabi_settings":1,"title":"sky-castle"}', '`title`: I don’t know the title “sky-castle”'],
    ['{"nabi_settings":1,"spoilers":{"its-okay":7}}', '`spoilers.its-okay` must be a number from 0 to 1'],
    ['{"nabi_settings":1,"spoilers":{"its-okay":"all"}}', '`spoilers.its-okay` must be'],
    ['{"nabi_settings":1,"language":"tlh"}', 'I don’t speak “tlh”'],
    ['{"nabi_settings":1,"season_news_channel":"general"}', '`season_news_channel` must be the ID of a channel'],
    ['{"nabi_settings":1,"season_news_channel":910000000000000001}', '`season_news_channel` must be the ID of a channel'],
    ['{"nabi_settings":1,"daily":{}}', '`daily.time` must be a time of day'],
    ['{"nabi_settings":1,"daily":{"time":"25:10"}}', '`daily.time` must be a time of day'],
  ])('is refused in plain words: %s', async (json, said) => {
    const bot = createBot();
    const { screen } = await paste(bot, json);
    expect(screen.text).toContain(said);
    expect(screen.buttons).toEqual([]);
    expect(await settings(bot)).toEqual(buildDefaultSettings(GUILD_ID));
  });

  it('never pings @everyone, and names a zone by its full name', () => {
    const daily = { on: true, channel: CHANNEL_ID, time: '9pm', zone: 'EST', days: ['monday'], tone: 'all', directors_words: false };
    const file = {
      nabi_settings: 1,
      daily: { ...daily, style: 'card', ping_role: GUILD_ID, thread: false, publish: false, skip_date: null },
    };
    const found = read(JSON.stringify(file));
    expect(found.ok ? [] : found.problems.join('\n')).toMatch(/“EST”[\s\S]+@everyone/);
  });

  it('never lets @everyone review lines', () => {
    const suggestions = { review_channel: CHANNEL_ID, who_may_suggest: GUILD_ID, who_may_review: GUILD_ID };
    expect(read(JSON.stringify({ nabi_settings: 1, suggestions }))).toEqual({ ok: false, problems: [say('config.everyoneReviews')] });
  });

  it('is told no more than a handful of its problems', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`title-${index}`, 1]));
    const found = read(JSON.stringify({ nabi_settings: 1, spoilers: many }));
    expect(found.ok ? 0 : found.problems.length).toBe(6);
  });
});

describe('/config import with a file', () => {
  const file = { id: '930000000000000001', filename: 'nabi-settings.json', url: 'https://cdn.discordapp.com/x.json', size: 40 };
  const give = (bot: Bot, attachment = file) => {
    const call = { ...asAdmin, name: 'config', subcommand: 'import' };
    const wire = JSON.parse(JSON.stringify(buildCommand(call)));
    wire.data.options[0].options = [{ name: 'file', type: 11, value: attachment.id }];
    wire.data.resolved = { attachments: { [attachment.id]: attachment } };
    return bot.send(wire);
  };

  it('previews what was fetched', async () => {
    const asked: unknown[] = [];
    const carryOut = async (effect: unknown): Promise<EffectResult> => {
      asked.push(effect);
      return { ok: true, text: '{"nabi_settings":1,"reply_style":"plain"}' };
    };
    const bot = createBot({ carryOut });
    const reply = await give(bot);
    expect(asked).toEqual([{ kind: 'fetch-file', file: { name: file.filename, url: file.url, sizeBytes: 40 } }]);
    await sitAt(bot, reply).press('Apply');
    expect((await settings(bot)).replyStyle).toBe('plain');
  });

  it('fetches nothing that is too large, and says what to do when nothing could be fetched', async () => {
    const bot = createBot({ carryOut: async () => ({ ok: false, reason: 'no-file' }) });
    expect((await give(bot, { ...file, size: 70_000 })).text).toContain('larger than 64 kB');
    expect((await give(bot)).text).toBe(say('config.file.notFetched', { command: '`/config import`' }));
  });
});
