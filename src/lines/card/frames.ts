/** The shapes a card has, and what stands where in each: composed for each of them, never cut out of another. */

/** 16:9 for Discord and the daily post, 4:5 for a feed, 9:16 for a story. */
export const CARD_SHAPES = ['wide', 'tall', 'story'] as const;
export type CardShape = (typeof CARD_SHAPES)[number];

/** Pixels of the card. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface FramePlace {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Butterfly {
  readonly x: number;
  readonly y: number;
  /** Span of the wings in pixels. */
  readonly span: number;
  /** Degrees, clockwise. */
  readonly turn: number;
  /** How far the left wings are open, 0–1. */
  readonly open: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Where the line may stand. Nothing but sky is drawn inside. */
  readonly text: Box;
  /** Where speaker and title may stand: on the strip, below its upper edge. */
  readonly footer: Box;
  readonly largestText: number;
  /** Whether Nabi's name stands below the title: a picture that is shared leads back. */
  readonly isSigned: boolean;
  /** Where the strip at the foot begins, and how steep the hills behind it are. */
  readonly ground: { readonly y: number; readonly steepness: number };
  readonly moon: FramePlace;
  /** A house, or a fan that lies there. */
  readonly right: FramePlace;
  /** A book, or an open fan. */
  readonly left: FramePlace;
  /** What rises from the left, smaller the farther it is. */
  readonly rising: readonly Butterfly[];
  /** A ribbon in the air, as an SVG path. */
  readonly ribbon: string;
  /** x, y, radius. In a season half of them are blossoms, drops, leaves or flakes. */
  readonly stars: readonly (readonly [number, number, number])[];
}

export const FRAMES: Readonly<Record<CardShape, Frame>> = {
  wide: {
    width: 1200,
    height: 675,
    text: { x: 164, y: 50, width: 866, height: 406 },
    footer: { x: 80, y: 560, width: 1040, height: 108 },
    largestText: 88,
    isSigned: false,
    ground: { y: 548, steepness: 1 },
    moon: { x: 1104, y: 116, scale: 1 },
    right: { x: 1094, y: 416, scale: 1 },
    left: { x: 104, y: 476, scale: 1 },
    rising: [
      { x: 92, y: 368, span: 104, turn: 16, open: 0.78 },
      { x: 112, y: 256, span: 60, turn: -22, open: 0.9 },
      { x: 66, y: 194, span: 42, turn: 24, open: 0.66 },
      { x: 108, y: 138, span: 28, turn: -10, open: 0.85 },
    ],
    ribbon: 'M118 430C150 380 136 340 92 322S34 262 78 226S136 158 92 104',
    stars: [
      [58, 62, 7],
      [212, 34, 4],
      [398, 28, 6],
      [610, 38, 3.5],
      [806, 26, 5],
      [968, 36, 4],
      [1158, 42, 4],
      [1060, 214, 4],
      [1144, 236, 7],
      [1100, 308, 4],
      [1162, 352, 5],
      [30, 176, 4],
      [138, 90, 4],
      [146, 320, 4],
      [28, 316, 5],
    ],
  },
  tall: {
    width: 1080,
    height: 1350,
    text: { x: 90, y: 226, width: 900, height: 664 },
    footer: { x: 60, y: 1176, width: 960, height: 160 },
    largestText: 104,
    isSigned: true,
    ground: { y: 1164, steepness: 1.3 },
    moon: { x: 920, y: 118, scale: 1.15 },
    right: { x: 930, y: 984, scale: 1.5 },
    left: { x: 196, y: 1064, scale: 1.6 },
    rising: [
      { x: 330, y: 968, span: 130, turn: 34, open: 0.78 },
      { x: 474, y: 938, span: 78, turn: 8, open: 0.9 },
      { x: 586, y: 962, span: 54, turn: 40, open: 0.66 },
      { x: 680, y: 922, span: 36, turn: 14, open: 0.85 },
    ],
    ribbon: 'M250 1010C330 930 400 1010 470 970S560 900 640 948S760 960 820 912',
    stars: [
      [70, 84, 8],
      [196, 150, 4],
      [312, 66, 5],
      [452, 138, 6],
      [590, 58, 4],
      [704, 142, 7],
      [800, 62, 4],
      [1030, 60, 5],
      [1036, 206, 5],
      [44, 300, 5],
      [1040, 420, 6],
      [36, 520, 4],
      [1032, 640, 4],
      [48, 760, 6],
      [1044, 830, 5],
    ],
  },
  story: {
    width: 1080,
    height: 1920,
    // Above and below lie the names and buttons of whoever shows it.
    text: { x: 90, y: 452, width: 900, height: 808 },
    footer: { x: 60, y: 1606, width: 960, height: 160 },
    largestText: 112,
    isSigned: true,
    ground: { y: 1590, steepness: 1.5 },
    moon: { x: 880, y: 310, scale: 1.5 },
    right: { x: 920, y: 1384, scale: 1.7 },
    left: { x: 206, y: 1476, scale: 1.8 },
    rising: [
      { x: 352, y: 1362, span: 150, turn: 34, open: 0.78 },
      { x: 506, y: 1322, span: 88, turn: 8, open: 0.9 },
      { x: 626, y: 1350, span: 60, turn: 40, open: 0.66 },
      { x: 724, y: 1304, span: 40, turn: 14, open: 0.85 },
    ],
    ribbon: 'M262 1420C350 1320 420 1410 500 1360S600 1280 690 1334S820 1350 890 1292',
    stars: [
      [84, 280, 9],
      [216, 372, 5],
      [330, 268, 6],
      [470, 352, 7],
      [612, 262, 5],
      [716, 396, 6],
      [1020, 250, 5],
      [1034, 430, 6],
      [44, 540, 6],
      [1038, 700, 7],
      [40, 860, 5],
      [1036, 1010, 5],
      [44, 1140, 7],
      [1040, 1230, 5],
      [160, 150, 6],
      [540, 120, 5],
      [930, 110, 7],
    ],
  },
};

/** The smallest letters, in pixels of the card: 11 where a phone shows it 300 wide. */
export function smallestSize({ width }: Frame): number {
  return Math.ceil((11 * width) / 300);
}
