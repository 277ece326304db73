/** The colours of a card, derived from a title's accent so that every text on it can be read (WCAG 2.2, level AA). */

/** "#rrggbb". */
export type Hex = string;
export type CardMode = 'light' | 'dark';

export interface CardColours {
  /** The sky from top to bottom; text lies on any of it. */
  readonly sky: readonly [Hex, Hex];
  readonly farHill: Hex;
  readonly nearHill: Hex;
  /** The strip at the foot; speaker and title lie on it. */
  readonly strip: Hex;
  readonly moon: Hex;
  readonly star: Hex;
  readonly glow: Hex;
  readonly paper: Hex;
  readonly cover: Hex;
  readonly window: Hex;
  readonly wing: Hex;
  readonly wingTip: Hex;
  readonly text: Hex;
  readonly original: Hex;
  readonly speaker: Hex;
  readonly title: Hex;
}

/** Warm light of moon, stars, pages and windows, in degrees of OKLCH. */
const WARM = 85;
/** The blue-violet that shadows and night skies of any accent lean to, so that an orange night is plum and not brown. */
const NIGHT = 290;

/** Lightness 0–1, chroma 0–0.4, hue in degrees. */
interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

/**
 * Colours for one title. `accent` is "#rrggbb"; a grey accent gives a grey card. An accent gives hue and strength and never
 * lightness, so that the contrasts hold for every one: the line at least 7:1 (level AAA), what is smaller 4.5:1 (level AA).
 * `isOnPicture`: the sky may be any picture under a veil, on which only the colour of the line itself is sure to be read.
 */
export function buildColours(accent: Hex, mode: CardMode, isOnPicture = false): CardColours {
  const { c, h } = toOklch(accent);
  // The accents of packs differ in strength; the card stays calm with any of them.
  const strength = Math.min(c, 0.13) / 0.1;
  const tint = (l: number, chroma: number): Hex => toHex({ l, c: chroma * strength, h });
  const night = (l: number, chroma: number, share: number): Hex => toHex({ l, c: chroma * strength, h: towards(h, NIGHT, share) });
  const warm = (l: number, chroma: number): Hex => toHex({ l, c: chroma, h: WARM });
  const dark = mode === 'dark';
  const sky: readonly [Hex, Hex] = dark ? [night(0.19, 0.045, 0.65), night(0.33, 0.075, 0.5)] : [tint(0.93, 0.03), warm(0.98, 0.018)];
  const strip = dark ? night(0.175, 0.04, 0.6) : night(0.35, 0.07, 0.45);
  const text = dark ? tint(0.965, 0.03) : tint(0.27, 0.03);
  return {
    sky,
    farHill: dark ? night(0.4, 0.08, 0.35) : tint(0.88, 0.045),
    nearHill: dark ? night(0.27, 0.06, 0.5) : tint(0.76, 0.075),
    strip,
    moon: dark ? warm(0.93, 0.055) : warm(0.88, 0.1),
    star: dark ? warm(0.86, 0.06) : warm(0.8, 0.085),
    glow: dark ? warm(0.88, 0.09) : warm(0.95, 0.07),
    paper: dark ? warm(0.93, 0.03) : warm(0.985, 0.015),
    cover: dark ? tint(0.52, 0.12) : night(0.42, 0.1, 0.2),
    window: dark ? warm(0.88, 0.11) : warm(0.93, 0.09),
    wing: dark ? tint(0.78, 0.1) : tint(0.6, 0.125),
    wingTip: dark ? tint(0.6, 0.12) : tint(0.46, 0.115),
    text,
    original: isOnPicture ? text : dark ? tint(0.85, 0.06) : tint(0.43, 0.06),
    speaker: tint(0.97, 0.012),
    title: tint(0.87, 0.04),
  };
}

/** A hue between two, over the shorter way round. `share` 0 is the first, 1 the second. */
function towards(from: number, to: number, share: number): number {
  const way = ((((to - from) % 360) + 540) % 360) - 180;
  return from + way * share;
}

function toLinear(colour: Hex): [number, number, number] {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

// OKLab by Björn Ottosson, https://bottosson.github.io/posts/oklab/ (the matrices are in the public domain).

function toOklch(colour: Hex): Oklch {
  const [r, g, b] = toLinear(colour);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { l: lightness, c: Math.hypot(a, bb), h: (Math.atan2(bb, a) * 180) / Math.PI };
}

/** Within sRGB: a colour outside of it loses chroma until it fits. */
function toHex({ l, c, h }: Oklch): Hex {
  for (let chroma = c; chroma > 0; chroma -= 0.004) {
    const channels = toSrgb(l, chroma, h);
    if (channels.every((value) => value >= -0.001 && value <= 1.001)) return join(channels);
  }
  return join(toSrgb(l, 0, h));
}

function toSrgb(lightness: number, chroma: number, hue: number): readonly number[] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((value) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
}

function join(channels: readonly number[]): Hex {
  const byte = (value: number): string =>
    Math.round(Math.min(1, Math.max(0, value)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${channels.map(byte).join('')}`;
}
