import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runUnderstand } from '../../src/cli/understand.ts';
import { DRAMA } from '../support/bot.ts';
import { runCli } from './io.ts';

const Understood = z.strictObject({ value: z.string().nullable(), confident: z.boolean(), candidates: z.array(z.string()).max(5) });

const understand = (args: readonly string[], stdin = '') => runCli(runUnderstand, args, { stdin });

async function understood(...args: readonly string[]) {
  const { code, out } = await understand([...args, '--json']);
  expect(code).toBe(0);
  return Understood.parse(JSON.parse(out));
}

describe('nabi understand', () => {
  it.each([
    [['time', '--locale', 'ko', '밤 9시 반'], '21:30'],
    [['days', '--locale', 'pt-BR', 'de', 'segunda', 'a', 'sexta'], '1,2,3,4,5'],
    [['zone', '--locale', 'es-419', 'hora de Argentina'], 'America/Argentina/Buenos_Aires'],
    [['name', '--locale', 'ja', 'ジュリの母'], 'kang-soon-deok'],
    [['title', '--locale', 'es-419', 'esta bien no estar bien'], DRAMA],
  ])('%j is %s', async (args, value) => {
    const { value: read, confident, candidates } = await understood(...args);
    expect([read, confident, candidates[0]]).toEqual([value, true, value]);
  });

  it.each([
    [
      ['time', '--locale', 'ko', '9시'],
      ['09:00', '21:00'],
    ],
    [['zone', '--locale', 'ja', 'UTC+9'], ['Asia/Tokyo']],
    [['zone', '--locale', 'pt-BR', '-3'], ['America/Sao_Paulo']],
    [['days', '--locale', 'en-US', 'mon or tue'], ['1,2']],
  ])('asks about %j, the likeliest first', async (args, first) => {
    const { value, confident, candidates } = await understood(...args);
    expect([value, confident, candidates.slice(0, first.length)]).toEqual([null, false, first]);
  });

  it('answers each line of standard input in a line, in the same order, an empty one too', async () => {
    const { out } = await understand(['time', '--json', '-'], '21h30\n\nsoon\nnoon\n');
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => Understood.parse(JSON.parse(line)).value)).toEqual(['21:30', null, null, '12:00']);
  });

  it('prints a word or a question for people', async () => {
    expect((await understand(['time', 'noon'])).out).toBe('12:00\n');
    expect((await understand(['time', '9'])).out).toBe('? 09:00 21:00\n');
    expect((await understand(['time', 'soon'])).out).toBe('? nothing understood\n');
  });

  it.each([[[]], [['time']], [['colour', 'red']], [['time', 'noon', '--loud']], [['constructor', 'x']]])(
    'says how it is used after %j',
    async (args) => {
      const { code, out, err } = await understand(args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('nabi understand <name|title|time|days|');
    },
  );
});
