/** What commands, options and choices are called in each language, as Discord takes it. */
import type { LocalizationMap } from 'discord-api-types/v10';
import { keepEach } from '../kept.ts';
import { FALLBACK_LOCALE, type Languages } from '../language/locale.ts';
import { MAX_COMMAND_NAME } from '../message/limits.ts';
import type { Command, OptionSpec } from './types.ts';

/**
 * Where a language is missing Discord shows es-ES to those who read es-419 but not the reverse, and en-US and en-GB to each
 * other before it takes the default. So Spanish goes under both its codes, and English under en-US alone.
 * https://docs.discord.com/developers/interactions/application-commands#locale-fallbacks
 */
const ALSO_SERVES: Readonly<Record<string, string>> = { 'es-419': 'es-ES' };

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const TYPED_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]+$/u;

/** Whether Discord takes it as the name of a typed command, a subcommand or an option; a message's menu takes spaces and capitals. */
export function isCommandName(name: string, kind: 'typed' | 'message' = 'typed'): boolean {
  if (name.length > MAX_COMMAND_NAME || name.trim() === '') return false;
  return kind === 'message' || (TYPED_NAME.test(name) && name === name.toLowerCase());
}

/** A text in every language that has one, under every code of Discord's that language serves. */
export function localizeForDiscord(languages: Languages, textIn: (code: string) => string | undefined): LocalizationMap {
  const entries = languages.codes.flatMap((code) => {
    const text = textIn(code);
    const also = ALSO_SERVES[code];
    const served = also === undefined || languages.codes.includes(also) ? [code] : [code, also];
    return text === undefined ? [] : served.map((locale) => [locale, text] as const);
  });
  return Object.fromEntries(entries);
}

/** The name of a command, subcommand or option, and where its names in other languages stand in `data/locales`. */
export interface CommandWord {
  readonly name: string;
  readonly path: string;
  readonly kind?: 'typed' | 'message' | undefined;
}

/** Every command with the key under which languages name it. */
export function nameCommands(commands: readonly Command[]): readonly CommandWord[] {
  return commands.map(({ name, kind }) => ({ name, kind, path: `names.command.${name}` }));
}

/** The same of the subcommands of one command. */
export function nameSubcommands({ name: command, subcommands = [] }: Command): readonly CommandWord[] {
  return subcommands.map(({ name }) => ({ name, path: `names.subcommand.${command}.${name}` }));
}

/** An option has one name in a language, whichever commands have it. */
export function nameOptions(options: readonly OptionSpec[]): readonly CommandWord[] {
  return options.map(({ name }) => ({ name, path: `names.option.${name}` }));
}

/**
 * The localized names of things that stand side by side. A name Discord would refuse is left out, and so are names that
 * two of them would share in one language: there the English ones stand.
 */
export function nameSiblings(
  siblings: readonly CommandWord[],
  languages: Languages,
): readonly { readonly name_localizations?: LocalizationMap }[] {
  const namesIn = keepEach((code) => siblings.map(({ name, path }) => (code === FALLBACK_LOCALE ? name : languages.own(code, path))));
  return siblings.map((one, index) => {
    const names = localizeForDiscord(languages, (code) => {
      const all = namesIn(code);
      const own = all[index];
      if (own === undefined || !isCommandName(own, one.kind)) return undefined;
      return siblings.some((other, at) => other !== one && (other.name === own || all[at] === own)) ? undefined : own;
    });
    return Object.keys(names).length === 0 ? {} : { name_localizations: names };
  });
}
