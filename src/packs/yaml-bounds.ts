/**
 * What a text may not hold, found before anything parses it: a parser's tree is many times the text, and recursion has an
 * end. Pure and linear in the length of the text.
 */
import { CST, Lexer } from 'yaml';
import type { Finding } from './problem.ts';

/** Deep enough for every schema (a conflict's versions' sources are at 6), and far from the end of the stack. */
export const MAX_DEPTH = 16;
/** Ten times as many as the longest file of the packs that come with Nabi has. */
const MAX_TOKENS = 150_000;

// C0 without tab and line ends, DEL, C1, halves of characters, separators of lines that no editor shows, and marks without
// a width, which can reorder text, hide in it or make a line read as another. Joiners stay: emoji and scripts need them.
const HIDDEN =
  /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;

const TAG = /<!--|<\/?[a-z][a-z0-9]{0,15}\s*\/?>|<[a-z][a-z0-9]{0,15}\s+[a-z-]+\s*=/i;
const ENTITY = /&(#\d{1,7}|#x[\da-f]{1,6}|nbsp|amp|lt|gt|quot|apos);/i;

/** The first character that cannot be seen, named by its code point. */
export function findHidden(text: string): { readonly index: number; readonly codePoint: string } | undefined {
  const found = HIDDEN.exec(text);
  if (found === null) return undefined;
  const code = found[0].codePointAt(0) ?? 0;
  return { index: found.index, codePoint: `U+${code.toString(16).toUpperCase().padStart(4, '0')}` };
}

/** HTML in a text: a tag or an entity, which would be shown as it stands. */
export function findHtml(text: string): string | undefined {
  return TAG.exec(text)?.[0] ?? ENTITY.exec(text)?.[0];
}

/**
 * The first thing in a YAML text that no pack needs and that could cost time, memory or understanding: anchors, aliases,
 * tags, several documents, depth without end, and more tokens than any pack has.
 */
export function findUnbearable(text: string): Finding | undefined {
  let line = 1;
  let count = 0;
  let flowDepth = 0;
  let dashes = 0;
  /** How far in the lines stand that the present one is within, and how far it stands itself while that is being read. */
  const indents: number[] = [];
  let indent: number | null = 0;
  let isScalarNext = false;
  for (const source of new Lexer().lex(text)) {
    count += 1;
    if (count > MAX_TOKENS)
      return {
        line,
        problem: 'this file is too long: it has more than 150,000 words and signs',
        remedy: 'shorten it; a pack has far fewer',
      };
    if (isScalarNext) isScalarNext = false;
    else {
      const type = CST.tokenType(source);
      const refused = explainToken(type, source);
      if (refused !== undefined) return { line, ...refused };
      if (type === 'scalar') isScalarNext = true;
      else if (type === 'flow-seq-start' || type === 'flow-map-start') flowDepth += 1;
      else if (type === 'flow-seq-end' || type === 'flow-map-end') flowDepth -= 1;
      dashes = type === 'seq-item-ind' ? dashes + 1 : type === 'space' ? dashes : 0;
      if (type === 'newline') indent = 0;
      else if (type === 'space' && indent === 0) indent = source.length;
      else if (type !== 'comment' && indent !== null && flowDepth === 0) {
        while ((indents.at(-1) ?? -1) >= indent) indents.pop();
        indents.push(indent);
        indent = null;
      }
      if (flowDepth > MAX_DEPTH || dashes > MAX_DEPTH || indents.length > MAX_DEPTH) {
        return {
          line,
          problem: `this is nested more than ${MAX_DEPTH} levels deep`,
          remedy: 'compare with the neighbouring records; perhaps a bracket or a dash is repeated',
        };
      }
    }
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) line += 1;
  }
  return undefined;
}

/** What a token is that no pack needs, and what to do about it before a text that begins with its sign goes in quotes. */
const REFUSED: { readonly [Type in CST.TokenType]?: readonly [is: string, remedy: string, sign: string] } = {
  anchor: ['marks a value to be used elsewhere', 'take it out, and write each value where it belongs', '&'],
  alias: ['stands for a value written elsewhere', 'write the value out', '*'],
  tag: ['is a YAML tag, which a pack never needs', 'take it out', '!'],
  'directive-line': ['is an order to the parser', 'take it out', '%'],
};

function explainToken(type: CST.TokenType | null, source: string): Omit<Finding, 'line'> | undefined {
  if (type === 'explicit-key-ind')
    return { problem: 'a "?" begins a key here', remedy: 'write "key: value"; a text that begins with ? goes in quotes' };
  const refused = type === null ? undefined : REFUSED[type];
  if (refused === undefined) return undefined;
  const [is, remedy, sign] = refused;
  const shown = (source.length > 40 ? `${source.slice(0, 39)}…` : source).trim();
  return { problem: `"${shown}" ${is}`, remedy: `${remedy}; a text that begins with ${sign} goes in quotes` };
}
