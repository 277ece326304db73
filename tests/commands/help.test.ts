import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { createBot } from '../support/bot.ts';
import { CHANNEL_ID } from '../support/interactions.ts';

const commandIds = new Map(commands.map(({ name }, index) => [name, `60000000000000000${index}`]));

describe('/help', () => {
  it('shows by example what can be asked, as clickable commands, to the asker alone', async () => {
    const reply = await createBot({ commandIds }).ask({ name: 'help' });
    expect(reply.isPrivate).toBe(true);
    for (const name of ['cast', 'awards', 'season2', 'episodes', 'about', 'sources'])
      expect(reply.text).toContain(`</${name}:${commandIds.get(name)}>`);
    for (const sub of ['today', 'random', 'find']) expect(reply.text).toContain(`</quote ${sub}:${commandIds.get('quote')}>`);
  });

  it('prints commands as code before their ids are known', async () => {
    const { text } = await createBot().ask({ name: 'help' });
    expect(text).toContain('`/cast`');
    expect(text).not.toMatch(/<\/|undefined/);
  });

  it('names every work it knows', async () => {
    const { text } = await createBot().ask({ name: 'help' });
    expect(text).toContain("It's Okay to Not Be Okay (사이코지만 괜찮아)");
    expect(text).toContain("It's Okay! (괜찮아 괜찮아 괜찮아!)");
  });

  it('shows an admin of a server that is not set up how to set up the daily post, before anything else', async () => {
    const { text } = await createBot({ commandIds }).askAsAdmin({ name: 'help' });
    expect(text.indexOf('Set up the daily post')).toBeGreaterThan(0);
    expect(text.indexOf('Set up the daily post')).toBeLessThan(text.indexOf('</cast:'));
    expect(text).toContain(`</config panel:${commandIds.get('config')}>`);
  });

  it('does not trouble fans, direct messages or servers that are set up with it', async () => {
    const bot = createBot();
    expect((await bot.ask({ name: 'help' })).text).not.toContain('Set up the daily post');
    expect((await bot.askAsAdmin({ name: 'help', where: 'dm' })).text).not.toContain('Set up the daily post');
    await bot.askAsAdmin({
      name: 'config',
      subcommand: 'daily',
      channels: { channel: { id: CHANNEL_ID } },
      options: { zone: 'Asia/Seoul' },
    });
    expect((await bot.askAsAdmin({ name: 'help' })).text).not.toContain('Set up the daily post');
  });
});

describe('a command nobody has', () => {
  it('gets a kind sentence that says what would work', async () => {
    const reply = await createBot().ask({ name: 'weather' });
    expect(reply.text).toBe("I don't know that command any more. `/help` lists the ones I know.");
    expect(reply.isPrivate).toBe(true);
  });
});

describe('a button that is too old, forged or points to something gone', () => {
  it.each([
    ['of another version', 'v0|cast|list|its-okay|0', 'an older version of me'],
    ['of another bot', 'hello', 'an older version of me'],
    ['without anything', '', 'an older version of me'],
    ['of a command that is gone', 'v1|weather|today', 'an older version of me'],
    ['with an action that never was', 'v1|cast|explode|its-okay', 'an older version of me'],
    ['with the name of something every object has', 'v1|cast|constructor|its-okay', 'an older version of me'],
    ['for a title that is gone', 'v1|cast|list|sky-castle|0', "can't find that any more"],
    ['for a person who is gone', 'v1|cast|card|its-okay|person|nobody|0', "can't find that any more"],
    ['for an empty choice', 'v1|cast|open|its-okay', "can't find that any more"],
  ])('%s gets a kind private sentence', async (_, customId, sentence) => {
    const reply = await createBot().press({ customId });
    expect(reply.text).toContain(sentence);
    expect(reply.text).toContain('`/help`');
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
