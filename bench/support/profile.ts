/** Where a measured process spends its time and what it allocates, by stage: each sample belongs to the innermost stage it is in. */
import { type HeapProfiler, type Profiler, Session } from 'node:inspector/promises';
import { z } from 'zod';

/** Nobody's work: waiting, and the measuring itself. */
const NOT_ASKED = 'not asked';

/** A call site is in a stage when its address or its function's name says so; what is called from there is in it too, unless it says more. */
const STAGES: readonly (readonly [stage: string, url: RegExp, name?: RegExp])[] = [
  ['garbage', /^$/, /^\(garbage collector\)$/],
  ['outside JavaScript: sockets, the loop, compiling', /^$/, /^\(program\)$/],
  [NOT_ASKED, /^$/, /^\(idle\)$/],
  [NOT_ASKED, /bench\/support\/|^node:inspector/],
  ['verifying the signature', /src\/discord\/signature\.ts$/],
  ['reading: JSON, checks', /src\/(answer\/request|discord\/wire)\.ts$/, /^(?!encodeResponse)/],
  ['words of care', /src\/care\//],
  ['loading: settings, progress', /src\/(state\/|answer\/needs)/],
  ['choosing: limits, context, ways on', /src\/answer\/(router|context|show-me|again|check-options|limits)\.ts$/],
  ['looking up names', /src\/content\/search\//],
  ['content as one may see it', /src\/content\//],
  ['card: words and layout', /(commands|src\/(message|bot|language|lines|ask|text))\//],
  ['the shell around the answer', /src\/answer\//],
  ['log line', /src\/log\.ts$|node_modules\/pino\//],
  ['metrics', /src\/ops\/|node_modules\/prom-client\//],
  ['REST: callback', /src\/discord\/(callback|rest)\.ts$|node_modules\/undici\/|node_modules\/@discordjs\/rest\//],
  ['writing: JSON, response', /src\/discord\/(wire|listen)\.ts$/, /^(encodeResponse|sendJson)$/],
  ['gateway', /src\/discord\/(gateway|shard)\.ts$|node_modules\/(@discordjs\/)?ws\//],
  ['HTTP server', /src\/discord\/(http|listen|body)\.ts$|^node:(_http|http|internal\/http|net|internal\/net|internal\/stream_base)/],
];
const REST = 'in no stage';
/** Microseconds between two samples. */
const EVERY_US = 200;
const EVERY_BYTES = 8_192;
const MOST_PLACES = 25;

const Shares = z.record(z.string(), z.number());
/** `stages`: by stage, microseconds of the main thread or bytes. `places`: the same for single functions, the most first. */
export const Profile = z.object({ stages: Shares, places: Shares });
export type Profile = z.infer<typeof Profile>;

export interface Recording {
  stop(): Promise<Profile>;
}

/** Samples where the main thread is; the samples of one CPU second are one CPU second, whatever the clock on the wall says. */
export async function recordTime(): Promise<Recording> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: EVERY_US });
  await session.post('Profiler.start');
  const before = process.threadCpuUsage();
  return {
    async stop() {
      const { user, system } = process.threadCpuUsage(before);
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      return scale(sumTime(profile), user + system);
    },
  };
}

/** Samples what is allocated, also of what is garbage by now. */
export async function recordAllocations(): Promise<Recording> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: EVERY_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  return {
    async stop() {
      const { profile } = await session.post('HeapProfiler.stopSampling');
      session.disconnect();
      return sumBytes(profile);
    },
  };
}

type Site = Pick<Profiler.ProfileNode['callFrame'], 'functionName' | 'url' | 'lineNumber'>;

function stageOf({ functionName, url }: Site, around: string): string {
  const found = STAGES.find(([, where, name]) => where.test(url) && (name === undefined || name.test(functionName)));
  return found?.[0] ?? around;
}

function placeOf({ functionName, url, lineNumber }: Site): string {
  const file = url.replace(/^.*\/node_modules\//, '').replace(/^file:.*?\/(src|commands|bench)\//, '$1/');
  return `${functionName || '(anonymous)'} ${file}${url === '' ? '' : `:${lineNumber + 1}`}`;
}

function sumTime({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Profile {
  const own = new Map<number, number>();
  for (const [at, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[at] ?? 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const sum = createSum();
  const walk = (node: Profiler.ProfileNode, around: string): void => {
    const stage = stageOf(node.callFrame, around);
    sum.add(stage, placeOf(node.callFrame), own.get(node.id) ?? 0);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child !== undefined) walk(child, stage);
    }
  };
  const [root] = nodes;
  if (root !== undefined) walk(root, REST);
  return sum.all();
}

function sumBytes({ head }: HeapProfiler.SamplingHeapProfile): Profile {
  const sum = createSum();
  const walk = ({ callFrame, selfSize, children }: HeapProfiler.SamplingHeapProfileNode, around: string): void => {
    const stage = stageOf(callFrame, around);
    sum.add(stage, placeOf(callFrame), selfSize);
    for (const child of children) walk(child, stage);
  };
  walk(head, REST);
  return sum.all();
}

function createSum() {
  const stages = new Map<string, number>();
  const places = new Map<string, number>();
  return {
    add(stage: string, place: string, amount: number): void {
      if (amount === 0 || stage === NOT_ASKED) return;
      stages.set(stage, (stages.get(stage) ?? 0) + amount);
      places.set(place, (places.get(place) ?? 0) + amount);
    },
    all(): Profile {
      const most = [...places].sort(([, a], [, b]) => b - a).slice(0, MOST_PLACES);
      return { stages: Object.fromEntries(stages), places: Object.fromEntries(most) };
    },
  };
}

function scale({ stages, places }: Profile, whole: number): Profile {
  const seen = Object.values(stages).reduce((sum, amount) => sum + amount, 0);
  const scaled = (all: Profile['stages']) =>
    Object.fromEntries(Object.entries(all).map(([name, amount]) => [name, (amount * whole) / seen]));
  return { stages: scaled(stages), places: scaled(places) };
}
