/** A picture of a pack's own: SVG of shapes and colours alone. What is not on the lists is refused, so nothing in it can act or fetch. */
import type { PackText } from './files.ts';
import type { Problem } from './problem.ts';

const MAX_BYTES = 64 * 1024;
/** A longer strip would be a line on a card. */
const MAX_LENGTHINESS = 4;

const ELEMENTS = 'svg g defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop title desc'.split(' ');
const ATTRIBUTES =
  'xmlns viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points id transform gradientTransform gradientUnits spreadMethod offset fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray stop-color stop-opacity opacity preserveAspectRatio version'.split(
    ' ',
  );

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
/** One tag, its attributes in double quotes and without entities. */
const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*="[^"<>&]*")*)\s*(\/?)>/y;
/** Text between tags: nothing but what a title or description says. */
const WORDS = /[^<>&]*/y;
/** A picture refers to what stands in it, and to nothing else. */
const REFERENCE = /url\s*\((?!#[\w-]+\))|:\/\/|javascript:|data:/i;

/** The SVG, or undefined with the first thing told that a card may not draw. */
export function readScene({ file, text }: PackText, problems: Problem[]): string | undefined {
  const found = findFault(text);
  if (found === undefined) return text.replace(/^\s*<\?xml[^>]*\?>\s*/, '').trim();
  problems.push({ file, line: text.slice(0, found.at).split('\n').length, problem: found.problem, remedy: found.remedy });
  return undefined;
}

/** The part of its plane a picture shows, as its viewBox has it; null where that is no size a card could be of. */
export function readViewBox(head: string): { readonly width: number; readonly height: number } | null {
  const [, , width = 0, height = 0] = (/\sviewBox="([^"]*)"/.exec(head)?.[1] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return width > 0 && height > 0 && Math.max(width / height, height / width) <= MAX_LENGTHINESS ? { width, height } : null;
}

interface Fault {
  /** Where in the text. */
  readonly at: number;
  readonly problem: string;
  readonly remedy: string;
}

function findFault(text: string): Fault | undefined {
  if (Buffer.byteLength(text) > MAX_BYTES)
    return { at: 0, problem: `this picture has ${Buffer.byteLength(text)} bytes`, remedy: `keep it under ${MAX_BYTES / 1024} kB` };
  const open: string[] = [];
  let at = /^\s*<\?xml[^>]*\?>/.exec(text)?.[0].length ?? 0;
  let roots = 0;
  while (at < text.length) {
    WORDS.lastIndex = at;
    const words = WORDS.exec(text)?.[0] ?? '';
    if (words.trim() !== '' && !/^(title|desc)$/.test(open.at(-1) ?? ''))
      return {
        at,
        problem: `"${words.trim().slice(0, 40)}" is text, which a card does not draw`,
        remedy: 'take it out, or turn it into paths',
      };
    at += words.length;
    if (at === text.length) break;
    TAG.lastIndex = at;
    const tag = TAG.exec(text);
    if (tag === null)
      return {
        at,
        problem: `"${text.slice(at, at + 30).split('\n')[0]}" is more than plain SVG has`,
        remedy: 'save it as "plain SVG": no comments, styles, entities or document types, attributes in double quotes',
      };
    const [whole, closing, name = '', attributes = '', isEmpty] = tag;
    if (!ELEMENTS.includes(name))
      return { at, problem: `<${name}> may not stand in a picture`, remedy: `allowed are ${ELEMENTS.join(', ')}` };
    const fault = findAttributeFault(attributes);
    if (fault !== undefined) return { at, ...fault };
    if (closing === '/') {
      if (open.pop() !== name) return { at, problem: `</${name}> closes nothing`, remedy: 'close each element where it ends' };
    } else {
      if (open.length === 0) roots += 1;
      if (open.length === 0 && (name !== 'svg' || roots > 1 || isEmpty === '/' || readViewBox(attributes) === null))
        return {
          at,
          problem: 'this is not one <svg> whose viewBox has the size of a picture',
          remedy: 'begin with <svg xmlns="…" viewBox="0 0 1200 675">',
        };
      if (isEmpty !== '/') open.push(name);
    }
    at += whole.length;
  }
  if (open.length > 0 || roots === 0) return { at, problem: 'this picture is not complete', remedy: 'close each element, the <svg> last' };
  return undefined;
}

function findAttributeFault(attributes: string): Omit<Fault, 'at'> | undefined {
  // Names and values take turns between the quotation marks.
  const parts = attributes.split('"');
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [name = '', value = ''] = [parts[at]?.trim().slice(0, -1), parts[at + 1]];
    if (!ATTRIBUTES.includes(name))
      return { problem: `${name}="…" may not stand in a picture`, remedy: 'take it out; colours and shapes are enough' };
    if (name === 'xmlns' ? value !== SVG_NAMESPACE : REFERENCE.test(value))
      return { problem: `${name}="${value.slice(0, 40)}" leads out of the picture`, remedy: 'refer only to what stands in it: url(#id)' };
  }
  return undefined;
}
