/** What costs far more to make than to use: things of Intl, a title's lines, how long a text is on a phone. */

/** What is made when it is first asked for. */
export function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The same function, asked once for each key. For few keys only, such as languages and titles; of what people type only for one call. */
export function keepEach<Kept>(build: (key: string) => Kept): (key: string) => Kept {
  const kept = new Map<string, Kept>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const built = build(key);
    kept.set(key, built);
    return built;
  };
}

const MOST_SMALL = 1_000;

/** The same function, asked once for each of the whole numbers that most amounts are: Intl takes microseconds for each. */
export function keepSmall(build: (amount: number) => string): (amount: number) => string {
  const kept: (string | undefined)[] = new Array(MOST_SMALL);
  return (amount) => {
    if (!Number.isInteger(amount) || amount < 0 || amount >= MOST_SMALL || Object.is(amount, -0)) return build(amount);
    const known = kept[amount] ?? build(amount);
    kept[amount] = known;
    return known;
  };
}

/** The same function, asked once for each thing that never changes; what was made goes with it. */
export function keepFor<Source extends object, Kept extends object>(build: (source: Source) => Kept): (source: Source) => Kept {
  const kept = new WeakMap<Source, Kept>();
  return (source) => kept.getOrInsertComputed(source, build);
}

/**
 * What follows from two things that never change and a name, made once; it goes with either of the two. Once `most` are kept all begins
 * anew. `make` may look at nothing else.
 */
export function keepSome<Kept>(most: number): (one: object, other: object, name: string, make: () => Kept) => Kept {
  const begin = () => keepFor((_one: object) => keepFor((_other: object) => new Map<string, Kept>()));
  let kept = begin();
  let count = 0;
  return (one, other, name, make) => {
    const known = kept(one)(other).get(name);
    if (known !== undefined) return known;
    const made = make();
    if (count === most) [kept, count] = [begin(), 0];
    kept(one)(other).set(name, made);
    count += 1;
    return made;
  };
}

/**
 * The same function, which remembers what it was asked lately: at most twice `most` answers, the older half going at once. For what is
 * asked again and again of texts without an end.
 */
export function keepLately<Kept>(most: number, build: (key: string) => Kept): (key: string) => Kept {
  let recent = new Map<string, Kept>();
  let before = recent;
  return (key) => {
    const known = recent.get(key);
    if (known !== undefined) return known;
    const built = before.get(key) ?? build(key);
    if (recent.size >= most) [before, recent] = [recent, new Map()];
    recent.set(key, built);
    return built;
  };
}
