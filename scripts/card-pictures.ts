/**
 * Draws quote cards to look at, light and dark: the shortest, a middling and the longest line of every pack, lines with an
 * original, and made-up ones in Latin and Hangul up to the size at which a card is refused.
 *
 *     node scripts/card-pictures.ts <folder>
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createCardRenderer, type LineCard } from '../src/lines/card/card.ts';
import { readPacks } from '../src/packs/read.ts';

const LATIN =
  'The night train stopped at every village, and at every village somebody got off with a lantern, so that in the end the whole valley was lit, one window after another, and the last traveller, who had nobody to meet, walked home by the light that all the others had left burning for no one in particular.';
const HANGUL =
  '밤 기차는 마을마다 멈춰 섰고, 마을마다 누군가 등불을 들고 내렸다. 그래서 마침내 골짜기 전체가 창문 하나하나 환해졌고, 마중 나올 사람이 없던 마지막 여행자는 다른 이들이 아무에게도 아닌 모두에게 남겨 둔 불빛을 따라 천천히 집으로 걸어갔다. 길가의 나무들은 오래된 이야기를 속삭였고, 개울은 그 이야기를 조금씩 아래 마을로 옮겨 주었다. 아침이 오자 사람들은 지난밤의 꿈을 서로 나누어 먹었다. 빵처럼 따뜻하고, 조금은 달고, 조금은 짠 꿈이었다. 그리고 아무도 그 기차가 어디에서 왔는지 묻지 않았다. 그저 오늘 밤에도 다시 오기를 조용히 기다렸다.';

const { positionals } = parseArgs({ allowPositionals: true });
const folder = positionals[0];
if (folder === undefined) throw new Error('name a folder: node scripts/card-pictures.ts <folder>');
mkdirSync(folder, { recursive: true });

const renderCard = createCardRenderer();
for (const [name, card] of listCards()) {
  for (const mode of ['light', 'dark'] as const) {
    const startMs = performance.now();
    const result = await renderCard({ ...card, mode });
    const ms = Math.round(performance.now() - startMs);
    if (result.ok) writeFileSync(join(folder, `${name}-${mode}.png`), result.png);
    const outcome = result.ok ? `${Math.round(result.png.byteLength / 1024)} KiB` : `${result.reason}: ${result.detail}`;
    process.stdout.write(`${name}-${mode}  ${card.text.length} characters  ${ms} ms  ${outcome}\n`);
  }
}

function listCards(): [string, Omit<LineCard, 'mode'>][] {
  const cards: [string, Omit<LineCard, 'mode'>][] = [];
  for (const pack of readPacks('data/packs').packs) {
    const { title, list } = pack;
    if (title === undefined) continue;
    const named = [...list('cast'), ...list('people')];
    const lines = list('quotes').toSorted((a, b) => a.text.length - b.text.length);
    const chosen = new Set([lines[0], lines[Math.floor(lines.length / 2)], lines.at(-1), ...lines.filter((line) => line.original)]);
    for (const line of chosen) {
      if (line === undefined) continue;
      const who = named.find(({ id }) => id === line.speaker);
      const speaker =
        who === undefined ? (line.speaker_note ?? 'unnamed in the source') : `${who.name}${who.hangul ? ` (${who.hangul})` : ''}`;
      cards.push([
        `${title.id}-${line.id}`,
        {
          text: line.text,
          original: line.original,
          speaker,
          titleName: title.name,
          scene: title.scene === 'own' ? 'plain' : title.scene,
          palette: { accent: title.accent },
        },
      ]);
    }
  }
  const made = (text: string, accent: string, original?: string): Omit<LineCard, 'mode'> => ({
    text,
    original,
    speaker: 'The night train · 밤 기차',
    titleName: 'The Valley of Lanterns',
    palette: { accent },
    scene: 'book',
  });
  cards.push(
    ['made-latin-300', made(LATIN.slice(0, 300), '#3f7d6b')],
    ['made-hangul-300', made(HANGUL.slice(0, 300), '#b0476a')],
    ['made-both-150', made(LATIN.slice(0, 150), '#2f6fb0', HANGUL.slice(0, 150))],
    ['made-both-300', made(LATIN.slice(0, 300), '#2f6fb0', HANGUL.slice(0, 200))],
    ['made-hangul-short', made('괜찮아.', '#888888')],
    ['made-emoji', made('Good night 🌙, little butterfly 🦋. 잘 자 ❤️ — and «see» you ♥ tomorrow 👨‍👩‍👧.', '#6f5b9a')],
    ['made-one-word', made('괜'.repeat(300), '#6f5b9a')],
    ['made-too-long', made(`${HANGUL} ${HANGUL}`, '#6f5b9a')],
  );
  return cards;
}
