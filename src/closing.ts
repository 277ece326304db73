/** What is closed, given back or taken away when the block ends that declares it with `using`: by its last line, a `return` or an error. */

/** The same thing, which is closed then. */
export function closing<Thing extends { close(): unknown }>(thing: Thing): Thing & Disposable {
  return Object.assign(thing, { [Symbol.dispose]: () => void thing.close() });
}

/** The same for what is waited for: `await using`. */
export function closingLater<Thing extends { close(): Promise<void> }>(thing: Thing): Thing & AsyncDisposable {
  return Object.assign(thing, { [Symbol.asyncDispose]: () => thing.close() });
}

/** Does something then. */
export function atEnd(act: () => void): Disposable {
  return { [Symbol.dispose]: act };
}
