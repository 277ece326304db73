/** What costs far more to make than to use: things of Intl, a title's lines. */

/** The same function, asked once for each key. For few keys only: languages and titles, not what people type. */
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
