/**
 * What is drawn behind the words: a night of our own with a moon, hills and a small house, with an open storybook and butterflies
 * where a title asks for them, or a picture of the title's own. Ours liken nothing of any drama or film.
 */
import type { CardColours, CardMode } from './palette.ts';

export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 675;

/** Where the line may stand, in pixels of the card. Nothing but sky is drawn inside. */
export const TEXT_BOX = { x: 170, y: 64, width: 860, height: 420 } as const;
/** Where speaker and title may stand: on the strip, below its upper edge. */
export const FOOTER_BOX = { x: 80, y: 594, width: 1040, height: 68 } as const;

/** A scene of ours, or a picture of the pack's own as SVG, which was checked by `check-scene.ts`. */
export type Scene = 'book' | 'plain' | 'none' | { readonly svg: string };

/** How much of a pack's own picture is seen behind the words, so that they can be read on any. */
const VEIL = 0.72;

/** An SVG document of the size of the card. */
export function drawScene(colours: CardColours, mode: CardMode, scene: Scene): string {
  const { sky, strip } = colours;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_WIDTH}" height="${CARD_HEIGHT}" viewBox="0 0 ${CARD_WIDTH} ${CARD_HEIGHT}">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="0.85" stop-color="${sky[1]}"/></linearGradient>
<radialGradient id="glow"><stop offset="0" stop-color="${colours.glow}" stop-opacity="${mode === 'dark' ? 0.55 : 0.95}"/><stop offset="1" stop-color="${colours.glow}" stop-opacity="0"/></radialGradient>
</defs>
<rect width="${CARD_WIDTH}" height="${CARD_HEIGHT}" fill="url(#sky)"/>
${typeof scene === 'object' ? drawOwn(scene.svg, colours) : scene === 'none' ? '' : drawHills(colours, mode, scene === 'book')}
<path fill="${strip}" d="M0 584C220 560 420 566 640 578S1010 590 1200 572V675H0Z"/>
${scene === 'book' ? drawBook(colours) + drawAboveBook(colours) : ''}
</svg>`;
}

/** The pack's picture over the whole card under a veil of the sky's colour. */
function drawOwn(svg: string, { sky }: CardColours): string {
  const head = svg.slice(0, svg.indexOf('>'));
  const viewBox = /viewBox="[^"]*"/.exec(head)?.[0] ?? '';
  const size = `x="0" y="0" width="${CARD_WIDTH}" height="${CARD_HEIGHT}" preserveAspectRatio="xMidYMid slice"`;
  const placed = `<svg ${size} ${viewBox}>${svg.slice(head.length + 1)}`;
  return `${placed}<rect width="${CARD_WIDTH}" height="${CARD_HEIGHT}" fill="${sky[0]}" opacity="${VEIL}"/>`;
}

function drawHills(colours: CardColours, mode: CardMode, hasBook: boolean): string {
  const { farHill, nearHill } = colours;
  return `${drawMoon(colours, mode)}
${STARS.map((star) => drawStar(star, colours)).join('')}
${drawHouse(colours, mode)}
<path fill="${farHill}" d="M0 506C70 486 150 492 240 516S430 560 600 548S840 500 960 496S1130 500 1200 476V675H0Z"/>
${hasBook ? '<ellipse cx="96" cy="470" rx="74" ry="130" fill="url(#glow)"/>' : ''}
<path fill="${nearHill}" d="M0 540C90 524 190 530 300 548S520 584 680 570S980 520 1200 546V675H0Z"/>`;
}

/** Dust of light and butterflies. */
function drawAboveBook(colours: CardColours): string {
  return `
${SPARKS.map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${colours.star}"/>`).join('')}
${BUTTERFLIES.map((butterfly) => drawButterfly(butterfly, colours)).join('')}`;
}

interface Star {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

const STARS: readonly Star[] = [
  { x: 58, y: 62, r: 7 },
  { x: 212, y: 38, r: 4 },
  { x: 398, y: 30, r: 6 },
  { x: 610, y: 42, r: 3.5 },
  { x: 806, y: 28, r: 5 },
  { x: 968, y: 44, r: 4 },
  { x: 1158, y: 52, r: 4 },
  { x: 1060, y: 214, r: 4 },
  { x: 1144, y: 236, r: 7 },
  { x: 1100, y: 318, r: 4 },
  { x: 1162, y: 382, r: 5 },
  { x: 36, y: 196, r: 4 },
  { x: 140, y: 110, r: 4 },
  { x: 150, y: 330, r: 4 },
  { x: 28, y: 356, r: 5 },
];

/** A star of four rays. */
function drawStar({ x, y, r }: Star, { star }: CardColours): string {
  const q = r * 0.16;
  return `<path transform="translate(${x} ${y})" fill="${star}" d="M0 ${-r}Q${q} ${-q} ${r} 0Q${q} ${q} 0 ${r}Q${-q} ${q} ${-r} 0Q${-q} ${-q} 0 ${-r}Z"/>`;
}

function drawMoon({ moon }: CardColours, mode: CardMode): string {
  return `<circle cx="1104" cy="124" r="74" fill="url(#glow)" opacity="${mode === 'dark' ? 0.55 : 0.6}"/>
<path fill="${moon}" transform="translate(1104 124) rotate(-24)" d="M14 -50A52 52 0 1 0 14 50A41 41 0 1 1 14 -50Z"/>`;
}

/** A house with a lit window and a tree beside it, far away on the hill. */
function drawHouse({ nearHill, cover, window }: CardColours, mode: CardMode): string {
  const wall = mode === 'dark' ? nearHill : cover;
  return `<g transform="translate(1094 452)" fill="${wall}">
<path d="M-24 6L0 -18L24 6V56H-24Z"/><path d="M10 -20H17V2H10Z"/>
<rect x="-7" y="12" width="14" height="17" rx="7" fill="${window}"/>
<path d="M46 60V18H50V60Z"/><path d="M48 -34C64 -22 70 0 64 16C60 26 36 26 32 16C26 0 32 -22 48 -34Z"/>
</g>`;
}

function drawBook({ paper, cover, wingTip }: CardColours): string {
  const page = 'M0 6C16 -12 46 -16 70 -8L78 26C52 18 20 22 0 38Z';
  const lines = ['M12 5C28 -5 46 -7 62 -3', 'M12 14C30 4 48 2 65 6', 'M12 23C30 13 50 11 67 15'];
  const half = `<path fill="${cover}" d="M0 12C18 -8 50 -12 76 -5L86 33C56 26 22 30 0 46Z"/><path fill="${paper}" d="${page}"/>${lines
    .map((line) => `<path d="${line}" fill="none" stroke="${wingTip}" stroke-opacity="0.35" stroke-width="1.6" stroke-linecap="round"/>`)
    .join('')}`;
  return `<g transform="translate(104 512)"><g>${half}</g><g transform="scale(-1 1)">${half}</g>
<path d="M0 6V38" stroke="${wingTip}" stroke-opacity="0.5" stroke-width="1.6"/></g>`;
}

/** Dust of light over the book: x, y, radius. */
const SPARKS: readonly (readonly [number, number, number])[] = [
  [78, 482, 2],
  [112, 470, 2.6],
  [132, 486, 1.6],
  [64, 462, 1.6],
  [138, 446, 2],
  [128, 352, 1.8],
  [76, 330, 2.2],
  [96, 252, 1.6],
  [86, 192, 1.4],
];

interface Butterfly {
  readonly x: number;
  readonly y: number;
  /** Span of the wings in pixels. */
  readonly span: number;
  /** Degrees, clockwise. */
  readonly turn: number;
  /** How far the left wings are open, 0–1. */
  readonly open: number;
}

/** They rise from the book along the left edge, smaller the farther they are. */
const BUTTERFLIES: readonly Butterfly[] = [
  { x: 92, y: 404, span: 104, turn: 16, open: 0.78 },
  { x: 118, y: 288, span: 60, turn: -22, open: 0.9 },
  { x: 66, y: 224, span: 42, turn: 24, open: 0.66 },
  { x: 108, y: 168, span: 28, turn: -10, open: 0.85 },
];

function drawButterfly({ x, y, span, turn, open }: Butterfly, { wing, wingTip, paper, text }: CardColours): string {
  const half = `<path fill="${wingTip}" d="M2 0C14 2 33 5 36 18C39 33 27 44 18 37C10 30 5 15 2 5Z"/>
<path fill="${wing}" d="M2 2C12 3 25 7 27 17C28 26 21 31 16 27C10 22 5 12 2 5Z"/>
<path fill="${wingTip}" d="M2 -5C8 -28 30 -50 48 -43C60 -37 53 -12 39 -3C27 4 10 4 2 0Z"/>
<path fill="${wing}" d="M2 -5C8 -24 27 -41 40 -36C49 -31 44 -12 33 -5C23 1 10 2 2 -1Z"/>
<circle cx="46" cy="-33" r="2.6" fill="${paper}"/><circle cx="47" cy="-24" r="1.8" fill="${paper}"/><circle cx="30" cy="29" r="2.2" fill="${paper}"/>
<path d="M3 -4C14 -14 24 -24 34 -31M3 -3C16 -8 26 -12 37 -17M3 3C10 8 15 14 19 22" fill="none" stroke="${paper}" stroke-opacity="0.45" stroke-width="1.1" stroke-linecap="round"/>
<path d="M0 -13C3 -22 8 -27 14 -30" fill="none" stroke="${text}" stroke-width="1.3" stroke-linecap="round"/><circle cx="14" cy="-30" r="1.5" fill="${text}"/>`;
  return `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${span / 104})"><g>${half}</g><g transform="scale(${-open} 1)">${half}</g>
<path fill="${text}" d="M0 -15C3 -15 3 -8 2.6 -2C2.4 8 1.4 17 0 20C-1.4 17 -2.4 8 -2.6 -2C-3 -8 -3 -15 0 -15Z"/></g>`;
}
