/** Loaded into a measured process beside its own program: tells over IPC what the process has used so far. */
import { PerformanceObserver } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';
import type { Recording } from './profile.ts';

if (isMainThread) {
  let gcMs = 0;
  let recording: Recording | undefined;
  const tell = (answer: object): void => void process.send?.(answer);
  process.on('message', async (message) => {
    if (message === 'usage') {
      const { user, system } = process.cpuUsage();
      const main = process.threadCpuUsage();
      const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
      tell({
        ...{ cpuUs: user + system, mainUs: main.user + main.system, gcUs: gcMs * 1_000 },
        ...{ rssBytes: rss, heapBytes: heapTotal, usedBytes: heapUsed, externalBytes: external },
      });
    }
    if (message === 'watch the garbage') {
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) gcMs += duration;
      }).observe({ entryTypes: ['gc'] });
      tell({});
    }
    if (message === 'record time' || message === 'record allocations') {
      const { recordTime, recordAllocations } = await import('./profile.ts');
      recording = await (message === 'record time' ? recordTime() : recordAllocations());
      tell({});
    }
    if (message === 'stop recording') tell((await recording?.stop()) ?? {});
  });
  // A bench that was broken off leaves nothing behind.
  process.on('disconnect', () => process.exit(0));
}
