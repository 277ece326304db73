import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { createLife } from '../../src/start/life.ts';
import { createShutdown } from '../../src/start/shutdown.ts';
import { createRecordingLog } from '../support/recording-log.ts';

function setUp(steps: Parameters<typeof createShutdown>[0]['steps'], deadlineMs = 1_000) {
  const exits: number[] = [];
  let clockMs = 0;
  const log = createRecordingLog();
  const shutdown = createShutdown({ steps, log, exit: (code) => exits.push(code), deadlineMs, nowMs: () => clockMs });
  return {
    shutdown,
    exits,
    log,
    pass: (ms: number) => {
      clockMs += ms;
    },
  };
}

describe('stopping', () => {
  it('carries out the steps one after the other, then exits with 0', async () => {
    const done: string[] = [];
    const { shutdown, exits } = setUp([
      {
        name: 'tick',
        run: async () => {
          await Promise.resolve();
          done.push('tick');
        },
      },
      { name: 'store', run: () => void done.push('store') },
    ]);
    await shutdown.begin('SIGTERM', 0);
    expect(done).toEqual(['tick', 'store']);
    expect(exits).toEqual([0]);
  });

  it('runs each step once although the start, still going on, adds another', async () => {
    const done: string[] = [];
    const steps = [
      { name: 'store', run: () => void done.push('store') },
      { name: 'lock', run: () => void done.push('lock') },
    ];
    const { shutdown } = setUp(steps);
    const stopped = shutdown.begin('SIGTERM', 0);
    steps.unshift({ name: 'gateway', run: () => void done.push('gateway') });
    await stopped;
    expect(done).toEqual(['store', 'lock']);
  });

  it('closes the store even when an earlier step throws or never ends', async () => {
    const done: string[] = [];
    const { shutdown, exits, log } = setUp(
      [
        { name: 'broken', run: () => Promise.reject(new Error('no')) },
        { name: 'endless', run: () => new Promise(() => {}) },
        { name: 'store', run: () => void done.push('store') },
      ],
      20,
    );
    await shutdown.begin('SIGTERM', 0);
    expect(done).toEqual(['store']);
    expect(exits).toEqual([0]);
    expect(log.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields)).toMatchObject([
      { step: 'broken' },
      { step: 'endless' },
    ]);
  });

  it('happens once, however often it is asked for', async () => {
    let runs = 0;
    const { shutdown, exits } = setUp([{ name: 'count', run: () => void runs++ }]);
    await Promise.all([shutdown.begin('SIGTERM', 0), shutdown.begin('lost the gateway', 2)]);
    expect(runs).toBe(1);
    expect(exits).toEqual([0]);
  });

  it('exits at once with 1 on a second signal', () => {
    const { shutdown, exits, pass } = setUp([{ name: 'endless', run: () => new Promise(() => {}) }]);
    shutdown.onSignal('SIGINT');
    pass(2_000);
    shutdown.onSignal('SIGINT');
    expect(exits).toEqual([1]);
  });

  it('takes the echo of a signal that npm passes on for the same wish', () => {
    const { shutdown, exits, pass } = setUp([{ name: 'endless', run: () => new Promise(() => {}) }]);
    shutdown.onSignal('SIGINT');
    pass(3);
    shutdown.onSignal('SIGINT');
    expect(exits).toEqual([]);
  });

  it('is told of nothing that breaks because of it, such as a part of the start that Ctrl-C ended too', async () => {
    const lines: string[] = [];
    const exit = Promise.withResolvers<number>();
    const log = createLog({ level: 'info', secrets: [], pretty: false, write: (line) => void lines.push(line) });
    const life = createLife(log, exit.resolve);
    life.onSignal('SIGINT');
    await life.endBecause(new Error('write EPIPE'), 'could not start');
    expect(await exit.promise).toBe(0);
    expect(lines.join('')).not.toMatch(/EPIPE|could not start/);
  });
});
