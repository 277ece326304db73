import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MOST_CORRECTIONS } from '../../src/bot/corrections.ts';
import { runCorrections } from '../../src/cli/corrections.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { createIo } from '../cli/io.ts';
import { createBot, DRAMA, loadTestContent, NOW_MS, say } from '../support/bot.ts';
import { askEverything } from '../support/replies.ts';

const WRONG = `v1|sources|wrong|${DRAMA}|season`;
const REPORT = `v1|sources|report|${DRAMA}|season`;
const fields = { what: 'It was announced yesterday.', source: 'https://example.org/news' };

it('stands behind the sources of an answer of every kind', async () => {
  const bot = createBot();
  const only = ['awards', 'season2', 'about', 'episodes', 'ost'];
  const exchanges = await askEverything(bot, loadTestContent(), { brief: true, only, follow: false });
  const sources = exchanges.flatMap(({ reply }) => reply.buttons.filter(({ label }) => label === say('sources.button')));
  expect(sources.length).toBeGreaterThan(20);
  // One of each kind of answer: "v1|sources|of|<title>|character:<id>".
  const behind = new Map(sources.map(({ customId }) => [customId.replace(/:.*$/, ''), customId]));
  for (const customId of behind.values()) expect((await bot.press({ customId })).labels, customId).toContain(say('correction.button'));
});

it('opens a form, keeps what is said for the operator, and thanks for it privately', async () => {
  const bot = createBot();
  const opened = await bot.press({ customId: WRONG });
  expect(opened.form?.customId).toBe(REPORT);
  expect(Object.keys(opened.form?.fields ?? {})).toEqual(['what', 'source']);
  const { isPrivate, text } = await bot.submit({ customId: REPORT, fields });
  expect(isPrivate).toBe(true);
  expect(text).toContain(say('correction.thanks', { command: '`/privacy`' }));
  expect(await bot.state.loadCorrections({ limit: 5 })).toEqual([
    expect.objectContaining({
      titleId: DRAMA,
      topic: 'season',
      text: fields.what,
      source: fields.source,
      state: 'open',
      createdAtMs: NOW_MS,
    }),
  ]);
});

it('takes so many a day from one person and no more, and others on', async () => {
  const bot = createBot();
  for (let index = 0; index < MOST_CORRECTIONS; index += 1) await bot.submit({ customId: REPORT, fields });
  expect((await bot.submit({ customId: REPORT, fields })).text).toBe(say('correction.tooMany', { count: MOST_CORRECTIONS }));
  expect((await bot.press({ customId: WRONG })).text).toBe(say('correction.tooMany', { count: MOST_CORRECTIONS }));
  expect((await bot.press({ customId: WRONG, userId: '700000000000000009' })).form).toBeDefined();
  bot.setNow(NOW_MS + 24 * 60 * 60_000);
  expect((await bot.press({ customId: WRONG })).form).toBeDefined();
});

it('keeps words of distress as they were typed, and thanks after a word of care', async () => {
  const bot = createBot();
  const { text, isPrivate } = await bot.submit({ customId: REPORT, fields: { what: 'I want to die', source: '' } });
  expect(isPrivate).toBe(true);
  expect(text.indexOf(say('care.suicide'))).toBe(0);
  expect(text).toContain(say('correction.thanks', { command: '`/privacy`' }));
  expect(await bot.state.loadCorrections({ limit: 5 })).toEqual([expect.objectContaining({ text: 'I want to die' })]);
});

it('keeps nothing for an empty form or a title that is gone', async () => {
  const bot = createBot();
  expect((await bot.submit({ customId: REPORT, fields: { what: ' \u200b ', source: '' } })).text).toBe(say('correction.empty'));
  expect((await bot.submit({ customId: 'v1|sources|report|sky-castle|season', fields })).text).toBe(say('error.gone'));
  expect(await bot.state.loadCorrections({ limit: 5 })).toEqual([]);
});

it('is read by the operator in a terminal, which obeys nothing that was typed, and settled there', async () => {
  const home = mkdtempSync(join(tmpdir(), 'nabi-corrections-'));
  try {
    const state = openSqliteState(join(home, 'state.db'));
    const correction = {
      userId: '7',
      guildId: null,
      titleId: DRAMA,
      topic: 'season',
      source: '',
      createdAtMs: NOW_MS,
      state: 'open',
    } as const;
    await state.saveChanges([{ kind: 'add-correction', correction: { ...correction, id: '41', text: 'wrong\u001b[2J\nname' } }], NOW_MS);
    await state.close();
    const run = async (...args: string[]) => {
      const io = createIo({ env: { NABI_HOME: home } });
      return { code: await runCorrections(args, io), out: io.out(), err: io.err() };
    };
    expect((await run()).out).toBe(`41  2026-11-22 03:00 UTC  ${DRAMA} · season\n  wrong [2J name\n`);
    expect(JSON.parse((await run('--json')).out)).toEqual([expect.objectContaining({ id: '41' })]);
    expect(await run('--done', '41')).toMatchObject({ code: 0, out: '41 is dealt with.\n' });
    expect((await run()).out).toContain('Nothing is open');
    expect((await run('--all')).out).toContain('(dealt with)');
    expect(await run('--done', '42')).toMatchObject({ code: 1, err: expect.stringContaining('There is no correction 42') });
    expect(await run('--sideways')).toMatchObject({ code: 2 });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
