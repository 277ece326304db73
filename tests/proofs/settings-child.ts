/** Writes settings as fast as it can, says after each which one is on disk, and goes on until it is killed. */
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { Change } from '../../src/state/types.ts';
import { buildNumberedChanges, FACT } from './settings-rounds.ts';

const [file = '', from = '0'] = process.argv.slice(2);
const state = openSqliteState(file);
for (let number = Number(from); ; number += 1) {
  const changes: readonly Change[] = buildNumberedChanges(number);
  await Promise.all([state.saveMeta(FACT, String(number)), state.saveChanges(changes, number)]);
  process.send?.(number);
}
