/** Answers that are kept for whoever asks the same next: never another one than would be made anew, least of all one that tells more. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import { readAgain } from '../../src/answer/again.ts';
import { createAnswer } from '../../src/answer/answer.ts';
import type { World } from '../../src/answer/context.ts';
import { createKeptAnswers } from '../../src/answer/kept.ts';
import { NOTHING_NEEDED } from '../../src/answer/needs.ts';
import { type Request, readRequest } from '../../src/answer/request.ts';
import { route } from '../../src/answer/router.ts';
import type { Answered } from '../../src/answer/types.ts';
import type { Command } from '../../src/bot/types.ts';
import { openLivePacks } from '../../src/content/live.ts';
import type { Content } from '../../src/content/types.ts';
import { buildMessage } from '../../src/message/reply.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { KNOWN_FOR_MS } from '../../src/state/postgres/kept-reads.ts';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { buildDefaultSettings, DEFAULT_DAILY_OPTIONS, type ServerSettings, type State } from '../../src/state/types.ts';
import { PacksFolder } from '../packs/folder.ts';
import { buildSuggestion } from '../state/suite/build.ts';
import { care, DRAMA, FILM, languages, loadTestContent, NOW_MS, readReply } from '../support/bot.ts';
import {
  buildAutocomplete,
  buildButton,
  buildCommand,
  buildSelect,
  type CommandCall,
  GUILD_ID,
  type Surroundings,
  USER_ID,
} from '../support/interactions.ts';
import { startCluster } from '../support/postgres.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { listCalls } from '../support/replies.ts';

const LOCALES = ['en-US', 'ko', 'ja', 'es-419', 'pt-BR', 'id', 'fr'] as const;
const DAY_MS = 24 * 60 * 60_000;
/** So seldom are packs looked at that a watched folder must tell. */
const SELDOM_MS = 600_000;

const keeping = new Set(commands.filter(({ isKept }) => isKept !== undefined).map(({ name }) => name));

const NO_IDS: ReadonlyMap<string, string> = new Map();

function buildWorld(given: Partial<World> = {}): World {
  return {
    ...NOTHING_NEEDED,
    commands,
    languages,
    care,
    content: loadTestContent(),
    settings: buildDefaultSettings(GUILD_ID),
    careSaidLately: undefined,
    operatorCareText: null,
    commandIds: NO_IDS,
    nowMs: NOW_MS,
    pick: () => 0,
    ...given,
  };
}

function read(wire: unknown): Request {
  const request = readRequest(wire);
  if (request === undefined || request.kind === 'ping') throw new Error('no interaction');
  return readAgain(request, commands);
}

/** What is answered without anything kept; undefined for what is more than an answer. */
function answerAnew(request: Request, world: World): string | undefined {
  const routed = route(request, world);
  if ('effect' in routed || routed.changes.length > 0 || routed.after !== undefined) return undefined;
  return JSON.stringify(routed.response);
}

const Pressable = z.object({
  custom_id: z.string(),
  disabled: z.boolean().optional(),
  options: z.array(z.object({ value: z.string() })).optional(),
});

/** What goes over the wire. */
function textOf(answered: Answered | undefined): string | undefined {
  return answered?.bytes === undefined ? undefined : new TextDecoder().decode(answered.bytes);
}

/** The presses under an answer. */
function listPresses(json: string): readonly { readonly customId: string; readonly value: string | undefined }[] {
  const found: { customId: string; value: string | undefined }[] = [];
  JSON.parse(json, (_key, part: unknown) => {
    const { data } = Pressable.safeParse(part);
    if (data === undefined || data.disabled) return part;
    const values = data.options === undefined ? [undefined] : data.options.slice(0, 3).map(({ value }) => value);
    found.push(...values.map((value) => ({ customId: data.custom_id, value })));
    return part;
  });
  return found;
}

describe('a kept answer', () => {
  const calls: CommandCall[] = [];
  const presses: { readonly customId: string; readonly value: string | undefined }[] = [];
  const names: string[] = [];
  beforeAll(() => {
    names.push(
      ...[DRAMA, FILM].flatMap((titleId) =>
        loadTestContent()
          .list('people', titleId)
          .map(({ name }) => name),
      ),
    );
    calls.push(...listCalls(loadTestContent(), true).filter(({ name }) => keeping.has(name)));
    const all = calls.flatMap((call) => listPresses(answerAnew(read(buildCommand(call)), buildWorld()) ?? ''.padEnd(2, '[]')));
    presses.push(...new Map(all.map((press) => [`${press.customId} ${press.value}`, press])).values());
  });

  const snowflake = fc.bigInt({ min: 10n ** 17n, max: 10n ** 18n - 1n }).map(String);
  const ceilings = fc.dictionary(fc.constantFrom(DRAMA, FILM), fc.integer({ min: 0, max: 20 }), { maxKeys: 2 });
  const surroundings = fc.record({
    where: fc.constantFrom('guild' as const, 'guild' as const, 'dm' as const, 'user-install' as const),
    id: snowflake,
    userId: fc.constantFrom('700000000000000001', '700000000000000002'),
    guildId: snowflake,
    channelId: snowflake,
    locale: fc.constantFrom(...LOCALES),
    guildLocale: fc.constantFrom(...LOCALES),
    guildFeatures: fc.constantFrom([], ['COMMUNITY']),
    memberPermissions: fc.constantFrom('0', '32'),
    memberRoles: fc.array(snowflake, { maxLength: 2 }),
  });
  const daily = fc.record({
    channelId: snowflake,
    time: fc.constantFrom('09:00', '21:00'),
    zone: fc.constantFrom('Asia/Seoul', 'America/Lima'),
    enabled: fc.boolean(),
  });
  const settings = fc.record({
    title: fc.constantFrom(null, null, DRAMA, FILM, 'a-title-that-went'),
    ceilings,
    locale: fc.constantFrom(null, ...LOCALES),
    replyStyle: fc.constantFrom('card' as const, 'plain' as const),
    quizBoard: fc.boolean(),
    seasonNewsChannelId: fc.option(snowflake),
    careText: fc.constantFrom(null, 'Our own line: 112'),
    noticesChannelId: fc.option(snowflake),
    guildLocale: fc.constantFrom(null, ...LOCALES),
    suggestions: fc.option(
      fc.record({ channelId: snowflake, suggesterRoleId: fc.option(snowflake), reviewerRoleId: fc.option(snowflake) }),
    ),
    daily: fc.option(daily),
  });
  const member = fc.record({
    progress: fc.oneof(fc.constant({}), ceilings),
    latestTitle: fc.constantFrom(null, DRAMA, FILM),
    isPrivate: fc.boolean(),
  });
  const onMessage = fc.record({
    askedBy: fc.constantFrom('700000000000000001', '700000000000000002'),
    messageId: snowflake,
    messageFlags: fc.constantFrom(0, 1 << 6, 1 << 15, (1 << 15) | (1 << 6)),
    shown: fc.constantFrom({}, { content: 'some text' }),
  });
  const commandIds = fc.constantFrom(
    new Map<string, string>(),
    new Map([
      ['cast', '600000000000000001'],
      ['progress', '600000000000000002'],
    ]),
  );

  function complete(
    given: {
      readonly daily: { readonly channelId: string; readonly time: string; readonly zone: string; readonly enabled: boolean } | null;
    } & Omit<ServerSettings, 'daily' | 'moreDailies' | 'guildId'>,
    guildId: string,
  ): ServerSettings {
    const { daily: set, ...rest } = given;
    const dailies = set === null ? null : { ...DEFAULT_DAILY_OPTIONS, ...set, nextDueAtMs: NOW_MS, suspendedReason: null };
    return { ...rest, guildId, daily: dailies, moreDailies: dailies === null ? [] : [{ ...dailies, slot: 2 }] };
  }

  /** On which server it is, or on what that has set: /help, the line of the day, and what managers are shown besides. */
  const hangsOnMore = (request: Request) => {
    if (request.caller.canManageServer) return true;
    if (request.kind === 'press') return /^v1\|(?:help|quote\|today)/.test(request.customId);
    return request.kind === 'command' && (request.name === 'help' || (request.name === 'quote' && request.options.subcommand === 'today'));
  };

  it('is what would be answered anew, whoever asks, whatever else is set, whenever and by whatever chance', () => {
    const told = { hit: 0, miss: 0 };
    // Packs, ids and the day are drawn so often that one memory would begin anew with nearly each of them.
    const memories = new Map<string, ReturnType<typeof createKeptAnswers>>();
    const memoryOf = (drawn: { readonly commandIds: ReadonlyMap<string, string>; readonly days: number }) => {
      const name = `${drawn.commandIds.size} ${drawn.days}`;
      const memory = memories.get(name) ?? createKeptAnswers({ kept: (outcome) => (told[outcome] += 1) });
      memories.set(name, memory);
      return memory;
    };
    const question = fc.oneof(
      fc
        .nat()
        .map((at) => (given: Surroundings, _on: object) => buildCommand({ ...given, ...(calls[at % calls.length] ?? { name: 'cast' }) })),
      fc.nat().map((at) => (given: Surroundings, on: object) => {
        const { customId, value } = presses[at % presses.length] ?? { customId: 'v1|cast|first|x', value: undefined };
        const press = { ...given, ...on, customId };
        return value === undefined ? buildButton(press) : buildSelect({ ...press, values: [value] });
      }),
      fc
        .record({
          name: fc.constantFrom('cast', 'awards', 'ost'),
          at: fc.nat(),
          letters: fc.nat(6),
          title: fc.constantFrom(DRAMA, undefined),
        })
        .map(({ name, at, letters, title }) => (given: Surroundings, _on: object) => {
          const option = { cast: 'name', awards: 'who', ost: 'track' }[name] ?? 'name';
          const typed = names[at % names.length]?.slice(0, letters) ?? '';
          return buildAutocomplete({
            ...given,
            name,
            options: { [option]: typed, ...(title === undefined ? {} : { title }) },
            focused: option,
          });
        }),
    );
    fc.assert(
      fc.property(
        fc.record({
          question,
          given: surroundings,
          on: onMessage,
          other: surroundings,
          settings,
          otherSettings: settings,
          member,
          commandIds,
          days: fc.nat(3),
          ms: fc.nat(DAY_MS - 1),
          chance: fc.nat(9),
        }),
        (drawn) => {
          const nowMs = NOW_MS + drawn.days * DAY_MS + drawn.ms;
          const request = read(drawn.question(drawn.given, drawn.on));
          const guildId = request.caller.guildId ?? '';
          const asSet =
            guildId === '' ? { ...buildDefaultSettings(''), title: drawn.member.latestTitle } : complete(drawn.settings, guildId);
          const world = buildWorld({
            settings: asSet,
            member: drawn.member,
            commandIds: drawn.commandIds,
            nowMs,
            pick: (count) => drawn.chance % count,
          });
          const kept = memoryOf(drawn);
          const found = kept.answer(request, world);
          if (found === undefined) return;
          const anew = answerAnew(request, world);
          expect(textOf(found)).toBe(anew);
          expect(JSON.stringify(found.response)).toBe(anew);
          // Kept by now for certain: the same for others elsewhere, at another moment of the day, and whatever else their server has set.
          const { id, channelId, memberRoles } = drawn.other;
          const elsewhere = guildId === '' ? {} : { guildId: drawn.other.guildId };
          const again = read(drawn.question({ ...drawn.given, id, channelId, memberRoles, ...elsewhere }, drawn.on));
          const { title, ceilings: shown, locale, replyStyle } = asSet;
          const { latestTitle } = drawn.member;
          const later = buildWorld({
            settings:
              guildId === ''
                ? asSet
                : { ...complete(drawn.otherSettings, drawn.other.guildId), title, ceilings: shown, locale, replyStyle },
            member: { ...drawn.member, latestTitle: latestTitle === null ? FILM : null },
            commandIds: drawn.commandIds,
            nowMs: nowMs - (nowMs % DAY_MS) + ((drawn.ms * 7) % DAY_MS),
            pick: () => 0,
          });
          const hits = told.hit;
          const there = textOf(kept.answer(again, later));
          if (there === undefined && hangsOnMore(again)) return;
          expect(there).toBe(answerAnew(again, later));
          if (!hangsOnMore(again)) expect(told.hit).toBe(hits + 1);
        },
      ),
      { numRuns: 1_200, seed: 20_200_620 },
    );
    expect(told.miss).toBeGreaterThan(500);
  });

  it('is kept for nearly every question with a name of the packs, and every press below it', () => {
    const missed: string[] = [];
    const told: string[] = [];
    const kept = createKeptAnswers({ kept: (outcome) => told.push(outcome) });
    const world = buildWorld();
    for (const { customId, value } of presses) {
      // What leads elsewhere, and what the walk typed that no pack has.
      if (/^v1\|(?:me|all|quote|quiz|progress|config|sources\|wrong)|\|(?:something|나비|-1)/.test(customId)) continue;
      const press = { customId };
      const request = read(value === undefined ? buildButton(press) : buildSelect({ ...press, values: [value] }));
      if (kept.answer(request, world) === undefined) missed.push(`${customId} ${value ?? ''}`);
    }
    expect(missed).toEqual([]);
    expect(told).toContain('miss');
  });

  it('is kept for the choices that letters lead to with which a name begins', () => {
    const told: string[] = [];
    const kept = createKeptAnswers({ kept: (outcome) => told.push(outcome) });
    for (const name of ['', 'g', 'moon gang', '문강']) {
      const request = read(buildAutocomplete({ name: 'cast', options: { name }, focused: 'name' }));
      const [first, again] = [kept.answer(request, buildWorld()), kept.answer(request, buildWorld())];
      expect(textOf(first)).toBe(answerAnew(request, buildWorld()));
      expect(textOf(again)).toBe(textOf(first));
    }
    expect(told).toEqual(['miss', 'hit', 'miss', 'hit', 'miss', 'hit', 'miss', 'hit']);
  });

  it('is kept for whoever wants to be shown more, or to share it', () => {
    const told: string[] = [];
    const kept = createKeptAnswers({ kept: (outcome) => told.push(outcome) });
    for (const customId of ['v1|me|?|/episodes|number=9', 'v1|all|?|/cast|name=gang tae']) {
      const request = read(buildButton({ customId }));
      expect(textOf(kept.answer(request, buildWorld()))).toBe(answerAnew(request, buildWorld()));
      expect(textOf(kept.answer(request, buildWorld()))).toBe(answerAnew(request, buildWorld()));
    }
    expect(told).toEqual(['miss', 'hit', 'miss', 'hit']);
    // What they say of how far they are is written down.
    const telling = read(buildButton({ customId: 'v1|me|16|/episodes|number=9' }));
    for (let turn = 0; turn < 2; turn += 1) expect(kept.answer(telling, buildWorld())).toBeUndefined();
  });

  it('is not kept with anything in it that one person typed and no pack has, however often', () => {
    const told: string[] = [];
    const kept = createKeptAnswers({ kept: (outcome) => told.push(outcome) });
    for (const name of ['gang tea', 'my boss Jung Min', 'somebody else', 'who plays gang tae?', 'i feel so empty'])
      for (let turn = 0; turn < 2; turn += 1)
        expect(kept.answer(read(buildCommand({ name: 'cast', options: { name } })), buildWorld())).toBeUndefined();
    expect(kept.answer(read(buildButton({ customId: `v1|cast|name|${DRAMA}|my boss` })), buildWorld())).toBeUndefined();
    for (const name of ['my b', 'gang tea', '…', 'i feel so'])
      for (let turn = 0; turn < 2; turn += 1)
        expect(kept.answer(read(buildAutocomplete({ name: 'cast', options: { name }, focused: 'name' })), buildWorld())).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('is kept of what no pack has once somebody else has typed it too, and of words of distress never', () => {
    const told: string[] = [];
    const kept = createKeptAnswers({ kept: (outcome) => told.push(outcome) });
    const ask = (userId: string, call: CommandCall) => kept.answer(read(buildCommand({ ...call, userId })), buildWorld());
    const nobody = { name: 'cast', options: { name: 'somebody else' } };
    const words = { name: 'quote', subcommand: 'find', options: { words: 'happy' } };
    for (const call of [nobody, words]) {
      expect(ask('1', call)).toBeUndefined();
      expect(ask('1', call)).toBeUndefined();
      expect(textOf(ask('2', call))).toBe(answerAnew(read(buildCommand(call)), buildWorld()));
      expect(textOf(ask('3', call))).toBe(textOf(ask('2', call)));
    }
    expect(told).toEqual(['miss', 'hit', 'hit', 'miss', 'hit', 'hit']);
    for (const userId of ['1', '2', '3', '1', '2'])
      expect(ask(userId, { name: 'cast', options: { name: 'i feel so empty' } })).toBeUndefined();
  });

  it('is none of a search where a community has lines of its own', () => {
    const find = read(buildCommand({ name: 'quote', subcommand: 'find', options: { speaker: 'moon-gang-tae' } }));
    const own = buildSuggestion({ state: 'approved', titleId: DRAMA });
    const kept = createKeptAnswers();
    expect(kept.answer(find, buildWorld())).toBeDefined();
    expect(kept.answer(find, buildWorld({ communityLines: [own] }))).toBeUndefined();
  });

  it('is that of the name where only one can be meant by a slip, and nothing of what was typed is in it', () => {
    const kept = createKeptAnswers();
    const world = buildWorld();
    const ask = (name: string) => {
      const request = read(buildCommand({ name: 'cast', options: { name } }));
      return route(request, world, (meant) => kept.answer(meant, world));
    };
    const outcomes = new Set<string>();
    for (const slip of ['go moon yung', 'koh moon young', 'Go Mun-yung', 'gho moon young']) {
      const routed = ask(slip);
      if ('effect' in routed) throw new Error('no answer');
      expect(routed.bytes, slip).toBeDefined();
      expect(JSON.stringify(routed.response).toLowerCase()).not.toContain(slip.toLowerCase());
      outcomes.add(JSON.stringify(routed.response));
    }
    expect(outcomes.size).toBe(1);
    const byId = kept.answer(read(buildCommand({ name: 'cast', options: { name: 'ko-moon-young' } })), world);
    expect([...outcomes]).toEqual([JSON.stringify(byId?.response)]);
  });

  it('gives way when there are too many, the one asked for longest ago first', () => {
    const told: [string, number][] = [];
    const kept = createKeptAnswers({ kept: (...what) => told.push(what) }, { mostBytes: 40_000 });
    const ask = (name: string) => kept.answer(read(buildCommand({ name: 'cast', options: { name } })), buildWorld());
    const ids = loadTestContent()
      .list('cast', DRAMA)
      .map(({ id }) => id);
    for (const id of ids) {
      ask('moon-gang-tae');
      ask(id);
    }
    expect(Math.max(...told.map(([, bytes]) => bytes))).toBeLessThan(80_000);
    told.length = 0;
    ask('moon-gang-tae');
    ask(ids[1] ?? '');
    expect(told.map(([outcome]) => outcome)).toEqual(['hit', 'miss']);
  });

  it('is counted, with the bytes of all that are kept', async () => {
    const { read: readMetrics, answers } = createMetrics('test');
    const kept = createKeptAnswers(answers);
    for (let turn = 0; turn < 3; turn += 1) kept.answer(read(buildCommand({ name: 'about' })), buildWorld());
    const { text: metrics } = await readMetrics();
    expect(metrics).toContain('nabi_kept_answers_total{outcome="miss"} 1');
    expect(metrics).toContain('nabi_kept_answers_total{outcome="hit"} 2');
    expect(metrics).toMatch(/^nabi_kept_answers_bytes [1-9]\d{3,}$/m);
  });

  const POST = {
    ...{ ...DEFAULT_DAILY_OPTIONS, channelId: '910000000000000001', time: '09:00', zone: 'Asia/Seoul', enabled: true },
    ...{ nextDueAtMs: NOW_MS, suspendedReason: null },
  };

  it('that hangs on which server it is, is kept for each: the line of the day, where no post brings it', () => {
    const told: string[] = [];
    const kept = createKeptAnswers({ kept: (outcome) => told.push(outcome) });
    const ask = (guildId: string, given: Partial<ServerSettings> = {}, rest: Partial<World> = {}) => {
      const request = read(buildCommand({ name: 'quote', subcommand: 'today', guildId, options: { title: DRAMA } }));
      const world = buildWorld({ settings: { ...buildDefaultSettings(guildId), ...given }, ...rest });
      const found = textOf(kept.answer(request, world));
      if (found !== undefined) expect(found).toBe(answerAnew(request, world));
      return found;
    };
    const servers = Array.from({ length: 20 }, (_, at) => String(900_000_000_000_000_001n + BigInt(at)));
    const first = servers.map((guildId) => ask(guildId));
    expect(new Set(first).size).toBeGreaterThan(5);
    expect(told).toEqual(servers.map(() => 'miss'));
    expect(servers.map((guildId) => ask(guildId, { quizBoard: true }))).toEqual(first);
    expect(told.slice(20)).toEqual(servers.map(() => 'hit'));
    // A post brings another line, and the day of a post is its zone's.
    for (let turn = 0; turn < 2; turn += 1) {
      expect(ask(servers[0] ?? '', { daily: POST })).toBeUndefined();
      expect(ask(servers[0] ?? '', { moreDailies: [{ ...POST, slot: 2 }] })).toBeUndefined();
    }
    expect(ask(servers[0] ?? '', {}, { nowMs: NOW_MS + DAY_MS })).not.toBe(first[0]);
  });

  it('that hangs on a setting is kept for all that have not set it, and told from those that have', () => {
    const told: string[] = [];
    const kept = createKeptAnswers({ kept: (outcome) => told.push(outcome) });
    const request = read(buildCommand({ name: 'help' }));
    const ask = (given: Partial<ServerSettings>) => {
      const world = buildWorld({ settings: { ...buildDefaultSettings(GUILD_ID), ...given } });
      const found = textOf(kept.answer(request, world));
      if (found !== undefined) expect(found).toBe(answerAnew(request, world));
      return found;
    };
    const suggestions = { channelId: '910000000000000001', suggesterRoleId: null, reviewerRoleId: null };
    const without = ask({});
    expect(without).toBeDefined();
    for (let turn = 0; turn < 2; turn += 1) {
      expect(ask({ suggestions })).toBeUndefined();
      expect(ask({ quizBoard: true, daily: POST })).toBe(without);
    }
    expect(told).toEqual(['miss', 'hit', 'hit']);
  });

  it('is none in a direct message that hangs on who asks, also while nothing can be read', () => {
    const kept = createKeptAnswers();
    for (const name of ['today', 'random', 'saved']) {
      const request = read(buildCommand({ name: 'quote', subcommand: name, where: 'dm' }));
      for (let turn = 0; turn < 2; turn += 1) expect(kept.answer(request, buildWorld())).toBeUndefined();
    }
  });

  /** A command that is not among Nabi's own. */
  const COMMAND = { name: 'made-up', visibility: 'public', place: 'everywhere' } as const;
  const makeUp = (answer: Command['answer'], rest: Partial<Command> = {}): Command => ({ ...COMMAND, isKept: true, answer, ...rest });
  const sayIt = (text: unknown) => ({ message: buildMessage({ blocks: [`It is ${text}.`] }) });
  const post = { kind: 'tell-member', userId: USER_ID, message: buildMessage({ blocks: ['Hello.'] }) } as const;

  it.each<readonly [string, Command]>([
    ['that does not ask for it', { ...COMMAND, answer: () => sayIt('so') }],
    ['that needs more than everybody does, where there is some', makeUp(() => sayIt('so'), { needs: { communityLines: true } })],
    ['that writes', makeUp(() => ({ ...sayIt('so'), changes: [{ kind: 'forget-member', userId: USER_ID }] }))],
    ['that sends a file', makeUp(() => ({ ...sayIt('so'), files: [{ name: 'a.txt', bytes: new Uint8Array(1) }] }))],
    ['that does something afterwards', makeUp(() => ({ ...sayIt('so'), after: { effect: post } }))],
    ['that does something first', makeUp(() => ({ effect: post, settle: () => sayIt('so') }))],
    ['that leaves something to chance', makeUp(({ pick }) => sayIt(pick(2)))],
    ['that names who asks', makeUp(({ caller }) => sayIt(caller.userId))],
    ['that names where', makeUp(({ caller, settings }) => sayIt(`${caller.channelId} ${settings.guildId}`))],
    ['that names the interaction', makeUp(({ interactionId }) => sayIt(interactionId))],
    ['that reads another setting, where it is set', makeUp(({ settings }) => sayIt(settings.quizBoard))],
    ['that goes by one of several daily posts, where there are some', makeUp(({ settings }) => sayIt(settings.moreDailies.length))],
    ['that reads what somebody asked about last', makeUp(({ member }) => sayIt(member.latestTitle))],
    ['that fails', makeUp(() => expect.unreachable())],
  ])('is none of a command %s', (_what, command) => {
    const kept = createKeptAnswers();
    const settings = { ...buildDefaultSettings(GUILD_ID), quizBoard: true, moreDailies: [{ ...POST, slot: 2 }] };
    const world = buildWorld({ commands: [command], settings, communityLines: [buildSuggestion()] });
    for (let turn = 0; turn < 2; turn += 1) expect(kept.answer(read(buildCommand({ name: 'made-up' })), world)).toBeUndefined();
  });

  it('is none for an admin who is to be told of troubles', () => {
    const kept = createKeptAnswers();
    const request = read(buildCommand({ name: 'about', memberPermissions: '32' }));
    const notice = {
      guildId: GUILD_ID,
      cause: 'missed',
      subject: '',
      sinceMs: NOW_MS,
      endedAtMs: null,
      triedAtMs: null,
      toldAtMs: null,
    } as const;
    expect(kept.answer(request, buildWorld())).toBeDefined();
    expect(kept.answer(request, buildWorld({ notices: [notice] }))).toBeUndefined();
  });

  it('knows the day in UTC, and no moment of it', () => {
    const kept = createKeptAnswers();
    const commands = [makeUp(({ nowMs }) => sayIt(nowMs))];
    const request = read(buildCommand({ name: 'made-up' }));
    const at = (nowMs: number) => textOf(kept.answer(request, buildWorld({ commands, nowMs })));
    const day = Date.parse('2026-11-22T00:00:00Z');
    expect(at(day + 5)).toContain(`It is ${day}.`);
    expect(at(day + DAY_MS - 1)).toBe(at(day));
    expect(at(day + DAY_MS)).toContain(`It is ${day + DAY_MS}.`);
  });

  it('is counted once with its key, wherever it stands', () => {
    let bytes = 0;
    const kept = createKeptAnswers({ kept: (_outcome, held) => (bytes = held) }, { mostBytes: 40_000 });
    const ask = ({ id }: { readonly id: string }) =>
      textOf(kept.answer(read(buildCommand({ name: 'cast', options: { name: id } })), buildWorld()))?.length ?? 0;
    const asked: { readonly id: string }[] = [];
    let answers = 0;
    for (const one of loadTestContent().list('cast', DRAMA)) {
      if (bytes > 22_000) break;
      answers += ask(one);
      asked.push(one);
    }
    // A key names all that its answer is made from.
    expect(bytes).toBeGreaterThan(answers + 600 * asked.length);
    const before = bytes;
    for (const one of asked.slice(0, 3)) ask(one);
    expect(bytes).toBe(before);
  });

  it('is given by commands alone that are about nothing but the packs: typed, without channels, roles or files', () => {
    for (const { name, kind = 'typed', options = [], subcommands = [] } of commands.filter(({ isKept }) => isKept !== undefined)) {
      expect([name, kind]).toEqual([name, 'typed']);
      expect([
        name,
        [...options, ...subcommands.flatMap((sub) => sub.options)].filter(({ type }) => !['string', 'integer', 'boolean'].includes(type)),
      ]).toEqual([name, []]);
    }
    expect([...keeping].sort()).toEqual(['about', 'awards', 'cast', 'episodes', 'help', 'ost', 'places', 'quote', 'season2', 'sources']);
  });
});

/** Where settings and progress are, as the bots of a test and processes beside them open it. */
interface Store {
  readonly open: () => Promise<State>;
  /** What a process runs that opens it too. */
  readonly inProcess: string;
  /** Until a bot has seen what others wrote, while nothing of it was asked for. */
  readonly look: (bot: { readonly state: State }) => Promise<void>;
  readonly remove: () => Promise<void>;
}

const moduleOf = (path: string) => JSON.stringify(new URL(`../../src/state/${path}`, import.meta.url).href);

async function createSqliteStore(): Promise<Store> {
  const home = mkdtempSync(join(tmpdir(), 'nabi-kept-'));
  const file = join(home, 'state.db');
  return {
    open: async () => openSqliteState(file),
    inProcess: `import(${moduleOf('sqlite.ts')}).then(({ openSqliteState }) => openSqliteState(${JSON.stringify(file)}))`,
    async look() {},
    remove: async () => rmSync(home, { recursive: true, force: true }),
  };
}

async function createPostgresStore(): Promise<Store> {
  const cluster = await startCluster();
  const url = await cluster.createDatabase();
  let nowMs = 0;
  return {
    open: () => openPostgresState(url, { now: () => nowMs }),
    inProcess: `import(${moduleOf('postgres/open.ts')}).then(({ openPostgresState }) => openPostgresState(${JSON.stringify(url)}))`,
    async look({ state }) {
      nowMs += KNOWN_FOR_MS + 1;
      // What is read of a server that nobody writes to comes from memory once a look was answered.
      for (let last: unknown, next: unknown = null; last !== next; [last, next] = [next, await state.loadSettings('nobody')]);
    },
    remove: () => cluster.stop(),
  };
}

describe.each([
  ['SQLite', createSqliteStore],
  ['Postgres', createPostgresStore],
])('on %s the next answer is right', (_name, createStore) => {
  let store: Store;
  let open: State[] = [];
  beforeAll(async () => {
    store = await createStore();
    return async () => {
      for (const state of open) await state.close();
      open = [];
      await store.remove();
    };
  });

  async function openBot() {
    const state = await store.open();
    open.push(state);
    const told: string[] = [];
    const now = { content: loadTestContent(), commandIds: new Map<string, string>(), ms: NOW_MS };
    const answer = createAnswer({
      commands,
      languages,
      care,
      state,
      content: () => now.content,
      commandIds: () => now.commandIds,
      log: createRecordingLog(),
      transport: 'test',
      now: () => now.ms,
      observer: { answered() {}, cared() {}, held() {}, kept: (outcome) => void told.push(outcome) },
    });
    const ask = async (call: CommandCall) => {
      const { response } = await answer(buildCommand(call));
      return readReply(response);
    };
    return { state, told, now, ask };
  }

  const CARD = { name: 'episodes', options: { number: 16, title: DRAMA } } as const;
  const set = (patch: Partial<ServerSettings>, guildId = GUILD_ID) => [{ kind: 'set-server' as const, guildId, patch, byUserId: USER_ID }];

  it('after a setting, a ceiling and somebody’s progress, by this process', async () => {
    const { state, told, ask } = await openBot();
    const first = await ask(CARD);
    expect((await ask(CARD)).response).toEqual(first.response);
    expect(told).toEqual(['miss', 'hit']);
    await state.saveChanges(set({ replyStyle: 'plain' }), NOW_MS);
    expect((await ask(CARD)).isPlain).toBe(true);
    await state.saveChanges(set({ ceilings: { [DRAMA]: 16 } }), NOW_MS);
    const opened = await ask(CARD);
    expect(opened.openText.length).toBeGreaterThan(first.openText.length);
    await state.saveChanges(set({ ceilings: { [DRAMA]: 1 }, replyStyle: 'card' }), NOW_MS);
    expect((await ask(CARD)).response).toEqual(first.response);
    const privately = { ...CARD, options: { ...CARD.options, private: true } };
    const before = await ask(privately);
    await state.saveChanges([{ kind: 'set-progress', userId: USER_ID, titleId: DRAMA, episode: 16 }], NOW_MS);
    const seen = await ask(privately);
    expect(seen.openText.length).toBeGreaterThan(before.openText.length);
    expect((await ask({ ...privately, userId: '700000000000000009' })).response).toEqual(before.response);
    await state.saveChanges([{ kind: 'set-progress', userId: USER_ID, titleId: DRAMA, episode: 2 }], NOW_MS);
    expect((await ask(privately)).openText).not.toBe(seen.openText);
  });

  it('after another process wrote, and was killed before it could tell anybody', async () => {
    const bot = await openBot();
    const { state, ask } = bot;
    await state.saveChanges(set({ ceilings: { [DRAMA]: 16 }, replyStyle: 'card' }), NOW_MS);
    await store.look(bot);
    const opened = await ask(CARD);
    expect((await ask(CARD)).response).toEqual(opened.response);
    const changes = JSON.stringify(set({ ceilings: { [DRAMA]: 1 } }));
    const script = `${store.inProcess}.then((state) => state.saveChanges(${changes}, ${NOW_MS})).then(() => process.kill(process.pid, 'SIGKILL'));`;
    expect(await once(spawn(process.execPath, ['-e', script]), 'exit')).toEqual([null, 'SIGKILL']);
    await store.look(bot);
    const closed = await ask(CARD);
    expect(closed.openText.length).toBeLessThan(opened.openText.length);
  });

  it('after another replica wrote', async () => {
    const [one, other] = [await openBot(), await openBot()];
    await one.state.saveChanges(set({ ceilings: { [DRAMA]: 16 }, title: null }), NOW_MS);
    await store.look(other);
    const opened = await other.ask(CARD);
    await one.state.saveChanges(set({ ceilings: { [DRAMA]: 1 } }), NOW_MS);
    await store.look(other);
    expect((await other.ask(CARD)).openText.length).toBeLessThan(opened.openText.length);
    await one.state.saveChanges(set({ title: FILM }), NOW_MS);
    await store.look(other);
    expect((await other.ask({ name: 'about' })).text).toContain(loadTestContent().title(FILM)?.name);
  });

  it('after reviewers of another replica took in a line of the community, and took it out again', async () => {
    const [one, other] = [await openBot(), await openBot()];
    const find = async () => (await other.ask({ name: 'quote', subcommand: 'find', options: { words: 'lanterns', title: DRAMA } })).text;
    const waiting = buildSuggestion({ guildId: GUILD_ID, titleId: DRAMA, text: 'Lanterns over a dark lake.', episode: 1 });
    await one.state.saveChanges(
      [...set({ ceilings: { [DRAMA]: 16 }, title: null }), { kind: 'add-suggestion', suggestion: waiting }],
      NOW_MS,
    );
    await store.look(other);
    const before = await find();
    expect(before).not.toContain('Lanterns');
    expect(await find()).toBe(before);
    const approved = { ...waiting, state: 'approved' as const, tone: 'gentle' as const };
    await one.state.saveChanges([{ kind: 'save-suggestion', read: waiting, next: approved }], NOW_MS);
    await store.look(other);
    expect(await find()).toContain('Lanterns');
    await one.state.saveChanges([{ kind: 'save-suggestion', read: approved, next: waiting }], NOW_MS);
    await store.look(other);
    expect(await find()).toBe(before);
  });

  it('after packs and the commands’ ids have changed', async () => {
    const { now, told, ask } = await openBot();
    const before = await ask({ name: 'about', options: { title: DRAMA } });
    await ask({ name: 'about', options: { title: DRAMA } });
    expect(told.at(-1)).toBe('hit');
    const content = loadTestContent();
    const title = content.title(DRAMA);
    if (title === undefined) throw new Error('no drama');
    const renamed = { ...title, name: 'Another name of it' };
    const changed: Content = {
      ...content,
      titles: () => content.titles().map((one) => (one.id === DRAMA ? renamed : one)),
      title: (id) => (id === DRAMA ? renamed : content.title(id)),
    };
    now.content = changed;
    expect((await ask({ name: 'about', options: { title: DRAMA } })).text).toContain('Another name of it');
    now.content = content;
    expect((await ask({ name: 'about', options: { title: DRAMA } })).response).toEqual(before.response);
    const inDm = { name: 'cast', options: { name: 'moon-gang-tae' }, where: 'dm' as const, userId: '700000000000000123' };
    expect((await ask(inDm)).text).not.toContain('</progress:');
    now.commandIds = new Map([['progress', '600000000000000002']]);
    const told2 = told.length;
    await ask(inDm);
    expect(told[told2]).toBe('miss');
  });

  it('once it is another day in UTC, and not before', async () => {
    const { now, told, ask } = await openBot();
    const at = async (iso: string) => {
      now.ms = Date.parse(iso);
      return (await ask({ name: 'season2', options: { title: DRAMA } })).text;
    };
    const before = await at('2028-02-28T00:00:00.000Z');
    expect(await at('2028-02-28T23:59:59.999Z')).toBe(before);
    expect(told).toEqual(['miss', 'hit']);
    const after = await at('2028-02-29T00:00:00.000Z');
    expect(after.replace('464', '463')).toBe(before);
    expect(after).not.toBe(before);
    // A clock that was set back.
    expect(await at('2028-02-28T12:00:00.000Z')).toBe(before);
  });

  it('once packs that somebody edits have been read anew', async () => {
    const { now, ask } = await openBot();
    const folder = new PacksFolder();
    const live = await openLivePacks({
      packsDir: folder.path,
      file: folder.file('../content.db'),
      log: createRecordingLog(),
      lookEveryMs: SELDOM_MS,
    });
    onTestFinished(() => {
      live.close();
      folder.remove();
    });
    const askAll = async () => {
      now.content = live.content();
      const title = 'lighthouse';
      const asked = [{ name: 'about' }, { name: 'cast' }, { name: 'quote', subcommand: 'find', options: { words: 'happiness' } }];
      const replies = [await ask({ name: 'help' })];
      for (const call of asked) replies.push(await ask({ ...call, options: { title, ...call.options } }));
      return replies.map(({ text }) => text);
    };
    for (const text of await askAll()) expect(text).toContain('Letters from the Lighthouse');
    const looked = new Promise((resolve) => live.onLook(resolve));
    folder.edit('lighthouse/title.yaml', 'name: Letters from the Lighthouse', 'name: Letters from the Pier');
    await looked;
    for (const text of await askAll()) expect(text).toContain('Letters from the Pier');
  });
});
