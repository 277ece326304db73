/** What keeps a text from being YAML, in plain words. A parser says where it could not go on; here the line is read as its author does. */
import { countOf } from '../text/text.ts';
import type { Finding } from './problem.ts';

/** What a parser stumbled over. */
export interface Stumble {
  /** Counted from 1. */
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** The mistake behind what a parser stumbled over; the parser's own words where the line shows nothing. */
export function explainYaml(text: string, stumble: Stumble): Finding {
  const found = findMistake(text.split(/\r?\n/), stumble);
  const { problem, remedy } = found ?? { problem: plainYaml(stumble.message), remedy: REMEDIES[stumble.code] ?? NEIGHBOURS };
  return { line: found?.line ?? stumble.line, problem: `this is not valid YAML: ${problem}`, remedy };
}

/** "  - key: value", in its parts. */
const ENTRY = /^(?<indent> *)(?<dash>- +)?(?<key>[\p{L}_][\p{L}\p{N}_-]*):(?: +(?<value>\S.*)|\s*)$/u;

interface Entry {
  /** Where its key begins. */
  readonly column: number;
  readonly value: string;
}

function readEntry(line: string): Entry | undefined {
  const groups = ENTRY.exec(line)?.groups;
  if (groups === undefined) return undefined;
  const { indent = '', dash = '', value = '' } = groups;
  return { column: indent.length + dash.length, value: value.startsWith('#') ? '' : value.trimEnd() };
}

/** Of these the parser's own place and words are the plainest there are. */
const PLAIN_CODES: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'MULTIPLE_DOCS', 'TAB_AS_INDENT', 'RESOURCE_EXHAUSTION', 'BAD_INDENT']);

/** The lines between which git leaves two versions of the same place. */
const CONFLICT = /^(?:<{7}|={7}|>{7})(?: |$)/;

function findMistake(lines: readonly string[], { line, code }: Stumble): Finding | undefined {
  const conflict = lines.findIndex((one) => CONFLICT.test(one));
  if (conflict !== -1)
    return {
      line: conflict + 1,
      problem: 'two versions of this stand here, as git left them',
      remedy: 'keep one, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>',
    };
  if (PLAIN_CODES.has(code)) return undefined;
  if (code === 'MISSING_CHAR') {
    const open = lines.findIndex((one) => /^[^#]*(?:: |- )(["'])(?:(?!\1).)*$/.test(one));
    if (open !== -1)
      return {
        line: open + 1,
        problem: 'a quotation mark is opened here and not closed',
        remedy: 'close it; a text that holds quotation marks goes in those of the other kind',
      };
  }
  const undashed = code === 'BLOCK_AS_IMPLICIT_KEY' ? findWithoutDash(lines, line) : undefined;
  if (undashed !== undefined) return undashed;
  const next = readEntry(lines[line] ?? '');
  const mistake = findInLine(lines, line) ?? (next && findIndent(lines, line + 1, next));
  return mistake ?? (line > 1 ? findInLine(lines, line - 1) : undefined);
}

/** The first record of a list, where a later one has the dash that it lacks. */
function findWithoutDash(lines: readonly string[], line: number): Finding | undefined {
  const isItem = (one = '') => /^ *- /.test(one);
  const head = lines.findLastIndex(
    (one, index) => index < line - 1 && /^ *[\w-]+:\s*$/.test(one) && indentOf(one) <= indentOf(lines[line - 1] ?? ''),
  );
  const first = lines[head + 1] ?? '';
  if (head === -1 || !isItem(lines[line - 1]) || isItem(first)) return undefined;
  return { line: head + 2, problem: 'a record of a list begins here without its dash', remedy: `write "- ${first.trim()}"` };
}

function findInLine(lines: readonly string[], line: number): Finding | undefined {
  const shown = lines[line - 1] ?? '';
  const tell = (problem: string, remedy: string): Finding => ({ line, problem, remedy });
  const [wideSpace] = /[\u00A0\u2000-\u200A\u202F\u3000]/.exec(/^\s*/.exec(shown)?.[0] ?? '') ?? [];
  if (wideSpace !== undefined) return tell('a space at the beginning of this line is none of YAML', 'type the spaces anew');
  if (/^\s*(?:- +)?[\w-]+ *：/.test(shown)) return tell('this colon is a wide one', 'write ":" and a space');
  const glued = /^\s*-(?<key>[\w-]+):/.exec(shown)?.groups?.key;
  if (glued !== undefined) return tell('there is no space behind the dash', `write "- ${glued}: …"`);
  const tight = /^\s*(?:- +)?(?<key>[a-z_]+):(?<value>[^\s/].*)$/.exec(shown)?.groups;
  if (tight !== undefined) return tell('there is no space behind the colon', `write "${tight.key}: ${tight.value}"`);
  const bare = /^\s*(?:- +)?(?<key>[a-z_]+) +(?<value>[^\s:][^:]*)$/.exec(shown)?.groups;
  if (bare !== undefined && isAmongEntries(lines, line))
    return tell('there is no colon behind the key', `write "${bare.key}: ${bare.value}"`);
  const entry = readEntry(shown);
  return entry === undefined ? undefined : (findIndent(lines, line, entry) ?? findValue(entry, tell));
}

/** Whether what stands around a line are keys with their values, and no text over several lines. */
function isAmongEntries(lines: readonly string[], line: number): boolean {
  const indent = indentOf(lines[line - 1] ?? '');
  const before = readEntry(lines[line - 2] ?? '');
  return before?.column === indent && before.value !== '' && !/^[|>]/.test(before.value);
}

function findIndent(lines: readonly string[], line: number, { column }: Entry): Finding | undefined {
  const above = lines.slice(0, line - 1).flatMap((one) => readEntry(one) ?? []);
  const before = above.at(-1);
  if (before === undefined || before.column === column) return undefined;
  const isDeeper = column > before.column && before.value !== '';
  const isBetween = column < before.column && !above.some((entry) => entry.column === column);
  if (!isDeeper && !isBetween) return undefined;
  return {
    line,
    problem: `this key begins after ${countOf(column, 'space')}, and the one above it after ${before.column}`,
    remedy: `line it up: ${before.column} spaces where both belong to the same record`,
  };
}

function findValue({ value }: Entry, tell: (problem: string, remedy: string) => Finding): Finding | undefined {
  const [first = ''] = value;
  if (/[“”„«»‘’]/.test(first) && value.includes(': ')) return tell(`${first} is no quotation mark of YAML`, 'write straight ones: "…"');
  if (/["']/.test(first))
    return tell('a text goes on behind its closing quotation mark', 'put the whole text in quotation marks of the other kind');
  if (/[@`%]/.test(first)) return tell(`a text begins with ${first} here`, 'put it in quotes');
  return value.includes(': ') && !/^[[{|>]/.test(value)
    ? tell('a text that holds ": " stands here without quotes', 'put it in quotes')
    : undefined;
}

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

function plainYaml(message: string): string {
  return message
    .replace(/\s+/g, ' ')
    .replace(/; please use .*$/s, '')
    .replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

const CLOSE = 'close the quotation mark or bracket, and put texts that contain ": " or " #" in quotes';
const QUOTE = 'put a text that contains ": " in quotes, and see that every key ends in a colon';
const NEIGHBOURS = 'compare the line with a neighbouring record; a text with special characters goes in quotes';
/** By the parser's codes. */
const REMEDIES: Readonly<Record<string, string>> = {
  RESOURCE_EXHAUSTION: 'it is nested far too deep; perhaps a bracket or a dash is repeated',
  DUPLICATE_KEY: 'the same key stands twice in one record; keep one of them',
  TAB_AS_INDENT: 'take the tabs out and indent with two spaces a step',
  BAD_INDENT: 'close the bracket, if one is open above; else indent with spaces and line it up with its neighbours',
  MISSING_CHAR: CLOSE,
  UNEXPECTED_TOKEN: CLOSE,
  MULTIPLE_DOCS: 'take out the line "---"; a file holds one document',
  BLOCK_AS_IMPLICIT_KEY: QUOTE,
  MULTILINE_IMPLICIT_KEY: QUOTE,
};
