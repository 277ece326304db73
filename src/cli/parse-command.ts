/** A slash command as typed in a shell, `/cast name: gang tae`, turned into the interaction Discord would send. */
import {
  type APIInteraction,
  ApplicationCommandOptionType,
  InteractionContextType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { Command, OptionSpec } from '../bot/types.ts';

export interface Asker {
  readonly locale: string;
  readonly isAdmin: boolean;
  readonly inDm: boolean;
}

export type ParsedCommand = { readonly ok: true; readonly interaction: APIInteraction } | { readonly ok: false; readonly problem: string };

// Any ids do; they only have to look like Discord's.
const IDS = { application: '100000000000000001', interaction: '100000000000000002', guild: '100000000000000003' } as const;
const USER_ID = '100000000000000004';
const CHANNEL_ID = '100000000000000005';

/** The interaction, or a sentence that says how the command is written. */
export function parseCommand(text: string, commands: readonly Command[], asker: Asker): ParsedCommand {
  const words = /^\/?(?<name>[\p{L}\p{N}_-]+)\s*(?<rest>.*)$/su.exec(text.trim());
  const name = words?.groups?.name;
  if (name === undefined) return { ok: false, problem: `Write a slash command, such as '/cast name: gang tae'.` };
  const command = commands.find((candidate) => candidate.name === name);
  const rest = words?.groups?.rest ?? '';
  if (command === undefined) return { ok: true, interaction: buildInteraction(name, [], asker) };
  if (command.subcommands === undefined) return parseOptions(name, command.options ?? [], rest, asker, undefined);
  const [subName = '', ...after] = rest.split(/\s+/);
  const sub = command.subcommands.find((candidate) => candidate.name === subName);
  if (sub === undefined) {
    return { ok: false, problem: `/${name} is followed by one of: ${command.subcommands.map((candidate) => candidate.name).join(', ')}.` };
  }
  return parseOptions(name, sub.options, after.join(' '), asker, sub.name);
}

function parseOptions(name: string, specs: readonly OptionSpec[], rest: string, asker: Asker, sub: string | undefined): ParsedCommand {
  const path = sub === undefined ? name : `${name} ${sub}`;
  const names = specs.map((spec) => spec.name);
  const marks = names.length === 0 ? [] : [...rest.matchAll(new RegExp(`(?:^|\\s)(${names.join('|')}):`, 'gu'))];
  const stray = rest.slice(0, marks[0]?.index ?? rest.length).trim();
  if (stray !== '') {
    const problem =
      names.length === 0
        ? `/${path} takes no options, so “${stray}” has no place.`
        : `Name the option: '/${path} ${names[0]}: ${stray}'. There are: ${names.join(', ')}.`;
    return { ok: false, problem };
  }
  const options: WireOption[] = [];
  for (const [index, mark] of marks.entries()) {
    const spec = specs.find((candidate) => candidate.name === mark[1]);
    const typed = rest.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? rest.length).trim();
    const option = spec && readOption(spec, typed);
    if (option === undefined)
      return { ok: false, problem: `${mark[1]}: can't be “${typed}”; it is ${spec ? EXPECTED[spec.type] : 'unknown'}.` };
    options.push(option);
  }
  const nested = sub === undefined ? options : [{ type: ApplicationCommandOptionType.Subcommand, name: sub, options }];
  return { ok: true, interaction: buildInteraction(name, nested, asker) };
}

const EXPECTED = {
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  channel: 'a channel id',
  role: 'a role id',
  file: 'a file, which only Discord can send',
} as const;

interface WireOption {
  readonly type: number;
  readonly name: string;
  readonly value?: string | number | boolean;
  readonly options?: readonly WireOption[];
}

function readOption(spec: OptionSpec, typed: string): WireOption | undefined {
  switch (spec.type) {
    case 'string':
      return { type: ApplicationCommandOptionType.String, name: spec.name, value: typed };
    case 'integer':
      return /^-?\d{1,9}$/.test(typed) ? { type: ApplicationCommandOptionType.Integer, name: spec.name, value: Number(typed) } : undefined;
    case 'boolean':
      if (/^(true|yes|on)$/i.test(typed)) return { type: ApplicationCommandOptionType.Boolean, name: spec.name, value: true };
      return /^(false|no|off)$/i.test(typed) ? { type: ApplicationCommandOptionType.Boolean, name: spec.name, value: false } : undefined;
    case 'role': {
      const id = /^(?:<@&)?(\d{1,20})>?$/.exec(typed)?.[1];
      return id === undefined ? undefined : { type: ApplicationCommandOptionType.Role, name: spec.name, value: id };
    }
    case 'channel': {
      const id = /^<?#?(\d{1,20})>?$/.exec(typed)?.[1];
      return id === undefined ? undefined : { type: ApplicationCommandOptionType.Channel, name: spec.name, value: id };
    }
  }
}

function buildInteraction(name: string, options: readonly WireOption[], { locale, isAdmin, inDm }: Asker): APIInteraction {
  const user = { id: USER_ID, username: 'you', discriminator: '0', global_name: null, avatar: null };
  const permissions = String(isAdmin ? PermissionFlagsBits.ManageGuild : PermissionFlagsBits.SendMessages);
  const channels = options
    .flatMap((option) => [option, ...(option.options ?? [])])
    .filter((option) => option.type === ApplicationCommandOptionType.Channel)
    .map(({ value }) => [String(value), { id: String(value), type: 0, name: 'channel', permissions: '0' }] as const);
  const wire = {
    id: IDS.interaction,
    application_id: IDS.application,
    type: InteractionType.ApplicationCommand,
    token: 'ask',
    version: 1,
    channel_id: CHANNEL_ID,
    channel: { id: CHANNEL_ID, type: inDm ? 1 : 0 },
    locale,
    app_permissions: '0',
    entitlements: [],
    authorizing_integration_owners: {},
    attachment_size_limit: 10_485_760,
    context: inDm ? InteractionContextType.BotDM : InteractionContextType.Guild,
    ...(inDm
      ? { user }
      : {
          guild_id: IDS.guild,
          guild_locale: 'en-US',
          guild: { id: IDS.guild, locale: 'en-US', features: [] },
          member: { user, permissions },
        }),
    data: {
      id: '100000000000000006',
      name,
      type: 1,
      options,
      ...(channels.length > 0 ? { resolved: { channels: Object.fromEntries(channels) } } : {}),
    },
  };
  return asInteraction(wire);
}

/** The router checks every field it reads, so the wire form is enough here. */
function asInteraction(wire: object): APIInteraction {
  const text = JSON.stringify(wire);
  const parsed: APIInteraction = JSON.parse(text);
  return parsed;
}
