/** Loaded into a measured process beside its own program: tells over IPC what the process has used so far. */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('message', (message) => {
    if (message !== 'usage') return;
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuUs: user + system, rssBytes: process.memoryUsage.rss() });
  });
  // A bench that was broken off leaves nothing behind.
  process.on('disconnect', () => process.exit(0));
}
