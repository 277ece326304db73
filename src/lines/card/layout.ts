/** Where the words of a card stand, and how large: found by measuring them, so that nothing collides at any length. */

import type { Piece } from '../../text/glyphs.ts';
import { type CardEngine, FONT_FAMILY, type ImageSource, type Node } from './engine.ts';
import { type Box, type Frame, smallestSize } from './frames.ts';
import { type CardWord, countLines, joinWords, type MeasuredWord, type SetText, setLines, splitWords } from './lines.ts';
import type { CardColours } from './palette.ts';

export interface CardWords {
  readonly text: readonly Piece[];
  /** Empty where the line has no original. */
  readonly original: readonly Piece[];
  readonly speaker: readonly Piece[];
  readonly title: readonly Piece[];
}

const SIZE_STEP = 2;
/** How much smaller than it could be the line may stand for the sake of better breaks, and what that costs beside them. */
const SMALLEST_SHARE = 0.8;
const SMALLER_COST = 0.1;
const ORIGINAL_SHARE = 0.62;
/** Beside a line that is hardly larger its original would be taken for the line: it is then left out. */
const LARGEST_ORIGINAL_SHARE = 0.9;
const ORIGINAL_GAP = 26;
const TEXT_LINE_HEIGHT = 1.32;
const FOOTER_LINE_HEIGHT = 1.18;
const REGULAR = 400;
const BOLD = 700;
/** Widths are measured at this size and scaled; what is left of the box is kept for rounding. */
const MEASURED_SIZE = 100;
const ROUNDING = 4;
const SIGNATURE: readonly Piece[] = [{ text: 'Nabi 나비' }];

/** The tree of a whole card over an image named "scene"; null when the words are too long for it even at the smallest size. */
export async function layOutCard(
  words: CardWords,
  frame: Frame,
  colours: CardColours,
  engine: CardEngine,
  images: readonly ImageSource[],
  signal: AbortSignal,
): Promise<Node | null> {
  const text = splitWords(words.text);
  const original = splitWords(words.original);
  const speaker = splitWords([{ text: '— ' }, ...words.speaker]);
  const title = splitWords(words.title);
  const all = [...text, ...original, ...speaker, ...title];
  const samples: Sample[] = [
    ...all.map((word, index) => ({ pieces: word.pieces, weight: speaker.includes(word) && index >= text.length ? BOLD : REGULAR })),
    { pieces: [{ text: 'n n' }], weight: REGULAR },
    { pieces: [{ text: 'nn' }], weight: REGULAR },
  ];
  const widths = await measureWidths(samples, frame, engine, images, signal);
  const [apart = 0, together = 0] = widths.slice(all.length);
  const spaceWidth = apart - together;
  const measured = (some: readonly CardWord[]): MeasuredWord[] => some.map((word) => ({ ...word, width: widths[all.indexOf(word)] ?? 0 }));

  const block = fitText(measured(text), measured(original), spaceWidth, frame) ?? fitText(measured(text), [], spaceWidth, frame);
  const footer = fitFooter(measured(speaker), measured(title), spaceWidth, frame);
  if (block === null || footer === null) return null;
  const { width, height } = frame;
  const small = smallestSize(frame);
  const styles = {
    speaker: { size: small, color: colours.speaker, weight: BOLD, lineHeight: FOOTER_LINE_HEIGHT },
    title: { size: small, color: colours.title, lineHeight: FOOTER_LINE_HEIGHT },
  };
  return {
    type: 'container',
    style: { position: 'relative', width, height },
    children: [
      { type: 'image', src: 'scene', style: { position: 'absolute', left: 0, top: 0, width, height } },
      buildColumn(frame.text, [
        ...block.text.map((line) => buildLine(line, { size: block.size, color: colours.text })),
        ...block.original.map((line, index) =>
          buildLine(line, { size: block.originalSize, color: colours.original, marginTop: index === 0 ? ORIGINAL_GAP : 0 }),
        ),
      ]),
      buildColumn(frame.footer, [
        ...footer.map(({ pieces, part }) => buildLine(pieces, styles[part])),
        ...(frame.isSigned ? [buildLine(SIGNATURE, { ...styles.title, marginTop: 6 })] : []),
      ]),
    ],
  };
}

const EMPTY: SetText = { lines: [], cost: 0 };

interface Sample {
  readonly pieces: readonly Piece[];
  readonly weight: number;
}

/** Width of each sample in ems. */
async function measureWidths(
  samples: readonly Sample[],
  frame: Frame,
  engine: CardEngine,
  images: readonly ImageSource[],
  signal: AbortSignal,
): Promise<number[]> {
  const { children } = await engine.measure(
    {
      type: 'container',
      style: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start' },
      children: samples.map(({ pieces, weight }) => buildLine(pieces, { size: MEASURED_SIZE, color: '#000000', weight })),
    },
    frame,
    images,
    signal,
  );
  return children.map(({ width }) => width / MEASURED_SIZE);
}

interface CardBlock {
  readonly size: number;
  readonly text: readonly (readonly Piece[])[];
  readonly originalSize: number;
  readonly original: readonly (readonly Piece[])[];
}

/** The line and its original at the largest size at which both fit the text box, or a little smaller where that reads better. */
function fitText(text: readonly MeasuredWord[], original: readonly MeasuredWord[], spaceWidth: number, frame: Frame): CardBlock | null {
  const smallest = smallestSize(frame);
  const usable = frame.text.width - ROUNDING;
  let best: { readonly block: CardBlock; readonly cost: number } | undefined;
  let largest: number | undefined;
  for (let size = frame.largestText; size >= Math.max(smallest, (largest ?? 0) * SMALLEST_SHARE); size -= SIZE_STEP) {
    const originalSize = Math.max(smallest, Math.round(size * ORIGINAL_SHARE));
    if (original.length > 0 && originalSize > size * LARGEST_ORIGINAL_SHARE) break;
    const originalLines = original.length === 0 ? 0 : countLines(original, spaceWidth, usable / originalSize);
    const lines = countLines(text, spaceWidth, usable / size);
    if (lines === null || originalLines === null) continue;
    const originalHeight = originalLines === 0 ? 0 : ORIGINAL_GAP + originalLines * originalSize * TEXT_LINE_HEIGHT;
    const room = Math.floor((frame.text.height - originalHeight) / (size * TEXT_LINE_HEIGHT));
    const setting = lines > room ? null : chooseSetting(text, lines, room, spaceWidth, usable / size);
    const setOriginal = originalLines === 0 ? EMPTY : setLines(original, originalLines, spaceWidth, usable / originalSize);
    if (setting === null || setOriginal === null) continue;
    largest ??= size;
    const cost = setting.cost + (1 - size / largest) * SMALLER_COST;
    if (best === undefined || cost < best.cost) {
      best = { block: { size, text: setting.lines.map(joinWords), originalSize, original: setOriginal.lines.map(joinWords) }, cost };
    }
  }
  return best?.block ?? null;
}

/** In as few lines as can be, or in one more where that reads better and there is room. */
function chooseSetting(words: readonly MeasuredWord[], lines: number, room: number, spaceWidth: number, maxWidth: number): SetText | null {
  const fewest = setLines(words, lines, spaceWidth, maxWidth);
  const more = lines > 1 && lines < room ? setLines(words, lines + 1, spaceWidth, maxWidth) : null;
  return fewest === null || (more !== null && more.cost < fewest.cost) ? more : fewest;
}

interface FooterLine {
  readonly pieces: readonly Piece[];
  readonly part: 'speaker' | 'title';
}

/** Two lines in letters that can be read: who speaks above the title, or a long speaker in both; null where not even that fits. */
function fitFooter(
  speaker: readonly MeasuredWord[],
  title: readonly MeasuredWord[],
  spaceWidth: number,
  frame: Frame,
): readonly FooterLine[] | null {
  const maxWidth = frame.footer.width / smallestSize(frame);
  const countOf = (words: readonly MeasuredWord[]) => countLines(words, spaceWidth, maxWidth) ?? Number.POSITIVE_INFINITY;
  const lineOf = (words: readonly CardWord[], part: FooterLine['part']): FooterLine => ({ pieces: joinWords(words), part });
  if (countOf(speaker) === 1 && countOf(title) === 1) return [lineOf(speaker, 'speaker'), lineOf(title, 'title')];
  if (countOf(speaker) === 1) return [lineOf(speaker, 'speaker')];
  const long = countOf(speaker) === 2 ? setLines(speaker, 2, spaceWidth, maxWidth) : null;
  return long?.lines.map((line) => lineOf(line, 'speaker')) ?? null;
}

function buildColumn({ x, y, width, height }: Box, children: Node[]): Node {
  return {
    type: 'container',
    style: {
      position: 'absolute',
      left: x,
      top: y,
      width,
      height,
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'center',
      justifyContent: 'center',
    },
    children,
  };
}

interface LineStyle {
  readonly size: number;
  readonly color: string;
  readonly weight?: number;
  readonly lineHeight?: number;
  readonly marginTop?: number;
}

function buildLine(pieces: readonly Piece[], style: LineStyle): Node {
  const { size, color, weight = REGULAR, lineHeight = TEXT_LINE_HEIGHT, marginTop = 0 } = style;
  return {
    type: 'container',
    style: {
      display: 'block',
      marginTop,
      fontFamily: FONT_FAMILY,
      fontWeight: weight,
      fontSize: size,
      lineHeight,
      color,
      whiteSpace: 'nowrap',
    },
    children: joinText(pieces).map(
      (piece): Node =>
        'text' in piece
          ? { type: 'text', text: piece.text }
          : {
              type: 'image',
              src: piece.emoji,
              style: { display: 'inline-block', width: '1em', height: '1em', margin: '0 0.06em', verticalAlign: '-0.12em' },
            },
    ),
  };
}

/** Neighbouring texts as one, so that the engine sets the whole line with its kerning. */
function joinText(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && 'text' in last && 'text' in piece) joined[joined.length - 1] = { text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined;
}
