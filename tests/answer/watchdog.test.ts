import { expect, it } from 'vitest';
import { createAnswer } from '../../src/answer/answer.ts';
import type { Command } from '../../src/bot/types.ts';
import { buildNotice } from '../../src/message/reply.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { care, languages, loadTestContent } from '../support/bot.ts';
import { buildCommand } from '../support/interactions.ts';
import { createRecordingLog } from '../support/recording-log.ts';

/** Asks a command that takes so long, and tells what the log and the metrics say of it. */
async function askSlow(tookMs: number): Promise<{ readonly held: readonly object[]; readonly text: string; readonly metrics: string }> {
  let elapsedMs = 0;
  const slow: Command = {
    name: 'slow',
    visibility: 'private',
    place: 'everywhere',
    options: [{ type: 'string', name: 'words' }],
    answer: () => {
      elapsedMs += tookMs;
      return buildNotice('done');
    },
  };
  const log = createRecordingLog();
  const metrics = createMetrics('test');
  const answer = createAnswer({
    commands: [slow],
    languages,
    care,
    content: loadTestContent,
    state: openSqliteState(':memory:'),
    commandIds: () => new Map(),
    log,
    transport: 'test',
    observer: metrics.answers,
    elapsedMs: () => elapsedMs,
  });
  await answer(buildCommand({ name: 'slow', options: { words: 'something typed' } }));
  return {
    held: log.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields),
    text: JSON.stringify(log.lines),
    metrics: (await metrics.read()).text,
  };
}

it('says which command kept all others waiting and how long, never what was typed, and counts it', async () => {
  const { held, text, metrics } = await askSlow(2_500);
  expect(held).toEqual([{ command: 'slow', kind: 'command', heldMs: 2_500 }]);
  expect(text).not.toContain('something typed');
  expect(metrics).toContain('nabi_loop_held_total{command="slow"} 1');
});

it('is silent about an answer that was only slow', async () => {
  const { held, metrics } = await askSlow(1_900);
  expect(held).toEqual([]);
  expect(metrics).not.toContain('nabi_loop_held_total{');
});
