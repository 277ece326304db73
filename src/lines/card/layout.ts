/** Where the words of a card stand, and how large: found by measuring them, so that nothing collides at any length. */

import type { Piece } from '../../text/glyphs.ts';
import { type CardEngine, FONT_FAMILY, type ImageSource, type Node } from './engine.ts';
import { countLines, joinWords, type MeasuredWord, type Setting, setLines, splitWords, type Word } from './lines.ts';
import type { CardColours } from './palette.ts';
import { CARD_HEIGHT, CARD_WIDTH, FOOTER_BOX, TEXT_BOX } from './scene.ts';

export interface CardWords {
  readonly text: readonly Piece[];
  /** Empty where the line has no original. */
  readonly original: readonly Piece[];
  readonly speaker: readonly Piece[];
  readonly title: readonly Piece[];
}

/** Sizes are pixels of the card, which Discord shows at about half its width; smaller letters could not be read there. */
export const MIN_TEXT_SIZE = 28;
export const MIN_ORIGINAL_SIZE = 22;
export const MIN_FOOTER_SIZE = 20;
const MAX_TEXT_SIZE = 60;
const SIZE_STEP = 2;
/** How much smaller than it could be the line may stand for the sake of better breaks, and what that costs beside them. */
const SMALLEST_SHARE = 0.8;
const SMALLER_COST = 0.1;
const ORIGINAL_SHARE = 0.62;
const ORIGINAL_GAP = 26;
const SPEAKER_SIZE = 28;
const TITLE_SIZE = 24;
const TEXT_LINE_HEIGHT = 1.42;
const FOOTER_LINE_HEIGHT = 1.25;
const REGULAR = 400;
const BOLD = 700;
/** Widths are measured at this size and scaled; what is left of the box is kept for rounding. */
const MEASURED_SIZE = 100;
const USABLE_WIDTH = TEXT_BOX.width - 4;

/** The tree of a whole card over an image named "scene"; null when the words are too long for it even at the smallest size. */
export async function layOutCard(
  words: CardWords,
  colours: CardColours,
  engine: CardEngine,
  images: readonly ImageSource[],
  signal: AbortSignal,
): Promise<Node | null> {
  const speaker: readonly Piece[] = [{ text: '— ' }, ...words.speaker];
  const text = splitWords(words.text);
  const original = splitWords(words.original);
  const samples: Sample[] = [
    ...[...text, ...original].map(({ pieces }) => ({ pieces, weight: REGULAR })),
    { pieces: speaker, weight: BOLD },
    { pieces: words.title, weight: REGULAR },
    { pieces: [{ text: 'n n' }], weight: REGULAR },
    { pieces: [{ text: 'nn' }], weight: REGULAR },
  ];
  const widths = await measureWidths(samples, engine, images, signal);
  const [speakerWidth = 0, titleWidth = 0, apart = 0, together = 0] = widths.slice(text.length + original.length);
  const measured = (some: readonly Word[], from: number): MeasuredWord[] =>
    some.map((word, index) => ({ ...word, width: widths[from + index] ?? 0 }));

  const block = fitText(measured(text, 0), measured(original, text.length), apart - together);
  const speakerSize = fitFooter(speakerWidth, SPEAKER_SIZE);
  const titleSize = fitFooter(titleWidth, TITLE_SIZE);
  if (block === null || speakerSize === null || titleSize === null) return null;
  return {
    type: 'container',
    style: { position: 'relative', width: CARD_WIDTH, height: CARD_HEIGHT },
    children: [
      { type: 'image', src: 'scene', style: { position: 'absolute', left: 0, top: 0, width: CARD_WIDTH, height: CARD_HEIGHT } },
      buildColumn(TEXT_BOX, [
        ...block.text.map((line) => buildLine(line, { size: block.size, color: colours.text })),
        ...block.original.map((line, index) =>
          buildLine(line, { size: block.originalSize, color: colours.original, marginTop: index === 0 ? ORIGINAL_GAP : 0 }),
        ),
      ]),
      buildColumn(FOOTER_BOX, [
        buildLine(speaker, { size: speakerSize, color: colours.speaker, weight: BOLD, lineHeight: FOOTER_LINE_HEIGHT }),
        buildLine(words.title, { size: titleSize, color: colours.title, lineHeight: FOOTER_LINE_HEIGHT }),
      ]),
    ],
  };
}

const EMPTY: Setting = { lines: [], cost: 0 };

interface Sample {
  readonly pieces: readonly Piece[];
  readonly weight: number;
}

/** Width of each sample in ems. */
async function measureWidths(
  samples: readonly Sample[],
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
    images,
    signal,
  );
  return children.map(({ width }) => width / MEASURED_SIZE);
}

interface Block {
  readonly size: number;
  readonly text: readonly (readonly Piece[])[];
  readonly originalSize: number;
  readonly original: readonly (readonly Piece[])[];
}

/** The line and its original at the largest size at which both fit the text box, or a little smaller where that reads better. */
function fitText(text: readonly MeasuredWord[], original: readonly MeasuredWord[], spaceWidth: number): Block | null {
  let best: { readonly block: Block; readonly cost: number } | undefined;
  let largest: number | undefined;
  for (let size = MAX_TEXT_SIZE; size >= Math.max(MIN_TEXT_SIZE, (largest ?? 0) * SMALLEST_SHARE); size -= SIZE_STEP) {
    const originalSize = Math.max(MIN_ORIGINAL_SIZE, Math.round(size * ORIGINAL_SHARE));
    const originalLines = original.length === 0 ? 0 : countLines(original, spaceWidth, USABLE_WIDTH / originalSize);
    const lines = countLines(text, spaceWidth, USABLE_WIDTH / size);
    if (lines === null || originalLines === null) continue;
    const originalHeight = originalLines === 0 ? 0 : ORIGINAL_GAP + originalLines * originalSize * TEXT_LINE_HEIGHT;
    const room = Math.floor((TEXT_BOX.height - originalHeight) / (size * TEXT_LINE_HEIGHT));
    const setting = lines > room ? null : chooseSetting(text, lines, room, spaceWidth, USABLE_WIDTH / size);
    const setOriginal = originalLines === 0 ? EMPTY : setLines(original, originalLines, spaceWidth, USABLE_WIDTH / originalSize);
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
function chooseSetting(words: readonly MeasuredWord[], lines: number, room: number, spaceWidth: number, maxWidth: number): Setting | null {
  const fewest = setLines(words, lines, spaceWidth, maxWidth);
  const more = lines > 1 && lines < room ? setLines(words, lines + 1, spaceWidth, maxWidth) : null;
  return fewest === null || (more !== null && more.cost < fewest.cost) ? more : fewest;
}

function fitFooter(width: number, largest: number): number | null {
  const size = Math.min(largest, Math.floor(FOOTER_BOX.width / Math.max(width, 1)));
  return size < MIN_FOOTER_SIZE ? null : size;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
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
