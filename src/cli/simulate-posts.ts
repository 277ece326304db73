/** `nabi simulate --posts`: the daily posts of a server that set nothing but a channel, as its members would read them, one after the other. */
import { ComponentType, InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { daysBetween } from '../calendar/clock.ts';
import { closingLater } from '../closing.ts';
import type { Content } from '../content/types.ts';
import type { Languages } from '../language/locale.ts';
import { loadLanguages } from '../language/locales.ts';
import { buildPost, type PostBody } from '../lines/message.ts';
import { planDaily } from '../lines/plan.ts';
import { createLog } from '../log.ts';
import type { Quote, Title } from '../packs/schema.ts';
import { runTick } from '../posting/run-tick.ts';
import { openSqliteState } from '../state/sqlite.ts';
import { DEFAULT_DAILY_OPTIONS } from '../state/types.ts';
import { chooseTitle, withContent } from './content.ts';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM } from './io.ts';
import { drawResponse } from './terminal.ts';
import { FLAG, LOCALE, readDate, readWhole, readWords, TEXT, textOr } from './words.ts';

const GUILD_ID = '100000000000000001';
const TIME = '09:00';
const MOST_DAYS = 3_660;
const COLUMNS = 100;

interface SimulatedPost {
  readonly localDate: string;
  readonly quote: Quote;
  /** The words of the post, as a terminal shows them. */
  readonly words: string;
}

/** Exit codes: 0 a post a day, none like another; 1 a day without one, or two that are the same, or broken packs; 2 wrong usage. */
export function simulatePosts(args: readonly string[], io: CliIo): Promise<number> {
  const asked = readOptions(args);
  return withContent(io, async (content) => {
    const title = chooseTitle(content, asked.titleId);
    const posts = await simulate(content, loadLanguages(), title, asked, io);
    for (const { localDate, quote, words } of posts) io.stdout.write(`${localDate}  ${quote.id}  ${quote.tone}\n${words}\n`);
    const same = posts.length - new Set(posts.map(({ words }) => words)).size;
    const rest = shortestRest(posts);
    io.stdout.write(`days  ${asked.days}\nposts ${posts.length}\nsame  ${same}\n`);
    io.stdout.write(`lines ${new Set(posts.map(({ quote }) => quote.id)).size}, none again before ${rest ?? asked.days} days\n`);
    return posts.length === asked.days && same === 0 ? EXIT_DONE : EXIT_PROBLEM;
  });
}

function readOptions(args: readonly string[]) {
  const { values } = readWords(args, { posts: FLAG, days: textOr('365'), from: TEXT, title: TEXT, locale: LOCALE });
  const { title: titleId, locale } = values;
  return { days: readWhole('--days', values.days, 1, MOST_DAYS), from: readDate('--from', values.from), titleId, locale };
}

/** The bot's own tick and ledger, with a clock that jumps from one post to the next and a Discord that takes everything. */
async function simulate(
  content: Content,
  languages: Languages,
  title: Title,
  { days, from, locale }: ReturnType<typeof readOptions>,
  io: CliIo,
): Promise<SimulatedPost[]> {
  await using state = closingLater(openSqliteState(':memory:'));
  const posts: SimulatedPost[] = [];
  let nowMs = Temporal.PlainDate.from(from).toZonedDateTime('UTC').epochMilliseconds;
  const plan = { ...DEFAULT_DAILY_OPTIONS, enabled: true, channelId: '1', time: TIME, zone: 'UTC', suspendedReason: null };
  const patch = { title: title.id, locale, daily: planDaily(plan, [], nowMs) };
  await state.saveChanges([{ kind: 'set-server', guildId: GUILD_ID, patch, byUserId: '1' }], nowMs);
  const ports = {
    state,
    content: () => content,
    now: () => nowMs,
    log: createLog({ level: 'error', secrets: [], pretty: true, write: (line) => io.stderr.write(line) }),
    poster: { postMessage: async () => ({ ok: true, messageId: String(posts.length) }) as const },
    buildPost(parts: Parameters<typeof buildPost>[2]) {
      const body = buildPost(content, languages, parts);
      posts.push({ localDate: parts.localDate, quote: parts.quote, words: drawWords(body) });
      return body;
    },
  };
  for (let day = 0; day < days; day += 1) {
    const { daily } = await state.loadSettings(GUILD_ID);
    nowMs = daily?.nextDueAtMs ?? nowMs;
    await runTick(ports, { random: () => 0 });
  }
  return posts;
}

/** Without its buttons, which are the same below every post. */
function drawWords({ components }: PostBody): string {
  const words = components.map((component) =>
    component.type === ComponentType.Container
      ? { ...component, components: component.components.filter(({ type }) => type !== ComponentType.ActionRow) }
      : component,
  );
  return drawResponse(
    { type: InteractionResponseType.ChannelMessageWithSource, data: { flags: MessageFlags.IsComponentsV2, components: words } },
    { columns: COLUMNS, isBare: true, colours: false, reveal: false, privateNote: '' },
  );
}

/** Days from one post of a line to its next; undefined where none came again. */
function shortestRest(posts: readonly SimulatedPost[]): number | undefined {
  const last = new Map<string, string>();
  const rests = posts.flatMap(({ quote, localDate }) => {
    const before = last.get(quote.id);
    last.set(quote.id, localDate);
    return before === undefined ? [] : [daysBetween(before, localDate)];
  });
  return rests.length === 0 ? undefined : Math.min(...rests);
}
