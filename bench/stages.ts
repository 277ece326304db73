/**
 * Where the time of an answer goes under load, and what it allocates: the real program, its main thread sampled. What no stage claims is
 * named too. The profiler itself costs something, so the whole beside it is measured without.
 */
import { z } from 'zod';
import { ASKED, type Asker, type Load, type Program, WARM_UP, withAsker } from './http.ts';
import { formatMb, formatUs, type Part, type Row } from './support/figures.ts';
import { Profile } from './support/profile.ts';

const COUNT = 4_000;
const AT_ONCE = 16;
/** Share of the whole that may be in no stage. */
const MOST_UNEXPLAINED = 0.1;
const UNEXPLAINED = 'in no stage';

const Done = z.object({});

type Endpoint = Pick<Asker, 'post'> & Pick<Program, 'nabi' | 'port'>;

export function benchStages(): Promise<Part> {
  return withAsker(async (asker) => {
    const endpoint: Endpoint = { ...asker, ...(await asker.startProgram()) };
    const rows: Row[] = [];
    for (const ask of ['one', 'mix'] as const) {
      const how: Load = { ask, port: endpoint.port, count: COUNT, atOnce: AT_ONCE };
      await endpoint.post({ ...how, count: WARM_UP });
      await endpoint.nabi.ask('watch the garbage', Done);
      const whole = await measure(endpoint, how);
      const time = await record(endpoint, how, 'record time');
      const bytes = await record(endpoint, how, 'record allocations');
      rows.push(...describe(ASKED[ask], whole, time, bytes));
    }
    const { rssBytes, heapBytes, usedBytes, externalBytes } = await endpoint.nabi.usage();
    rows.push({
      what: 'memory after all this',
      figure: `${formatMb(rssBytes)}: heap ${formatMb(heapBytes)}, used ${formatMb(usedBytes)}; outside ${formatMb(externalBytes)}`,
    });
    return { title: `Stages of a signed HTTP request, ${AT_ONCE} at once`, rows };
  });
}

async function measure({ nabi, post }: Endpoint, how: Load) {
  const before = await nabi.usage();
  await post(how);
  const after = await nabi.usage();
  const each = (name: 'cpuUs' | 'mainUs' | 'gcUs') => (after[name] - before[name]) / how.count;
  return { cpuUs: each('cpuUs'), mainUs: each('mainUs'), gcUs: each('gcUs') };
}

async function record({ nabi, post }: Endpoint, how: Load, what: 'record time' | 'record allocations'): Promise<Profile> {
  await nabi.ask(what, Done);
  await post(how);
  const profile = await nabi.ask('stop recording', Profile);
  if (process.env.BENCH_PLACES !== undefined) {
    for (const [place, amount] of Object.entries(profile.places))
      process.stderr.write(`${(amount / how.count).toFixed(1).padStart(8)} ${place}\n`);
    process.stderr.write('\n');
  }
  return profile;
}

function describe(asked: string, whole: Awaited<ReturnType<typeof measure>>, time: Profile, bytes: Profile): readonly Row[] {
  const sum = (profile: Profile) => Object.values(profile.stages).reduce((all, amount) => all + amount, 0);
  const names = [...new Set([...Object.keys(time.stages), ...Object.keys(bytes.stages)])];
  const byTime = names.sort((a, b) => (time.stages[b] ?? 0) - (time.stages[a] ?? 0));
  // In shares of what the profiler saw, brought to what an answer costs without it.
  const timeOf = (stage: string) => ((time.stages[stage] ?? 0) / sum(time)) * whole.mainUs;
  const kilobytes = (amount: number) => `${(amount / COUNT / 1_024).toFixed(1)} kB`;
  const unexplained = timeOf(UNEXPLAINED) / whole.cpuUs;
  return [
    {
      what: asked,
      figure: `${formatUs(whole.cpuUs)}, ${kilobytes(sum(bytes))}`,
      target: { words: `≤ ${MOST_UNEXPLAINED * 100} % ${UNEXPLAINED}`, isMet: unexplained <= MOST_UNEXPLAINED },
    },
    ...byTime.map((stage) => ({ what: `  ${stage}`, figure: `${formatUs(timeOf(stage))}, ${kilobytes(bytes.stages[stage] ?? 0)}` })),
    { what: '  other threads: garbage, compiling, what is written', figure: formatUs(whole.cpuUs - whole.mainUs) },
    { what: '  (garbage as Node itself times it)', figure: formatUs(whole.gcUs) },
  ];
}
