/**
 * Choosing the line of the day. Only healing lines are ever looked at: gentle or firm, not `never_post`, and not beyond
 * the spoiler ceiling. Nothing here reads a clock, a store or a random source: the same history gives the same line.
 */

import { titleOfServer } from '../bot/titles.ts';
import { addDays, daysBetween } from '../calendar/clock.ts';
import { listQuestions } from '../content/questions.ts';
import { ceilingOf, limitLine } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import { keepFor, keepLately } from '../kept.ts';
import type { PackQuestion, Quote, Title } from '../packs/schema.ts';
import { type DailyOptions, DEFAULT_DAILY_OPTIONS, type Delivery, EVERY_TITLE, type ServerSettings } from '../state/types.ts';

/** For so many days the same question is not put beside the same line again. */
export const QUESTION_REST_DAYS = 90;
/** The same question does not stand beside two lines within so many posts, where there are others. */
const POSTS_BETWEEN_SAME_QUESTION = 30;
/** Of the ledger, so many entries are enough to remember every rested question. */
const SHORTEST_HISTORY = 120;

/** A line that was or may have been posted. */
export interface UsedLine {
  readonly titleId: string;
  readonly quoteId: string;
  readonly questionIndex: number | null;
  readonly cycle: number;
  readonly localDate: string;
  /** The tone of the line today; null when the packs no longer have it. */
  readonly tone: Quote['tone'] | null;
}

export interface LinePick {
  readonly quote: Quote;
  /** Index into `quote.questions`; null when the line has none. */
  readonly questionIndex: number | null;
}

export interface ServerPick extends LinePick {
  /** Which bag, and how many were drawn from it before. */
  readonly cycle: number;
  readonly position: number;
}

export interface PickRequest {
  readonly guildId: string;
  readonly titleId: string;
  /** The server's local date, "2026-11-22". */
  readonly localDate: string;
  /** Healing lines of the title, as `listHealingLines` gives them. */
  readonly lines: readonly Quote[];
  /** Newest first, of any title: `historyNeeded(lines.length)` entries, or all there are. */
  readonly history: readonly UsedLine[];
}

/** The titles a daily post takes its lines from: its own, else the server's, or all in turn; none where the packs no longer have the one that is meant. */
export function titlesOfPost(content: Content, settings: ServerSettings): readonly Title[] {
  const { daily } = settings;
  if (daily?.titleId !== EVERY_TITLE) {
    const title = titleOfServer({ content, settings: { title: daily?.titleId ?? settings.title } });
    return title === undefined ? [] : [title];
  }
  const titles = content.titles();
  const withLines = titles.filter((title) => listDailyLines(content, title, settings).length > 0);
  return withLines.length > 0 ? withLines : titles;
}

/**
 * The title of the next daily post: where several take turns, the one after that of the last post.
 *
 * @param used What the ledger says was or may have been seen, newest first.
 */
export function titleOfPost(
  content: Content,
  settings: ServerSettings,
  used: readonly Pick<Delivery, 'slot' | 'titleId'>[],
): Title | undefined {
  const titles = titlesOfPost(content, settings);
  const last = used.find(({ slot }) => slot === (settings.daily?.slot ?? 1))?.titleId;
  return titles[(titles.findIndex(({ id }) => id === last) + 1) % titles.length];
}

/** What an admin may choose about the lines. */
export type LineChoice = Pick<DailyOptions, 'tone' | 'includeDirector'>;

/**
 * The lines that may be offered unasked, in the pack's order, each without what may be known only later and with all questions that fit
 * it. Words about the work (`voice: director` and the like) join where they are chosen, and where the title has no line of its own.
 *
 * @param ceiling The last episode whose lines may be seen (`ceilingOf`).
 */
export function listHealingLines(
  content: Content,
  title: Title,
  ceiling: number,
  choice: LineChoice = DEFAULT_DAILY_OPTIONS,
): readonly Quote[] {
  const ofPack = content.list('questions', title.id);
  const quotes = content.list('quotes', title.id);
  const made = chosenOf(ofPack)(quotes);
  const name = `${ceiling} ${choice.tone} ${choice.includeDirector}`;
  const make = () => keepHealing(quotes, ceiling, choice).map((quote) => askingFrom(ofPack)(limitLine(quote, ceiling)));
  return made.getOrInsertComputed(name, make);
}

/** Lists of lines by what was chosen of them, for each list of questions and of lines: neither ever changes. */
const chosenOf = keepFor((_ofPack: readonly PackQuestion[]) => keepFor((_quotes: readonly Quote[]) => new Map<string, readonly Quote[]>()));

/** A line with the questions of a list that fit it. Neither ever changes. */
const askingFrom = keepFor((ofPack: readonly PackQuestion[]) =>
  keepFor((quote: Quote): Quote => ({ ...quote, questions: [...listQuestions(ofPack, quote)] })),
);

/** Those of a title's lines that may be offered unasked. */
export function keepHealing(quotes: readonly Quote[], ceiling: number, choice: LineChoice = DEFAULT_DAILY_OPTIONS): readonly Quote[] {
  const wanted = quotes.filter(
    ({ tone, never_post, spoiler_from }) =>
      (tone === 'gentle' || (tone === 'firm' && choice.tone === 'all')) && !never_post && spoiler_from <= ceiling,
  );
  const own = wanted.filter((quote) => quote.voice === 'title');
  return own.length > 0 && !choice.includeDirector ? own : wanted;
}

/** The lines a server's daily post chooses from; `/quote today` must ask for the same ones. */
export function listDailyLines(content: Content, title: Title, settings: ServerSettings): readonly Quote[] {
  return listHealingLines(content, title, ceilingOf(title, settings), settings.daily ?? DEFAULT_DAILY_OPTIONS);
}

/**
 * What the ledger says about lines, for `pickForServer`: only what was or may have been seen, with each line's tone as the
 * packs have it today. Keeps the order.
 */
export function listUsedLines(content: Content, deliveries: readonly Delivery[]): readonly UsedLine[] {
  return deliveries.flatMap(({ state, titleId, quoteId, questionIndex, cycle, localDate }) => {
    if (quoteId === null || state === 'missed' || state === 'failed') return [];
    return [{ titleId, quoteId, questionIndex, cycle, localDate, tone: content.get('quotes', titleId, quoteId)?.tone ?? null }];
  });
}

/** How many entries of the ledger `pickForServer` needs to keep its promises for so many lines. */
export function historyNeeded(lineCount: number): number {
  return Math.max(SHORTEST_HISTORY, 2 * lineCount + 1);
}

/**
 * Draws the next line for a server.
 * - A bag holds every line once. Its first order comes from (server, title), so a changed pack or ceiling moves nothing else; from then on
 *   the line that has waited longest is the next, so that none comes back before as many days as `daysWithoutRepeat` says.
 * - The ledger says what was drawn, so no line comes again before all that are eligible have come.
 * - Firm lines never come two days running. Where firm lines outnumber gentle ones, the two alternate, and a bag ends when only firm ones
 *   are left: each gentle line is then seen more often than each firm one.
 * - Beside a line stands the next of its questions, in an order of the server's own, so that none comes again before all have; one that
 *   stood beside another line lately waits. A line whose questions all stood within 90 days waits while another can come.
 *
 * @returns null when no line may come today.
 */
export function pickForServer(request: PickRequest): ServerPick | null {
  const { lines, titleId } = request;
  // Always the same length of memory, so that whoever asks with a longer history gets the line that will be posted.
  const history = request.history.slice(0, historyNeeded(lines.length));
  const ofTitle = history.filter((used) => used.titleId === titleId);
  const cycle = ofTitle[0]?.cycle ?? 0;
  const drawn = new Set(ofTitle.filter((used) => used.cycle === cycle).map((used) => used.quoteId));
  const left = lines.filter((line) => !drawn.has(line.id));
  const fromThisBag = drawLine(left, { ...request, history });
  if (fromThisBag !== null) return { ...fromThisBag, cycle, position: drawn.size };
  const fromNextBag = drawLine(lines, { ...request, history });
  return fromNextBag && { ...fromNextBag, cycle: cycle + 1, position: 0 };
}

/** How many daily posts in a row bring no line twice, while these lines stay what there is. */
export function daysWithoutRepeat(lines: readonly Quote[]): number {
  const gentle = lines.filter((line) => line.tone === 'gentle').length;
  // A firm line needs a gentle one between it and the next.
  return gentle === 0 ? lines.length : Math.min(lines.length, 2 * gentle);
}

function drawLine(left: readonly Quote[], request: PickRequest): LinePick | null {
  const { guildId, titleId, localDate, lines, history } = request;
  const last = history[0];
  const lastWasFirm = last !== undefined && last.tone !== 'gentle' && daysBetween(last.localDate, localDate) <= 1;
  const gentleLeft = left.filter((line) => line.tone === 'gentle').length;
  const firmLeft = left.length - gentleLeft;
  // The first of all is gentle, so that the round it begins may follow on a firm line.
  const mayBeFirm = !lastWasFirm && (gentleLeft === 0 || history.some((used) => used.titleId === titleId));
  const allowed = left.filter(
    (line) => (line.tone === 'gentle' || mayBeFirm) && (lines.length === 1 || line.id !== last?.quoteId || last.titleId !== titleId),
  );
  // A gentle line now would leave two firm ones with nothing to stand between them.
  const firmMustCome = firmLeft > gentleLeft && allowed.some((line) => line.tone === 'firm');
  const candidates = firmMustCome ? allowed.filter((line) => line.tone === 'firm') : allowed;

  const ordered = candidates
    .map((line) => ({ line, last: listUses(line, request)[0]?.localDate ?? '', place: hash('bag', guildId, titleId, line.id) }))
    // Dates written as "2026-11-22" sort by time, and no date comes before all.
    .sort((a, b) => (a.last === b.last ? a.place - b.place : a.last < b.last ? -1 : 1))
    .map(({ line }) => line);
  // A line without questions has none that must rest.
  const isRested = (line: Quote) => line.questions.length === 0 || listTired(line, request).size < line.questions.length;
  const chosen = ordered.find(isRested) ?? ordered[0];
  return chosen === undefined ? null : { quote: chosen, questionIndex: chooseQuestion(chosen, request) };
}

/** When a line came, the newest first. */
function listUses(line: Quote, { titleId, history }: PickRequest): readonly UsedLine[] {
  return history.filter((used) => used.titleId === titleId && used.quoteId === line.id);
}

/** The questions that stood beside a line too lately to stand there again. */
function listTired(line: Quote, request: PickRequest): ReadonlySet<number> {
  const restedBy = addDays(request.localDate, -QUESTION_REST_DAYS);
  return new Set(listUses(line, request).flatMap((used) => (used.localDate > restedBy ? (used.questionIndex ?? []) : [])));
}

function chooseQuestion(line: Quote, request: PickRequest): number | null {
  const { guildId, titleId, lines, history } = request;
  const order = sortByPlace([...line.questions.keys()], (index) => hash('question', guildId, line.id, index));
  const last = listUses(line, request).find(({ questionIndex }) => questionIndex !== null)?.questionIndex ?? null;
  const next = last === null ? 0 : order.indexOf(last) + 1;
  const inTurn = [...order.slice(next), ...order.slice(0, next)];
  const questionsOf = new Map(lines.map(({ id, questions }) => [id, questions]));
  const lately = new Set(
    history
      .slice(0, POSTS_BETWEEN_SAME_QUESTION)
      .map((used) => (used.titleId === titleId ? questionsOf.get(used.quoteId)?.[used.questionIndex ?? -1] : undefined)),
  );
  const tired = listTired(line, request);
  const rested = inTurn.filter((index) => !tired.has(index));
  return rested.find((index) => !lately.has(line.questions[index])) ?? rested[0] ?? inTurn[0] ?? null;
}

/**
 * The line of a day for one person, where there is no ledger: the same all through that UTC date, no line twice within
 * `daysWithoutRepeat`, firm ones never two days running.
 *
 * @param utcDate "2026-11-22".
 * @returns null when there is no line.
 */
export function pickForUser(userId: string, utcDate: string, lines: readonly Quote[]): LinePick | null {
  return picksFrom(lines)(`${utcDate} ${userId}`);
}

/** Of each list of lines. A line of the day is asked for again and again, and to draw it all lines are put in order. */
const MOST_PICKS = 100;

const picksFrom = keepFor((lines: readonly Quote[]) =>
  keepLately(MOST_PICKS, (whenAndWho) => {
    const [utcDate = '', userId = ''] = whenAndWho.split(' ');
    return drawForUser(userId, utcDate, lines);
  }),
);

function drawForUser(userId: string, utcDate: string, lines: readonly Quote[]): LinePick | null {
  const roundLength = daysWithoutRepeat(lines);
  if (roundLength === 0) return null;
  const day = daysBetween('1970-01-01', utcDate);
  const round = Math.floor(day / roundLength);
  const quote = arrangeRound(userId, round, lines)[day - round * roundLength];
  if (quote === undefined) return null;
  const shift = hash('question', userId, quote.id);
  return { quote, questionIndex: quote.questions.length === 0 ? null : (shift + round) % quote.questions.length };
}

/**
 * One round for a person, in an order of their own that stays: gentle first, firm ones only between and after gentle ones. Where firm
 * lines outnumber gentle ones each round takes the next few of them in turn.
 */
function arrangeRound(userId: string, round: number, lines: readonly Quote[]): readonly Quote[] {
  const inOrder = sortByPlace(lines, (line) => hash('round', userId, line.id));
  const gentle = inOrder.filter((line) => line.tone === 'gentle');
  const allFirm = inOrder.filter((line) => line.tone === 'firm');
  if (gentle.length === 0) return allFirm;
  const firmCount = Math.min(allFirm.length, gentle.length);
  const firm = Array.from({ length: firmCount }, (_, index) => allFirm[(round * firmCount + index) % allFirm.length]);
  // After which of the gentle lines a firm one stands: as many places as there are firm ones, drawn by the same seed.
  const firmAfter = new Set(sortByPlace([...gentle.keys()], (index) => hash('firm after', userId, index)).slice(0, firmCount));
  return gentle.flatMap((line, index) => {
    const next = firmAfter.has(index) ? firm.shift() : undefined;
    return next === undefined ? [line] : [line, next];
  });
}

/**
 * Any healing line with any of its questions.
 *
 * @param pick Gives an evenly distributed whole number from 0 up to, not including, its argument.
 */
export function pickRandom(lines: readonly Quote[], pick: (count: number) => number): LinePick | null {
  const quote = lines.length === 0 ? undefined : lines[pick(lines.length)];
  if (quote === undefined) return null;
  return { quote, questionIndex: quote.questions.length === 0 ? null : pick(quote.questions.length) };
}

/** The items in the order of their places, lowest first; each place is asked for once. */
export function sortByPlace<Item>(items: readonly Item[], placeOf: (item: Item) => number): Item[] {
  return items
    .map((item) => ({ item, place: placeOf(item) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

const ENCODER = new TextEncoder();
const PRIME = 0x01000193;

/** 32 evenly spread bits for a list of words: FNV-1a with the closing steps of MurmurHash3. For shuffling, not for secrets. */
export function hash(...words: readonly (string | number)[]): number {
  return close(addWords(words));
}

/** `hash` for many lists that differ in the last word alone. */
export function hashAfter(...words: readonly (string | number)[]): (last: string) => number {
  const begun = Math.imul(addWords(words), PRIME);
  return (last) => close(addWord(begun, last));
}

function addWords(words: readonly (string | number)[]): number {
  let bits = 0x811c9dc5;
  for (let at = 0; at < words.length; at += 1) {
    // A zero stands between two words.
    if (at > 0) bits = Math.imul(bits, PRIME);
    bits = addWord(bits, String(words[at]));
  }
  return bits;
}

function close(open: number): number {
  let bits = Math.imul(open ^ (open >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function addWord(before: number, word: string): number {
  let bits = before;
  for (let at = 0; at < word.length; at += 1) {
    const byte = word.charCodeAt(at);
    // The letters of ids are their bytes.
    if (byte > 0x7f) return ENCODER.encode(word.slice(at)).reduce((sum, one) => Math.imul(sum ^ one, PRIME), bits);
    bits = Math.imul(bits ^ byte, PRIME);
  }
  return bits;
}
