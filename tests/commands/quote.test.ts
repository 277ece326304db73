import { Locale } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { listHealingLines } from '../../src/lines/pick.ts';
import { createBot, DRAMA, FILM, loadTestContent, type Reply, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, CHANNEL_ID } from '../support/interactions.ts';
import { fold } from './leaks.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const bot = createBot();
const find = (options: Readonly<Record<string, string>>) => bot.ask({ name: 'quote', subcommand: 'find', options });

describe('/quote today', () => {
  it('begins with the line and its speaker, then a question, and small where it is from', async () => {
    const { text, isPrivate } = await bot.ask({ name: 'quote', subcommand: 'today' });
    expect(text).toMatch(/^> .+\n(> .+\n)*— .+\n/);
    expect(text).toMatch(/Something to think about:\* .+\?$/m);
    expect(text).toMatch(/^-# Quote of the day · .+$/m);
    expect(isPrivate).toBe(false);
  });

  it('is the same line for everybody in a server all day, and another in time', async () => {
    const own = createBot();
    const ask = (userId: string) => own.ask({ name: 'quote', subcommand: 'today', userId });
    const first = await ask('700000000000000001');
    expect((await ask('700000000000000002')).text).toBe(first.text);
    const texts = new Set<string>();
    for (let day = 0; day < 7; day += 1) {
      own.setNow(Date.parse('2026-11-22T03:00:00Z') + day * DAY_MS);
      texts.add((await ask('700000000000000001')).text);
    }
    expect(texts.size).toBeGreaterThan(2);
  });

  it('is the line the daily post will bring, where a server has one', async () => {
    const own = createBot();
    const channels = { channel: { id: CHANNEL_ID } };
    const memberPermissions = ADMIN_PERMISSIONS;
    await own.ask({ name: 'config', subcommand: 'daily', memberPermissions, channels, options: { time: '21:00', zone: 'Asia/Seoul' } });
    const seoul = await own.ask({ name: 'quote', subcommand: 'today' });
    // Still the same date in Seoul, already or still another elsewhere.
    own.setNow(Date.parse('2026-11-22T14:59:00Z'));
    expect((await own.ask({ name: 'quote', subcommand: 'today' })).text).toBe(seoul.text);
  });

  it('keeps to gentle lines where the admin chose them for the daily post', async () => {
    const content = loadTestContent();
    const title = content.title(DRAMA);
    const firm = title === undefined ? [] : listHealingLines(content, title, 1).filter((line) => line.tone === 'firm');
    expect(firm.length).toBeGreaterThan(0);
    for (let server = 0; server < 12; server += 1) {
      const own = createBot();
      const asker = { guildId: String(900_000_000_000_000_000n + BigInt(server)), memberPermissions: ADMIN_PERMISSIONS };
      const options = { time: '21:00', zone: 'Asia/Seoul', tone: 'gentle' };
      await own.ask({ ...asker, name: 'config', subcommand: 'daily', channels: { channel: { id: CHANNEL_ID } }, options });
      const said = fold((await own.ask({ ...asker, name: 'quote', subcommand: 'today' })).text);
      expect(firm.filter((line) => said.includes(fold(line.text)))).toEqual([]);
    }
  });

  it('works in a direct message', async () => {
    expect((await bot.ask({ name: 'quote', subcommand: 'today', where: 'dm' })).text).toMatch(/^> .+$/m);
  });
});

describe('/quote random', () => {
  it.each([DRAMA, FILM])('of %s can give every healing line, and nothing else', async (titleId) => {
    const content = loadTestContent();
    const title = content.title(titleId);
    const healing = title === undefined ? [] : listHealingLines(content, title, 1);
    const shown = new Set<string>();
    for (let index = 0; index < 300; index += 1) {
      const lucky = createBot({ pick: (count) => index % count });
      const { text } = await lucky.ask({ name: 'quote', subcommand: 'random', options: { title: titleId } });
      const said = fold(text);
      const line = healing.find((quote) => said.includes(fold(quote.text.replace(/[,;]$/, ''))));
      expect(line, text).toBeDefined();
      shown.add(line?.id ?? '');
      if (shown.size === healing.length) break;
    }
    expect(shown.size).toBe(healing.length);
  });

  it('has a button for another line, which turns the card over', async () => {
    const { buttons } = await bot.ask({ name: 'quote', subcommand: 'random' });
    const another = await bot.press({ customId: buttons.find(({ label }) => label === say('quote.another'))?.customId ?? '' });
    expect(another.response.type).toBe(7);
    expect(another.text).toMatch(/^> .+$/m);
  });

  it('is drawn for all to see in the language of the place, whatever the one who asks reads', async () => {
    const english = createBot({
      settings: { locale: 'en-US' },
      carryOut: async () => ({ ok: true, picture: new Uint8Array([1]) }),
    });
    const card = await english.press({ customId: `v1|quote|card|${DRAMA}|d22`, locale: 'ko' });
    expect(card.isPrivate).toBe(false);
    expect(card.text).toContain(say('quote.random'));
  });
});

describe('/quote find', () => {
  it.each(['rest cry', 'CRY rest', 'resting crying', 'rest cr', 'tired…rest!'])(
    'finds a line by “%s”: words in any order, stems and beginnings',
    async (words) => {
      const { text } = await find({ words });
      expect(text).toMatch(/^## 1 quote\n/);
      expect(text).toContain('> When you are tired, get some rest.');
    },
  );

  it.each([
    ['your body never lies but the heart is a lier', Locale.EnglishUS, 'Your body is honest'],
    ['we did nothing wrong moon young', Locale.EnglishUS, 'None of us did anything wrong'],
    ['cuando estés cansado descansa y llora', Locale.SpanishLATAM, 'descansa'],
    ['kalau capek istirahat kalau sedih nangis', Locale.Indonesian, 'istirahat'],
    ['아픈 기억 강해진다', Locale.Korean, '더 강해지고'],
    ['蝶が見つけられない場所', Locale.Japanese, '蝶に見つからない所へ'],
    ['心は嘘つき', Locale.Japanese, '心はうそつき'],
    ['魂が育たない子ども', Locale.Japanese, '魂の育たない'],
    ['everyone is a hypocrite', Locale.EnglishUS, 'hypocrites'],
  ])('finds the line that has most of the words, where none has all: %s', async (words, locale, line) => {
    const { text } = await createBot().ask({ name: 'quote', subcommand: 'find', options: { words }, locale });
    expect(text).toContain(line);
  });

  it.each(['vincenzo pasta recipe', 'the butterfly of vincenzo cassano in milano'])(
    'finds nothing by less than half of the words: %s',
    async (words) => {
      expect((await find({ words })).text).toContain('No quotes from');
    },
  );

  it('finds lines by speaker, by id or name alike, and by theme', async () => {
    const byId = await find({ speaker: 'oh-ji-wang' });
    expect((await find({ speaker: 'Oh Ji-wang' })).text).toBe(byId.text);
    const theme = loadTestContent().themes(DRAMA)[0] ?? '';
    expect((await find({ theme })).text).toMatch(/^## \d+ quotes? about /);
  });

  it('shows the lines of the theme whose name was typed for words of a quote, in every language, or leads to them', async () => {
    for (const [words, locale] of [
      ['love', 'en-US'],
      ['사랑', 'ko'],
      ['愛', 'ja'],
      ['amor', 'es-419'],
      ['amor', 'pt-BR'],
      ['cinta', 'id'],
    ] as const) {
      const bot = createBot();
      const reply = await bot.ask({ name: 'quote', subcommand: 'find', options: { words }, locale });
      const theme = await bot.ask({ name: 'quote', subcommand: 'find', options: { theme: words }, locale });
      const isShown = /\d+/.exec(reply.text)?.[0] === /\d+/.exec(theme.text)?.[0];
      expect(reply.buttons.filter(({ label }) => theme.text.startsWith(`## ${label}\n`))).toHaveLength(isShown ? 0 : 1);
    }
  });

  it('takes a word that stands in no line, but is a theme’s name, for the theme', async () => {
    const ask = (options: Readonly<Record<string, string>>) =>
      createBot().ask({ name: 'quote', subcommand: 'find', options, locale: Locale.Indonesian });
    expect(await ask({ words: 'Cinta' })).toEqual(await ask({ theme: 'cinta' }));
  });

  it('offers no theme whose lines are all shown already', async () => {
    const options = { words: 'kupu-kupu' };
    const reply = await createBot().ask({ name: 'quote', subcommand: 'find', options, locale: Locale.Indonesian });
    expect(reply.text).toContain('## 1 kutipan\n');
    expect(reply.buttons.map(({ label }) => label)).not.toContain('1 kutipan tentang kupu-kupu');
  });

  it('shows words written to hurt to the asker alone, hidden, after a content note', async () => {
    const reply = await find({ words: 'monster' });
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toMatch(/\*\*Content note:\*\* .+\n\|\|.+\|\|/);
    expect(reply.openText).not.toMatch(/^> .*monster/m);
  });

  it('asks for something to search by when nothing was given, and names themes', async () => {
    const reply = await find({});
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain('Search by words, speaker, or theme');
  });

  it('keeps a search too long for a button when it asks which title is meant', async () => {
    const long = 'abcdefghij'.repeat(6);
    const { text, isPrivate } = await find({ title: "It's okay", words: long, speaker: long, theme: long });
    expect(text).toContain('Which one do you mean?');
    expect(isPrivate).toBe(true);
  });

  it('shows the short ones first, two or three a page', async () => {
    const first = await find({ theme: 'healing' });
    const linesOf = ({ text }: Reply) => text.split('\n').filter((line) => line.startsWith('> ') && !line.startsWith('> -#'));
    const lengths = linesOf(first).map((line) => line.length);
    expect(lengths.length).toBeGreaterThan(1);
    expect(lengths.length).toBeLessThanOrEqual(3);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    const second = await bot.press({ customId: first.buttons.find(({ label }) => label === say('page.next'))?.customId ?? '' });
    expect(Math.min(...linesOf(second).map((line) => line.length))).toBeGreaterThanOrEqual(Math.max(...lengths));
  });

  it('means a character by part of their name, though a storybook’s witch is called after them, and the witch by her own word', async () => {
    const hers = await find({ speaker: 'Moon-young' });
    expect(hers.text).toMatch(/^## \d quotes from Ko Moon-young\n/);
    expect(hers.text).not.toContain('storybook');
    expect((await find({ speaker: 'Seo Ye-ji' })).text).toMatch(/^## \d quotes from Seo Ye-ji\n/);
    expect((await find({ speaker: 'the witch' })).text).toContain('— the witch in Moon-young’s storybook');
  });

  it('says how many later lines it hides, and shows them to whoever asks, behind spoiler marks or by their own progress', async () => {
    const hers = await find({ speaker: 'Moon-young' });
    const hidden = Number(/-# (\d) spoilers hidden/.exec(hers.text)?.[1]);
    expect(hers.text).not.toContain('||');
    const pressLater = (asker: typeof bot, customId: string) => asker.press({ customId, userId: '700000000000000031' });
    const later = await pressLater(bot, hers.buttons.find(({ label }) => label === say('spoiler.show'))?.customId ?? '');
    expect(later.isPrivate).toBe(true);
    expect(later.text).toMatch(new RegExp(`^## ${hidden} quotes from Ko Moon-young`));
    expect(later.text).toMatch(/Spoiler for episode 7:\n\|\|My nightmares are always about my mom/);
    const finished = createBot({ progress: { [DRAMA]: 16 } });
    const open = await pressLater(finished, hers.buttons.find(({ label }) => label === say('spoiler.show'))?.customId ?? '');
    expect(open.text).toContain('> My nightmares are always about my mom');
  });

  it('says of lines that are shown to nobody that they exist and why, and leads on to what others say', async () => {
    const { text, selects, isPrivate } = await find({ words: 'empty can' });
    expect(text).toMatch(/^I’m leaving out 1 quote: /);
    expect(fold(text)).not.toContain(fold('You’re all empty inside'));
    expect(isPrivate).toBe(true);
    const other = await bot.choose({ customId: selects[0]?.customId ?? '', values: ['oh-ji-wang'] });
    expect(other.text).toContain('Oh Ji-wang');
    expect((await find({ speaker: 'Gang-tae' })).text).toMatch(/^-# I’m leaving out \d quotes: /m);
  });

  it('says kindly and privately that it found nothing', async () => {
    const reply = await find({ words: 'qqqqqq' });
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain('It’s Okay to Not Be Okay');
    expect(reply.text).not.toMatch(/^> /m);
  });

  it('lists the themes it knows when it does not know one', async () => {
    expect((await find({ theme: 'cooking' })).text).toMatch(/“cooking”\. Try: .+/);
  });

  it('keeps lines of the film out of the drama’s', async () => {
    expect((await find({ words: 'harmony' })).text).not.toContain('Kim Hye-young');
    expect((await find({ words: 'harmony', title: FILM })).text).toContain('Kim Hye-young');
  });
});

describe('the words of a reader’s own language', () => {
  it.each([
    [Locale.SpanishLATAM, 'descansa'],
    [Locale.PortugueseBR, 'descanse'],
    [Locale.Indonesian, 'keluarga'],
    [Locale.Japanese, '悲しければ'],
  ])('find the line they stand in (%s: %s)', async (locale, words) => {
    const reply = await createBot().ask({ name: 'quote', subcommand: 'find', options: { words }, locale });
    expect(reply.text.toLowerCase()).toContain(words);
  });
});
