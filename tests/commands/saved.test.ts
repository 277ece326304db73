/** What somebody keeps for themselves, and the quiet way out under a daily post. */
import { describe, expect, it } from 'vitest';
import { MOST_SAVED } from '../../commands/quote/saved.ts';
import { type Bot, createBot, DRAMA, loadTestContent, type Reply, say } from '../support/bot.ts';
import { GUILD_ID, type Surroundings, USER_ID } from '../support/interactions.ts';

const privately = { messageFlags: (1 << 15) | (1 << 6) } as const;
const listSaved = (bot: Bot, from: Surroundings = {}) => bot.ask({ ...from, name: 'quote', subcommand: 'saved' });
const idOf = (reply: Reply, label: string) => reply.buttons.find((button) => button.label === label)?.customId ?? '';

describe('saving a line', () => {
  it('takes one press under it, is confirmed to the one who pressed alone, and can be taken back there', async () => {
    const bot = createBot();
    const random = await bot.ask({ name: 'quote', subcommand: 'random' });
    const saved = await bot.press({ customId: idOf(random, say('saved.save')), askedBy: '700000000000000002' });
    expect(saved.isPrivate).toBe(true);
    expect(saved.text).toBe(say('saved.done', { list: '`/quote saved`' }));
    const line = /^> .+$/m.exec(random.text)?.[0] ?? '';
    const list = await listSaved(bot);
    expect(list.isPrivate).toBe(true);
    expect(list.text).toContain(line);
    expect((await listSaved(bot, { userId: '700000000000000002' })).text).toBe(say('saved.none'));
    await bot.press({ ...privately, customId: idOf(saved, say('saved.remove')) });
    expect((await listSaved(bot)).text).toBe(say('saved.none'));
  });

  it('works in direct messages, and says so when the line was saved before', async () => {
    const bot = createBot();
    const today = await bot.ask({ name: 'quote', subcommand: 'today', where: 'dm' });
    const save = () => bot.press({ customId: idOf(today, say('saved.save')), where: 'dm' });
    await save();
    expect((await save()).text).toBe(say('saved.already', { list: '`/quote saved`' }));
    expect((await listSaved(bot, { where: 'dm' })).text).toMatch(/^> .+$/m);
    expect(await bot.state.loadSavedQuotes(USER_ID, 9)).toHaveLength(1);
  });

  it('is offered for each line of a search that stands openly', async () => {
    const bot = createBot();
    const found = await bot.ask({ name: 'quote', subcommand: 'find', options: { theme: loadTestContent().themes(DRAMA)[0] ?? '' } });
    const [select] = found.selects;
    expect(select?.labels.length).toBeGreaterThan(0);
    for (const label of select?.labels ?? []) expect(found.openText).toContain(label.replace(/…$/, ''));
    const saved = await bot.choose({ customId: select?.customId ?? '', values: select?.values.slice(0, 1) ?? [] });
    expect(saved.text).toBe(say('saved.done', { list: '`/quote saved`' }));
  });
});

describe('/quote saved', () => {
  const keep = (bot: Bot, quoteIds: readonly string[]) =>
    bot.state.saveChanges(
      quoteIds.map((quoteId) => ({ kind: 'save-quote', userId: USER_ID, titleId: DRAMA, quoteId })),
      1,
    );
  const quotes = loadTestContent().list('quotes', DRAMA);

  it('goes over pages, and each line on it can be removed', async () => {
    const bot = createBot();
    await keep(
      bot,
      quotes.slice(0, 10).map(({ id }) => id),
    );
    const first = await listSaved(bot);
    expect(first.text).toContain(say('saved.count', { count: 10 }));
    const second = await bot.press({ ...privately, customId: idOf(first, say('page.next')) });
    const [select] = second.selects;
    const left = await bot.choose({ ...privately, customId: select?.customId ?? '', values: select?.values.slice(0, 1) ?? [] });
    expect(left.text).toContain(say('saved.count', { count: 9 }));
    expect(await bot.state.loadSavedQuotes(USER_ID, 99)).toHaveLength(9);
  });

  it('hides what is later, says nothing of what is later than the reader has got, and names neither in a choice', async () => {
    const bot = createBot();
    const later =
      quotes.find((quote) => quote.spoiler_from > 4 && quote.tone === 'gentle') ?? quotes.find((quote) => quote.spoiler_from > 4);
    if (later === undefined) throw new Error('the drama has no line of a later episode');
    await keep(bot, [later.id]);
    const words = later.text.slice(0, 30);
    const list = await listSaved(bot);
    expect(list.text).toContain(words);
    expect(list.openText).not.toContain(words);
    expect(list.labels.join(' ')).not.toContain(words);
    await bot.state.saveChanges([{ kind: 'set-progress', userId: USER_ID, titleId: DRAMA, episode: 2 }], 1);
    const unread = await listSaved(bot);
    expect(unread.text).toContain(say('saved.hidden'));
    expect(unread.text).not.toContain(words);
  });

  it('keeps no more than it says, and takes no id that cannot be one', async () => {
    const bot = createBot();
    await keep(
      bot,
      Array.from({ length: MOST_SAVED }, (_, index) => `line-${index}`),
    );
    const random = await bot.ask({ name: 'quote', subcommand: 'random' });
    const full = await bot.press({ customId: idOf(random, say('saved.save')) });
    expect(full.text).toBe(say('saved.full', { count: MOST_SAVED, list: '`/quote saved`' }));
    const forged = await bot.press({ customId: `v1|quote|save|${DRAMA}|<script>` });
    expect(forged.text).toBe(say('error.gone'));
    expect(await bot.state.loadSavedQuotes(USER_ID, 999)).toHaveLength(MOST_SAVED);
  });

  it('says of a community’s line that it shows only in its server', async () => {
    const bot = createBot();
    await keep(bot, ['community-1300000000000000001']);
    expect((await listSaved(bot)).text).toContain(say('saved.elsewhere'));
  });
});

describe('“Rough day?”', () => {
  it('answers quietly, with one link, the words of server and operator, and no question; nothing is kept', async () => {
    const bot = createBot({ settings: { careText: 'Our **listeners**: @everyone may write.' } });
    const reply = await bot.press({ customId: 'v1|quote|not-today|2026-11-22', isPosted: true });
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain(say('care.rough'));
    expect(reply.text).not.toContain('?');
    expect(reply.text).toContain('Our \\*\\*listeners\\*\\*: @\u200beveryone may write.');
    expect(JSON.stringify(reply.response).match(/https?:[^"]+/g)).toEqual(['https://findahelpline.com']);
    const kept = Object.values(await bot.state.loadMemberData(USER_ID)).flat();
    expect(kept.filter((one) => one !== null)).toEqual([]);
    expect(await bot.state.loadSuggestions({ guildId: GUILD_ID, limit: 1 })).toEqual([]);
  });

  it('lets an address in the words of a server be followed', async () => {
    const bot = createBot({ settings: { careText: 'Call 1393, or see\n(https://help.example/a_b?c=1).' } });
    const { text } = await bot.press({ customId: 'v1|quote|not-today|2026-11-22', isPosted: true });
    expect(text).toContain('Call 1393, or see\n(<https://help.example/a_b?c=1>).');
  });
});
