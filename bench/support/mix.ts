/**
 * Interactions as they may come in a day: twenty questions by how often they are asked (Zipf: the second half as often as the first),
 * in six languages, from servers that show more or less in both styles, by people with and without progress. A tenth are choices
 * while somebody types, a sixth presses of a button below an answer.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { World } from '../../src/answer/context.ts';
import { readRequest } from '../../src/answer/request.ts';
import { route } from '../../src/answer/router.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { Change, State } from '../../src/state/types.ts';
import { buildAutocomplete, buildButton, buildCommand, type CommandCall, type Surroundings } from '../../tests/support/interactions.ts';
import { ID_IN_TEMPLATE, type Templates } from './templates.ts';

const TOKEN = 'aW50ZXJhY3Rpb24tdG9rZW4tb2YtdGhlLWJlbmNo';
/** As many as a round of the bench asks, so that none comes more often than it would. */
const SIZE = 3_000;
const SERVERS = 200;
const PEOPLE = 400;
const DRAMA = 'its-okay-to-not-be-okay';
const LOCALES = ['en-US', 'ko', 'ja', 'es-419', 'pt-BR', 'id'] as const;

/** As they are asked most. */
const QUESTIONS: readonly CommandCall[] = [
  { name: 'cast', options: { name: 'gang tae' } },
  { name: 'quote', subcommand: 'today' },
  { name: 'cast' },
  { name: 'season2' },
  { name: 'cast', options: { name: 'seo ye ji' } },
  { name: 'quote', subcommand: 'random' },
  { name: 'awards' },
  { name: 'episodes' },
  { name: 'cast', options: { name: 'sang-tae' } },
  { name: 'about' },
  { name: 'quiz' },
  { name: 'episodes', options: { number: 9 } },
  { name: 'cast', options: { name: '김수현' } },
  { name: 'quote', subcommand: 'find', options: { words: 'happy' } },
  { name: 'ost' },
  { name: 'cast', options: { name: 'vincenzo' } },
  { name: 'awards', options: { who: 'oh jung se' } },
  { name: 'cast', options: { name: 'go moon yung' } },
  { name: 'help' },
  { name: 'cast', options: { name: 'somebody else' } },
];

/** Writes both for the processes that ask. @returns the environment they find them by. */
export function writeTemplates(folder: string, world: World): Readonly<Record<string, string>> {
  const file = join(folder, 'templates.json');
  const templates: Templates = { one: buildOneQuestion(), mix: buildMix(world) };
  writeFileSync(file, JSON.stringify(templates));
  return { LOAD_TEMPLATES: file };
}

/** The one question that other programs are compared by. */
function buildOneQuestion(): readonly string[] {
  return [JSON.stringify(buildCommand({ name: 'cast', options: { name: 'gang tae' }, id: ID_IN_TEMPLATE, token: TOKEN }))];
}

/** The same each time. */
function buildMix(world: World): readonly string[] {
  const draw = createDraw();
  const weights = QUESTIONS.map((_, rank) => 1 / (rank + 1));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const choose = (): CommandCall => {
    let left = draw() * whole;
    const found = QUESTIONS.find((_, rank) => {
      left -= weights[rank] ?? 0;
      return left < 0;
    });
    return found ?? { name: 'help' };
  };
  return Array.from({ length: SIZE }, () => {
    const call: CommandCall = { ...choose(), ...chooseAsker(draw) };
    const kind = draw();
    if (kind < 0.1) return JSON.stringify(buildAutocomplete({ ...call, name: 'cast', options: { name: 'mo' }, focused: 'name' }));
    const press = kind < 0.27 ? findPress(call, world, draw) : undefined;
    return JSON.stringify(press === undefined ? buildCommand(call) : buildButton({ ...chooseAsker(draw), customId: press }));
  });
}

/** A Nabi of another day has its own state. */
const StateModule = z.object({
  openSqliteState: z.custom<(file: string) => Pick<State, 'saveChanges' | 'close'>>((value) => typeof value === 'function'),
});

/** Writes what the servers and people of the mix have set. @param root The folder of another Nabi, whose state it is to be. */
export async function settle(home: string, root?: string): Promise<void> {
  const open = root === undefined ? openSqliteState : StateModule.parse(await import(join(root, 'src/state/sqlite.ts'))).openSqliteState;
  const state = open(join(home, 'state.db'));
  const changes: Change[] = [];
  for (let server = 0; server < SERVERS; server += 1) {
    const patch = { ceilings: { [DRAMA]: 1 + (server % 16) }, ...(server % 3 === 0 ? { replyStyle: 'plain' as const } : {}) };
    if (server % 2 === 0) changes.push({ kind: 'set-server', guildId: guildOf(server), patch, byUserId: userOf(0) });
  }
  for (let person = 0; person < PEOPLE; person += 2)
    changes.push({ kind: 'set-progress', userId: userOf(person), titleId: DRAMA, episode: 1 + (person % 16) });
  await state.saveChanges(changes, Date.now());
  await state.close();
}

function chooseAsker(draw: () => number): Surroundings {
  const server = Math.floor(draw() * SERVERS);
  const locale = LOCALES[server % LOCALES.length] ?? 'en-US';
  return {
    id: ID_IN_TEMPLATE,
    token: TOKEN,
    guildId: guildOf(server),
    guildLocale: locale,
    userId: userOf(Math.floor(draw() * PEOPLE)),
    locale: draw() < 0.8 ? locale : 'en-US',
  };
}

/** The name of a button below the answer to a question; none where it has none. */
function findPress(call: CommandCall, world: World, draw: () => number): string | undefined {
  const request = readRequest(buildCommand(call));
  if (request === undefined || request.kind === 'ping') return undefined;
  const routed = route(request, world);
  if ('effect' in routed) return undefined;
  const buttons = [...JSON.stringify(routed.response).matchAll(/"type":2,[^{}]*"custom_id":"((?:[^"\\]|\\.)+)"/g)];
  return buttons[Math.floor(draw() * buttons.length)]?.[1];
}

function guildOf(server: number): string {
  return String(900_000_000_000_000_001n + BigInt(server));
}

function userOf(person: number): string {
  return String(700_000_000_000_000_001n + BigInt(person));
}

/** Numbers from 0 to 1, the same in each run (mulberry32). */
function createDraw(): () => number {
  let seed = 20_200_620;
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
