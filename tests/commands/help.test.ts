import { Locale } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { countPhoneLines, PHONE } from '../../src/message/phone.ts';
import { createBot, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, CHANNEL_ID, type Surroundings } from '../support/interactions.ts';
import { makeLanguages } from '../support/made-up-languages.ts';

const PRIVATE = { messageFlags: (1 << 15) | (1 << 6) };
const commandIds = new Map(commands.map(({ name }, index) => [name, `60000000000000000${index}`]));

describe('/help', () => {
  it('shows by example what can be asked, as clickable commands, to the asker alone', async () => {
    const reply = await createBot({ commandIds }).ask({ name: 'help' });
    expect(reply.isPrivate).toBe(true);
    for (const name of ['cast', 'awards', 'season2', 'episodes', 'about', 'sources'])
      expect(reply.text).toContain(`</${name}:${commandIds.get(name)}>`);
    expect(reply.text).toContain(`</quote today:${commandIds.get('quote')}>`);
  });

  it('stays one screen where a language takes more lines: the last of the facts give way, and stand behind the button', async () => {
    const spoken = makeLanguages(['de'], (text, key) =>
      /^help\.(?:ost|about|episodes|season2)$/.test(key) ? `${text} ${'lang '.repeat(8)}` : text,
    );
    const bot = createBot({ spoken });
    const first = await bot.askAsAdmin({ name: 'help', locale: Locale.German });
    expect(countPhoneLines(first.text) + 6).toBeLessThanOrEqual(PHONE.lines);
    const lacks = ['de-quiz', 'de-places', 'de-ost'].filter((name) => !first.text.includes(name));
    expect(lacks).toContain('de-quiz');
    for (const name of ['de-ask', 'de-cast', 'de-progress', 'de-privacy']) expect(first.text).toContain(name);
    const all = await bot.press({ customId: 'v1|help|all', locale: Locale.German, ...PRIVATE });
    for (const name of lacks) expect(all.text).toContain(name);
  });

  it('has every line of every command behind one button, and leads back', async () => {
    const bot = createBot({ commandIds });
    const first = await bot.ask({ name: 'help' });
    const all = await bot.press({ customId: first.buttons.find(({ label }) => label === say('help.all'))?.customId ?? '', ...PRIVATE });
    expect(all.isPrivate).toBe(true);
    for (const sub of ['today', 'random', 'find', 'saved']) expect(all.text).toContain(`</quote ${sub}:${commandIds.get('quote')}>`);
    expect(all.text).toContain('It’s Okay to Not Be Okay');
    expect((await bot.press({ customId: all.buttons[0]?.customId ?? '', ...PRIVATE })).text).toBe(first.text);
  });

  it('is a message of its own where it was typed and takes the place of the one that was pressed, in a server’s style, whichever came before', async () => {
    const ids = new Map(commandIds);
    const [cards, plain] = (['card', 'plain'] as const).map((replyStyle) => createBot({ commandIds: ids, settings: { replyStyle } }));
    for (let turn = 0; turn < 2; turn += 1) {
      const typed = await cards?.ask({ name: 'help' });
      const pressed = await cards?.press({ customId: 'v1|help|show', ...PRIVATE });
      expect([typed?.response.type, pressed?.response.type]).toEqual([4, 7]);
      expect(pressed?.text).toBe(typed?.text);
      expect([typed?.isPlain, (await plain?.ask({ name: 'help' }))?.isPlain]).toEqual([false, true]);
    }
  });

  it('has the three things to try under it, each answered by one press', async () => {
    const bot = createBot();
    const { buttons } = await bot.ask({ name: 'help' });
    expect(buttons.slice(0, 3).map(({ label }) => label)).toEqual([say('help.try.cast'), say('help.try.season2'), say('help.try.today')]);
    const answers = await Promise.all(buttons.slice(0, 3).map(({ customId }) => bot.press({ customId, ...PRIVATE })));
    for (const { isPrivate, text } of answers)
      expect([isPrivate, text.length > 20, text]).toEqual([true, true, expect.not.stringContaining(say('error.gone'))]);
    expect(answers[0]?.text).toContain(say('cast.heading'));
  });

  it('prints commands as code before their ids are known', async () => {
    const { text } = await createBot().ask({ name: 'help' });
    expect(text).toContain('`/cast`');
    expect(text).not.toMatch(/<\/|undefined/);
  });

  it('names every work it knows', async () => {
    const { text } = await createBot().ask({ name: 'help' });
    expect(text).toContain('*It’s Okay to Not Be Okay*');
    expect(text).toContain('*It’s Okay!*');
  });

  it('joins them in Japanese with a word, since a title may hold the comma of a list', async () => {
    const { text } = await createBot().ask({ name: 'help', locale: 'ja' });
    expect(text).toContain('』や『');
    expect(text).not.toContain('』、『');
  });

  it('shows an admin of a server that is not set up that it has no daily post, before anything else, and opens the select of channels', async () => {
    const bot = createBot({ commandIds });
    const { text, buttons } = await bot.askAsAdmin({ name: 'help' });
    expect(text.indexOf(say('config.showOff'))).toBeGreaterThan(0);
    expect(text.indexOf(say('config.showOff'))).toBeLessThan(text.indexOf('</cast:'));
    const setUp = buttons.find(({ label }) => label === say('help.setUp'));
    const opened = await bot.press({ customId: setUp?.customId ?? '', memberPermissions: ADMIN_PERMISSIONS, ...PRIVATE });
    expect(opened.pickers).toEqual([{ customId: 'v1|config|channel', type: 8 }]);
  });

  it('does not say that a paused daily post is on', async () => {
    const bot = createBot();
    const options = { time: '21:00', zone: 'Asia/Seoul' };
    const channels = { channel: { id: CHANNEL_ID } };
    await bot.askAsAdmin({ name: 'config', subcommand: 'daily', options, channels });
    await bot.askAsAdmin({ name: 'config', subcommand: 'pause', options: { until: '2026-12-24' } });
    const { text } = await bot.askAsAdmin({ name: 'help' });
    expect(text).toContain('**Daily quote:** paused until December 24, 2026');
    expect(text).not.toContain('**Daily quote:** on');
  });

  it('does not trouble fans, direct messages or servers that are set up with it', async () => {
    const bot = createBot();
    const admin = { memberPermissions: ADMIN_PERMISSIONS };
    const offered = async (surroundings: Surroundings) => (await bot.ask({ name: 'help', ...surroundings })).labels;
    expect(await offered({})).not.toContain(say('help.setUp'));
    expect(await offered({ ...admin, where: 'dm' })).not.toContain(say('help.setUp'));
    await bot.askAsAdmin({
      name: 'config',
      subcommand: 'daily',
      channels: { channel: { id: CHANNEL_ID } },
      options: { zone: 'Asia/Seoul' },
    });
    expect(await offered(admin)).not.toContain(say('help.setUp'));
    expect((await bot.askAsAdmin({ name: 'help' })).text).toContain('/setup');
  });
});

describe('a command nobody has', () => {
  it('gets a kind sentence that says what would work', async () => {
    const reply = await createBot().ask({ name: 'weather' });
    expect(reply.text).toBe(say('error.unknownCommand'));
    expect(reply.isPrivate).toBe(true);
  });
});

describe('a button that is too old, forged or points to something gone', () => {
  it.each([
    ['of another version', 'v0|cast|list|its-okay|0', say('error.oldButton')],
    ['of another bot', 'hello', say('error.oldButton')],
    ['without anything', '', say('error.oldButton')],
    ['of a command that is gone', 'v1|weather|today', say('error.oldButton')],
    ['with an action that never was', 'v1|cast|explode|its-okay', say('error.oldButton')],
    ['with the name of something every object has', 'v1|cast|constructor|its-okay', say('error.oldButton')],
    ['for a title that is gone', 'v1|cast|list|sky-castle|0', say('error.gone')],
    ['for a person who is gone', 'v1|cast|card|its-okay|person|nobody|0', say('error.gone')],
    ['for an empty choice', 'v1|cast|open|its-okay', say('error.gone')],
  ])('%s gets a kind private sentence', async (_, customId, sentence) => {
    const reply = await createBot().press({ customId });
    expect(reply.text).toBe(sentence);
    expect(reply.isPrivate).toBe(true);
    expect(reply.response.type).toBe(4);
  });

  it('with a page beyond the last shows the last, and with none the first', async () => {
    const bot = createBot();
    const { labels } = await bot.press({ customId: 'v1|cast|list|its-okay-to-not-be-okay|999' });
    const position = labels.find((label) => / of \d/.test(label));
    expect(position?.split(' of ')[0]).toBe(position?.split(' of ')[1]);
    expect((await bot.press({ customId: 'v1|cast|list|its-okay-to-not-be-okay|x' })).labels).toContain(
      `1 of ${position?.split(' of ')[1]}`,
    );
  });
});
