/** The registered commands as this person sees them in this place. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import type { Definition } from '../protocol.ts';
import type { CommandEntry, Localizations, LocalizedName } from './composer-types.ts';
import { localize } from './names.ts';
import { state } from './state.ts';

interface Described {
  readonly description?: string | undefined;
  readonly description_localizations?: Localizations;
}

/** The description in the chosen language where there is one. */
export function describe(described: Described): string {
  return localize(described.description_localizations, described.description ?? '');
}

/** Every command that can be typed here, subcommands each by themselves. */
export function listEntries(): readonly CommandEntry[] {
  const { definitions, place } = state();
  return definitions
    .filter((definition) => place !== 'dm' || definition.contexts?.includes(1) !== false)
    .flatMap((definition) => listOf(definition));
}

/** Whether Discord would offer it to this person. */
export function isOffered(entry: CommandEntry): boolean {
  return !entry.needsAdmin || state().persona === 'admin';
}

/** Commands used on a message. */
export function listMessageCommands(): readonly Definition[] {
  return state().definitions.filter((definition) => definition.type === ApplicationCommandType.Message);
}

function listOf(definition: Definition): readonly CommandEntry[] {
  if (definition.type !== undefined && definition.type !== ApplicationCommandType.ChatInput) return [];
  const needsAdmin = definition.default_member_permissions !== undefined && definition.default_member_permissions !== null;
  const build = (
    words: readonly LocalizedName[],
    described: Described,
    options: readonly APIApplicationCommandOption[],
  ): readonly CommandEntry[] => {
    const subs = options.filter(
      (option) => option.type === ApplicationCommandOptionType.Subcommand || option.type === ApplicationCommandOptionType.SubcommandGroup,
    );
    if (subs.length > 0) return subs.flatMap((sub) => build([...words, sub], sub, sub.options ?? []));
    return [
      {
        definition,
        words,
        path: words.slice(1).map(({ name }) => name),
        label: `/${words.map(({ name }) => name).join(' ')}`,
        description: describe(described),
        specs: options.filter(isBasic),
        needsAdmin,
      },
    ];
  };
  return build([definition], definition, definition.options ?? []);
}

function isBasic(option: APIApplicationCommandOption): option is APIApplicationCommandBasicOption {
  return option.type !== ApplicationCommandOptionType.Subcommand && option.type !== ApplicationCommandOptionType.SubcommandGroup;
}
