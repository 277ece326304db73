/**
 * From a request to a response, purely: which command is meant, in which language it speaks, who sees the answer, and
 * what it asks to be written. The shell loads what `findNeeds` names before and carries out `changes` after.
 */
import {
  type APIApplicationCommandAutocompleteResponse,
  type APIInteractionResponse,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import { chooseFullness, putCareFirst } from '../bot/care.ts';
import { describeNotices } from '../bot/notices.ts';
import { isOfFacts } from '../bot/privately.ts';
import type { After, Command, CommandResult, Context, Effect, EffectResult, Needs, Opening, Reply, Visibility } from '../bot/types.ts';
import type { Heard } from '../care/listen.ts';
import type { Fullness } from '../care/memory.ts';
import { isId } from '../content/ids.ts';
import { keepFor } from '../kept.ts';
import { chooseAmong, FALLBACK_LOCALE, type Languages, type Say } from '../language/locale.ts';
import { withoutHarm } from '../lines/gentle.ts';
import { MAX_CHOICE_NAME, MAX_CHOICES } from '../message/limits.ts';
import { dressMessage } from '../message/plain.ts';
import { buildMessage, type Message, type MessageFile, putBefore } from '../message/reply.ts';
import type { Change } from '../state/types.ts';
import { foldText, shorten } from '../text/text.ts';
import { findOptionProblem } from './check-options.ts';
import { buildContext, isOnMessage, optionsOf, pressOf, styleOf, type World } from './context.ts';
import { restOnState } from './needs.ts';
import type { Answerable, Request } from './request.ts';
import { answerWithWaysOn } from './show-me.ts';
import type { Answered } from './types.ts';

export interface Routed {
  readonly response: APIInteractionResponse;
  /** The response as it goes over the wire, where it is one that is kept. */
  readonly bytes?: Uint8Array;
  /** What the response names as attachments. */
  readonly files: readonly MessageFile[];
  readonly changes: readonly Change[];
  /** What is noted beside them; the answer is right without it. */
  readonly notes?: readonly Change[];
  /** A word of care stands in the response. */
  readonly care?: Fullness;
  /** Carried out once the changes are written; what `settle` makes of its result is the response. */
  readonly after?: { readonly effect: Effect; readonly settle?: (result: EffectResult) => APIInteractionResponse };
}

/** Something to be carried out before there is a response. */
export interface RoutedEffect {
  readonly effect: Effect;
  readonly settle: (result: EffectResult) => Routed;
}

/** What must be loaded besides the settings before `route` can answer. */
export function findNeeds(commands: readonly Command[], request: Request): Needs {
  const needs = findCommand(commands, request)?.needs ?? {};
  return typeof needs === 'function'
    ? needs({ options: optionsOf(request), press: pressOf(request), isDirect: request.caller.guildId === null })
    : needs;
}

/** The name a log line may carry: the command, never what was typed. */
export function nameForLog(commands: readonly Command[], request: Request): string {
  return findCommand(commands, request)?.name ?? 'unknown';
}

/**
 * The response to a request, or what must be done before there is one. Throws only for a bug; what people or forged requests get wrong
 * is a reply.
 *
 * @param recall What is kept as the answer to a request.
 */
export function route(sent: Request, world: World, recall?: (request: Request) => Answered | undefined): Routed | RoutedEffect {
  const command = findCommand(world.commands, sent);
  if (sent.kind === 'suggest') {
    return { response: buildChoices(suggest(buildContext(sent, world, 'private'), command, sent)), files: [], changes: [] };
  }
  const heard = hear(sent, world, command);
  if (heard !== undefined) return routeWithCare(sent, world, command, heard);
  const isPrivate = willBePrivate(sent, world, command);
  const request = readMeant(sent, world, command, isPrivate);
  const kept = request === sent ? undefined : recall?.(request);
  if (kept !== undefined) return toRouted(kept);
  const asked = answerWithWaysOn(request, world, command, isPrivate, (other) =>
    ask(request, other, command, (context) => answer(context, command, request)),
  );
  if (!('effect' in asked)) return finishWithNotices(request, world, command, asked);
  const { effect, settle } = asked;
  // A public request gets a public result: it must not show what only the presser, who has seen more, may know.
  const settled = (result: EffectResult) => ask(request, world, command, (context) => settle(context, result), 'public');
  return { effect, settle: (result) => finishWithNotices(request, world, command, settled(result)) };
}

/** The request in the packs' own words, which others ask too; as it is where there is none. */
function readMeant(request: Answerable, world: World, command: Command | undefined, isPrivate: boolean): Answerable {
  if (request.kind !== 'command' || command?.means === undefined || optionsOf(request).allTexts().length === 0) return request;
  const context = buildContext(request, world, isPrivate ? 'private' : 'public');
  const options = findOptionProblem(context, command) === undefined ? command.means(context) : undefined;
  return options === undefined ? request : { ...request, options };
}

function toRouted(answered: Answered): Routed {
  const { bytes, files } = answered;
  return {
    get response() {
      return answered.response;
    },
    ...(bytes === undefined ? {} : { bytes }),
    files,
    changes: [],
  };
}

/**
 * What the asker's own words sound like: what they typed, and what a press of theirs goes on with. Managers write about care in settings,
 * a message that a command is used on is somebody else's, and a name says nothing of whoever types it.
 */
function hear(request: Answerable, { care, content }: World, command: Command | undefined): Heard | undefined {
  if (command === undefined || command.place === 'server') return undefined;
  const typed = optionsOf(request).allTexts();
  const filledIn = request.kind === 'submit' ? request.fields.all() : [];
  const press = pressOf(request);
  const isWordless = press === undefined || command.wordless?.includes(press.action) === true;
  const pressed = isWordless ? [] : press.args.filter((text) => !isId(text, content));
  const words = [...typed, ...filledIn, ...pressed].filter((text) => text !== '' && !content.isName(text));
  return words.length === 0 ? undefined : care.listener.hear(words);
}

/**
 * A word of care and what was asked, for the asker alone, without a line about death beside it. Questions about methods are not asked of
 * any command.
 */
function routeWithCare(request: Answerable, world: World, command: Command | undefined, heard: Heard): Routed | RoutedEffect {
  const isQuiet = (text: string) => world.care.listener.hear([text]) === undefined;
  const context = buildContext(request, { ...world, content: withoutHarm(world.content, isQuiet), communityLines: [] }, 'private');
  const fullness = chooseFullness(heard, world.careSaidLately);
  const careFirst = (result: Reply | Opening | undefined): Routed => {
    // A shared card is a reviewer's: the words on it are somebody else's, so no word of care is due to whoever pressed.
    if (result !== undefined && 'message' in result && result.place === 'shared') return finish(request, world, command, result);
    const asked =
      result === undefined || 'modal' in result || (request.kind === 'command' && saysOnlyNothing(command, heard, result))
        ? undefined
        : result;
    return { ...finish(request, world, command, putCareFirst(context, heard, fullness, asked)), care: fullness };
  };
  if (heard.method) return careFirst(undefined);
  const asked = answer(context, command, request);
  if (!('effect' in asked)) return careFirst(asked);
  return { effect: asked.effect, settle: (result) => careFirst(asked.settle(context, result)) };
}

/**
 * Whether an answer only says that nothing was found, repeating what was typed: a public command whose reply turned out private does.
 * Beside a sure sign of distress it is left out; after a weak sign it may be all that somebody wanted to know.
 */
function saysOnlyNothing(command: Command | undefined, { confidence }: Heard, { visibility, changes, isNothing }: Reply): boolean {
  if (isNothing === true) return true;
  return command?.visibility === 'public' && confidence === 'high' && visibility === 'private' && changes === undefined;
}

/**
 * Asks for an answer that all may see where they will. What turns out to be for the asker alone is asked for once more as what it is:
 * in their language, and with nothing later than their own progress in it (or, where that is `public`, than what all here may see).
 */
function ask<Result extends CommandResult>(
  request: Answerable,
  world: World,
  command: Command | undefined,
  answerIn: (context: Context) => Result,
  ceilingsAgain: Visibility = 'private',
): Result {
  if (willBePrivate(request, world, command)) return answerIn(buildContext(request, world, 'private'));
  const context = buildContext(request, world, 'public');
  const result = answerIn(context);
  if (!isForAsker(result)) return result;
  const own = buildContext(request, world, 'private', ceilingsAgain);
  // To somebody of the same language who has not said how far they are nothing else would be said.
  const isSame = own.locale === context.locale && (ceilingsAgain === 'public' || Object.keys(world.member.progress).length === 0);
  const again = isSame ? result : answerIn(own);
  return 'message' in again ? { ...again, visibility: 'private' } : again;
}

/** A form opens for the asker alone too. */
function isForAsker(result: CommandResult): boolean {
  return 'modal' in result || ('message' in result && (result.visibility === 'private' || result.place === 'new'));
}

/** What an admin of the server is to be told stands above the next answer that they alone see. */
function finishWithNotices(request: Answerable, world: World, command: Command | undefined, result: Reply | Opening): Routed {
  const { notices, settings, languages, commandIds } = world;
  if (notices.length === 0) return finish(request, world, command, result);
  const comesByChannel = settings.noticesChannelId !== null && notices.every(({ triedAtMs }) => triedAtMs === null);
  const isPrivate = 'message' in result && result.place !== 'shared' && (willBePrivate(request, world, command) || isForAsker(result));
  // What an effect settles later takes the place of this message.
  if (comesByChannel || !isPrivate || result.after?.settle !== undefined) return finish(request, world, command, result);
  const say = languages.say(chooseAmong(languages.codes, request.caller.userLocale));
  // With the changes this answer itself is about to write, so that an admin who resumes a post is not told that it is suspended.
  const patches = (result.changes ?? []).map((change) => (change.kind === 'set-server' ? change.patch : {}));
  const line = describeNotices({ say, commandIds, settings: Object.assign({ ...settings }, ...patches) }, notices).join(' ');
  const message = line === '' ? result.message : putBefore(result.message, { blocks: [line] });
  const told = finish(request, world, command, { ...result, message });
  return { ...told, notes: [{ kind: 'note-told', guildId: settings.guildId, notices }] };
}

function finish(request: Answerable, world: World, command: Command | undefined, result: Reply | Opening): Routed {
  if ('modal' in result) return { response: { type: InteractionResponseType.Modal, data: result.modal }, files: [], changes: [] };
  const respond = (message: Message) => buildResponse(request, world, command, { ...result, message });
  return {
    response: respond(result.message),
    files: result.files ?? [],
    changes: result.changes ?? [],
    ...(result.after === undefined ? {} : { after: finishAfter(result.after, world, respond) }),
  };
}

function finishAfter(
  { effect, settle }: After,
  { settings }: World,
  respond: (message: Message) => APIInteractionResponse,
): NonNullable<Routed['after']> {
  const dressed = dressEffect(effect, settings.replyStyle);
  return settle === undefined ? { effect: dressed } : { effect: dressed, settle: (result) => respond(settle(result)) };
}

/** What is posted in a server comes in that server's style. */
function dressEffect(effect: Effect, style: Context['style']): Effect {
  if (effect.kind !== 'post-message' || 'content' in effect.message) return effect;
  return { ...effect, message: dressMessage(effect.message, style) };
}

/** The sentence for a bug, with a reference that the log has too. */
export function buildBugResponse(request: Request, languages: Languages, reference: string): APIInteractionResponse {
  return sayToAsker(request, languages, (say) => say('error.bug', { reference }));
}

/** Whether an answer without the state would be wrong or an invention: it is about what servers and members have set. */
export function restsOnState(commands: readonly Command[], request: Request): boolean {
  const command = findCommand(commands, request);
  return command !== undefined && (command.place !== 'everywhere' || restOnState(findNeeds(commands, request)));
}

export type StateSentence = 'error.notLoaded' | 'error.notSaved' | 'error.repeated' | 'error.tooMuch';

/** What is said where the state cannot be read or written just now, or says that the same was asked before, and to who asks too much. */
export function buildStateResponse(request: Request, languages: Languages, sentence: StateSentence): APIInteractionResponse {
  return sayToAsker(request, languages, (say) => say(sentence));
}

function sayToAsker(request: Request, languages: Languages, choose: (say: Say) => string): APIInteractionResponse {
  if (request.kind === 'suggest') return buildChoices([]);
  return asNew(buildMessage({ blocks: [choose(languages.say(request.caller.userLocale))] }), true);
}

/** For what cannot be read, so that there is nobody whose language could be known. To a question for choices Discord takes nothing else. */
export function buildMalformedResponse(wire: unknown, languages: Languages): APIInteractionResponse {
  const asksForChoices =
    typeof wire === 'object' && wire !== null && 'type' in wire && wire.type === InteractionType.ApplicationCommandAutocomplete;
  return asksForChoices ? buildChoices([]) : asNew(buildMessage({ blocks: [languages.say(FALLBACK_LOCALE)('error.malformed')] }), true);
}

/** The command a request is meant for; undefined where there is none. */
export function findCommand(commands: readonly Command[], request: Request): Command | undefined {
  if (request.kind === 'unknown') return undefined;
  return byName(commands).get(('name' in request ? request.name : pressOf(request)?.command) ?? '');
}

const byName = keepFor((commands: readonly Command[]) => new Map(commands.map((command) => [command.name, command])));

/** Whether only the asker will see the answer: then it speaks their language, and knows how far they are. */
export function willBePrivate(request: Request, world: World, command: Command | undefined): boolean {
  if (request.caller.guildId === null) return true;
  if (isOnMessage(request)) return request.isEphemeral || request.askedBy !== request.caller.userId;
  return request.kind === 'suggest' || command?.visibility !== 'public' || asksPrivately(request, world, command);
}

/** Whether the asker wants facts for themselves alone: by Show me, by the option `private`, or by what they set in /progress. */
function asksPrivately(request: Request, { member }: World, command: Command | undefined): boolean {
  if (command === undefined || !isOfFacts(command) || request.caller.guildId === null) return false;
  if ('again' in request && request.again !== undefined) return request.again.for === 'me';
  return optionsOf(request).flag('private') ?? member.isPrivate;
}

function answer(context: Context, command: Command | undefined, request: Answerable): CommandResult {
  const { say, caller } = context;
  const notice = (text: string): Reply => ({ visibility: 'private', message: buildMessage({ blocks: [text] }) });
  const press = pressOf(request);
  if (command === undefined) return notice(say('customId' in request ? 'error.oldButton' : 'error.unknownCommand'));
  if (command.place !== 'everywhere' && caller.guildId === null) return notice(say('error.serverOnly'));
  // Discord hides the command from others, but a server's overrides or a forged request may let anyone through.
  if (command.place === 'server' && !caller.canManageServer) return notice(say('error.managersOnly'));
  if (request.kind === 'press') {
    const handler = press && findOwn(command.presses, press.action);
    return press && handler ? handler(context, press.args, request.values) : notice(say('error.oldButton'));
  }
  if (request.kind === 'submit') {
    const handler = press && findOwn(command.submits, press.action);
    return press && handler ? handler(context, press.args, request.fields) : notice(say('error.oldButton'));
  }
  const problem = findOptionProblem(context, command);
  return problem === undefined ? command.answer(context) : notice(problem);
}

/** What an object has under a name that came over the wire; never what every object has. */
function findOwn<Item>(all: Readonly<Record<string, Item>> | undefined, name: string): Item | undefined {
  return all !== undefined && Object.hasOwn(all, name) ? all[name] : undefined;
}

function suggest(context: Context, command: Command | undefined, request: Extract<Request, { kind: 'suggest' }>) {
  if (command === undefined || (command.place === 'server' && !context.caller.canManageServer)) return [];
  const specs = [...(command.options ?? []), ...(command.subcommands ?? []).flatMap((sub) => sub.options)];
  const spec = specs.find(({ name }) => name === request.option);
  if (spec?.type === 'string' && spec.choices !== undefined && !spec.suggests) {
    const typed = foldText(request.typed);
    const offers = spec.choices(context.content, context.say).filter(({ name, value }) => foldText(`${name} ${value}`).includes(typed));
    return offers.slice(0, MAX_CHOICES).map(({ name, value }) => ({ name: shorten(name, MAX_CHOICE_NAME), value }));
  }
  if (command.suggest === undefined) return [];
  const isWhole = specs.some((spec) => spec.name === request.option && spec.type === 'integer');
  return command
    .suggest(context, request.option, request.typed)
    .filter(({ name, value }) => name.trim() !== '' && value.length <= MAX_CHOICE_NAME)
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => ({ name: shorten(name, MAX_CHOICE_NAME), value: isWhole ? Number(value) : value }));
}

function buildChoices(choices: APIApplicationCommandAutocompleteResponse['data']['choices']): APIApplicationCommandAutocompleteResponse {
  return { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices: choices ?? [] } };
}

function buildResponse(request: Answerable, world: World, command: Command | undefined, reply: Reply): APIInteractionResponse {
  const style = styleOf(request, world.settings);
  if (!isOnMessage(request)) {
    const visibility = reply.visibility ?? (asksPrivately(request, world, command) ? 'private' : (command?.visibility ?? 'private'));
    return asNew(reply.message, visibility === 'private', style);
  }
  // A public card is turned over only by the one who asked for it; others get a copy of their own.
  const isOwn = reply.place === 'shared' || request.isEphemeral || request.askedBy === request.caller.userId;
  const goesBeside = reply.place === 'new' || !isOwn || (reply.visibility === 'private' && !request.isEphemeral);
  if (goesBeside) return asNew(reply.message, true, style);
  return { type: InteractionResponseType.UpdateMessage, data: asData(reply.message, false, style) };
}

function asNew(message: Message, isPrivate: boolean, style: Context['style'] = 'card'): APIInteractionResponse {
  return { type: InteractionResponseType.ChannelMessageWithSource, data: asData(message, isPrivate, style) };
}

/** Discord's type wants arrays it may change. */
function asData(message: Message, isPrivate: boolean, style: Context['style']) {
  const dressed = dressMessage(message, style);
  const { flags, components, attachments } = dressed;
  return {
    flags: isPrivate ? flags | MessageFlags.Ephemeral : flags,
    ...('content' in dressed ? { content: dressed.content } : {}),
    components: [...components],
    allowed_mentions: { parse: [] },
    // An empty list takes the pictures of the message away that it replaces.
    ...(attachments === undefined ? {} : { attachments: [...attachments] }),
  };
}
