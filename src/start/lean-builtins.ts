/**
 * Keeps Node from loading parts of itself that nobody here uses. Where a module imports `node:http`, Node asks for each of its exports to
 * list them, and some load what they stand for when they are asked: `WebSocket` all of undici, `process.stdin` a stream, `fs.promises` what
 * reads lines from a terminal. That is 40 ms of a start and 15 MB. A getter that is not enumerable is not listed, and works as before for
 * whoever writes `http.WebSocket`.
 *
 * To be imported by what loads all else later: the list is made before anything of the importing module runs.
 */
for (const whole of [process.getBuiltinModule('node:http'), process.getBuiltinModule('node:fs'), process]) {
  for (const [name, { get, configurable }] of Object.entries(Object.getOwnPropertyDescriptors(whole)))
    if (get !== undefined && configurable === true) Object.defineProperty(whole, name, { enumerable: false });
}
