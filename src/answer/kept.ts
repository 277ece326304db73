/**
 * Answers with facts, kept for whoever asks the same next. Nothing has to be forgotten here when something is set, said or shipped:
 * an answer is made from its key alone. What a command is given stands in the key; what is not in the key it is not given. Whoever reads
 * for it how far somebody is, which server it is or a setting is asked again with that in the key; whoever reads the clock, chance or what a
 * server has set of its own gets an answer that is not kept.
 */
import type { APIInteractionResponse } from 'discord-api-types/v10';
import { Options } from '../bot/options.ts';
import type { Command } from '../bot/types.ts';
import { isId } from '../content/ids.ts';
import type { Content } from '../content/types.ts';
import { chooseAmong, chooseLocale } from '../language/locale.ts';
import { parseCustomId } from '../message/custom-id.ts';
import { buildDefaultSettings, type ServerSettings } from '../state/types.ts';
import { pressOf, type World } from './context.ts';
import { hasNothing, listNames, NOTHING_NEEDED } from './needs.ts';
import type { Again, OnMessage, Request } from './request.ts';
import { findCommand, findNeeds, type Routed, type RoutedEffect, route, willBePrivate } from './router.ts';
import { createTypedTexts } from './typed.ts';
import type { Answered, AnswerObserver } from './types.ts';

const MOST_BYTES = 8_000_000;
const DAY_MS = 24 * 60 * 60_000;
const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();
const NO_FILES: Answered['files'] = [];
/** In place of every id: an answer in which it stands was about somebody. */
const NOBODY = '\u{f8ff}nobody\u{f8ff}';

export interface KeptAnswers {
  /** The answer that `route` would give; undefined where that is somebody's own, or hangs on more than a key can hold. */
  answer(request: Request, world: World): Answered | undefined;
}

/** What is known of a key: its answer as it goes over the wire; what the answer hangs on as well; that it is not to be kept. */
type Known = Uint8Array | readonly Detail[] | 'not kept';

type Keepable = Extract<Request, { kind: 'command' | 'press' | 'suggest' }>;

/**
 * @param salt For the digests of what is typed (`typed.ts`).
 * @param mostBytes Of answers and their keys, these at two bytes a letter.
 */
export function createKeptAnswers(
  observer?: Pick<AnswerObserver, 'kept'>,
  { salt = '', mostBytes = MOST_BYTES }: { readonly salt?: string; readonly mostBytes?: number } = {},
): KeptAnswers {
  /** What was asked for lately, and what was before: with as many again the older half goes at once. */
  let recent = createHalf();
  let before = createHalf();
  const typed = createTypedTexts(salt);
  let epoch: Pick<World, 'content' | 'commandIds' | 'nowMs'> | undefined;

  function keep(key: string, known: Known): Known {
    if (recent.bytes > mostBytes / 2) [before, recent] = [recent, createHalf()];
    recent.all.set(key, known);
    recent.bytes += sizeOf(key, known);
    return known;
  }

  /** What is asked for again stays where it is: to put it at the end each time would make garbage of each key. */
  function recall(key: string): Known | undefined {
    const known = recent.all.get(key);
    if (known !== undefined) return known;
    const older = before.all.get(key);
    if (older === undefined) return undefined;
    before.all.delete(key);
    before.bytes -= sizeOf(key, older);
    return keep(key, older);
  }

  /** What all keys have in common: packs, the commands' ids and the day. With another one nothing holds any more. */
  function begin({ content, commandIds, nowMs }: World): void {
    const day = nowMs - (nowMs % DAY_MS);
    if (epoch?.content === content && epoch.commandIds === commandIds && epoch.nowMs === day) return;
    epoch = { content, commandIds, nowMs: day };
    recent = createHalf();
    before = createHalf();
  }

  function tell(outcome: 'hit' | 'miss', answer: Uint8Array): Answered {
    observer?.kept?.(outcome, recent.bytes + before.bytes);
    return new KeptAnswer(answer);
  }

  function answerBy(key: Key, request: Keepable, command: Command, world: World): Answered | undefined {
    const name = JSON.stringify(key);
    const known = recall(name);
    if (known === 'not kept') return undefined;
    if (known instanceof Uint8Array) return tell('hit', known);
    if (known !== undefined) return answerBy({ ...key, details: readDetails(key, known, world) }, request, command, world);
    const isTyped = !isOfNames(request, world.content);
    if (isTyped && (request.kind === 'suggest' || !typed.isOfSeveral(textsOf(request), request.caller.userId))) return undefined;
    const made = makeFrom(key, { ...world, nowMs: epoch?.nowMs ?? 0 }, command);
    if (isTyped && made === 'not kept') {
      typed.forbid(textsOf(request));
      return undefined;
    }
    keep(name, made);
    if (made === 'not kept') return undefined;
    if (made instanceof Uint8Array) return tell('miss', made);
    return answerBy({ ...key, details: readDetails(key, made, world) }, request, command, world);
  }

  return {
    answer(request, world) {
      if (request.kind !== 'command' && request.kind !== 'press' && request.kind !== 'suggest') return undefined;
      const command = findCommand(world.commands, request);
      if (command === undefined || !isKeptOf(command, request) || world.notices.length > 0) return undefined;
      if (!hasNothing(findNeeds(world.commands, request), world)) return undefined;
      begin(world);
      return answerBy(buildKey(request, world, command), request, command, world);
    },
  };
}

function isKeptOf({ isKept }: Command, request: Keepable): boolean {
  return isKept === true || isKept?.includes(pressOf(request)?.action ?? request.options.subcommand ?? '') === true;
}

/** All that a kept answer is made from, besides the packs, the commands' ids and the day. */
interface Key {
  readonly kind: Keepable['kind'];
  /** Of the command that was typed, or what the press bears. */
  readonly name: string;
  readonly again: Again | null;
  /** The option whose choices are asked for, and the letters so far. */
  readonly typing: { readonly option: string; readonly typed: string } | null;
  readonly subcommand: string | undefined;
  readonly options: readonly (readonly [string, string | number | boolean])[];
  readonly values: readonly string[];
  readonly isInServer: boolean;
  readonly canManageServer: boolean;
  /** The language of what all may see, and of what the asker alone does. */
  readonly publicLocale: string;
  readonly privateLocale: string;
  readonly settings: Pick<ServerSettings, 'title' | 'ceilings' | 'replyStyle'>;
  readonly isPrivate: boolean;
  readonly details: Details;
  /** The message that was pressed; null where something was typed. */
  readonly on: (Pick<OnMessage, 'hasMessage' | 'isEphemeral' | 'isPlain'> & { readonly isOwn: boolean }) | null;
}

function buildKey(request: Keepable, world: World, command: Command): Key {
  const { caller, guildLocale, guildIsCommunity } = request;
  const { settings, member, languages } = world;
  const { title, ceilings, replyStyle } = settings;
  const asked = { fixed: settings.locale, guildLocale, guildIsCommunity, userLocale: caller.userLocale };
  return {
    kind: request.kind,
    name: request.kind === 'press' ? request.customId : request.name,
    again: 'again' in request ? (request.again ?? null) : null,
    typing: request.kind === 'suggest' ? { option: request.option, typed: request.typed } : null,
    subcommand: request.options.subcommand,
    options: request.options.entries(),
    values: request.kind === 'press' ? request.values : [],
    isInServer: caller.guildId !== null,
    canManageServer: caller.canManageServer,
    publicLocale: chooseAmong(languages.codes, chooseLocale({ visibility: 'public', ...asked })),
    privateLocale: chooseAmong(languages.codes, caller.userLocale),
    settings: { title, ceilings, replyStyle },
    isPrivate: member.isPrivate,
    details: willBePrivate(request, world, command) ? { progress: member.progress } : {},
    on: readMessage(request),
  };
}

/** What few answers hang on, so that it is in their keys alone: a fact is the same in each server, and for whoever has come however far. */
interface Details {
  /** How far the asker is. */
  readonly progress?: World['member']['progress'];
  /** Which server it is; empty in a direct message. */
  readonly guildId?: string;
  /** Of other settings, whether the server has set them: one that it has not is the same everywhere. */
  readonly isSet?: Readonly<Partial<Record<keyof ServerSettings, boolean>>>;
}
type Detail = 'progress' | keyof ServerSettings;

function readDetails({ details }: Key, asked: readonly Detail[], { member, settings }: World): Details {
  const isSet = { ...details.isSet };
  for (const name of asked) if (name !== 'progress' && name !== 'guildId') isSet[name] = !isUnset(settings[name]);
  return {
    ...details,
    ...(asked.includes('progress') ? { progress: member.progress } : {}),
    ...(asked.includes('guildId') ? { guildId: settings.guildId } : {}),
    isSet,
  };
}

function isUnset(value: ServerSettings[keyof ServerSettings]): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}

function readMessage(request: Keepable): Key['on'] {
  if (!('hasMessage' in request)) return null;
  const { hasMessage = false, isEphemeral = false, isPlain = false, askedBy, caller } = request;
  return { hasMessage, isEphemeral, isPlain, isOwn: askedBy === caller.userId };
}

/** Asks with what the key says and nothing else. */
function makeFrom(key: Key, world: World, command: Command): Known {
  const hangsOn = new Set<Detail | 'more'>();
  const guarded = buildWorld(key, world, (what) => hangsOn.add(what));
  let routed: Routed | RoutedEffect;
  try {
    routed = route(buildRequest(key), guarded);
  } catch {
    // If it is a bug it comes again where it is told.
    return 'not kept';
  }
  if (!isOnlyAnAnswer(routed)) return 'not kept';
  const json = JSON.stringify(routed.response);
  const details = [...hangsOn].filter((what) => what !== 'more');
  if (details.length < hangsOn.size || findCommand(world.commands, buildRequest(key)) !== command) return 'not kept';
  if (details.length > 0) return details;
  return json.includes(NOBODY) ? 'not kept' : ENCODER.encode(json);
}

/** Whether there is nothing to be done, written or noted for it. */
export function isOnlyAnAnswer(routed: Routed | RoutedEffect): routed is Routed {
  if ('effect' in routed) return false;
  const { files, changes, notes, care, after } = routed;
  return files.length === 0 && changes.length === 0 && notes === undefined && care === undefined && after === undefined;
}

function buildRequest(key: Key): Keepable {
  const { kind, name, again, typing, subcommand, options, values, isInServer, canManageServer, privateLocale, on } = key;
  const from = {
    id: NOBODY,
    caller: {
      userId: NOBODY,
      guildId: isInServer ? NOBODY : null,
      channelId: NOBODY,
      userLocale: privateLocale,
      canManageServer,
      roleIds: [NOBODY],
    },
    guildLocale: undefined,
    guildIsCommunity: false,
    isInstalledInServer: false,
    options: new Options({ subcommand, values: new Map(options) }),
    ...(again === null ? {} : { again }),
  };
  if (kind === 'suggest') return { ...from, kind, name, option: typing?.option ?? '', typed: typing?.typed ?? '' };
  const { hasMessage = false, isEphemeral = false, isPlain = false, isOwn = false } = on ?? {};
  const onMessage = {
    ...{ hasMessage, isEphemeral, isPlain },
    askedBy: isOwn ? NOBODY : undefined,
    shownText: NOBODY,
    messageId: NOBODY,
  };
  if (kind === 'press') return { ...from, ...onMessage, kind, customId: name, press: parseCustomId(name), values };
  return { ...from, ...(on === null ? {} : onMessage), kind, name };
}

/** @param note Told what is read for that is not in the key. */
function buildWorld(key: Key, world: World, note: (what: Detail | 'more') => void): World {
  const { commands, languages, content, care, operatorCareText, commandIds, nowMs } = world;
  const { progress } = key.details;
  return {
    ...NOTHING_NEEDED,
    ...{ commands, languages, content, care, operatorCareText, commandIds, nowMs },
    careSaidLately: undefined,
    settings: guardSettings(key, note),
    member: {
      isPrivate: key.isPrivate,
      get progress() {
        if (progress === undefined) note('progress');
        return progress ?? {};
      },
      get latestTitle() {
        note('more');
        return null;
      },
    },
    pick() {
      note('more');
      return 0;
    },
  };
}

/** Settings as the key has them; whatever else of them is read is noted. */
function guardSettings({ settings, publicLocale, details }: Key, note: (what: Detail | 'more') => void): ServerSettings {
  const { guildId, isSet = {} } = details;
  const known = { ...settings, locale: publicLocale, ...(guildId === undefined ? {} : { guildId }) };
  const guarded = buildDefaultSettings(NOBODY);
  for (const name of listNames(guarded)) {
    const unset = guarded[name];
    if (name in known || isSet[name] === false) continue;
    Object.defineProperty(guarded, name, {
      enumerable: true,
      get() {
        note(isSet[name] === true ? 'more' : name);
        return unset;
      },
    });
  }
  return Object.assign(guarded, known);
}

/** Words that stand in the custom_ids of facts beside ids and numbers. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  '',
  ...'p c all overview details watch won nominated personality story relations later official press reference others'.split(' '),
  ...'cast character person awards season about places episodes episode music quotes quote'.split(' '),
]);

/** Whether all that was typed or pressed is a name or an id of the packs, or begins one; for what else people write see `typed.ts`. */
function isOfNames(request: Keepable, content: Content): boolean {
  if (request.kind === 'suggest') return content.beginsName(request.typed) && otherTexts(request).every((text) => isName(text, content));
  const texts = textsOf(request);
  return request.kind === 'command'
    ? texts.every((text) => isName(text, content))
    : texts.flatMap((text) => text.split(':')).every((part) => isName(part, content));
}

/** What was typed, or what a press bears. */
function textsOf(request: Keepable): readonly string[] {
  return request.kind === 'press' ? [...(pressOf(request)?.args ?? []), ...request.values] : request.options.allTexts();
}

/** What stands in the options that nobody types in just now. */
function otherTexts({ options, option }: Extract<Keepable, { kind: 'suggest' }>): readonly string[] {
  return options.names().flatMap((name) => (name === option ? [] : (options.text(name) ?? [])));
}

function isName(text: string, content: Content): boolean {
  return OWN_WORDS.has(text) || /^\d{1,4}$/.test(text) || content.isName(text) || isId(text, content);
}

/** An answer of which the bytes are kept. The response is read from them where somebody asks for it, so nobody can change what is kept. */
export class KeptAnswer implements Answered {
  readonly bytes: Uint8Array;
  readonly files = NO_FILES;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get response(): APIInteractionResponse {
    return JSON.parse(DECODER.decode(this.bytes));
  }
}

function createHalf(): { readonly all: Map<string, Known>; bytes: number } {
  return { all: new Map(), bytes: 0 };
}

function sizeOf(key: string, known: Known): number {
  return 2 * key.length + known.length;
}
