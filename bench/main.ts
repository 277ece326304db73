/**
 * `npm run bench [-- part …]`: what Nabi costs, each figure beside a floor measured in the same run. docs/performance.md
 * explains. Without parts all but the last two are run, in about ten minutes. `npm run bench -- --compare <commit>` sets this Nabi beside another.
 */
import { spawnSync } from 'node:child_process';
import { benchAsk } from './ask.ts';
import { compareWith } from './compare.ts';
import { benchConstellation } from './constellation.ts';
import { benchContent } from './content.ts';
import { benchDaily } from './daily.ts';
import { benchFanOut } from './fan-out.ts';
import { benchGateway } from './gateway.ts';
import { benchHttp } from './http.ts';
import { benchMemory } from './memory.ts';
import { benchPacks } from './packs.ts';
import { benchPage } from './page.ts';
import { benchRouter } from './router.ts';
import { benchStages } from './stages.ts';
import { benchPostgres, benchSqlite } from './state.ts';
import { readArguments } from './support/arguments.ts';
import { NABI_FLAGS } from './support/child.ts';
import { formatPart, type Part } from './support/figures.ts';

// V8 by itself lets garbage gather until one collection holds the loop for 40 ms: no process that runs Nabi is like that.
if (!NABI_FLAGS.every((flag) => process.execArgv.includes(flag))) {
  const { status } = spawnSync(process.execPath, [...process.execArgv, ...NABI_FLAGS, ...process.argv.slice(1)], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  http: benchHttp,
  stages: benchStages,
  gateway: benchGateway,
  router: benchRouter,
  ask: benchAsk,
  state: benchSqlite,
  postgres: benchPostgres,
  'fan-out': benchFanOut,
  daily: () => benchDaily(200_000),
  content: benchContent,
  packs: benchPacks,
  constellation: benchConstellation,
  page: benchPage,
};
/** Each takes some minutes by itself. */
const ONLY_WHEN_ASKED: typeof PARTS = { million: () => benchDaily(1_000_000), memory: benchMemory };

const all = { ...PARTS, ...ONLY_WHEN_ASKED };
const asked = readArguments(process.argv.slice(2), Object.keys(all));
if (asked.kind === 'wrong') {
  process.stderr.write(`${asked.says}\n`);
  process.exit(2);
}
if (asked.kind === 'compare') {
  process.stdout.write(`${formatPart(await compareWith(asked.commit), 'before')}\n`);
} else {
  const parts = asked.parts.length === 0 ? Object.keys(PARTS) : asked.parts;
  for (const [name, run] of Object.entries(all)) if (parts.includes(name)) process.stdout.write(`${formatPart(await run())}\n`);
}
