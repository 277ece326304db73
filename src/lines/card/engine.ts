/** The drawing engine behind a card: takumi, a native module that works outside the event loop. */
import { readFile } from 'node:fs/promises';
import type { ImageSource, MeasuredNode, Node } from '@takumi-rs/core';
import { findFontFile, GLYPH_RANGES } from '../../text/glyphs.ts';

export const FONT_FAMILY = 'Gowun Batang';
const FONT_WEIGHTS = [400, 700];
/** Rasters the engine keeps: the scene of the daily post’s shape. Higher ones are asked for one by one. */
const ENGINE_CACHE_BYTES = 4 * 1024 * 1024;
/** Letters it keeps drawn, by far more than those of one card. They belong to the module and stay when an engine goes. */
const GLYPH_CACHE_BYTES = 2 * 1024 * 1024;

export type { ImageSource, MeasuredNode, Node };

/** Pixels of the card. */
export interface CardSize {
  readonly width: number;
  readonly height: number;
}

/** Both reject when the engine fails or the signal ends. */
export interface CardEngine {
  measure(node: Node, size: CardSize, images: readonly ImageSource[], signal: AbortSignal): Promise<MeasuredNode>;
  /** A PNG. */
  render(node: Node, size: CardSize, images: readonly ImageSource[], signal: AbortSignal): Promise<Uint8Array>;
}

/** The same picture as lossy WebP of this width. `pixels` is its size now; `quality` 0–100. Rejects where the engine cannot run. */
export async function shrinkPicture(
  png: Uint8Array,
  pixels: { readonly width: number; readonly height: number },
  wanted: { readonly width: number; readonly quality: number },
): Promise<Uint8Array> {
  const { Renderer } = await import('@takumi-rs/core');
  const { width, quality } = wanted;
  const height = Math.round((pixels.height / pixels.width) * width);
  return new Renderer({ cacheMaxBytes: 0 }).render(
    { type: 'image', src: 'picture', style: { width, height } },
    { width, height, images: [{ src: 'picture', data: Buffer.from(png) }], format: 'webp', quality },
  );
}

/**
 * Starts the engine and reads the fonts, about a megabyte and a half from node_modules. Nothing is fetched: images are
 * known by name only and their bytes handed over. Rejects where the platform has no build of the engine.
 */
export async function loadCardEngine(): Promise<CardEngine> {
  const { Renderer, setGlyphCacheMaxBytes } = await import('@takumi-rs/core');
  setGlyphCacheMaxBytes(GLYPH_CACHE_BYTES);
  const renderer = new Renderer({ cacheMaxBytes: ENGINE_CACHE_BYTES });
  for (const weight of FONT_WEIGHTS) {
    for (const { subset, ranges } of GLYPH_RANGES) {
      await renderer.registerFont({ name: FONT_FAMILY, weight, data: await readFile(findFontFile(subset, weight)), unicodeRange: ranges });
    }
  }
  return {
    measure: (node, { width, height }, images, signal) => renderer.measure(node, { width, height, images: [...images], signal }),
    render: (node, { width, height }, images, signal) =>
      renderer.render(node, { width, height, images: [...images], signal, format: 'png' }),
  };
}
