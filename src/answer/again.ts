/**
 * Buttons that run a request again for other readers: the whole request is written into the button's custom_id, and a press runs it for
 * the presser alone (Show me) or for everybody in the channel (Share in channel). Nothing is stored for it.
 */
import { Options } from '../bot/options.ts';
import { isOfFacts } from '../bot/privately.ts';
import type { Command, OptionSpec } from '../bot/types.ts';
import { buildCustomId, fitsCustomId, parseCustomId } from '../message/custom-id.ts';
import { joinFilled } from '../text/text.ts';
import type { Again, Request } from './request.ts';

type AskedAnew = Extract<Request, { kind: 'command' | 'press' }>;
type PressRequest = Extract<Request, { kind: 'press' }>;

const NOTHING_SAID = '?';
/** A custom_id must also have room for the episode that the presser may choose before the answer, so it is measured with the longest. */
const LONGEST_EPISODE = '9999';
/** Begins what stands for a typed command, before its name. */
const TYPED = '/';
/** Begins what stands for a choice in a select; the chosen value comes next. */
const CHOSEN = '+';

/** What stands for a request in a custom_id, to be asked again. */
export type Inner = readonly string[];

/** Undefined for what is asked only once, such as what was chosen in a select of channels. */
export function nameAgain(request: Request): Inner | undefined {
  if (request.kind === 'command') return nameCommand(request);
  if (request.kind !== 'press') return undefined;
  const { press } = request;
  if (press === undefined) return undefined;
  const [value] = request.values;
  return value === undefined
    ? [press.command, press.action, ...press.args]
    : [`${CHOSEN}${press.command}`, value, press.action, ...press.args];
}

function nameCommand({ name, options }: Extract<Request, { kind: 'command' }>): Inner {
  const given = options.names().flatMap((option) => {
    const value = options.text(option) ?? options.whole(option) ?? options.flag(option);
    return value === undefined || option === 'private' ? [] : [`${option}=${value}`];
  });
  return [joinFilled([`${TYPED}${name}`, options.subcommand], ' '), ...given];
}

/** Undefined where it would be longer than Discord takes. */
export function buildAgainId(whom: Again['for'], inner: Inner, episode?: number): string | undefined {
  const action = episode === undefined ? NOTHING_SAID : String(episode);
  return fitsCustomId(whom, LONGEST_EPISODE, ...inner) ? buildCustomId(whom, action, ...inner) : undefined;
}

/** The request a press asks again, or the request as it is. A select says the episode as its value. */
export function readAgain(request: Request, commands: readonly Command[]): Request {
  const press = request.kind === 'press' ? request.press : undefined;
  if (request.kind !== 'press' || press === undefined || (press.command !== 'me' && press.command !== 'all')) return request;
  const said = request.values[0] ?? press.action;
  const again: Again = { for: press.command, episode: /^\d{1,4}$/.test(said) ? Number(said) : null };
  return readInner(request, press.args, commands, again) ?? request;
}

function readInner(request: PressRequest, [first = '', ...rest]: Inner, commands: readonly Command[], again: Again): AskedAnew | undefined {
  const [name = '', subcommand] = first.replace(/^[/+]/, '').split(' ');
  const command = commands.find((candidate) => candidate.name === name);
  // A forged press asks for nothing but facts.
  if (command === undefined || !isOfFacts(command)) return undefined;
  // The answer replaces the question how far somebody is, which they alone see; a message that others see stays as it is.
  const isInPlace = again.for === 'me' && (request.isEphemeral || request.caller.guildId === null);
  const { customId: _, press: __, values: ___, options: ____, ...from } = { ...request, hasMessage: isInPlace, again };
  if (first.startsWith(TYPED)) {
    const specs = command.subcommands?.find((sub) => sub.name === subcommand)?.options ?? command.options ?? [];
    return { ...from, kind: 'command', name, options: new Options({ values: readOptions(rest, specs), subcommand }) };
  }
  const isChosen = first.startsWith(CHOSEN);
  const values = isChosen ? rest.slice(0, 1) : [];
  const [action = '', ...args] = isChosen ? rest.slice(1) : rest;
  if (action === '') return undefined;
  const customId = buildCustomId(name, action, ...args);
  return { ...from, kind: 'press', customId, press: parseCustomId(customId), values, options: new Options() };
}

function readOptions(parts: Inner, specs: readonly OptionSpec[]): ReadonlyMap<string, string | number | boolean> {
  const values = new Map<string, string | number | boolean>();
  for (const part of parts) {
    const [name = '', ...more] = part.split('=');
    const text = more.join('=');
    const type = specs.find((spec) => spec.name === name)?.type;
    values.set(name, type === 'integer' ? Number(text) : type === 'boolean' ? text === 'true' : text);
  }
  return values;
}
