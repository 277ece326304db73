/** `nabi pack preview`: the next posts and all cards of a pack as a page in a folder, for a browser without a bot. */
import { existsSync, mkdirSync, mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { closing } from '../../closing.ts';
import { ceilingOf } from '../../content/spoilers.ts';
import { openContent } from '../../content/store.ts';
import type { Content } from '../../content/types.ts';
import { loadLanguages } from '../../language/locales.ts';
import { renderCard } from '../../lines/card/card.ts';
import { buildLineCard } from '../../lines/message.ts';
import { listHealingLines, pickForServer, type UsedLine } from '../../lines/pick.ts';
import { ensureContentDb } from '../../packs/build.ts';
import { overlaysFor } from '../../packs/files.ts';
import { BrokenPacksError } from '../../packs/problem.ts';
import type { Quote, Title } from '../../packs/schema.ts';
import { buildDefaultSettings } from '../../state/types.ts';
import { countOf } from '../../text/text.ts';
import type { CliIo } from '../io.ts';
import { refuse } from '../refusal.ts';
import { FLAG, LOCALE, readChoice, readWhole, readWords, TEXT } from '../words.ts';
import { type PackCommand, readPack, tell, writeWhole } from './place.ts';

const POSTS = 30;
const DAY_MS = 86_400_000;
const GUILD_ID = '100000000000000003';

export const packPreview: PackCommand = {
  takes: '<pack> [--at 9] [--locale ja] [--out folder] [--overwrite]',
  says: `the next ${POSTS} posts and all cards as a page for a browser`,
  help: `  --at       the spoiler limit: the last episode all have seen; without it the lowest
  --locale   the language of the posts
  --out      the folder it is written to; without it preview-<id>
Example: nabi pack preview the-ferry-at-dawn --at 9 --locale ja
`,
  async run(args, io) {
    const { values, positionals } = readWords(args, { at: TEXT, locale: LOCALE, out: TEXT, overwrite: FLAG, json: FLAG }, 1);
    const { pack } = readPack(io, positionals[0], overlaysFor);
    const at = readWhole('--at', values.at, 0);
    const locale = readChoice('--locale', values.locale, loadLanguages().codes);
    const out = resolve(values.out ?? `preview-${pack.folder}`);
    if (existsSync(out) && !values.overwrite) refuse(`${out} is there already. Nothing was touched; --overwrite writes over it.`);
    using home = mkdtempDisposableSync(join(tmpdir(), 'nabi-preview-'));
    using content = closing(openBuilt(pack.path, join(home.path, 'content.db'), pack.folder));
    const [title] = content.titles();
    if (title === undefined) refuse(`The pack ${pack.folder} has no title.`);
    const made = await writePreview(io, content, title, { out, at, locale });
    const asText = made.asText > 0 ? `Posted as text: ${made.asText}; “nabi pack check” says why.\n` : '';
    const said = `${countOf(made.posts, 'post')} and ${countOf(made.cards, 'card')}: open ${made.file} in a browser.\n${asText}`;
    return tell(io, values, { ok: true, ...made }, said);
  },
};

function openBuilt(packsDir: string, file: string, id: string): Content {
  try {
    return openContent(ensureContentDb({ packsDir, file }).file);
  } catch (error) {
    if (!(error instanceof BrokenPacksError)) throw error;
    return refuse(`The pack has problems; “nabi pack check ${id}” lists them.`);
  }
}

interface PreviewOptions {
  readonly out: string;
  readonly at: number | undefined;
  readonly locale: string;
}

async function writePreview(io: CliIo, content: Content, title: Title, { out, at, locale }: PreviewOptions) {
  const languages = loadLanguages();
  const settings = { ...buildDefaultSettings(GUILD_ID), locale, ceilings: at === undefined ? {} : { [title.id]: at } };
  const lines = listHealingLines(content, title, ceilingOf(title, settings));
  mkdirSync(join(out, 'cards'), { recursive: true });
  const localDate = new Date().toISOString().slice(0, 10);
  const pictures = new Map<string, string>();
  let drawn = 0;
  for (const quote of lines) {
    drawn += 1;
    if (io.stderr.write !== undefined && drawn % 10 === 0) io.stderr.write(`Drawing cards: ${drawn} of ${lines.length} …\n`);
    const card = buildLineCard(content, languages, { settings, title, quote, localDate });
    const result = await renderCard(card);
    if (!result.ok) continue;
    writeWhole(join(out, 'cards', `${quote.id}.png`), result.png);
    pictures.set(quote.id, `cards/${quote.id}.png`);
  }
  const posts = listPosts(title, lines);
  const file = join(out, 'index.html');
  const show = (quote: Quote) => {
    const { text, original, speaker } = buildLineCard(content, languages, { settings, title, quote, localDate });
    return { words: text, original, speaker, picture: pictures.get(quote.id) };
  };
  writeWhole(
    file,
    buildPage(
      title,
      ceilingOf(title, settings),
      posts.map(({ quote, question, date }) => ({ ...show(quote), question, date })),
      lines.map(show),
    ),
  );
  return { file, posts: posts.length, cards: pictures.size, asText: lines.length - pictures.size };
}

/** The posts of the days to come, as a new server would get them. */
function listPosts(title: Title, lines: readonly Quote[]) {
  const history: UsedLine[] = [];
  const posts: { quote: Quote; question: string | undefined; date: string }[] = [];
  for (let day = 1; day <= POSTS; day++) {
    const date = new Date(Date.now() + day * DAY_MS).toISOString().slice(0, 10);
    const pick = pickForServer({ guildId: GUILD_ID, titleId: title.id, localDate: date, lines, history });
    if (pick === null) break;
    const { quote, questionIndex, cycle } = pick;
    history.unshift({ titleId: title.id, quoteId: quote.id, questionIndex, cycle, localDate: date, tone: quote.tone });
    posts.push({ quote, question: questionIndex === null ? undefined : quote.questions[questionIndex], date });
  }
  return posts;
}

interface PreviewedLine {
  readonly words: string;
  readonly original: string | undefined;
  readonly speaker: string;
  readonly picture: string | undefined;
  readonly question?: string | undefined;
  readonly date?: string;
}

function buildPage({ name, accent }: Title, limit: number, posts: readonly PreviewedLine[], cards: readonly PreviewedLine[]): string {
  const show = ({ words, original, speaker, picture, question, date }: PreviewedLine): string => {
    const said = `${words}${original === undefined ? '' : ` · ${original}`} — ${speaker}`;
    const shown =
      picture === undefined
        ? `<blockquote>${escapeHtml(said)}</blockquote>`
        : `<img src="${picture}" alt="${escapeHtml(said)}" width="600" height="338" loading="lazy">`;
    return `<figure>${date === undefined ? '' : `<figcaption>${date}</figcaption>`}${shown}${question === undefined ? '' : `<p>${escapeHtml(question)}</p>`}</figure>`;
  };
  const empty = '<p>There is no line to post at this limit: give a gentle or firm line a lower “spoiler_from”, or raise the limit.</p>';
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(name)}: preview</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:1260px;margin:2rem auto;padding:0 1rem;border-top:6px solid ${accent}}main{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0;width:600px;max-width:100%}img{width:100%;height:auto;border-radius:8px}</style>
<h1>${escapeHtml(name)}</h1><p>Spoiler limit: episode ${limit}</p>
<h2>The next ${posts.length} posts</h2><main>${posts.length === 0 ? empty : posts.map(show).join('\n')}</main>
<h2>All ${cards.length} cards</h2><main>${cards.map(show).join('\n')}</main></html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
