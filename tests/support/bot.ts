/**
 * The bot as every transport has it: the real commands, the packs that come with Nabi, a real store in memory. Only the
 * clock, chance and, where a test is about them, a server's settings are given.
 */
import { type APIInteraction, type APIInteractionResponse, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../../src/answer/answer.ts';
import type { BotPermissions, Effect, EffectResult } from '../../src/bot/types.ts';
import { loadCare } from '../../src/care/load.ts';
import type { CareLine } from '../../src/care/schema.ts';
import type { Ceilings } from '../../src/content/spoilers.ts';
import { openContent } from '../../src/content/store.ts';
import type { Content } from '../../src/content/types.ts';
import type { Languages } from '../../src/language/locale.ts';
import { loadLanguages } from '../../src/language/locales.ts';
import type { MessageFile } from '../../src/message/reply.ts';
import { flattenComponents } from '../../src/playground/discord-rules.ts';
import { ownerOf } from '../../src/state/own-daily.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { Change, SaveResult, ServerSettings, State } from '../../src/state/types.ts';
import {
  ADMIN_PERMISSIONS,
  type AutocompleteCall,
  buildAutocomplete,
  buildButton,
  buildChannelSelect,
  buildCommand,
  buildRoleSelect,
  buildSelect,
  buildSubmit,
  type CommandCall,
  type PressCall,
  type SubmitCall,
} from './interactions.ts';
import { contentOfPacks } from './made-once.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';

export { PACKS } from './made-once.ts';
export const DRAMA = 'its-okay-to-not-be-okay';
export const FILM = 'its-okay';
export const languages = loadLanguages();
export const care = loadCare();
/** The words of the replies, so that a test about what is answered does not hang on how it is put. */
export const say = languages.say('en-US');

/** Noon in Seoul is 03:00 UTC: a moment far from midnight in the zones the tests use. */
export const NOW_MS = Date.parse('2026-11-22T03:00:00Z');

let opened: Content | undefined;

/** The content of data/packs. */
export function loadTestContent(): Content {
  opened ??= openContent(contentOfPacks());
  return opened;
}

/** A reply as a person meets it. */
export interface Reply {
  readonly response: APIInteractionResponse;
  readonly isPrivate: boolean;
  /** An ordinary message, not Components V2. */
  readonly isPlain: boolean;
  /** Everything written in it, one text display after another. */
  readonly text: string;
  /** The same without what stands behind spoiler marks. */
  readonly openText: string;
  /** What can be read on buttons, selects and choices. */
  readonly labels: readonly string[];
  readonly buttons: readonly { readonly label: string; readonly customId: string; readonly disabled: boolean }[];
  readonly selects: readonly { readonly customId: string; readonly values: readonly string[]; readonly labels: readonly string[] }[];
  /** Selects of channels (8) and roles (6). */
  readonly pickers: readonly { readonly customId: string; readonly type: number }[];
  /** The form it opens in place of a message: its fields with what stands in them. */
  readonly form: { readonly customId: string; readonly fields: Readonly<Record<string, string>> } | undefined;
  /** Names and texts of the files that come with it. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly choices: readonly { readonly name: string; readonly value: string | number }[];
}

const Data = z.object({
  flags: z.number().default(0),
  content: z.string().default(''),
  components: z.array(z.unknown()).default([]),
  custom_id: z.string().optional(),
  choices: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })).default([]),
});
const Text = z.object({ type: z.literal(10), content: z.string() });
const Labelled = z.object({ type: z.literal(2), label: z.string() });
const Button = Labelled.extend({ custom_id: z.string(), disabled: z.boolean().default(false) });
const Select = z.object({
  type: z.literal(3),
  custom_id: z.string(),
  placeholder: z.string().default(''),
  options: z.array(z.object({ label: z.string(), value: z.string(), description: z.string().default('') })),
});

const Picker = z.object({ type: z.union([z.literal(6), z.literal(8)]), custom_id: z.string() });
const TextInput = z.object({ type: z.literal(4), custom_id: z.string(), value: z.string().default('') });

/**
 * @param onFlags The flags of the message that was pressed: what updates it stays private, and what a form it opened is answered with
 *   keeps its style.
 */
export function readReply(response: APIInteractionResponse, onFlags = 0, files: readonly MessageFile[] = []): Reply {
  const data = Data.parse('data' in response && response.data ? response.data : {});
  const all = flattenComponents(data.components);
  const parts = <Schema extends z.ZodType>(schema: Schema) => all.flatMap((component) => schema.safeParse(component).data ?? []);
  const selects = parts(Select);
  const buttons = parts(Button);
  const text = [...(data.content === '' ? [] : [data.content]), ...parts(Text).map(({ content }) => content)].join('\n');
  return {
    response,
    isPrivate:
      (data.flags & MessageFlags.Ephemeral) !== 0 ||
      ((onFlags & MessageFlags.Ephemeral) !== 0 && (response.type === 7 || response.type === 9)),
    isPlain: ((response.type === 9 ? onFlags : data.flags) & MessageFlags.IsComponentsV2) === 0,
    text,
    openText: removeHidden(text),
    labels: [
      ...parts(Labelled).map(({ label }) => label),
      ...selects.flatMap(({ placeholder, options }) => [placeholder, ...options.flatMap(({ label, description }) => [label, description])]),
      ...data.choices.map(({ name }) => name),
    ],
    buttons: buttons.map(({ label, custom_id, disabled }) => ({ label, customId: custom_id, disabled })),
    selects: selects.map(({ custom_id, options }) => ({
      customId: custom_id,
      values: options.map(({ value }) => value),
      labels: options.map(({ label }) => label),
    })),
    pickers: parts(Picker).map(({ custom_id, type }) => ({ customId: custom_id, type })),
    form:
      data.custom_id === undefined
        ? undefined
        : {
            customId: data.custom_id,
            fields: Object.fromEntries([
              ...parts(TextInput).map(({ custom_id, value }) => [custom_id, value]),
              ...selects.map(({ custom_id, options }) => [custom_id, options[0]?.value ?? '']),
            ]),
          },
    files: files.map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) })),
    choices: data.choices,
  };
}

/** What is left when nobody opens a spoiler: Discord hides from one pair of bars to the next. */
export function removeHidden(text: string): string {
  return text.replace(/(?<!\\)\|\|[\s\S]*?(?<!\\)\|\|/g, '[hidden]');
}

/** The change without what decides how much is told, in which language and style. */
function withoutReading(change: Change): readonly Change[] {
  if (change.kind === 'set-progress' || change.kind === 'forget-server' || change.kind === 'set-private' || change.kind === 'join-quiz')
    return [];
  if (change.kind !== 'set-server') return [change];
  const { title: _title, ceilings: _ceilings, locale: _locale, replyStyle: _style, ...patch } = change.patch;
  return [{ ...change, patch }];
}

export interface BotOptions {
  /** What the server has set besides what the test itself sets by commands. */
  readonly settings?: Partial<ServerSettings>;
  /** How far everybody is, whatever they say with /progress; what they say counts when absent. */
  readonly progress?: Ceilings;
  readonly commandIds?: ReadonlyMap<string, string>;
  readonly pick?: (count: number) => number;
  readonly content?: Content;
  /** National lines; those of data/care when absent. */
  readonly lines?: readonly CareLine[];
  /** Those of data/locales when absent. */
  readonly spoken?: Languages;
  /**
   * What decides how much a reply tells, and how, stays as it is whatever is pressed: for walks through everything, in which somebody
   * would otherwise have raised the spoiler ceiling on the way.
   */
  readonly isStill?: boolean;
  /** What becomes of what a command asks to be done outside; nothing can be done when absent. */
  readonly carryOut?: (effect: Effect) => Promise<EffectResult>;
  /** What Discord says the bot may do in the channel of the daily post; nothing is known when absent. */
  readonly loadBotPermissions?: () => Promise<BotPermissions>;
}

export interface Bot {
  readonly state: State;
  readonly log: RecordingLog;
  setNow(nowMs: number): void;
  /** Takes anything that could come over the wire. */
  send(wire: unknown): Promise<Reply>;
  ask(call: CommandCall): Promise<Reply>;
  /** The same by somebody with Manage Server. */
  askAsAdmin(call: CommandCall): Promise<Reply>;
  press(call: PressCall): Promise<Reply>;
  choose(call: PressCall & { readonly values: readonly string[] }): Promise<Reply>;
  pickChannel(call: Parameters<typeof buildChannelSelect>[0]): Promise<Reply>;
  pickRole(call: Parameters<typeof buildRoleSelect>[0]): Promise<Reply>;
  submit(call: SubmitCall): Promise<Reply>;
  suggest(call: AutocompleteCall): Promise<Reply>;
}

export function createBot({
  settings = {},
  progress,
  commandIds = new Map(),
  pick = () => 0,
  content = loadTestContent(),
  spoken = languages,
  lines,
  isStill = false,
  carryOut,
  loadBotPermissions,
}: BotOptions = {}): Bot {
  const store = openSqliteState(':memory:');
  // Written before they are first read, so that commands can change them like any others.
  const given = new Map<string, Promise<SaveResult>>();
  const give = (guildId: string): Promise<SaveResult> =>
    store.saveChanges(Object.keys(settings).length === 0 ? [] : [{ kind: 'set-server', guildId, patch: settings, byUserId: '' }], 0);
  const state: State = {
    ...store,
    saveChanges: (changes, nowMs, use) => store.saveChanges(isStill ? changes.flatMap(withoutReading) : changes, nowMs, use),
    async loadSettings(guildId) {
      if (ownerOf(guildId) !== null) return store.loadSettings(guildId);
      const giving = given.get(guildId) ?? give(guildId);
      given.set(guildId, giving);
      await giving;
      return store.loadSettings(guildId);
    },
    ...(progress === undefined ? {} : { loadMember: async (userId) => ({ userId, progress, latestTitle: null, isPrivate: false }) }),
  };
  const log = createRecordingLog();
  let nowMs = NOW_MS;
  const answer = createAnswer({
    commands,
    content: () => content,
    languages: spoken,
    care: lines === undefined ? care : { ...care, lines },
    state,
    commandIds: () => commandIds,
    log,
    transport: 'test',
    now: () => nowMs,
    pick,
    ...(carryOut === undefined ? {} : { carryOut }),
    ...(loadBotPermissions === undefined ? {} : { loadBotPermissions }),
  });
  const send = async (interaction: APIInteraction, onFlags = 0) => {
    const { response, files } = await answer(interaction);
    return readReply(response, onFlags, files);
  };
  const flagsOf = ({ messageFlags = MessageFlags.IsComponentsV2 }: PressCall): number => messageFlags;
  return {
    state,
    log,
    setNow: (ms) => {
      nowMs = ms;
    },
    send: (wire) => {
      const interaction: APIInteraction = JSON.parse(JSON.stringify(wire));
      return send(interaction);
    },
    ask: (call) => send(buildCommand(call)),
    askAsAdmin: (call) => send(buildCommand({ memberPermissions: ADMIN_PERMISSIONS, ...call })),
    press: (call) => send(buildButton(call), flagsOf(call)),
    choose: (call) => send(buildSelect(call), flagsOf(call)),
    pickChannel: (call) => send(buildChannelSelect(call), flagsOf(call)),
    pickRole: (call) => send(buildRoleSelect(call), flagsOf(call)),
    submit: (call) => send(buildSubmit(call), flagsOf(call)),
    suggest: (call) => send(buildAutocomplete(call)),
  };
}
