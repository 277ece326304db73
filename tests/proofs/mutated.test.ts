/**
 * Interactions of every kind, changed at random and delivered over the gateway, by people who may do everything and by ordinary members.
 * `npm run proofs -- mutated` sends 10,000 of each; MUTATED_SEED and MUTATED_COUNT name others.
 */
import type { APIInteraction } from 'discord-api-types/v10';
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../../src/answer/answer.ts';
import { readRequest } from '../../src/answer/request.ts';
import { startGateway } from '../../src/discord/gateway.ts';
import { createRest } from '../../src/discord/rest.ts';
import { findResponseProblems } from '../../src/playground/discord-rules.ts';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { type Change, DEFAULT_DAILY_OPTIONS, type State } from '../../src/state/types.ts';
import { buildCorrection, buildSuggestion } from '../state/suite/build.ts';
import { type Bot, care, createBot, DRAMA, languages, loadTestContent, NOW_MS } from '../support/bot.ts';
import { startFakeDiscord } from '../support/fake-discord.ts';
import {
  ADMIN_PERMISSIONS,
  buildAutocomplete,
  buildButton,
  buildChannelSelect,
  buildCommand,
  buildMessageCommand,
  buildRoleSelect,
  buildSelect,
  buildSubmit,
  GUILD_ID,
  MEMBER_PERMISSIONS,
  USER_ID,
} from '../support/interactions.ts';
import { createRandom, mutate } from '../support/mutate.ts';
import { type Cluster, startCluster } from '../support/postgres.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { askEverything } from '../support/replies.ts';

const FEW = 400;
const COUNT = Number(process.env.MUTATED_COUNT ?? FEW);
/** For a few not everything need be walked through that could be sent. */
const ONE_OF = COUNT > FEW ? 1 : 8;
const SEED = Number(process.env.MUTATED_SEED ?? 1);
/** So many are under way at once; then one that is right is answered as always. */
const TOGETHER = 50;
const DEADLINE_MS = 20_000 + COUNT * 60;

const MANAGE = (1n << 5n) | (1n << 3n);
/** Said by somebody else, and for reviewers, the operator and those who manage the server alone. */
const CANARY = 'Canary-of-another-person';
const OTHER_ID = '700000000000000005';

const SET_UP: readonly Change[] = [
  {
    kind: 'set-server',
    guildId: GUILD_ID,
    byUserId: OTHER_ID,
    patch: {
      suggestions: { channelId: '910000000000000007', suggesterRoleId: null, reviewerRoleId: '920000000000000009' },
      daily: {
        ...DEFAULT_DAILY_OPTIONS,
        enabled: true,
        channelId: '910000000000000009',
        time: '21:00',
        zone: 'Asia/Seoul',
        nextDueAtMs: NOW_MS + 1_000_000_000,
        suspendedReason: null,
      },
    },
  },
  {
    kind: 'add-suggestion',
    suggestion: buildSuggestion({ id: '1', guildId: GUILD_ID, userId: OTHER_ID, titleId: DRAMA, createdAtMs: NOW_MS, text: CANARY }),
  },
  { kind: 'add-correction', correction: buildCorrection({ id: '2', userId: OTHER_ID, guildId: GUILD_ID, titleId: DRAMA, text: CANARY }) },
];

/** What a person who may do everything sends on a walk through everything, as it came over the wire. */
async function recordWires(): Promise<readonly APIInteraction[]> {
  const bot = createBot({ isStill: true });
  await bot.state.saveChanges(SET_UP, NOW_MS);
  const wires: APIInteraction[] = [];
  const by =
    <Call>(build: (call: Call) => APIInteraction) =>
    (call: Call) => {
      const wire = build(call);
      wires.push(wire);
      return bot.send(wire);
    };
  const recorded: Bot = {
    ...bot,
    ask: by(buildCommand),
    press: by(buildButton),
    choose: by(buildSelect),
    pickChannel: by(buildChannelSelect),
    pickRole: by(buildRoleSelect),
    submit: by(buildSubmit),
    suggest: by(buildAutocomplete),
  };
  await askEverything(recorded, loadTestContent(), {
    brief: true,
    oneOf: ONE_OF,
    surroundings: { memberPermissions: ADMIN_PERMISSIONS },
  });
  return [...wires, ...['Suggest as quote', 'cast'].map((name) => buildMessageCommand({ name, content: 'Rest now, dear.' }))];
}

interface Findings {
  readonly bugs: string[];
  readonly refused: string[];
  readonly overreach: string[];
  answered: number;
}

/** What a change does that the one who asked for it may not; undefined when they may. */
function findOverreach(change: Change, wire: unknown): string | undefined {
  const request = readRequest(wire);
  const userId = request === undefined || request.kind === 'ping' ? '' : request.caller.userId;
  switch (change.kind) {
    case 'set-server':
    case 'forget-server':
    case 'forget-welcome':
    case 'set-rewatch':
    case 'advance-rewatch':
      return change.kind;
    case 'note-guild-locale':
    case 'note-told':
      return undefined;
    case 'save-suggestion':
      return change.next.state === 'declined' && change.next.userId === userId ? undefined : change.kind;
    case 'add-suggestion':
      return change.suggestion.userId === userId ? undefined : change.kind;
    case 'add-correction':
      return change.correction.userId === userId ? undefined : change.kind;
    default:
      return change.userId === userId ? undefined : change.kind;
  }
}

/** Ordinary members have these permissions or none that mean anything, whatever became of the rest. */
function makeOrdinary(wire: object): void {
  const member: unknown = Reflect.get(wire, 'member');
  if (typeof member !== 'object' || member === null) return;
  const permissions: unknown = Reflect.get(member, 'permissions');
  const isMighty = typeof permissions === 'string' && /^\d+$/.test(permissions) && (BigInt(permissions) & MANAGE) !== 0n;
  if (isMighty) Reflect.set(member, 'permissions', MEMBER_PERMISSIONS);
}

async function deliver(state: State, wires: readonly APIInteraction[], asMember: boolean): Promise<Findings> {
  const random = createRandom(SEED);
  const log = createRecordingLog();
  const discord = await startFakeDiscord();
  const rest = createRest({ token: discord.token, apiUrl: discord.apiUrl, log });
  const findings: Findings = { bugs: [], refused: [], overreach: [], answered: 0 };
  const asked = new Map<string, unknown>();
  await state.saveChanges(SET_UP, NOW_MS);

  const answer = createAnswer({
    commands,
    care,
    content: loadTestContent,
    languages,
    state: {
      ...state,
      saveChanges(changes, nowMs, use) {
        const wire = asked.get(use?.interactionId ?? '');
        for (const change of changes) {
          const found = asMember ? findOverreach(change, wire) : undefined;
          if (found !== undefined) findings.overreach.push(`${found}: ${JSON.stringify(wire)}`);
        }
        return state.saveChanges(changes, nowMs, use);
      },
    },
    commandIds: () => new Map(),
    log,
    transport: 'gateway',
    now: () => NOW_MS,
    async carryOut(effect) {
      if (asMember && effect.kind === 'test-post') findings.overreach.push(effect.kind);
      return { ok: false, reason: 'no-answer' };
    },
  });
  const waiting = new Map<string, () => void>();
  const gateway = await startGateway({
    token: discord.token,
    apiUrl: discord.apiUrl,
    rest,
    answer,
    log,
    onLost: (error) => findings.bugs.push(String(error)),
    callbacks: {
      async post({ id }, { response }) {
        findings.answered += 1;
        const wire = Object(asked.get(id));
        const problems = findResponseProblems(wire.type, response);
        if (problems.length > 0 && wire.type >= 2 && wire.type <= 5)
          findings.refused.push(`${problems.join('; ')}: ${JSON.stringify(wire)}`);
        const text = JSON.stringify(response);
        if (asMember && text.includes(CANARY)) findings.overreach.push(`read ${CANARY}: ${JSON.stringify(wire)}`);
        waiting.get(id)?.();
        return 'sent';
      },
    },
  });

  let lastId = 1_300_000_000_000_000_000n;
  const send = async (wire: object): Promise<string> => {
    lastId += 1n;
    // Else nine in ten would not be interactions at all.
    const id = String(lastId);
    Object.assign(wire, { id, token: 'odd-token' });
    asked.set(id, wire);
    await discord.sendPacket('INTERACTION_CREATE', wire);
    return id;
  };
  try {
    for (let sent = 0; sent < COUNT; sent += TOGETHER) {
      for (let one = 0; one < TOGETHER; one += 1) {
        const right = wires[Math.floor(random() * wires.length)] ?? buildCommand({ name: 'help' });
        const odd = mutate(right, random);
        if (asMember) makeOrdinary(odd);
        await send(odd);
      }
      const answered = Promise.withResolvers<void>();
      const id = String(lastId + 1n);
      waiting.set(id, answered.resolve);
      await send(buildCommand({ name: 'cast', options: { name: 'gang tae' }, userId: USER_ID }));
      await answered.promise;
    }
  } finally {
    await gateway.close();
    rest.close();
    await discord.close();
  }
  const bugs = log.lines
    .filter(({ level, message }) => level === 'error' && !message.includes('an interaction that is none'))
    .map(({ message, fields }) => `${message}: ${describeFields(fields)}`);
  return { ...findings, bugs: [...findings.bugs, ...bugs] };
}

function describeFields(fields: object): string {
  const error: unknown = Reflect.get(fields, 'err');
  return error instanceof Error ? String(error.stack) : JSON.stringify(fields);
}

let wires: readonly APIInteraction[];
let cluster: Cluster;

beforeAll(async () => {
  [wires, cluster] = await Promise.all([recordWires(), startCluster()]);
  return () => cluster.stop();
}, 120_000);

describe.each([
  ['by somebody who may do everything', false],
  ['by an ordinary member', true],
])(`${COUNT} interactions changed at random (seed ${SEED}), %s,`, (_, asMember) => {
  const expectNothing = ({ bugs, refused, overreach, answered }: Findings): void => {
    expect({ bugs: bugs.slice(0, 3), refused: refused.slice(0, 3), overreach: overreach.slice(0, 3) }).toEqual({
      bugs: [],
      refused: [],
      overreach: [],
    });
    expect(answered).toBeGreaterThan(COUNT * 0.9);
  };

  it('end nothing, hold nothing up, and give nobody a right they have not', { timeout: DEADLINE_MS }, async () => {
    const state = openSqliteState(':memory:');
    expectNothing(await deliver(state, wires, asMember));
    await state.close();
  });

  it('do as little over Postgres', { timeout: DEADLINE_MS * 2 }, async () => {
    const state = await openPostgresState(await cluster.createDatabase());
    expectNothing(await deliver(state, wires, asMember));
    await state.close();
  });
});
