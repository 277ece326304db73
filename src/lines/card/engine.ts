/** The drawing engine behind a card: takumi, a native module that works outside the event loop. */
import { readFile } from 'node:fs/promises';
import type { ImageSource, MeasuredNode, Node } from '@takumi-rs/core';
import { findFontFile, GLYPH_RANGES } from '../../text/glyphs.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './scene.ts';

export const FONT_FAMILY = 'Gowun Batang';
const FONT_WEIGHTS = [400, 700];
/** Rasters the engine keeps: about two scenes. */
const ENGINE_CACHE_BYTES = 8 * 1024 * 1024;

export type { ImageSource, MeasuredNode, Node };

/** Sizes are pixels of the card. Both reject when the engine fails or the signal ends. */
export interface CardEngine {
  measure(node: Node, images: readonly ImageSource[], signal: AbortSignal): Promise<MeasuredNode>;
  /** A PNG of the card's size. */
  render(node: Node, images: readonly ImageSource[], signal: AbortSignal): Promise<Uint8Array>;
}

/**
 * Starts the engine and reads the fonts, about a megabyte and a half from node_modules. Nothing is fetched: images are
 * known by name only and their bytes handed over. Rejects where the platform has no build of the engine.
 */
export async function loadCardEngine(): Promise<CardEngine> {
  const { Renderer } = await import('@takumi-rs/core');
  const renderer = new Renderer({ cacheMaxBytes: ENGINE_CACHE_BYTES });
  for (const weight of FONT_WEIGHTS) {
    for (const { subset, ranges } of GLYPH_RANGES) {
      await renderer.registerFont({ name: FONT_FAMILY, weight, data: await readFile(findFontFile(subset, weight)), unicodeRange: ranges });
    }
  }
  const size = { width: CARD_WIDTH, height: CARD_HEIGHT };
  return {
    measure: (node, images, signal) => renderer.measure(node, { ...size, images: [...images], signal }),
    render: (node, images, signal) => renderer.render(node, { ...size, images: [...images], signal, format: 'png' }),
  };
}
