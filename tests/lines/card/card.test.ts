import { Renderer } from '@takumi-rs/core';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import GLYPH_TABLE from '../../../data/fonts/glyphs.json' with { type: 'json' };
import { readGlyphTable } from '../../../scripts/glyph-table.ts';
import { type CardResult, createCardRenderer, type LineCard } from '../../../src/lines/card/card.ts';
import { type CardEngine, loadCardEngine, type MeasuredNode } from '../../../src/lines/card/engine.ts';
import { CARD_SHAPES, type CardShape, FRAMES, smallestSize } from '../../../src/lines/card/frames.ts';
import { layOutCard } from '../../../src/lines/card/layout.ts';
import { buildColours } from '../../../src/lines/card/palette.ts';
import { drawScene, type Scene } from '../../../src/lines/card/scene.ts';
import { seasonOf } from '../../../src/lines/card/seasons.ts';
import { listMissingGlyphs, listRanges, splitPieces } from '../../../src/text/glyphs.ts';
import { readOwnPacks } from '../../support/made-once.ts';

const CARD: LineCard = {
  text: 'Be glad of the small light in the window.',
  original: '창가의 작은 불빛을 반가워하렴.',
  speaker: 'The lighthouse keeper',
  titleName: 'Letters from the Lighthouse',
  palette: { accent: '#6f5b9a' },
  scene: 'book',
  mode: 'dark',
};

const packs = readOwnPacks().packs;
const ACCENTS = ['#6f5b9a', '#c8702a', '#000000', '#ffffff', '#808080', '#ff0000', '#00ff00', '#0000ff', '#ffee00'];
const modes = ['light', 'dark'] as const;
/** A machine that does much else takes longer than anybody in Discord would wait. */
const PATIENT = { timeoutMs: 60_000 };

function pngOf(result: CardResult): Buffer {
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`);
  return Buffer.from(result.png);
}

describe('the picture', () => {
  const renderCard = createCardRenderer(PATIENT);

  it.each(modes.flatMap((mode) => CARD_SHAPES.map((shape) => [mode, shape] as const)))(
    'is a PNG of its shape (%s, %s)',
    async (mode, shape) => {
      const png = pngOf(await renderCard({ ...CARD, mode, shape }));
      expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
      const size = { wide: [1200, 675], tall: [1080, 1350], story: [1080, 1920] }[shape];
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(size);
    },
  );

  it('is the same for the same words, from the cache and drawn anew, and another for others', async () => {
    const png = pngOf(await renderCard(CARD));
    expect(pngOf(await renderCard({ ...CARD })).equals(png)).toBe(true);
    expect(pngOf(await createCardRenderer(PATIENT)(CARD)).equals(png)).toBe(true);
    expect(pngOf(await renderCard({ ...CARD, speaker: 'The keeper' })).equals(png)).toBe(false);
    expect(pngOf(await renderCard({ ...CARD, mode: 'light' })).equals(png)).toBe(false);
  });

  it('is the same whichever letters the cards before it had', async () => {
    const last = { ...CARD, text: '大丈夫、ゆっくりで。', original: '괜찮아, 천천히 해도 돼.', speaker: 'ムン・ガンテ Ñandú' };
    const drawn = createCardRenderer(PATIENT);
    for (const text of ['Only these.', '괜찮아', '大丈夫']) await drawn({ ...CARD, text, original: undefined });
    expect(pngOf(await drawn(last)).equals(pngOf(await createCardRenderer(PATIENT)(last)))).toBe(true);
  });

  it('shows emoji from files beside it, asking nobody on the network', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'));
    const plain = pngOf(await renderCard({ ...CARD, text: 'Good night' }));
    for (const emoji of ['🦋', '❤️', '👨‍👩‍👧', '🇰🇷', '1️⃣']) {
      expect(pngOf(await renderCard({ ...CARD, text: `Good night ${emoji}` })).equals(plain)).toBe(false);
    }
    expect(fetch).not.toHaveBeenCalled();
    fetch.mockRestore();
  });

  const scenes: readonly Scene[] = ['book', 'dance', 'plain', 'none'];
  const seasons = ['blossom', 'rain', 'leaves', 'snow', null] as const;

  it.each(scenes.flatMap((scene, index) => CARD_SHAPES.map((shape) => [scene, shape, seasons[index] ?? null] as const)))(
    'leaves the places of the words free of everything that is drawn (%s, %s, %s)',
    async (scene, shape, season) => {
      const frame = FRAMES[shape];
      const { width } = frame;
      const colours = buildColours('#6f5b9a', index(shape) % 2 === 0 ? 'dark' : 'light');
      const svg = drawScene(colours, { frame, mode: index(shape) % 2 === 0 ? 'dark' : 'light', scene, season });
      const raw = await drawRaw(svg, frame);
      const pixel = (x: number, y: number): string => raw.toString('hex', (y * width + x) * 4, (y * width + x) * 4 + 3);
      const coloursAcross = (box: { x: number; width: number }, y: number): Set<string> =>
        new Set(Array.from({ length: box.width }, (_, at) => pixel(box.x + at, y)));
      const { text, footer } = frame;
      for (let y = text.y; y < text.y + text.height; y++) expect([y, coloursAcross(text, y).size]).toEqual([y, 1]);
      for (let y = footer.y; y < footer.y + footer.height; y++)
        expect([y, ...coloursAcross(footer, y)]).toEqual([y, colours.strip.slice(1)]);
    },
  );

  /** The scene as bytes of red, green, blue and opacity. */
  const drawRaw = (svg: string, { width, height }: { readonly width: number; readonly height: number }) =>
    new Renderer().render(
      { type: 'image', src: 'scene', style: { width, height } },
      { width, height, format: 'raw', images: [{ src: 'scene', data: Buffer.from(svg) }] },
    );
  const drawOwn = (inner: string, shape: CardShape, mode: (typeof modes)[number] = 'dark', size = '1200 675') => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}">${inner}</svg>`;
    const setting = { frame: FRAMES[shape], mode, scene: { svg }, season: null };
    return drawRaw(drawScene(buildColours('#6f5b9a', mode, true), setting), FRAMES[shape]);
  };

  it.each(CARD_SHAPES)('shows the whole of a picture of the pack’s own, whichever way it lies, without a seam (%s)', async (shape) => {
    const { width, ground } = FRAMES[shape];
    for (const size of ['1200 675', '1080 1920']) {
      const [across = 0, high = 0] = size.split(' ').map(Number);
      const plain = '<rect width="2000" height="2000" fill="#c8702a"/>';
      const empty = await drawOwn(plain, shape, 'dark', size);
      // Only along its longer side can a picture be cut off by a frame that lies the other way.
      const ends =
        across > high
          ? [
              { x: 0.1, y: 0.5 },
              { x: 0.9, y: 0.5 },
            ]
          : [
              { x: 0.5, y: 0.1 },
              { x: 0.5, y: 0.7 },
            ];
      for (const { x, y } of ends) {
        const part = `<circle cx="${x * across}" cy="${y * high}" r="${0.04 * across}" fill="#fff"/>`;
        expect([size, x, y, (await drawOwn(plain + part, shape, 'dark', size)).equals(empty)]).toEqual([size, x, y, false]);
      }
      const red = (x: number, y: number): number => empty[(y * width + x) * 4] ?? 0;
      for (let y = 1; y < ground.y - 60; y += 1) expect(Math.abs(red(width / 2, y) - red(width / 2, y - 1))).toBeLessThanOrEqual(4);
      for (let x = 1; x < width; x += 1) expect(Math.abs(red(x, ground.y - 120) - red(x - 1, ground.y - 120))).toBeLessThanOrEqual(4);
    }
  });

  it('takes no name in a picture of the pack’s own for one of its own', async () => {
    const shaded = (id: string) =>
      `<defs><linearGradient id="${id}"><stop offset="0" stop-color="#0f0"/></linearGradient></defs><rect width="1200" height="675" fill="url(#${id})"/>`;
    expect((await drawOwn(shaded('sky'), 'wide')).equals(await drawOwn(shaded('anything'), 'wide'))).toBe(true);
  });

  it.each(modes)('lets words be read on any picture of the pack’s own (%s)', async (mode) => {
    const { text, original } = buildColours('#6f5b9a', mode, true);
    for (const fill of ['#000000', '#ffffff', '#ff0000', '#00ff00', '#0000ff']) {
      const raw = await drawOwn(`<rect width="1200" height="675" fill="${fill}"/>`, 'wide', mode);
      const ground = `#${raw.toString('hex', (250 * 1200 + 600) * 4, (250 * 1200 + 600) * 4 + 3)}`;
      expect(Math.min(contrast(text, ground), contrast(original, ground))).toBeGreaterThanOrEqual(7);
    }
  });

  it('is another for each scene and each time of the year', async () => {
    const drawn = await Promise.all([
      ...scenes.map((scene) => renderCard({ ...CARD, scene })),
      ...seasons.slice(0, 4).map((season) => renderCard({ ...CARD, season })),
    ]);
    expect(new Set(drawn.map((result) => pngOf(result).toString('base64'))).size).toBe(8);
    expect(['2026-04-05', '2026-07-01', '2026-11-29', '2026-12-24', '2027-01-31', '2026-09-09'].map(seasonOf)).toEqual([
      'blossom',
      'rain',
      'leaves',
      'snow',
      'snow',
      null,
    ]);
  });
});

function index(shape: CardShape): number {
  return CARD_SHAPES.indexOf(shape);
}

describe('the words', () => {
  const LATIN = 'Every evening the old ferry carried lanterns across the wide water, humming softly, and nobody asked why. ';
  const HANGUL = '저녁마다 낡은 나룻배가 등불을 싣고 넓은 강을 건넜고 아무도 그 까닭을 묻지 않았다. ';
  const repeat = (text: string, length: number): string =>
    text
      .repeat(Math.ceil(length / text.length))
      .slice(0, length)
      .trim();

  const lines: {
    readonly name: string;
    readonly text: string;
    readonly original?: string | undefined;
    readonly speaker?: string | undefined;
  }[] = [
    ...packs.flatMap(({ list }) =>
      list('quotes').map(({ id, text, original, speaker_note }) => ({ name: `line ${id}`, text, original, speaker: speaker_note })),
    ),
    { name: 'one letter', text: '응' },
    ...[60, 150, 220, 300].flatMap((length) => [
      { name: `${length} letters`, text: repeat(LATIN, length) },
      { name: `${length} syllables`, text: repeat(HANGUL, length) },
    ]),
    { name: '241 letters', text: repeat(LATIN, 241) },
    { name: '300 wide letters', text: repeat('WWWWW MMMMMMM ', 300) },
    { name: '300 letters without a space', text: 'm'.repeat(300) },
    { name: '300 syllables without a space', text: '괜'.repeat(300) },
    { name: 'emoji', text: repeat('🦋 나비 🌙 moon 👨‍👩‍👧, ', 120) },
    { name: '150 letters with 100 syllables', text: repeat(LATIN, 150), original: repeat(HANGUL, 100) },
    { name: 'a long speaker', text: 'Yes.', speaker: 'close to what the keeper says in the last letter of the second book' },
  ];

  let started: Promise<CardEngine> | undefined;
  async function measure(
    { text, original = '', speaker = 'The keeper (등대지기)' }: (typeof lines)[number],
    shape: CardShape = 'wide',
  ): Promise<MeasuredNode | null> {
    const frame = FRAMES[shape];
    started ??= loadCardEngine();
    const engine = await started;
    const { signal } = new AbortController();
    const [line, below, who, title] = [text, original, speaker, 'It’s Okay to Not Be Okay'].map((words) => splitPieces(words).pieces);
    if (!line || !below || !who || !title) throw new Error('four texts');
    const words = { text: line, original: below, speaker: who, title };
    const images = Object.values(words).flatMap((pieces) =>
      pieces.flatMap((piece) =>
        'emoji' in piece ? [{ src: piece.emoji, data: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"/>') }] : [],
      ),
    );
    const node = await layOutCard(words, frame, buildColours('#6f5b9a', 'dark'), engine, images, signal);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';
    const scene = { src: 'scene', data: Buffer.from(svg) };
    return node === null ? null : engine.measure(node, frame, [scene, ...images], signal);
  }

  interface Placed {
    readonly text: string;
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  }

  /** Lines of a column, top to bottom, in pixels of the card. */
  function listLines(column: MeasuredNode | undefined): Placed[] {
    return (column?.children ?? []).map(({ transform, width, height, runs, children }) => {
      const [, , , , x, y] = transform;
      const ends = [...runs.map((run) => run.x + run.width), ...children.map((child) => child.transform[4] - x + child.width)];
      return { text: runs.map((run) => run.text).join(''), left: x, right: x + Math.max(width, ...ends), top: y, bottom: y + height };
    });
  }

  it.each(lines)('stand inside their places, apart from each other and large enough to read: $name', async (line) => {
    for (const shape of CARD_SHAPES) {
      const frame = FRAMES[shape];
      const measured = await measure(line, shape);
      // What would be too small for a phone is posted as text.
      if (measured === null && line.text.length > (/\p{Script=Hangul}/u.test(line.text) ? 150 : 241)) continue;
      const [, text, footer] = measured?.children ?? [];
      const [above, below] = [listLines(text), listLines(footer)];
      expect(below).toHaveLength(frame.isSigned ? 3 : 2);
      for (const [placed, box] of [
        ...above.map((one) => [one, frame.text] as const),
        ...below.map((one) => [one, frame.footer] as const),
      ]) {
        expect(placed.left).toBeGreaterThanOrEqual(box.x);
        expect(placed.right).toBeLessThanOrEqual(box.x + box.width);
        expect(placed.top).toBeGreaterThanOrEqual(box.y - 0.5);
        expect(placed.bottom).toBeLessThanOrEqual(box.y + box.height + 0.5);
        // Eleven pixels where a phone shows the card 300 wide; a line is never lower than its letters.
        expect(placed.bottom - placed.top).toBeGreaterThanOrEqual(smallestSize(frame));
        expect((smallestSize(frame) * 300) / frame.width).toBeGreaterThanOrEqual(11);
      }
      for (const column of [above, below]) {
        column.slice(1).forEach((placed, at) => {
          expect(placed.top).toBeGreaterThanOrEqual((column[at]?.bottom ?? 0) - 0.5);
        });
      }
      const letters = (words: string): string => words.replace(/\s|\p{RGI_Emoji}/gv, '');
      // An original for which there is no room is left to the text below the picture.
      expect([letters(line.text + (line.original ?? '')), letters(line.text)]).toContain(
        letters(above.map((placed) => placed.text).join('')),
      );
    }
  });

  it('are set large where they are few', async () => {
    const heightOf = async (text: string) => {
      const [line] = listLines((await measure({ name: '', text }))?.children[1]);
      return (line?.bottom ?? 0) - (line?.top ?? 0);
    };
    expect(await heightOf('It’s okay.')).toBeGreaterThanOrEqual(2 * (await heightOf(repeat(LATIN, 240))));
    expect(await heightOf('Yes')).toBe(await heightOf('It’s okay.'));
  });

  it('are never broken within a Korean word', async () => {
    const text = repeat(HANGUL, 120);
    const measured = await measure({ name: '', text });
    const shown = listLines(measured?.children[1]).map((line) => line.text.trim());
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.join(' ')).toBe(text);
  });

  it('are broken where a sentence ends rather than after its first word', async () => {
    const measured = await measure({ name: '', text: 'You’re all salt outside. You’re just loud. Like an empty shell.' });
    expect(listLines(measured?.children[1]).map((line) => line.text)).toEqual([
      'You’re all salt outside.',
      'You’re just loud.',
      'Like an empty shell.',
    ]);
  });

  it('that would be too small to read are refused, and so is a speaker', async () => {
    const renderCard = createCardRenderer(PATIENT);
    expect(await renderCard({ ...CARD, text: repeat(HANGUL, 600), original: undefined })).toMatchObject({ ok: false, reason: 'too-long' });
    expect(await renderCard({ ...CARD, text: repeat(LATIN, 5000) })).toMatchObject({ ok: false, reason: 'too-long' });
    expect(await renderCard({ ...CARD, speaker: repeat(LATIN, 200) })).toMatchObject({ ok: false, reason: 'too-long' });
  });
});

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

describe('the colours', () => {
  it('let every text be read, whatever the accent', () => {
    const accent = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(accent, fc.constantFrom(...modes), (one, mode) => {
        const { sky, strip, text, original, speaker, title } = buildColours(one, mode);
        for (const ground of sky) {
          expect(contrast(text, ground)).toBeGreaterThanOrEqual(7);
          expect(contrast(original, ground)).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrast(speaker, strip)).toBeGreaterThanOrEqual(7);
        expect(contrast(title, strip)).toBeGreaterThanOrEqual(4.5);
      }),
      { examples: ACCENTS.flatMap((one) => modes.map((mode): [string, 'light' | 'dark'] => [one, mode])), numRuns: 300 },
    );
  });
});

describe('the font', () => {
  it('has exactly the characters that the table lists', () => {
    expect(GLYPH_TABLE.map(({ subset }) => ({ subset, ranges: listRanges(subset) }))).toEqual(readGlyphTable());
  });

  it('draws every line of the packs', () => {
    const texts = packs.flatMap(({ title, list }) => [
      title?.name ?? '',
      ...list('quotes').flatMap(({ text, original, speaker_note }) => [text, original ?? '', speaker_note ?? '']),
    ]);
    expect(listMissingGlyphs(texts.join(' '))).toEqual([]);
  });

  it('draws the signs that Korean and European quotes are written with', () => {
    expect(listMissingGlyphs('“—…’ 『』「」《》〈〉 ♥ ♡ ♪ ★ ☆ → é ñ Ł ő ş ễ\u200b\u00a0똠방각하 ㅋㅋ')).toEqual([]);
  });

  it('names what it cannot draw, each once, and takes no emoji for a missing character', () => {
    expect(listMissingGlyphs('나비 🦋 Привет, 龜鬱 П ❤ ❤️')).toEqual(['П', 'р', 'и', 'в', 'е', 'т', '龜', '鬱']);
  });

  it('draws no box for a missing character: the card is refused', async () => {
    expect(await createCardRenderer(PATIENT)({ ...CARD, text: '鬱龜' })).toEqual({ ok: false, reason: 'missing-glyph', detail: '鬱 龜' });
  });
});

describe('the engine', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const measured = (count: number): MeasuredNode => ({
    width: 0,
    height: 0,
    transform: [1, 0, 0, 1, 0, 0],
    runs: [],
    children: Array.from({ length: count }, () => ({ width: 100, height: 100, transform: [1, 0, 0, 1, 0, 0], runs: [], children: [] })),
  });
  function fakeEngine(render: (count: number) => Promise<Uint8Array>): CardEngine & { count: number } {
    return {
      count: 0,
      measure: async (node) => measured(node.type === 'container' ? (node.children?.length ?? 0) : 0),
      render(): Promise<Uint8Array> {
        this.count++;
        return render(this.count);
      },
    };
  }
  const picture = new Uint8Array(1000);
  const never = new Promise<never>(() => {});

  it('says so when it fails, and draws the next time', async () => {
    const engine = fakeEngine(async (count) => {
      if (count === 1) throw new Error('out of memory');
      return picture;
    });
    const renderCard = createCardRenderer({ loadEngine: async () => engine });
    expect(await renderCard(CARD)).toEqual({ ok: false, reason: 'failed', detail: 'out of memory' });
    expect(await renderCard(CARD)).toEqual({ ok: true, png: picture });
  });

  it('that the platform has no build of is told of, and started again for the next card', async () => {
    let starts = 0;
    const renderCard = createCardRenderer({
      loadEngine: async () => {
        starts++;
        throw new Error('no native build');
      },
    });
    expect(await renderCard(CARD)).toMatchObject({ ok: false, reason: 'failed', detail: 'no native build' });
    expect(await renderCard(CARD)).toMatchObject({ ok: false, reason: 'failed' });
    expect(starts).toBe(2);
  });

  it('waits three seconds for a picture that never comes, once for all who wait, and draws again later', async () => {
    vi.useFakeTimers();
    const engine = fakeEngine((count) => (count === 1 ? never : Promise.resolve(picture)));
    const renderCard = createCardRenderer({ loadEngine: async () => engine });
    const all = Promise.all([renderCard(CARD), renderCard({ ...CARD, text: 'Another.' }), renderCard({ ...CARD, text: 'A third.' })]);
    await vi.advanceTimersByTimeAsync(3000);
    expect((await all).map((result) => (result.ok ? 'drawn' : result.reason))).toEqual(['time-out', 'time-out', 'time-out']);
    expect(await renderCard({ ...CARD, text: 'Another.' })).toEqual({ ok: true, png: picture });
  });

  it('gives up on an engine that never starts', async () => {
    vi.useFakeTimers();
    const waiting = createCardRenderer({ loadEngine: () => never })(CARD);
    await vi.advanceTimersByTimeAsync(3000);
    expect(await waiting).toMatchObject({ ok: false, reason: 'time-out' });
  });

  it('draws each card that differs in anything that is seen, and the same one once', async () => {
    const engine = fakeEngine(async () => picture);
    const renderCard = createCardRenderer({ loadEngine: async () => engine });
    const others: readonly Partial<LineCard>[] = [
      {},
      { text: 'Be glad.' },
      { original: '반가워하렴.' },
      { original: undefined },
      { speaker: 'The keeper' },
      { titleName: 'Letters' },
      { palette: { accent: '#224466' } },
      { scene: 'dance' },
      { scene: { svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 675"/>' } },
      { scene: { svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1920"/>' } },
      { mode: 'light' },
      { shape: 'tall' },
      { season: 'snow' },
    ];
    for (const other of [...others, ...others]) expect(await renderCard({ ...CARD, ...other })).toEqual({ ok: true, png: picture });
    expect(engine.count).toBe(others.length);
  });

  it('keeps the pictures asked for last, as far as their bytes go', async () => {
    const engine = fakeEngine(async () => picture);
    const renderCard = createCardRenderer({ loadEngine: async () => engine, cacheMaxBytes: 2 * picture.byteLength });
    const drawn = async (text: string) => {
      const before = engine.count;
      await renderCard({ ...CARD, text });
      return engine.count - before;
    };
    const counts: number[] = [];
    for (const text of ['one', 'two', 'one', 'three', 'one', 'two']) counts.push(await drawn(text));
    expect(counts).toEqual([1, 1, 0, 1, 0, 1]);
  });

  it('draws a card once for all who ask at the same time, and starts nothing before the first', async () => {
    const engine = fakeEngine(async () => picture);
    let starts = 0;
    const renderCard = createCardRenderer({
      loadEngine: async () => {
        starts++;
        return engine;
      },
    });
    expect(starts).toBe(0);
    await Promise.all(Array.from({ length: 50 }, () => renderCard(CARD)));
    expect([starts, engine.count]).toEqual([1, 1]);
  });

  it('is let go after ten seconds without a card, and starts again for the next', async () => {
    vi.useFakeTimers();
    let starts = 0;
    const renderCard = createCardRenderer({
      loadEngine: async () => {
        starts++;
        return fakeEngine(async () => picture);
      },
    });
    const drawAfter = async (text: string, ms: number): Promise<CardResult> => {
      await vi.advanceTimersByTimeAsync(ms);
      return renderCard({ ...CARD, text });
    };
    await drawAfter('One.', 0);
    await drawAfter('Two.', 9_000);
    await drawAfter('Three.', 9_000);
    expect(starts).toBe(1);
    expect(await drawAfter('Four.', 10_000)).toEqual({ ok: true, png: picture });
    expect(starts).toBe(2);
  });

  it('forgets the card used longest ago when the cache is full', async () => {
    const engine = fakeEngine(async () => picture);
    const renderCard = createCardRenderer({ loadEngine: async () => engine, cacheMaxBytes: 2500 });
    const draw = (text: string): Promise<CardResult> => renderCard({ ...CARD, text });
    await draw('One.');
    await draw('Two.');
    await draw('One.');
    await draw('Three.');
    expect(engine.count).toBe(3);
    await draw('One.');
    expect(engine.count).toBe(3);
    await draw('Two.');
    expect(engine.count).toBe(4);
  });
});
