/**
 * What is drawn behind the words: a night of our own with a moon and hills; where a title asks for it an open storybook with butterflies,
 * or fans and a ribbon of a dance; or a picture of the title's own. Ours liken nothing of any drama or film.
 */
import { readViewBox } from '../../packs/scene.ts';
import { type Butterfly, FRAMES, type Frame, type FramePlace } from './frames.ts';
import type { CardColours, CardMode } from './palette.ts';
import { drawSeasonal, type Season } from './seasons.ts';

/** A scene of ours, or a picture of the pack's own as SVG, which was checked by `src/packs/scene.ts`. */
export type Scene = 'book' | 'dance' | 'plain' | 'none' | { readonly svg: string };

export interface SceneSetting {
  readonly frame: Frame;
  readonly mode: CardMode;
  readonly scene: Scene;
  readonly season: Season | null;
}

/** What covers a pack's own picture behind the words, so that they can be read on any: 7:1 on black and on white. */
const VEIL = 0.78;
/** How far down a pack's own picture its ground is: what is below lies behind the strip. */
const GROUND_SHARE = FRAMES.wide.ground.y / FRAMES.wide.height;
/** The share of its width over which it fades where a card is wider. */
const FADE = 0.18;

/** An SVG document of the size of the card. */
export function drawScene(colours: CardColours, setting: SceneSetting): string {
  const { frame, mode, scene } = setting;
  const { width, height } = frame;
  const { sky, strip } = colours;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="0.85" stop-color="${sky[1]}"/></linearGradient>
<radialGradient id="glow"><stop offset="0" stop-color="${colours.glow}" stop-opacity="${mode === 'dark' ? 0.55 : 0.95}"/><stop offset="1" stop-color="${colours.glow}" stop-opacity="0"/></radialGradient>
</defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
${typeof scene === 'object' ? drawOwn(scene.svg, frame, colours) : scene === 'none' ? '' : drawLand(colours, setting)}
${drawGround(frame, strip, 'M0 0C220 -24 420 -18 640 -6S1010 6 1200 -12V2000H0Z')}
${scene === 'book' ? drawBook(frame.left, colours) + drawDust(frame.left, colours) + frame.rising.map((butterfly) => drawButterfly(butterfly, colours)).join('') : ''}
${scene === 'dance' ? drawDance(frame, colours) : ''}
</svg>`;
}

/**
 * The pack's picture as a whole, its ground on ours, under a veil of the sky's colour; where the card is higher or wider than it, it fades
 * into the sky, so that no shape cuts it and none shows a seam.
 */
function drawOwn(svg: string, { width, height, ground }: Frame, { sky }: CardColours): string {
  const head = svg.slice(0, svg.indexOf('>'));
  const size = readViewBox(head) ?? { width, height };
  const scale = Math.min(width / size.width, ground.y / GROUND_SHARE / size.height);
  const [across, high] = [size.width * scale, size.height * scale];
  const [x, y] = [(width - across) / 2, ground.y - GROUND_SHARE * high];
  const box = `x="${x}" y="${y}" width="${across}" height="${high}"`;
  const viewBox = /viewBox="[^"]*"/.exec(head)?.[0] ?? '';
  // Its names must not be taken for ours.
  const inner = svg
    .slice(head.length + 1)
    .replaceAll(' id="', ' id="own-')
    .replaceAll('url(#', 'url(#own-');
  const placed = `<svg ${box} preserveAspectRatio="none" ${viewBox}>${inner}`;
  const veil = `<rect width="${width}" height="${height}" fill="${sky[0]}" opacity="${VEIL}"/>`;
  if (x < 1 && y < 1) return placed + veil;
  const [way, stops] = y > x ? ['x2="0" y2="1"', [0, 2 * FADE] as const] : ['x2="1" y2="0"', [0, FADE, 1 - FADE, 1] as const];
  const gradient = stops.map((at, index) => `<stop offset="${at}" stop-color="${index % 3 === 0 ? '#000' : '#fff'}"/>`).join('');
  return `<linearGradient id="edge" x1="0" y1="0" ${way}>${gradient}</linearGradient>
<mask id="within"><rect ${box} fill="url(#edge)"/></mask><g mask="url(#within)">${placed}</g>${veil}`;
}

function drawLand(colours: CardColours, { frame, mode, scene, season }: SceneSetting): string {
  const { farHill, nearHill } = colours;
  const { left, stars } = frame;
  return `${drawMoon(frame.moon, colours, mode)}
${stars.map((star, index) => (season === null || index % 2 === 0 ? drawStar(star, colours) : drawSeasonal(season, star, index, colours))).join('')}
${scene === 'dance' ? '' : drawHouse(frame.right, colours, mode)}
${drawGround(frame, farHill, 'M0 -78C70 -98 150 -92 240 -68S430 -24 600 -36S840 -84 960 -88S1130 -84 1200 -108V91H0Z')}
${scene === 'plain' ? '' : `<ellipse cx="${left.x - 8 * left.scale}" cy="${left.y - 42 * left.scale}" rx="${66 * left.scale}" ry="${(frame.isSigned ? 60 : 130) * left.scale}" fill="url(#glow)"/>`}
${drawGround(frame, nearHill, 'M0 -44C90 -60 190 -54 300 -36S520 0 680 -14S980 -64 1200 -38V91H0Z')}`;
}

/** A path whose y 0 is the upper edge of the strip, drawn for a card 1200 wide. */
function drawGround({ width, ground }: Frame, fill: string, path: string): string {
  return `<path fill="${fill}" transform="translate(0 ${ground.y}) scale(${width / 1200} ${ground.steepness})" d="${path}"/>`;
}

/** A star of four rays. */
function drawStar([x, y, r]: readonly [number, number, number], { star }: CardColours): string {
  const q = r * 0.16;
  return `<path transform="translate(${x} ${y})" fill="${star}" d="M0 ${-r}Q${q} ${-q} ${r} 0Q${q} ${q} 0 ${r}Q${-q} ${q} ${-r} 0Q${-q} ${-q} 0 ${-r}Z"/>`;
}

function placeAt({ x, y, scale }: FramePlace): string {
  return `transform="translate(${x} ${y}) scale(${scale})"`;
}

function drawMoon(place: FramePlace, { moon }: CardColours, mode: CardMode): string {
  return `<g ${placeAt(place)}><circle r="74" fill="url(#glow)" opacity="${mode === 'dark' ? 0.55 : 0.6}"/>
<path fill="${moon}" transform="rotate(-24)" d="M14 -50A52 52 0 1 0 14 50A41 41 0 1 1 14 -50Z"/></g>`;
}

/** A house with a lit window and a tree beside it, far away on the hill; at night in a rim of light, so that they are seen. */
function drawHouse(place: FramePlace, { nearHill, cover, window, farHill }: CardColours, mode: CardMode): string {
  const isDark = mode === 'dark';
  const rim = isDark ? `stroke="${farHill}" stroke-width="3" stroke-linejoin="round"` : '';
  return `<g ${placeAt(place)} fill="${isDark ? nearHill : cover}"><g ${rim}>
<path d="M-24 6L0 -18L24 6V56H-24Z"/><path d="M10 -20H17V2H10Z"/>
<path d="M46 60V18H50V60Z"/><path d="M48 -34C64 -22 70 0 64 16C60 26 36 26 32 16C26 0 32 -22 48 -34Z"/></g>
<rect x="-7" y="12" width="14" height="17" rx="7" fill="${window}"/>
</g>`;
}

function drawBook(place: FramePlace, { paper, cover, wingTip }: CardColours): string {
  const page = 'M0 6C16 -12 46 -16 70 -8L78 26C52 18 20 22 0 38Z';
  const lines = ['M12 5C28 -5 46 -7 62 -3', 'M12 14C30 4 48 2 65 6', 'M12 23C30 13 50 11 67 15'];
  const half = `<path fill="${cover}" d="M0 12C18 -8 50 -12 76 -5L86 33C56 26 22 30 0 46Z"/><path fill="${paper}" d="${page}"/>${lines
    .map((line) => `<path d="${line}" fill="none" stroke="${wingTip}" stroke-opacity="0.35" stroke-width="1.6" stroke-linecap="round"/>`)
    .join('')}`;
  return `<g ${placeAt(place)}><g>${half}</g><g transform="scale(-1 1)">${half}</g>
<path d="M0 6V38" stroke="${wingTip}" stroke-opacity="0.5" stroke-width="1.6"/></g>`;
}

/** Dust of light over the book: x and y from its middle, radius. */
const DUST: readonly (readonly [number, number, number])[] = [
  [-26, -30, 2],
  [8, -42, 2.6],
  [28, -26, 1.6],
  [-40, -50, 1.6],
  [34, -66, 2],
];

function drawDust(place: FramePlace, { star }: CardColours): string {
  return `<g ${placeAt(place)}>${DUST.map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${star}"/>`).join('')}</g>`;
}

/** An open fan on the ground, a smaller one that lies far away, and the ribbon that was thrown. */
function drawDance({ left, right, ribbon }: Frame, colours: CardColours): string {
  const width = 9 * Math.sqrt(left.scale);
  return `<path d="${ribbon}" fill="none" stroke="${colours.wingTip}" stroke-width="${width}" stroke-linecap="round"/>
<path d="${ribbon}" fill="none" stroke="${colours.wing}" stroke-width="${width * 0.45}" stroke-linecap="round" transform="translate(-2 -2)"/>
${drawFan({ x: left.x, y: left.y + 40 * left.scale, scale: left.scale * 0.8 }, -8, colours)}
${drawFan({ x: right.x + 8 * right.scale, y: right.y + 86 * right.scale, scale: right.scale * 0.5 }, 24, colours)}`;
}

const PLEATS = 9;
const FAN_RADIUS = 96;
const FAN_ANGLE = 150;

/** Pleats by turns in paper and colour, with a darker hem, as the fans of Korean dance have feathers. */
function drawFan(place: FramePlace, turn: number, { paper, wing, wingTip, cover }: CardColours): string {
  const at = (index: number, radius: number): string => {
    const angle = ((-90 - FAN_ANGLE / 2 + (FAN_ANGLE / PLEATS) * index) * Math.PI) / 180;
    return `${(Math.cos(angle) * radius).toFixed(1)} ${(Math.sin(angle) * radius).toFixed(1)}`;
  };
  const pleats = Array.from({ length: PLEATS }, (_, index) => {
    const isOuter = index % 2 === 0;
    const radius = FAN_RADIUS - (isOuter ? 0 : 3);
    return `<path fill="${isOuter ? paper : wing}" d="M0 0L${at(index, radius)}L${at(index + 1, radius)}Z"/><path fill="${wingTip}" opacity="${isOuter ? 0.75 : 1}" d="M${at(index, radius * 0.8)}L${at(index, radius)}L${at(index + 1, radius)}L${at(index + 1, radius * 0.8)}Z"/>`;
  });
  return `<g transform="translate(${place.x} ${place.y}) rotate(${turn}) scale(${place.scale})">${pleats.join('')}<circle r="7" fill="${cover}"/></g>`;
}

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
