/**
 * The quote card: a picture of a line for the daily post and `/quote`. It is an ornament: whatever goes wrong is told to
 * the caller, who posts the line as text.
 */

import { readFile } from 'node:fs/promises';
import { withinMs } from '../../deadline.ts';
import { type Piece, splitPieces } from '../../text/glyphs.ts';
import { curlMarks } from '../../text/text.ts';
import { ByteCache } from './cache.ts';
import { type CardEngine, type ImageSource, loadCardEngine } from './engine.ts';
import { type CardShape, FRAMES } from './frames.ts';
import { layOutCard } from './layout.ts';
import { buildColours, type CardMode, type Hex } from './palette.ts';
import { drawScene, type Scene } from './scene.ts';
import type { Season } from './seasons.ts';

export interface LineCard {
  /** The line in plain text, without markdown. */
  readonly text: string;
  /** The line in its own language, set smaller beneath. */
  readonly original?: string | undefined;
  readonly speaker: string;
  readonly titleName: string;
  /** `accent`: the title's, "#rrggbb". */
  readonly palette: { readonly accent: Hex };
  /** What stands behind the words, as its title has it. */
  readonly scene: Scene;
  readonly mode: CardMode;
  /** Wide where nothing is said. */
  readonly shape?: CardShape | undefined;
  /** What falls where stars stand; null for stars alone. */
  readonly season?: Season | null | undefined;
}

/**
 * `too-long`: the words do not fit at a size that can be read. `missing-glyph`: the font would draw a box.
 * `time-out`, `failed`: the engine's fault; the same card may succeed later.
 */
export type CardRefusal = 'too-long' | 'missing-glyph' | 'time-out' | 'failed';

export type CardResult =
  | { readonly ok: true; readonly png: Uint8Array }
  | { readonly ok: false; readonly reason: CardRefusal; readonly detail: string };

/** A PNG of the card in the size of its shape. Never rejects; the same content gives the same bytes. */
export type RenderCard = (card: LineCard) => Promise<CardResult>;

export interface CardOptions {
  readonly loadEngine?: () => Promise<CardEngine>;
  /** How long one card may take, the start of the engine included. */
  readonly timeoutMs?: number;
  readonly cacheMaxBytes?: number;
}

const CARD_TIMEOUT_MS = 3000;
/** About a hundred cards: every line of both packs in light and dark. */
const CACHE_MAX_BYTES = 10 * 1024 * 1024;
/** Its fonts and rasters are 15 MB; the engine starts anew in a hundredth of a second. */
const LET_GO_AFTER_MS = 10_000;
/** No card holds as much; measuring a whole chapter would only cost time. */
const MAX_TEXT_LENGTH = 1000;

/** Cards are drawn one after another: the engine's threads are those of the file system, which the bot needs as well. */
export function createCardRenderer(options: CardOptions = {}): RenderCard {
  const { loadEngine = loadCardEngine, timeoutMs = CARD_TIMEOUT_MS, cacheMaxBytes = CACHE_MAX_BYTES } = options;
  const cache = new ByteCache<CardResult>(cacheMaxBytes);
  const underWay = new Map<string, Promise<CardResult>>();
  let engine: Promise<CardEngine> | undefined;
  let quiet: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let timeouts = 0;

  const startEngine = (): Promise<CardEngine> => {
    engine ??= loadEngine().catch((error: unknown) => {
      engine = undefined;
      throw error;
    });
    return engine;
  };

  /** What is drawn with it then keeps it until it is done. */
  const letGoWhenQuiet = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      engine = undefined;
    }, LET_GO_AFTER_MS).unref();
  };

  const draw = async (card: LineCard): Promise<CardResult> => {
    const limit = new AbortController();
    const giveUp = () => {
      timeouts++;
      limit.abort();
      return refuse('time-out', `not drawn within ${timeoutMs} ms`);
    };
    try {
      return await withinMs(timeoutMs, drawCard(card, startEngine, limit.signal), giveUp);
    } catch (error) {
      return refuse('failed', error instanceof Error ? error.message : String(error));
    }
  };

  return (card) => {
    const { text, original, speaker, titleName, palette, scene, mode, shape, season } = card;
    const key = JSON.stringify([text, original, speaker, titleName, palette.accent, scene, mode, shape, season]);
    const known = cache.get(key);
    if (known) return Promise.resolve(known);
    const running = underWay.get(key);
    if (running) return running;
    const seen = timeouts;
    // Cards that queued behind one that timed out would only wait as long again, so they are refused at once.
    const drawn = turn.then(() => (seen === timeouts ? draw(card) : refuse('time-out', 'an earlier card was not drawn in time')));
    turn = drawn;
    const kept = drawn.then((result) => {
      underWay.delete(key);
      letGoWhenQuiet();
      if (result.ok) cache.set(key, result, result.png.byteLength);
      return result;
    });
    underWay.set(key, kept);
    return kept;
  };
}

/** The one renderer of the process. It costs nothing until the first card. */
export const renderCard: RenderCard = createCardRenderer();

async function drawCard(card: LineCard, startEngine: () => Promise<CardEngine>, signal: AbortSignal): Promise<CardResult> {
  if (card.text.length + (card.original?.length ?? 0) > MAX_TEXT_LENGTH)
    return refuse('too-long', `more than ${MAX_TEXT_LENGTH} characters`);
  const parts = [card.text, card.original ?? '', card.speaker, card.titleName].map((part) => splitPieces(curlMarks(part)));
  const missing = parts.flatMap((part) => part.missing);
  if (missing.length > 0) return refuse('missing-glyph', missing.join(' '));
  const [text = [], original = [], speaker = [], title = []] = parts.map(({ pieces }) => pieces);

  const engine = await startEngine();
  const colours = buildColours(card.palette.accent, card.mode, typeof card.scene === 'object');
  const emoji = await readEmoji([...text, ...original, ...speaker, ...title]);
  const frame = FRAMES[card.shape ?? 'wide'];
  const node = await layOutCard({ text, original, speaker, title }, frame, colours, engine, emoji, signal);
  if (node === null) return refuse('too-long', 'the words do not fit at a size that can be read');
  const setting = { frame, mode: card.mode, scene: card.scene, season: card.season ?? null };
  const scene = { src: 'scene', data: Buffer.from(drawScene(colours, setting)) };
  return { ok: true, png: await engine.render(node, frame, [scene, ...emoji], signal) };
}

async function readEmoji(pieces: readonly Piece[]): Promise<ImageSource[]> {
  const paths = new Set(pieces.flatMap((piece) => ('emoji' in piece ? [piece.emoji] : [])));
  return Promise.all([...paths].map(async (path) => ({ src: path, data: await readFile(path) })));
}

function refuse(reason: CardRefusal, detail: string): CardResult {
  return { ok: false, reason, detail };
}
