/** The drawing engine behind a card: takumi, a native module that works outside the event loop. */
import { readFile } from 'node:fs/promises';
import type { ImageSource, MeasuredNode, Node } from '@takumi-rs/core';
import { findFontFile, findSubset, listRanges } from '../../text/glyphs.ts';

export const FONT_FAMILY = 'Gowun Batang';
const REGULAR = 400;
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
 * Starts the engine. Of the font it reads the files that draw what is to be drawn, from node_modules: all of them would take 22 MB and a
 * third of a second, those of a card some. Nothing is fetched: images are known by name only and their bytes handed over. Rejects where
 * the platform has no build of the engine.
 */
export async function loadCardEngine(): Promise<CardEngine> {
  const { Renderer, setGlyphCacheMaxBytes } = await import('@takumi-rs/core');
  setGlyphCacheMaxBytes(GLYPH_CACHE_BYTES);
  const renderer = new Renderer({ cacheMaxBytes: ENGINE_CACHE_BYTES });
  /** By the file's path: there, or on its way. */
  const fonts = new Map<string, Promise<unknown>>();

  async function register(file: string, weight: number, subset: string): Promise<void> {
    await renderer.registerFont({ name: FONT_FAMILY, weight, data: await readFile(file), unicodeRange: listRanges(subset) });
  }

  function bring(file: string, weight: number, subset: string): Promise<unknown> {
    return fonts.getOrInsertComputed(file, () =>
      register(file, weight, subset).catch((error: unknown) => {
        fonts.delete(file);
        throw error;
      }),
    );
  }

  /** All at once: in a busy process each would wait for its turn of the event loop several times. */
  async function bringFonts(node: Node): Promise<void> {
    const wanted = [...listFonts(node)].flatMap(([weight, subsets]) => [...subsets].map((subset) => ({ weight, subset })));
    await Promise.all(wanted.map(({ weight, subset }) => bring(findFontFile(subset, weight), weight, subset)));
  }

  return {
    async measure(node, { width, height }, images, signal) {
      await bringFonts(node);
      return renderer.measure(node, { width, height, images: [...images], signal });
    },
    async render(node, { width, height }, images, signal) {
      await bringFonts(node);
      return renderer.render(node, { width, height, images: [...images], signal, format: 'png' });
    },
  };
}

/** The subsets of the font that draw the words of a node, by weight. */
function listFonts(node: Node, inherited = REGULAR, found = new Map<number, Set<string>>()): Map<number, Set<string>> {
  const fontWeight = node.style?.fontWeight;
  const weight = typeof fontWeight === 'number' ? fontWeight : inherited;
  if (node.type === 'container') for (const child of node.children ?? []) listFonts(child, weight, found);
  if (node.type !== 'text') return found;
  const subsets = found.getOrInsertComputed(weight, () => new Set());
  for (const character of node.text) {
    const subset = findSubset(character);
    if (subset !== null) subsets.add(subset);
  }
  return found;
}
