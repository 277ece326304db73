/**
 * `npm run regexps`: that no regular expression of Nabi takes more time than a text is long, whatever text it is given. Each literal of
 * `src` and `commands` is judged by recheck; one made of parts while Nabi runs has to be named here, with the reason why it may be.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { checkSync } from 'recheck';

const JUDGED_WITHIN_MS = 20_000;
/** Where an expression cannot be decided recheck tries texts, and on a busy machine takes a slow answer for a bad one. */
const MOST_TRIES = 3;

/** Why an expression that recheck cannot prove may stand, by file and expression. */
const PROVEN_OTHERWISE: Readonly<Record<string, string>> = {
  'src/log.ts /[\\w-]{23,28}\\.[\\w-]{6,7}\\.[\\w-]{27,}/g': 'from each place it reads at most 36 characters before it must be a token',
  'src/playground/page/emoji.ts /\\p{RGI_Emoji}/gv': 'recheck does not know the flag v; no emoji is longer than some twenty characters',
  'src/playground/page/inspector.ts /("(?:[^"\\\\]|\\\\.)*")(\\s*:)?|\\b(?:true|false|null)\\b|-?\\d+(?:\\.\\d+)?/g':
    'reads only what JSON.stringify wrote, where every quote is closed',
};

/** Where expressions are made of parts, and why those are as harmless as a literal. */
const MADE_OF_PARTS: Readonly<Record<string, string>> = {
  'src/answer/hide-typed.ts': 'a choice of escaped texts, used when a bug is logged',
  'src/cli/parse-command.ts': 'a choice of the names of options, over what the operator typed into a terminal',
  'src/language/particles.ts': 'a choice of the fixed notations',
  'src/playground/page/chips.ts': 'a choice of the names of options, over what somebody types into their own playground',
};

const root = fileURLToPath(new URL('..', import.meta.url));
const problems: string[] = [];
const judged = new Map<string, string | undefined>();
const used = new Set<string>();

/** What is wrong with an expression; undefined where it is proven to be linear. */
function judge(pattern: string, flags: string): string | undefined {
  const key = `/${pattern}/${flags}`;
  if (!judged.has(key)) {
    let said: string | undefined = 'not judged';
    for (let tries = 1; tries <= MOST_TRIES && said !== undefined; tries += 1) {
      const verdict = checkSync(pattern, flags, { timeout: JUDGED_WITHIN_MS, randomSeed: tries });
      said = verdict.status === 'safe' ? undefined : verdict.status === 'vulnerable' ? verdict.complexity.summary : verdict.status;
    }
    judged.set(key, said);
  }
  return judged.get(key);
}

for (const file of globSync('{src,commands}/**/*.ts', { cwd: root }).sort()) {
  const text = readFileSync(`${root}${file}`, 'utf8');
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const look = ({ callee, start }: { readonly callee: { readonly type: string }; readonly start: number }): void => {
    if (callee.type !== 'Identifier' || !('name' in callee) || callee.name !== 'RegExp') return;
    used.add(file);
    if (!Object.hasOwn(MADE_OF_PARTS, file)) problems.push(`${file}:${lineOf(start)} makes an expression of parts: write a literal`);
  };
  new Visitor({
    Literal(node) {
      if (!('regex' in node)) return;
      const { pattern, flags } = node.regex;
      const name = `${file} /${pattern}/${flags}`;
      const verdict = judge(pattern, flags);
      if (verdict === undefined) return;
      used.add(name);
      if (!Object.hasOwn(PROVEN_OTHERWISE, name)) problems.push(`${file}:${lineOf(node.start)} ${verdict}: /${pattern}/${flags}`);
    },
    NewExpression: look,
    CallExpression: look,
  }).visit(parseSync(file, text).program);
}

for (const name of [...Object.keys(PROVEN_OTHERWISE), ...Object.keys(MADE_OF_PARTS)]) {
  if (!used.has(name)) problems.push(`${name} is an exception that nothing needs any longer`);
}
for (const problem of problems) process.stderr.write(`${problem}\n`);
const named = Object.keys(PROVEN_OTHERWISE).length + Object.keys(MADE_OF_PARTS).length;
process.stdout.write(`${judged.size} regular expressions, ${named} exceptions named with their reason, ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
