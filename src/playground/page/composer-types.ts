/** What is being written. */
import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { Definition } from '../protocol.ts';

/** Words by language, however loosely Discord's types put it. */
export type Localizations = Readonly<Partial<Record<string, string | null | undefined>>> | null | undefined;

/** A command, a subcommand or an option: `name` is what goes over the wire. */
export interface LocalizedName {
  readonly name: string;
  readonly name_localizations?: Localizations;
}

/** A command, or a subcommand of one, as it is listed. */
export interface CommandEntry {
  readonly definition: Definition;
  /** The command, and after it the subcommand group and the subcommand, as far as there are any. */
  readonly words: readonly LocalizedName[];
  /** The English names of those after the first. */
  readonly path: readonly string[];
  /** "/quote today": its English name, which tells it from all others in every language. */
  readonly label: string;
  readonly description: string;
  readonly specs: readonly APIApplicationCommandBasicOption[];
  readonly needsAdmin: boolean;
}

export interface Chip {
  readonly spec: APIApplicationCommandBasicOption;
  readonly text: string;
  /** What was picked from a list; null while it is only typed. */
  readonly value: string | number | boolean | null;
  readonly file: File | null;
}

export interface ComposerChoice {
  readonly label: string;
  readonly hint: string;
  /** For a command in the list: the entry; for an option: the value. */
  readonly pick: { readonly entry: CommandEntry } | { readonly value: string | number | boolean };
}

export interface Composer {
  readonly text: string;
  readonly entry: CommandEntry | null;
  readonly chips: readonly Chip[];
  /** Name of the option being typed in; null for the free text. */
  readonly focused: string | null;
  readonly choices: readonly ComposerChoice[];
  /** Index in `choices`; -1 for none. */
  readonly active: number;
  readonly isOpen: boolean;
  readonly problem: string | null;
  readonly isSending: boolean;
  /** Shows every option that may still be added, not only the first. */
  readonly showsAll: boolean;
}

export const EMPTY_COMPOSER: Composer = {
  text: '',
  entry: null,
  chips: [],
  focused: null,
  choices: [],
  active: -1,
  isOpen: false,
  problem: null,
  isSending: false,
  showsAll: false,
};
