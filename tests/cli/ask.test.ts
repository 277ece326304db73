import { InteractionResponseType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { runAsk } from '../../src/cli/ask.ts';
import { drawResponse } from '../../src/cli/terminal.ts';
import { buildMessage } from '../../src/message/reply.ts';
import { createBot, DRAMA, FILM } from '../support/bot.ts';
import { createIo, runCli } from './io.ts';

const ask = (...args: readonly string[]) => runCli(runAsk, args);

describe('nabi ask', () => {
  it('prints the reply as one reads it, without markup', async () => {
    const { code, out, err } = await ask('/cast name: gang tae');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toContain('▌ Moon Gang-tae (문강태)');
    expect(out).toContain('Played by Kim Soo-hyun (김수현)');
    expect(out).not.toMatch(/\*\*|##|\\|\|\|/);
    expect(out).not.toContain('\u001b');
  });

  it('covers spoilers until somebody asks to see them', () => {
    const data = buildMessage({ blocks: ['Episode 13: ||the twist||'] });
    const draw = (reveal: boolean) =>
      drawResponse(
        { type: InteractionResponseType.ChannelMessageWithSource, data: { flags: data.flags, components: [...data.components] } },
        { columns: 80, isBare: false, colours: false, reveal, privateNote: '' },
      );
    expect(draw(false)).toContain('Episode 13: ████');
    expect(draw(false)).not.toContain('twist');
    expect(draw(true)).toContain('Episode 13: the twist');
  });

  it.each([
    ['/cast name: gang tae', { name: 'cast', options: { name: 'gang tae' } }],
    ['/awards', { name: 'awards' }],
    [`cast name: moon-gang-tae title: ${DRAMA}`, { name: 'cast', options: { name: 'moon-gang-tae', title: DRAMA } }],
    [`/about title: ${FILM}`, { name: 'about', options: { title: FILM } }],
    ['/quote find words: rest cry', { name: 'quote', subcommand: 'find', options: { words: 'rest cry' } }],
    ['/episodes number: 17', { name: 'episodes', options: { number: 17 } }],
    ['/weather', { name: 'weather' }],
    ['who plays the older brother?', { name: 'ask', options: { question: 'who plays the older brother?' } }],
    ['heize', { name: 'ask', options: { question: 'heize' } }],
    ['help me', { name: 'ask', options: { question: 'help me' } }],
    ['awards of the film', { name: 'ask', options: { question: 'awards of the film' } }],
    ['quote about hope', { name: 'ask', options: { question: 'quote about hope' } }],
    ['🦋', { name: 'ask', options: { question: '🦋' } }],
  ])('%s --json prints exactly the response Discord would get, and nothing else', async (text, call) => {
    const { code, out, err } = await ask(text, '--json');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out.split('\n')).toHaveLength(2);
    expect(JSON.parse(out)).toEqual((await createBot().ask(call)).response);
  });

  it('asks as a fan, as an admin, or in a direct message', async () => {
    expect((await ask('/config show')).out).toContain('Manage Server');
    expect((await ask('/config show', '--as', 'admin')).out).toMatch(
      /Server settings[\s\S]+\[ Set up the daily quote: pick a channel ▾ \]/,
    );
    expect((await ask('/config export', '--as', 'admin')).out).toContain('[ nabi-settings.json ]');
    expect((await ask('/config show', '--as', 'admin', '--dm')).out).toContain('That only works in a server.');
  });

  it('shows what a fan at an episode sees: by their own progress, by the limit of a server, and of which title', async () => {
    const early = (await ask('/episodes number: 9', '--limit', '1')).out;
    expect((await ask('/episodes number: 9', '--limit', '16')).out).not.toBe(early);
    const alone = (await ask('/episodes number: 9', '--dm')).out;
    expect((await ask('/episodes number: 9', '--dm', '--progress', '9')).out).not.toBe(alone);
    expect((await ask('/about', '--title', FILM)).out).toContain('It’s Okay!');
    expect(await ask('/about', '--title', 'nothing')).toMatchObject({
      code: 2,
      err: expect.stringContaining(`--title is one of ${DRAMA}, ${FILM}, not “nothing”.`),
    });
    expect(await ask('/about', '--limit', 'all')).toMatchObject({ code: 2, err: expect.stringContaining('Usage: nabi ask') });
  });

  it('understands options with spaces, apostrophes and other options’ words', async () => {
    expect((await ask("/cast name: It's okay title: its-okay-to-not-be-okay")).out).not.toContain('Two works');
    expect((await ask("/cast name: It's okay")).out).toContain('[ It’s Okay! · 2023 ]');
  });

  it.each([
    ['/출연진 이름: 강태', 'ko', { name: 'cast', options: { name: '강태' } }],
    ['/cast name: 강태', 'ko', { name: 'cast', options: { name: '강태' } }],
    ['/명대사 find 단어: 달', 'ko', { name: 'quote', subcommand: 'find', options: { words: '달' } }],
    ['/キャスト', 'ja', { name: 'cast' }],
    ['/출연진', 'en-US', { name: '출연진' }],
  ] as const)('%s with --locale %s goes by the names of that language and by the English ones', async (text, locale, call) => {
    const { code, out } = await ask(text, '--locale', locale, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual((await createBot().ask({ ...call, locale })).response);
  });

  it.each([
    [['/출연진 강태', '--locale', 'ko'], '옵션 이름을 함께 적어 주세요. 예: `/출연진 이름: 강태`'],
    [['/명대사', '--locale', 'ko'], '쓸 수 있는 명령어: /명대사 오늘, '],
    [['/episodes 회차: 많이', '--locale', 'ko'], '숫자를 적어 주세요'],
    [[], 'Usage: nabi ask'],
    [['/cast', '--as', 'king'], 'Usage: nabi ask'],
    [['/cast', '--loud'], 'Usage: nabi ask'],
    [['   '], 'Type a command'],
    [['/quote'], 'Choose from /quote today, /quote random, /quote find'],
    [['/cast gang tae'], '/cast name: gang tae'],
    [['cast nme: gang tae'], 'no option `nme` here. Choose from name, '],
    [['/cast actor: Kim Soo-hyun'], 'no option `actor` here. Choose from name, '],
    [['/elenco ator: Kim Soo-hyun', '--locale', 'pt-BR'], 'Não conheço a opção `ator` aqui. As que existem: nome, '],
    [['/episodes number: many'], '`number` should be a whole number'],
    [['/help me'], 'This command doesn’t take options'],
  ])('%j is wrong usage: exit 2, the way it is written on stderr, nothing on stdout', async (args, sentence) => {
    const { code, out, err } = await ask(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.replaceAll("'", '’')).toContain(sentence.replaceAll("'", '’'));
  });

  it('takes a choice by its name in the asker’s language, and says in it that only they can see the reply', async () => {
    for (const result of ['수상', 'won']) {
      const { code, out } = await ask(`/수상 결과: ${result}`, '--locale', 'ko', '--json');
      expect(code).toBe(0);
      expect(JSON.parse(out)).toEqual((await createBot().ask({ name: 'awards', options: { result: 'won' }, locale: 'ko' })).response);
    }
    expect((await ask('/config show', '--locale', 'ko')).out).toMatch(/나만 볼 수 있어요/);
  });

  it('says what is wrong with the environment, all at once, and exits 2', async () => {
    const io = createIo({ env: { NABI_PORT: 'eighty', NABI_TRANSPORT: 'pigeon' } });
    expect(await runAsk(['/cast'], io)).toBe(2);
    expect(io.err()).toMatch(/NABI_PORT[\s\S]*NABI_TRANSPORT|NABI_TRANSPORT[\s\S]*NABI_PORT/);
    expect(io.out()).toBe('');
  });
});
