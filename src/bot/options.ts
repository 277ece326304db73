/** The options of one invocation, by name, already checked at the edge. */
import type { TypedIn } from '../content/types.ts';
import { cleanTyped } from '../text/text.ts';
import type { PickedChannel, PickedFile, PickedRole } from './picked.ts';

/** More than any name, time or search has. Discord lets people type 6,000 characters, and all that is done with them costs time. */
const LONGEST_TEXT = 200;

const NONE = new Map<string, never>();

/** What was given, by the options' names; channels, roles and files by their ids, which are the values. */
interface GivenOptions {
  readonly values?: ReadonlyMap<string, string | number | boolean>;
  readonly subcommand?: string | undefined;
  readonly channels?: ReadonlyMap<string, PickedChannel>;
  readonly roles?: ReadonlyMap<string, PickedRole>;
  readonly files?: ReadonlyMap<string, PickedFile>;
}

/** The options of a command as Discord checked them; one that is absent, or of another type than asked for, is undefined. */
export class Options {
  /** What is read of these options, which goes with them. */
  readonly typedIn: TypedIn = {};
  readonly subcommand: string | undefined;
  readonly #given: GivenOptions;
  readonly #values: ReadonlyMap<string, string | number | boolean>;

  constructor(given: GivenOptions = {}) {
    this.subcommand = given.subcommand;
    this.#given = given;
    this.#values = given.values ?? NONE;
  }

  /** The beginning of what was typed, as `cleanTyped` leaves it; undefined when nothing visible was. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    const text = typeof value === 'string' ? cleanTyped(value, LONGEST_TEXT) : undefined;
    return text === '' ? undefined : text;
  }

  /** The same with another text under this name. */
  with(name: string, text: string): Options {
    return new Options({ ...this.#given, values: new Map(this.#values).set(name, text) });
  }

  /** The names of everything that was given, in its order. */
  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** Everything that was given, as it came. */
  entries(): readonly (readonly [string, string | number | boolean])[] {
    return [...this.#values];
  }

  /** All texts that were given, whole and as they came. */
  allTexts(): readonly string[] {
    return [...this.#values.values()].filter((value) => typeof value === 'string');
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
    return this.#pick(this.#given.channels, name);
  }

  role(name: string): PickedRole | undefined {
    return this.#pick(this.#given.roles, name);
  }

  file(name: string): PickedFile | undefined {
    return this.#pick(this.#given.files, name);
  }

  #pick<Picked>(known: ReadonlyMap<string, Picked> | undefined, name: string): Picked | undefined {
    const id = this.#values.get(name);
    return typeof id === 'string' ? known?.get(id) : undefined;
  }
}
