/** What a busy hour took goes back to the machine; V8’s own waits are shortened here to what a test may take. */
import { expect, it } from 'vitest';
import { runNode } from '../support/run-node.ts';

it('gives back what it no longer needs once it is quiet', () => {
  const beBusy = `
    import { setTimeout as sleep } from 'node:timers/promises';
    import { giveBackWhenQuiet } from './src/start/give-back.ts';
    const heldBytes = () => process.memoryUsage().heapTotal;
    giveBackWhenQuiet(200);
    let kept = [];
    for (let turn = 0; turn < 100; turn += 1) {
      kept.push(Array.from({ length: 20_000 }, (_, at) => ({ at, text: String(at) })));
      if (kept.length > 30) kept.shift();
      await sleep(1);
    }
    kept = null;
    const busyBytes = heldBytes();
    // Without more ado V8 waits for 100 seconds.
    for (let left = 400; left > 0 && heldBytes() > busyBytes / 2; left -= 1) await sleep(50);
    console.log(heldBytes() > busyBytes / 2 ? 'holds on' : 'gave back');
  `;
  const waits = ['--gc-memory-reducer-start-delay-ms=0', '--memory-reducer-delay-ms=100'];
  expect(runNode([...waits, '--heap-growing-percent=50', '--input-type=module', '--eval', beBusy], {}).out).toBe('gave back\n');
});
