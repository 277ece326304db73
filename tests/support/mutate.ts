/** Makes something odd of JSON that is right: the same for the same seed. */

/** Evenly distributed from 0 up to, not including, 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const GONE = Symbol('gone');

/** What nobody expects somewhere. */
const ODD: readonly unknown[] = [
  ...[GONE, GONE, null, null, null, true, false, 0, -1, 0.5, 3, 1e308, 2 ** 53],
  ...['', ' ', '0', 'null', '\u0000', '\ud800', '../../etc/passwd', '999999999999999999999', '@everyone <@1> `||', 'en-US', 'ko'],
  ...['v1|config|daily', 'v1|privacy|delete-server', 'v1|quote|approve|1', 'v1|config|test', 'v1||||', 'v1|cast|constructor'],
  ...['x'.repeat(6_000), '🦋'.repeat(2_000), '((('.repeat(2_000), 'ㅎ'.repeat(6_000), 'a\u0301'.repeat(3_000)],
  ...[[], {}, [[]], [null], [1, 'a', {}], { length: 3 }, JSON.parse('{"__proto__":{"name":"cast"}}'), nest(300)],
];

function nest(depth: number): unknown {
  let inner: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) inner = level % 2 === 0 ? [inner] : { options: inner };
  return inner;
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

function listPlaces(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [{ holder: value, key }, ...listPlaces(Reflect.get(value, key))]);
}

/** A copy with one to four odd places: gone, null, of another kind, doubled, or what stands elsewhere. */
export function mutate(value: object, random: () => number): object {
  const copy: object = structuredClone(value);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const changes = 1 + Math.floor(random() * 4);
  for (let change = 0; change < changes; change += 1) {
    const places = listPlaces(copy);
    const place = pick(places);
    const other = pick(places);
    if (place === undefined || other === undefined) return copy;
    const { holder, key } = place;
    const old: unknown = Reflect.get(holder, key);
    const way = random();
    const odd = way < 0.7 ? pick(ODD) : way < 0.8 ? [old, old] : way < 0.9 ? structuredClone(Reflect.get(other.holder, other.key)) : [old];
    if (odd === GONE) Reflect.deleteProperty(holder, key);
    else Reflect.set(holder, key, structuredClone(odd));
  }
  return copy;
}
