/** A slash command as typed in a shell, `/cast name: hero`, turned into the interaction Discord would send. */
import {
  type APIInteraction,
  ApplicationCommandOptionType,
  InteractionContextType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { asInteraction } from '../answer/types.ts';
import { type CommandWord, nameCommands, nameOptions, nameSiblings, nameSubcommands } from '../bot/command-names.ts';
import type { Choice, Command, OptionSpec } from '../bot/types.ts';
import type { Languages, Say } from '../language/locale.ts';
import { foldText } from '../text/text.ts';

export interface Asker {
  readonly locale: string;
  readonly isAdmin: boolean;
  readonly inDm: boolean;
}

export type ParsedCommand = { readonly ok: true; readonly interaction: APIInteraction } | { readonly ok: false; readonly problem: string };

// Any ids do; they only have to look like Discord's.
export const IDS = { application: '100000000000000001', interaction: '100000000000000002', guild: '100000000000000003' } as const;
export const USER_ID = '100000000000000004';
const CHANNEL_ID = '100000000000000005';

/** "who:" and the like; an address has a colon too. */
const OPTION_NAMED = /(?:^|\s)\p{L}[\p{L}\p{N}_-]*:(?!\/\/)/u;

/**
 * The interaction, or a sentence that says how the command is written. Commands, subcommands and options go by their names
 * in the asker's language and by their English ones; the interaction has the English ones, as Discord sends it. Without a slash a
 * text is a command only where it reads as one or names an option. All else is the question of /ask, since questions begin with
 * words that are commands' names too ("help me", "awards of the film").
 */
export function parseCommand(
  text: string,
  commands: readonly Command[],
  asker: Asker,
  languages: Languages,
  choicesOf: (spec: OptionSpec) => readonly Choice[] = () => [],
): ParsedCommand {
  const say = languages.say(asker.locale);
  const typed = text.trim();
  const mayAsk = typed !== '' && !typed.startsWith('/');
  const words = /^\/?(?<name>[\p{L}\p{M}\p{N}_'-]+)\s*(?<rest>.*)$/su.exec(typed);
  const typedName = words?.groups?.name;
  const rest = words?.groups?.rest ?? '';
  const slashCommands = commands.filter(({ kind }) => kind !== 'message');
  const spelled = spell(slashCommands, nameCommands(slashCommands), asker, languages);
  const command = typedName === undefined ? undefined : findTyped(spelled, typedName);
  const finish = (name: string, options: readonly WireOption[]): ParsedCommand => ({
    ok: true,
    interaction: buildInteraction(name, options, asker),
  });
  const question = () => finish('ask', [{ type: ApplicationCommandOptionType.String, name: 'question', value: typed }]);
  if (command === undefined) {
    if (mayAsk) return question();
    if (typedName !== undefined) return finish(typedName, []);
    return { ok: false, problem: say('error.noCommand', { example: `/${spelled[0]?.shown ?? 'help'}` }) };
  }
  const { name, subcommands, options = [] } = command.spec;
  if (subcommands === undefined) {
    const read = readOptions(command.shown, spell(options, nameOptions(options), asker, languages), rest, { say, choicesOf });
    if (read.ok) return finish(name, read.options);
    return mayAsk && !OPTION_NAMED.test(rest) ? question() : read;
  }
  const [typedSub = '', ...after] = rest.split(/\s+/);
  const subs = spell(subcommands, nameSubcommands(command.spec), asker, languages);
  const sub = findTyped(subs, typedSub);
  if (sub === undefined) {
    if (mayAsk && typedSub !== '') return question();
    return {
      ok: false,
      problem: say('error.unknownSubcommand', { list: subs.map(({ shown }) => `/${command.shown} ${shown}`).join(', ') }),
    };
  }
  const specs = spell(sub.spec.options, nameOptions(sub.spec.options), asker, languages);
  const read = readOptions(`${command.shown} ${sub.shown}`, specs, after.join(' '), { say, choicesOf });
  return read.ok ? finish(name, [{ type: ApplicationCommandOptionType.Subcommand, name: sub.spec.name, options: read.options }]) : read;
}

/** A command, subcommand or option with its name in the asker's language, which is the English one where there is no other. */
interface Spelled<Spec> {
  readonly spec: Spec;
  readonly shown: string;
}

function spell<Spec extends { readonly name: string }>(
  specs: readonly Spec[],
  named: readonly CommandWord[],
  { locale }: Asker,
  languages: Languages,
): readonly Spelled<Spec>[] {
  const names = nameSiblings(named, languages);
  return specs.map((spec, index) => {
    const localized: Readonly<Record<string, string | null>> = names[index]?.name_localizations ?? {};
    return { spec, shown: localized[locale] ?? spec.name };
  });
}

function findTyped<Spec extends { readonly name: string }>(spelled: readonly Spelled<Spec>[], typed: string): Spelled<Spec> | undefined {
  return spelled.find(({ spec, shown }) => spec.name === typed || shown === typed);
}

type ReadOptions = { readonly ok: true; readonly options: readonly WireOption[] } | { readonly ok: false; readonly problem: string };

interface Reading {
  readonly say: Say;
  readonly choicesOf: (spec: OptionSpec) => readonly Choice[];
}

function readOptions(path: string, specs: readonly Spelled<OptionSpec>[], rest: string, { say, choicesOf }: Reading): ReadOptions {
  const names = specs.flatMap(({ spec, shown }) => [spec.name, shown]);
  const marks = names.length === 0 ? [] : [...rest.matchAll(new RegExp(`(?:^|\\s)(${names.join('|')}):`, 'gu'))];
  const stray = rest.slice(0, marks[0]?.index ?? rest.length).trim();
  if (stray !== '') {
    const shown = specs.map((candidate) => candidate.shown);
    const list = shown.join(', ');
    // An option was named, but this command has none of that name. An address has a colon too.
    const unknown = /^(\p{L}[\p{L}\p{N}_-]*):(?!\/\/)/u.exec(stray)?.[1];
    if (shown.length === 0) return { ok: false, problem: say('error.noOptions', { name: unknown ?? stray }) };
    const problem =
      unknown === undefined
        ? say('error.nameOption', { example: `/${path} ${shown[0]}: ${stray}`, list })
        : say('error.unknownOption', { name: unknown, list });
    return { ok: false, problem };
  }
  const options: WireOption[] = [];
  for (const [index, mark] of marks.entries()) {
    // The marks are names of these options.
    const spelled = findTyped(specs, mark[1] ?? '');
    if (spelled === undefined) continue;
    const { spec, shown } = spelled;
    const typed = rest.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? rest.length).trim();
    const chosen = choicesOf(spec).find(({ name }) => foldText(name) === foldText(typed));
    const { wire, read } = TYPES[spec.type];
    const value = read(chosen?.value ?? typed);
    if (value === undefined) return { ok: false, problem: say(`error.wrongType.${spec.type}`, { name: shown }) };
    options.push({ type: wire, name: spec.name, value });
  }
  return { ok: true, options };
}

interface WireOption {
  readonly type: number;
  readonly name: string;
  readonly value?: string | number | boolean;
  readonly options?: readonly WireOption[];
}

/** Each type as Discord has it, and read from what was typed: undefined for what is none of it. A file cannot be typed. */
const TYPES: Readonly<Record<OptionSpec['type'], { readonly wire: number; readonly read: (typed: string) => WireOption['value'] }>> = {
  string: { wire: ApplicationCommandOptionType.String, read: (typed) => typed },
  integer: { wire: ApplicationCommandOptionType.Integer, read: (typed) => (/^-?\d{1,9}$/.test(typed) ? Number(typed) : undefined) },
  boolean: { wire: ApplicationCommandOptionType.Boolean, read: readBoolean },
  role: { wire: ApplicationCommandOptionType.Role, read: (typed) => /^(?:<@&)?(\d{1,20})>?$/.exec(typed)?.[1] },
  channel: { wire: ApplicationCommandOptionType.Channel, read: (typed) => /^<?#?(\d{1,20})>?$/.exec(typed)?.[1] },
  file: { wire: ApplicationCommandOptionType.Attachment, read: () => undefined },
};

function readBoolean(typed: string): boolean | undefined {
  if (/^(true|yes|on)$/i.test(typed)) return true;
  return /^(false|no|off)$/i.test(typed) ? false : undefined;
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
