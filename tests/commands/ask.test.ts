/** `/ask`: a question in plain words. What is understood is held by tests/ask; here, what is answered. */
import { describe, expect, it } from 'vitest';
import { createBot, DRAMA, FILM, languages, type Reply } from '../support/bot.ts';

type Locale = 'en-US' | 'ko' | 'ja' | 'es-419' | 'pt-BR' | 'id';

const ask = (question: string, locale: Locale = 'en-US', bot = createBot()): Promise<Reply> =>
  bot.ask({ name: 'ask', options: { question }, locale });

const NAMES = /Gang-tae|Moon-young|Soo-hyun|Ye-ji|Jung-se|강태|문영|김수현|서예지|ガンテ|ムニョン|スヒョン|イェジ/;

describe('a question that is understood', () => {
  it('is answered with what the command says, for the asker alone, under a line that says what was understood', async () => {
    const bot = createBot();
    const asked = await ask('will there be a season 2 of iotnbo', 'en-US', bot);
    const typed = await bot.ask({ name: 'season2', options: { title: DRAMA }, locale: 'en-US' });
    const [first, ...rest] = asked.text.split('\n');
    expect(asked.isPrivate).toBe(true);
    expect(first).toBe('-# About: Season 2');
    expect(rest.join('\n')).toBe(typed.text);
  });

  it('has no such line above a card, whose heading says it', async () => {
    const bot = createBot();
    const asked = await ask('who plays gang tae in iotnbo', 'en-US', bot);
    const typed = await bot.ask({ name: 'cast', options: { name: 'moon-gang-tae', title: DRAMA }, locale: 'en-US' });
    expect([asked.isPrivate, asked.text]).toEqual([true, typed.text]);
  });

  it.each([
    ['did oh jung-se win at the baeksang', 'en-US', 'Best Supporting Actor'],
    ['시즌2 나오나요', 'ko', '시즌 2'],
    ['12話のタイトルは？', 'ja', '12'],
    ['quiénes son los actores principales', 'es-419', 'Kim Soo-hyun'],
    ['onde foi gravado', 'pt-BR', 'Wonju'],
    ['lagu heize di ost', 'id', 'Heize'],
  ] as const)('%s', async (question, locale, said) => {
    expect((await ask(question, locale)).text).toContain(said);
  });

  it.each([
    ['who wrote the drama?', 'en-US', '## Writer: Jo Yong', 'Director:** Park'],
    ['who directed and who wrote it', 'en-US', '## Director: Park Shin-woo · Writer: Jo Yong', 'Network'],
    ['어디서 볼 수 있어?', 'ko', '## 볼 수 있는 곳', '연출'],
    ['quantos episódios tem', 'pt-BR', '## Episódios: 16', 'Emissora'],
    ['いつ放送された？', 'ja', '## 放送', '2020'],
  ] as const)('for one fact has it in its first line, and everything else below: %s', async (question, locale, first, below) => {
    const lines = (await ask(question, locale)).text.split('\n');
    // Above it there may be a line that says what was understood.
    const leads = lines.findIndex((line) => line.startsWith('## '));
    expect([leads <= 1, lines[leads]]).toEqual([true, expect.stringContaining(first)]);
    const rest = lines.slice(leads + 1).join('\n');
    expect(rest).toContain(below);
    // What leads does not stand there again.
    expect(rest.replaceAll('*', '')).not.toContain(lines[leads]?.replace('## ', ''));
  });

  it('for one fact is shared with it in the first line', async () => {
    const bot = createBot();
    const { buttons } = await ask('who wrote the drama?', 'en-US', bot);
    const shared = buttons.find(({ label }) => label === languages.say('en-US')('again.all'));
    const reply = await bot.press({ customId: shared?.customId ?? '', messageFlags: 1 << 6 });
    expect(reply.text.split('\n')[0]).toBe('## Writer: Jo Yong');
  });

  it('about a title that may be two asks which, and tells nothing of either', async () => {
    const reply = await ask('its okay cast');
    expect(reply.labels.filter((label) => label.includes('It’s Okay')).length).toBeGreaterThan(1);
    expect(reply.text).not.toMatch(NAMES);
  });

  it('goes on with what was asked when the title is chosen', async () => {
    const bot = createBot();
    const { buttons } = await ask('who directed its okay', 'en-US', bot);
    const film = buttons.find(({ label }) => label.includes('2023'));
    const chosen = await bot.press({ customId: film?.customId ?? '', messageFlags: 1 << 6 });
    expect(chosen.text.split('\n')[0]).toBe('## Director: Kim Hye-young');
  });

  it('about a title with its mark needs no asking', async () => {
    expect((await ask('what is its okay! about')).text).toContain('In-young');
  });

  it('that two people fit asks whom', async () => {
    const reply = await ask('who plays the nurse');
    expect(reply.labels.join('\n')).toMatch(/Nam Ju-ri[\s\S]*Park Haeng-ja/);
  });

  it('of somebody’s later story shows no more than the command', async () => {
    const reply = await ask("who killed the brothers' mom");
    expect(reply.openText).not.toContain('Do Hui-jae');
  });
});

describe('Share in channel', () => {
  const SHARE = languages.say('en-US')('again.all');

  it('shows all what the command would, and nothing of the question', async () => {
    const bot = createBot();
    const reply = await ask('who plays gang tae in iotnbo', 'en-US', bot);
    const button = reply.buttons.find(({ label }) => label === SHARE);
    const shared = await bot.press({ customId: button?.customId ?? '', messageFlags: 1 << 6 });
    expect([shared.isPrivate, shared.text.includes('Kim Soo-hyun'), shared.text.includes('About: ')]).toEqual([false, true, false]);
  });

  it.each([
    ['a part of another page', 'tell me about the storybooks', 'en-US'],
    ['an episode', "what's the title of episode 12", 'en-US'],
  ] as const)('is there for %s', async (_what, question, locale) => {
    const bot = createBot();
    const reply = await ask(question, locale, bot);
    const button = reply.buttons.find(({ label }) => label === SHARE);
    expect((await bot.press({ customId: button?.customId ?? '', messageFlags: 1 << 6 })).isPrivate).toBe(false);
  });

  it('is not there in a direct message, under a no, or where Nabi asks back', async () => {
    const bot = createBot();
    const alone = await bot.ask({ name: 'ask', options: { question: 'who plays gang tae' }, where: 'dm' });
    const others = [await ask('is seo ye-ji married'), await ask('its okay cast'), await ask('who plays the nurse')];
    expect([alone, ...others].filter(({ labels }) => labels.includes(SHARE))).toEqual([]);
  });
});

describe('a question that is not understood', () => {
  it.each([
    ['is kim soo-hyun married', 'en-US'],
    ['who plays the lead in vincenzo', 'en-US'],
    ['서예지 남친 있음?', 'ko'],
    ['이지안 역 누구예요', 'ko'],
    ['涙の女王のキャスト教えて', 'ja'],
    ['キム・スヒョンの家の住所', 'ja'],
    ['cuánto gana kim soo-hyun por capítulo', 'es-419'],
    ['onde mora a seo ye-ji', 'pt-BR'],
    ['alamat rumah kim soo hyun', 'id'],
  ] as const)('gets a no that names nobody: %s', async (question, locale) => {
    const reply = await ask(question, locale);
    expect(reply.isPrivate).toBe(true);
    expect([reply.text, ...reply.labels].filter((text) => NAMES.test(text))).toEqual([]);
    expect(reply.buttons).toHaveLength(3);
  });

  it('leads to what is known, one press each', async () => {
    const bot = createBot();
    const { buttons } = await ask('what is the weather', 'en-US', bot);
    const pressed = await bot.press({ customId: buttons[0]?.customId ?? '', messageFlags: 1 << 6 });
    expect(pressed.text).toContain('Kim Soo-hyun');
  });

  it('about somebody is offered what there is of them', async () => {
    const { labels } = await ask('seo ye-ji wikipedia page editors quarrel');
    expect(labels.join(' ')).toContain('Seo Ye-ji');
  });

  it('repeats no word of what was typed', async () => {
    const reply = await ask('zorblatt @everyone');
    expect([reply.text, ...reply.labels].join(' ')).not.toMatch(/zorblatt|everyone/);
  });
});

describe('a question with words of distress', () => {
  it('gets the word first, then what was asked', async () => {
    const reply = await ask('i wanna die, who plays sang tae');
    const helpline = reply.labels.indexOf(languages.say('en-US')('care.helpline'));
    expect([reply.isPrivate, helpline >= 0, reply.text.includes('Oh Jung-se')]).toEqual([true, true, true]);
  });

  it('gets the word alone where there is nothing to answer', async () => {
    const reply = await ask('i want to die and nobody would care');
    expect(reply.labels).toContain(languages.say('en-US')('care.helpline'));
    expect(reply.text).not.toContain(languages.say('en-US')('ask.unknown'));
  });
});

describe('a question typed where something else is asked for', () => {
  it('as a name is answered', async () => {
    const reply = await createBot().ask({ name: 'cast', options: { name: 'who plays gang tae' } });
    expect(reply.text).toContain('Kim Soo-hyun');
  });

  it('as the words of a line finds the line', async () => {
    const reply = await createBot().ask({
      name: 'quote',
      subcommand: 'find',
      options: { words: 'what was that line about an honest body' },
    });
    expect(reply.text).toContain('Your body is honest');
  });

  it('leads to its answer where that is another command’s', async () => {
    const reply = await createBot().ask({ name: 'cast', options: { name: 'will there be a season 2' } });
    expect(reply.buttons[0]?.customId).toContain('|season2');
  });
});

describe('a press that nobody of us made', () => {
  it.each([
    'v1|ask|open',
    'v1|ask|open|card|config|daily|',
    'v1|ask|open|episode|episodes|||number=x',
    `v1|ask|open|awards|awards|||who=|title=${FILM}`,
  ])('is answered with a sentence: %s', async (customId) => {
    const reply = await createBot().press({ customId, messageFlags: 1 << 6 });
    expect(reply.text).not.toBe('');
  });
});
