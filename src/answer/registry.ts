/** The commands' definitions as Discord registers them: names, options and their sentences in every language there is. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type LocalizationMap,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { localizeForDiscord, nameCommands, nameOptions, nameSiblings, nameSubcommands } from '../bot/command-names.ts';
import type { Choice, Command, OptionSpec } from '../bot/types.ts';
import { inLanguage } from '../content/in-language.ts';
import type { Content } from '../content/types.ts';
import type { Languages } from '../language/locale.ts';
import { FALLBACK_LOCALE } from '../language/locale.ts';
import { MAX_CHOICE_NAME, MAX_CHOICES, MAX_DESCRIPTION } from '../message/limits.ts';
import { shorten } from '../text/text.ts';

export type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody | RESTPostAPIContextMenuApplicationCommandsJSONBody;

/**
 * The body of one bulk overwrite. Descriptions are the sentences `command.<name>.description` and `command.<name>.<option>`
 * of every language, localized names those under `names`.
 * https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands
 */
export function buildDefinitions(commands: readonly Command[], content: Content, languages: Languages): CommandBody[] {
  const typed = commands.filter(({ kind }) => kind !== 'message');
  const inMenus = commands.filter(({ kind }) => kind === 'message');
  return [typed, inMenus].flatMap((siblings) => {
    const names = nameSiblings(nameCommands(siblings), languages);
    return siblings.map((command, index) => {
      const common = { name: command.name, ...names[index], ...describePlace(command) };
      return command.kind === 'message'
        ? { type: ApplicationCommandType.Message, ...common }
        : { type: ApplicationCommandType.ChatInput, ...common, ...describeTyped(command, content, languages) };
    });
  });
}

function describeTyped(command: Command, content: Content, languages: Languages) {
  const path = `command.${command.name}`;
  return {
    ...describe(languages, `${path}.description`),
    options: command.subcommands
      ? buildSubcommands(command, path, content, languages)
      : buildOptions(command.options ?? [], path, content, languages),
  };
}

/** Where a command is offered, and to whom before a server's own overrides. */
function describePlace({ place }: Command) {
  if (place === 'everywhere') {
    return {
      integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
    };
  }
  return {
    ...(place === 'server' ? { default_member_permissions: String(PermissionFlagsBits.ManageGuild) } : {}),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild],
  };
}

function buildSubcommands(command: Command, path: string, content: Content, languages: Languages): APIApplicationCommandSubcommandOption[] {
  const names = nameSiblings(nameSubcommands(command), languages);
  return (command.subcommands ?? []).map((sub, index) => ({
    type: ApplicationCommandOptionType.Subcommand,
    name: sub.name,
    ...names[index],
    ...describe(languages, `${path}.${sub.name}.description`),
    options: buildOptions(sub.options, `${path}.${sub.name}`, content, languages),
  }));
}

function buildOptions(
  options: readonly OptionSpec[],
  path: string,
  content: Content,
  languages: Languages,
): APIApplicationCommandBasicOption[] {
  const names = nameSiblings(nameOptions(options), languages);
  return options.map((option, index) =>
    buildOption(option, { name: option.name, ...names[index], ...describe(languages, `${path}.${option.name}`) }, content, languages),
  );
}

function buildOption(
  option: OptionSpec,
  common: Pick<APIApplicationCommandBasicOption, 'name' | 'name_localizations' | 'description' | 'description_localizations'>,
  content: Content,
  languages: Languages,
): APIApplicationCommandBasicOption {
  switch (option.type) {
    case 'string': {
      if (option.isRequired) return { ...common, type: ApplicationCommandOptionType.String, required: true };
      if (option.suggests) return { ...common, type: ApplicationCommandOptionType.String, autocomplete: true };
      const { choices } = option;
      // Discord lists 25 choices at most. More are offered by autocomplete.
      if (choices !== undefined && option.takesAnyText && choices(content, languages.say(FALLBACK_LOCALE)).length > MAX_CHOICES)
        return { ...common, type: ApplicationCommandOptionType.String, autocomplete: true };
      return {
        ...common,
        type: ApplicationCommandOptionType.String,
        ...(choices ? { choices: buildChoices((code) => choices(inLanguage(content, code), languages.say(code)), languages) } : {}),
      };
    }
    case 'integer': {
      const range = {
        ...(option.min === undefined ? {} : { min_value: option.min }),
        ...(option.max === undefined ? {} : { max_value: option.max }),
      };
      return option.suggests
        ? { ...common, type: ApplicationCommandOptionType.Integer, autocomplete: true, ...range }
        : { ...common, type: ApplicationCommandOptionType.Integer, ...range };
    }
    case 'boolean':
      return { ...common, type: ApplicationCommandOptionType.Boolean };
    case 'role':
      return { ...common, type: ApplicationCommandOptionType.Role };
    case 'file':
      return { ...common, type: ApplicationCommandOptionType.Attachment };
    case 'channel':
      return { ...common, type: ApplicationCommandOptionType.Channel, channel_types: [...option.channelTypes] };
  }
}

/** Names that are the same in every language, such as those of titles, are sent once. */
function buildChoices(choicesIn: (code: string) => readonly Choice[], languages: Languages): APIApplicationCommandOptionChoice<string>[] {
  const byCode = new Map(languages.codes.map((code) => [code, new Map(choicesIn(code).map((one) => [one.value, one.name]))]));
  return choicesIn(FALLBACK_LOCALE)
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => {
      const nameIn = (code: string) => byCode.get(code)?.get(value);
      const differs = languages.codes.some((code) => nameIn(code) !== name);
      return {
        name: shorten(name, MAX_CHOICE_NAME),
        value,
        ...(differs ? { name_localizations: localizeForDiscord(languages, (code) => shorten(nameIn(code) ?? name, MAX_CHOICE_NAME)) } : {}),
      };
    });
}

/** The description in English and in every language that has one, English among them. */
function describe(languages: Languages, key: string): { description: string; description_localizations: LocalizationMap } {
  const description = languages.own(FALLBACK_LOCALE, key);
  if (description === undefined) throw new Error(`data/locales/${FALLBACK_LOCALE}.json has no sentence ${key}`);
  return {
    description: shorten(description, MAX_DESCRIPTION),
    description_localizations: localizeForDiscord(languages, (code) => {
      const own = languages.own(code, key);
      return own === undefined ? undefined : shorten(own, MAX_DESCRIPTION);
    }),
  };
}
