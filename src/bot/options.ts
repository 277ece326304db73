/** The options of one invocation, by name, already checked at the edge. */
import type { PickedChannel, PickedRole } from './types.ts';

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

  /** What was typed, undefined when nothing or only white space was. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    const text = typeof value === 'string' ? value.trim() : undefined;
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
