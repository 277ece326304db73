/** The commands' definitions as Discord registers them: names, options and their sentences in every language there is. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type LocalizationMap,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Content } from '../content/types.ts';
import { MAX_CHOICE_NAME, MAX_CHOICES, MAX_DESCRIPTION } from './limits.ts';
import type { Languages } from './locale.ts';
import { FALLBACK_LOCALE } from './locale.ts';
import { shorten } from './text.ts';
import type { Command, OptionSpec } from './types.ts';

/**
 * The body of one bulk overwrite. Descriptions are the sentences `command.<name>.description` and
 * `command.<name>.<option>` of every language.
 * https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands
 */
export function buildDefinitions(
  commands: readonly Command[],
  content: Content,
  languages: Languages,
): RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  return commands.map((command) => {
    const path = `command.${command.name}`;
    return {
      type: ApplicationCommandType.ChatInput,
      name: command.name,
      ...describe(languages, `${path}.description`),
      options: command.subcommands
        ? command.subcommands.map(
            (sub): APIApplicationCommandSubcommandOption => ({
              type: ApplicationCommandOptionType.Subcommand,
              name: sub.name,
              ...describe(languages, `${path}.${sub.name}.description`),
              options: sub.options.map((option) => buildOption(option, `${path}.${sub.name}`, content, languages)),
            }),
          )
        : (command.options ?? []).map((option) => buildOption(option, path, content, languages)),
      ...(command.place === 'server'
        ? {
            default_member_permissions: String(PermissionFlagsBits.ManageGuild),
            integration_types: [ApplicationIntegrationType.GuildInstall],
            contexts: [InteractionContextType.Guild],
          }
        : {
            integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
            contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
          }),
    };
  });
}

function buildOption(option: OptionSpec, path: string, content: Content, languages: Languages): APIApplicationCommandBasicOption {
  const common = { name: option.name, ...describe(languages, `${path}.${option.name}`) };
  switch (option.type) {
    case 'string': {
      if (option.suggests) return { ...common, type: ApplicationCommandOptionType.String, autocomplete: true };
      const choices = option.choices?.(content, languages.say(FALLBACK_LOCALE)).slice(0, MAX_CHOICES);
      return {
        ...common,
        type: ApplicationCommandOptionType.String,
        ...(choices ? { choices: choices.map(({ name, value }) => ({ name: shorten(name, MAX_CHOICE_NAME), value })) } : {}),
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
    case 'channel':
      return { ...common, type: ApplicationCommandOptionType.Channel, channel_types: [...option.channelTypes] };
  }
}

/** The description in English and in every other language that has one. */
function describe(languages: Languages, key: string): { description: string; description_localizations?: LocalizationMap } {
  const description = languages.own(FALLBACK_LOCALE, key);
  if (description === undefined) throw new Error(`data/locales/${FALLBACK_LOCALE}.json has no sentence ${key}`);
  const others = languages.codes.flatMap((code) => {
    const own = code === FALLBACK_LOCALE ? undefined : languages.own(code, key);
    return own === undefined ? [] : [[code, shorten(own, MAX_DESCRIPTION)] as const];
  });
  return {
    description: shorten(description, MAX_DESCRIPTION),
    ...(others.length === 0 ? {} : { description_localizations: Object.fromEntries(others) }),
  };
}
