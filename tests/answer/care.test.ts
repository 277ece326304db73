import { readFileSync } from 'node:fs';
import type { Locale } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../../src/answer/answer.ts';
import { withoutHarm } from '../../src/lines/gentle.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { care, createBot, DRAMA, languages, loadTestContent, NOW_MS, type Reply, say } from '../support/bot.ts';
import { buildCommand, USER_ID } from '../support/interactions.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const HELPLINES = 'https://findahelpline.com';
const find = (words: string) => ({ name: 'quote', subcommand: 'find', options: { words } });

describe('a word of care', () => {
  it('comes privately and first: the person, then danger, then one way on', async () => {
    const reply = await createBot().ask(find('i want to die'));
    expect(reply.isPrivate).toBe(true);
    expect(reply.text.indexOf(say('care.suicide'))).toBe(0);
    expect(reply.text).toContain(say('care.danger'));
    expect(JSON.stringify(reply.response).match(/https?:[^"]+/g)).toEqual([HELPLINES]);
  });

  it('stands before what was asked, and never in its place', async () => {
    const bot = createBot();
    const quiet = await bot.ask({ name: 'quote', subcommand: 'find', options: { theme: 'comfort' } });
    const reply = await bot.ask({ name: 'quote', subcommand: 'find', options: { theme: 'comfort', words: '죽고 싶은데 rest' } });
    expect(quiet.isPrivate).toBe(false);
    expect(reply.isPrivate).toBe(true);
    expect(reply.text.indexOf(say('care.suicide'))).toBe(0);
  });

  it('leaves “nothing found” unsaid beside a sure sign, and says it beside a weak one', async () => {
    const sure = await createBot().ask({ name: 'awards', options: { who: 'suicide' } });
    expect(sure.text).toBe(`${say('care.suicide')}\n${say('care.danger')}`);
    const weak = await createBot().ask({ name: 'awards', options: { who: "i can't take it anymore" } });
    expect(weak.text.indexOf(say('care.light'))).toBe(0);
    expect(weak.text.length).toBeGreaterThan(say('care.light').length + 10);
  });

  it('answers no question about methods', async () => {
    const reply = await createBot().ask({ name: 'cast', options: { name: 'gang tae how to kill myself' } });
    expect(reply.text).toBe(`${say('care.suicide')}\n${say('care.danger')}`);
  });

  it('has no line about death beside it', async () => {
    const without = await createBot().ask(find('die'));
    const beside = await createBot().ask(find('die i want to die'));
    expect(without.text).not.toContain(say('care.suicide'));
    expect(beside.text).not.toMatch(/> /);
  });

  it('has none but gentle lines beside it, whatever the words of somebody in need happen to find', async () => {
    const beside = await createBot().ask({ ...find('no quiero vivir'), locale: 'es-419' });
    expect(beside.isPrivate).toBe(true);
    expect(beside.text).not.toMatch(/> /);
    const kept = withoutHarm(loadTestContent(), () => true);
    const tones = kept.titles().flatMap(({ id }) => kept.quotes(id, {}).map(({ tone }) => tone));
    expect([new Set(tones), tones.length > 10]).toEqual([new Set(['gentle']), true]);
  });

  it('is heard in the words that a press goes on with, and not in our own codes', async () => {
    const bot = createBot();
    const words = await bot.press({ customId: `v1|quote|find|${DRAMA}|i want to die|||0` });
    expect(words.text.indexOf(say('care.suicide'))).toBe(0);
    const code = await createBot().press({ customId: `v1|quiz|answer|${DRAMA}|kms|kms|kms` });
    expect(code.text).toBe(say('quiz.gone'));
  });

  it('is one short line when it was said a few minutes ago, and whole again for a plan, a stronger sign, or later', async () => {
    const bot = createBot();
    await bot.ask(find('i cant go on'));
    expect((await bot.ask(find('i want to die'))).text).toContain(say('care.danger'));
    const again = await bot.ask(find('i want to die'));
    expect(again.text).toContain(say('care.again'));
    expect(again.text).not.toContain(say('care.suicide'));
    expect(JSON.stringify(again.response)).toContain(HELPLINES);
    expect((await bot.ask(find('i wrote my goodbye note'))).text).toContain(say('care.danger'));
    bot.setNow(NOW_MS + 10 * 60_000);
    expect((await bot.ask(find('i want to die'))).text).toContain(say('care.suicide'));
  });

  it('speaks to each person by themselves', async () => {
    const bot = createBot();
    await bot.ask(find('i want to die'));
    expect((await bot.ask({ ...find('i want to die'), userId: '700000000000000009' })).text).toContain(say('care.suicide'));
  });

  it.each(['en-US', 'ko', 'ja', 'es-419', 'pt-BR', 'id'] as const)('is said in the asker’s own language: %s', async (locale) => {
    const own = languages.say(locale);
    const reply = await createBot().ask({ ...find('kms'), locale });
    expect(reply.text).toBe(`${own('care.suicide')}\n${own('care.danger')}`);
    expect(reply.labels).toContain(own('care.helpline'));
  });

  it('bears the words of server and operator', async () => {
    const reply = await createBot({ settings: { careText: 'Our **listeners** are here: https://example.org/talk.' } }).ask(find('kms'));
    expect(reply.text).toContain('Our \\*\\*listeners\\*\\* are here: <https://example.org/talk>.');
  });
});

describe('national lines', () => {
  const line = {
    country: 'KR',
    name: 'A line',
    contact: '1',
    hours: 'always',
    url: 'https://line.example',
    source: 'https://line.example/about',
  };

  it('are offered by country, shown privately, and hidden twelve months after their page was read', async () => {
    const bot = createBot({
      lines: [
        { ...line, as_of: '2026-01-15' },
        { ...line, country: 'JP', as_of: '2025-11-22' },
      ],
    });
    const reply = await bot.ask(find('kms'));
    expect(reply.selects).toEqual([{ customId: 'v1|quote|country', values: ['KR'], labels: ['South Korea'] }]);
    const chosen = await bot.choose({ customId: 'v1|quote|country', values: ['KR'] });
    expect(chosen.isPrivate).toBe(true);
    expect(chosen.text).toContain('A line');
    expect(chosen.text).toContain(say('care.checked', { date: '2026-01-15' }));
    expect((await bot.choose({ customId: 'v1|quote|country', values: ['JP'] })).text).toBe(say('care.light'));
  });

  it('are not asked for where there are none', async () => {
    expect((await createBot({ lines: [] }).ask(find('kms'))).selects).toEqual([]);
  });
});

describe('a gentle line', () => {
  it('is one press away from “Rough day?”, for the asker alone', async () => {
    const bot = createBot();
    const rough = await bot.press({ customId: 'v1|quote|not-today|2026-11-22', isPosted: true });
    expect(rough.labels.slice(0, 2)).toEqual([say('care.gentle'), say('care.helpline')]);
    const gentle = await bot.press({ customId: 'v1|quote|gentle', isPosted: true });
    expect(gentle.isPrivate).toBe(true);
    expect(gentle.text).toContain('> ');
  });

  it.each(['sad', 'tired', 'lonely', '불안해', '疲れた', 'enojada', 'com vergonha', 'berduka'])('is what “%s” leads to', async (words) => {
    const reply = await createBot().ask(find(words));
    expect(reply.isPrivate).toBe(false);
    expect(reply.text).toContain(say('quote.forFeeling'));
    expect(reply.text).toContain('> ');
  });

  it('does not take the place of the words of a line', async () => {
    const reply = await createBot().ask(find('ordinary day everyone seems fine'));
    expect(reply.text).not.toContain(say('quote.forFeeling'));
  });
});

describe('what somebody tells of their day where a question is asked for', () => {
  const [, ...rows] = readFileSync(new URL('../fixtures/care/told.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const phrases = rows.map((row) => row.split('\t'));
  const tell = (question: string, locale: `${Locale}`) => createBot().ask({ name: 'ask', options: { question }, locale });

  it.each(['en-US', 'ko', 'ja', 'es-419', 'pt-BR', 'id'] as const)(
    'leads to gentle lines in %s, and a question about the story does not',
    async (locale) => {
      const answers = await Promise.all(
        phrases
          .filter(([own]) => own === locale)
          .map(async ([, expected, text = '']) => ({ expected, text, reply: await tell(text, locale) })),
      );
      const heading = languages.say(locale)('quote.forFeeling');
      const isComfort = ({ text, isPrivate, buttons }: Reply) =>
        text.includes(heading) && isPrivate && buttons.every(({ customId }) => customId?.startsWith('v1|ask') !== true);
      expect(answers.filter(({ expected, reply }) => expected === 'told' && !isComfort(reply)).map(({ text }) => text)).toEqual([]);
      expect(answers.filter(({ expected, reply }) => expected === 'asked' && reply.text.includes(heading)).map(({ text }) => text)).toEqual(
        [],
      );
    },
  );

  it('begins with a word for them', async () => {
    expect((await tell('im so tired today', 'en-US')).text.indexOf(say('care.feeling'))).toBe(0);
  });

  it.each(['my dad died', 'i miss my grandma so much', 'i cant take it anymore, im so sad'])(
    'has the helplines beside it: %s',
    async (text) => {
      const reply = await tell(text, 'en-US');
      expect(JSON.stringify(reply.response)).toContain(HELPLINES);
      expect(reply.text).toContain('> ');
      expect(reply.text).not.toContain(say('care.feeling'));
    },
  );

  it('is not for a day that is only tiring', async () => {
    expect(JSON.stringify((await tell('im so tired today', 'en-US')).response)).not.toContain(HELPLINES);
  });
});

it('stands in no table and in no log line: a count is all there is', async () => {
  const typed = 'zzqx i want to die tonight zzqx';
  const state = openSqliteState(':memory:');
  const log = createRecordingLog();
  const saved: unknown[] = [];
  let cared = 0;
  const answer = createAnswer({
    commands,
    content: loadTestContent,
    languages,
    care,
    state: {
      ...state,
      saveChanges: async (changes, nowMs) => {
        saved.push(...changes);
        return state.saveChanges(changes, nowMs);
      },
    },
    commandIds: () => new Map(),
    log,
    transport: 'test',
    observer: {
      answered: () => {},
      held: () => {},
      cared: () => {
        cared += 1;
      },
    },
  });
  for (const call of [find(typed), { name: 'cast', options: { name: typed } }, { name: 'awards', options: { who: typed } }]) {
    await answer(buildCommand(call));
  }
  expect(cared).toBe(3);
  expect(saved).toEqual([]);
  const kept = JSON.stringify([log.lines, await state.loadMemberData(USER_ID), DRAMA]);
  expect(kept).not.toMatch(/zzqx|want to die|suicide|care/);
  expect(log.lines).toHaveLength(3);
});
