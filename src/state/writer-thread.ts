/** The way in of the thread that writes. It has none of what another thread keeps from being loaded. */
import '../lean-packages.ts';
import { parentPort, workerData } from 'node:worker_threads';

const [{ serve }, { z }] = await Promise.all([import('./commits.ts'), import('zod')]);
const { writesTo } = z.object({ writesTo: z.string() }).parse(workerData);
if (parentPort !== null) serve(writesTo, parentPort);
