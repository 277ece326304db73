/** The options of one invocation, by name, already checked at the edge. */
import { cleanTyped } from './text.ts';
import type { PickedChannel, PickedRole } from './types.ts';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure */
const LONGEST_TEXT = 6000;

export class Options {
  readonly subcommand: string | undefined;
  readonly #values: ReadonlyMap<string, string | number | boolean>;
  readonly #channels: ReadonlyMap<string, PickedChannel>;
  readonly #roles: ReadonlyMap<string, PickedRole>;

  constructor(
    values: ReadonlyMap<string, string | number | boolean> = new Map(),
    subcommand?: string,
    channels: ReadonlyMap<string, PickedChannel> = new Map(),
    roles: ReadonlyMap<string, PickedRole> = new Map(),
  ) {
    this.#values = values;
    this.subcommand = subcommand;
    this.#channels = channels;
    this.#roles = roles;
  }

  /** What was typed, as `cleanTyped` leaves it; undefined when nothing visible was. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    const text = typeof value === 'string' ? cleanTyped(value, LONGEST_TEXT) : undefined;
    return text === '' ? undefined : text;
  }

  /** The names of everything that was given, in its order. */
  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  isText(name: string): boolean {
    return typeof this.#values.get(name) === 'string';
  }

  whole(name: string): number | undefined {
    const value = this.#values.get(name);
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.#values.get(name);
    return typeof value === 'boolean' ? value : undefined;
  }

  channel(name: string): PickedChannel | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? this.#channels.get(value) : undefined;
  }

  role(name: string): PickedRole | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? this.#roles.get(value) : undefined;
  }
}
