/** The router alone: what one answer costs in time and memory, with the real commands and the packs that come with Nabi. */
import { commands } from '../commands/index.ts';
import type { World } from '../src/answer/context.ts';
import { readRequest } from '../src/answer/request.ts';
import { findNeeds, route } from '../src/answer/router.ts';
import { ADMIN_PERMISSIONS, buildAutocomplete, buildCommand, type CommandCall } from '../tests/support/interactions.ts';
import { withContent } from './support/content.ts';
import { formatCount, formatUs, median, type Part, type Row } from './support/figures.ts';
import { buildWorld } from './support/world.ts';

const ROUNDS = 5;
const ANSWERS = 400;
const WARM_UP = 600;

/** As they are asked most; a command that is not named here is asked without anything. */
const CALLS: readonly (CommandCall & { readonly focused?: string })[] = [
  { name: 'cast', options: { name: 'gang tae' } },
  { name: 'cast', options: { name: 'gang tea' } },
  { name: 'cast' },
  { name: 'cast', options: { name: 'gang' }, focused: 'name' },
  { name: 'episodes', options: { number: 5 } },
  { name: 'quote', subcommand: 'today' },
  { name: 'quote', subcommand: 'random' },
  { name: 'quote', subcommand: 'find', options: { words: 'happy' } },
  { name: 'config', subcommand: 'panel' },
];

export function benchRouter(): Promise<Part> {
  return withContent(async (content) => {
    const world = buildWorld(content);
    const named = new Set(CALLS.map(({ name }) => name));
    const plain = commands.filter(({ name }) => !named.has(name) && /^[a-z0-9]+$/.test(name)).map(({ name }): CommandCall => ({ name }));
    return { title: 'Router alone: request → reply, real content', rows: [...CALLS, ...plain].map((call) => measure(world, call)) };
  });
}

function measure(world: World, call: CommandCall & { readonly focused?: string }): Row {
  const { focused } = call;
  const asked = { ...call, memberPermissions: ADMIN_PERMISSIONS };
  const request = readRequest(focused === undefined ? buildCommand(asked) : buildAutocomplete({ ...asked, focused }));
  if (request === undefined || request.kind === 'ping') throw new Error('not an interaction');
  const answer = (): number => {
    findNeeds(commands, request);
    const routed = route(request, world);
    return 'effect' in routed ? 0 : JSON.stringify(routed.response).length;
  };
  for (let turn = 0; turn < WARM_UP; turn += 1) answer();
  const eachUs: number[] = [];
  const allocated: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let turn = 0; turn < ANSWERS; turn += 1) answer();
    const { user, system } = process.cpuUsage(before);
    eachUs.push((user + system) / ANSWERS);
    allocated.push(measureAllocation(answer));
  }
  const options = Object.entries(call.options ?? {}).map(([name, value]) => ` ${name}: ${value}`);
  const what = `/${[call.name, call.subcommand].filter(Boolean).join(' ')}${options.join('')}${focused === undefined ? '' : ' (autocomplete)'}`;
  return {
    what,
    figure: `${formatUs(median(eachUs))}, ${formatCount(median(allocated) / 1024)} kB allocated, ${formatCount(answer())} characters`,
  };
}

/** Bytes per answer, of so few that the collector does not come in between; a round in which it came is measured again. */
function measureAllocation(answer: () => number): number {
  for (;;) {
    const before = process.memoryUsage().heapUsed;
    for (let turn = 0; turn < 5; turn += 1) answer();
    const grown = process.memoryUsage().heapUsed - before;
    if (grown > 0) return grown / 5;
  }
}
