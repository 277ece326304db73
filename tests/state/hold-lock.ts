/** Takes the lock of the folder given as its argument, says so, and stays until it is killed. */
import { lockHome } from '../../src/state/lock.ts';

lockHome(process.argv[2] ?? '');
process.stdout.write('locked\n');
setInterval(() => undefined, 60_000);
