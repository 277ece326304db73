/**
 * Choosing the line of the day. Only healing lines are ever looked at: gentle or firm, not `never_post`, and not beyond
 * the spoiler ceiling. Nothing here reads a clock, a store or a random source: the same history gives the same line.
 */

import { addDays, daysBetween } from '../calendar/clock.ts';
import { listQuestions } from '../content/questions.ts';
import { ceilingOf, limitLine } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import type { Quote, Title } from '../packs/schema.ts';
import { type DailyOptions, DEFAULT_DAILY_OPTIONS, type Delivery, type ServerSettings } from '../state/types.ts';

/** For so many days the same question is not put beside the same line again. */
export const QUESTION_REST_DAYS = 90;
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
  // Asked of the store and looked at again: this is the promise that must not hang on one query.
  const healing = content
    .quotes(title.id, { healingOnly: true, spoilerCeiling: ceiling })
    .filter((quote) => (quote.tone === 'gentle' || quote.tone === 'firm') && !quote.never_post && quote.spoiler_from <= ceiling);
  const wanted = healing.filter((quote) => choice.tone === 'all' || quote.tone === 'gentle');
  const own = wanted.filter((quote) => quote.voice === 'title');
  return (own.length > 0 && !choice.includeDirector ? own : wanted).map((quote) => ({
    ...limitLine(quote, ceiling),
    questions: [...listQuestions(content, title, quote)],
  }));
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
 * - A bag holds every line once. Its order comes from (server, title, bag number), so a changed pack or ceiling moves nothing else.
 * - The ledger says what was drawn, so no line comes again before all that are eligible have come.
 * - The line of the last post does not come again at the seam of two bags, unless it is the only one.
 * - Firm lines never come two days running. Where firm lines outnumber gentle ones, the two alternate, a bag ends when
 *   only firm ones are left, and the firm line that has waited longest is always the next: each gentle line is then seen more often than each firm one.
 * - Beside a line stands the question that has rested longest; a line whose questions all stood within 90 days waits
 *   while another can come. Only where the pack has too few questions does a pair come back sooner.
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
  const fromThisBag = drawLine(left, cycle, { ...request, history });
  if (fromThisBag !== null) return { ...fromThisBag, cycle, position: drawn.size };
  const fromNextBag = drawLine(lines, cycle + 1, { ...request, history });
  return fromNextBag && { ...fromNextBag, cycle: cycle + 1, position: 0 };
}

function drawLine(left: readonly Quote[], cycle: number, request: PickRequest): LinePick | null {
  const { guildId, titleId, localDate, lines, history } = request;
  const last = history[0];
  const lastWasFirm = last !== undefined && last.tone !== 'gentle' && daysBetween(last.localDate, localDate) <= 1;
  const gentleLeft = left.filter((line) => line.tone === 'gentle').length;
  const firmLeft = left.length - gentleLeft;
  const allowed = left.filter(
    (line) => (line.tone === 'gentle' || !lastWasFirm) && (lines.length === 1 || line.id !== last?.quoteId || last.titleId !== titleId),
  );
  // A gentle line now would leave two firm ones with nothing to stand between them.
  const firmMustCome = firmLeft > gentleLeft && allowed.some((line) => line.tone === 'firm');
  const candidates = firmMustCome ? allowed.filter((line) => line.tone === 'firm') : allowed;

  const firmAlternate = 2 * lines.filter((line) => line.tone === 'firm').length > lines.length;
  const ordered = candidates
    .map((line) => ({
      line,
      last: firmAlternate && line.tone === 'firm' ? lastUse(line, request) : NEVER,
      place: hash('bag', guildId, titleId, cycle, line.id),
    }))
    .sort(byLastThenPlace)
    .map(({ line }) => line);
  const restedBy = addDays(localDate, -QUESTION_REST_DAYS);
  // A line without questions has none that must rest.
  const hasRested = (line: Quote) => line.questions.length === 0 || lastQuestionDates(line, request).some((date) => date <= restedBy);
  const chosen = ordered.find(hasRested) ?? ordered[0];
  return chosen === undefined ? null : { quote: chosen, questionIndex: chooseQuestion(chosen, request) };
}

/** Before every date; dates written as "2026-11-22" sort by time. */
const NEVER = '';

function byLastThenPlace(
  a: { readonly last: string; readonly place: number },
  b: { readonly last: string; readonly place: number },
): number {
  return a.last === b.last ? a.place - b.place : a.last < b.last ? -1 : 1;
}

/** The local date a line last came. */
function lastUse(line: Quote, { titleId, history }: PickRequest): string {
  return history.find((used) => used.titleId === titleId && used.quoteId === line.id)?.localDate ?? NEVER;
}

/** The local date each question of a line last stood beside it. */
function lastQuestionDates(line: Quote, { titleId, history }: PickRequest): readonly string[] {
  const dates = line.questions.map(() => NEVER);
  for (const used of history) {
    if (used.titleId !== titleId || used.quoteId !== line.id || used.questionIndex === null) continue;
    if (dates[used.questionIndex] === NEVER) dates[used.questionIndex] = used.localDate;
  }
  return dates;
}

function chooseQuestion(line: Quote, request: PickRequest): number | null {
  const [longestRested] = lastQuestionDates(line, request)
    .map((last, questionIndex) => ({ questionIndex, last, place: hash('question', request.guildId, line.id, questionIndex) }))
    .sort(byLastThenPlace);
  return longestRested?.questionIndex ?? null;
}

/**
 * The line of a day for one person, where there is no ledger: the same all through that UTC date, no line twice in one
 * round, not the same one over the seam of two rounds, firm ones never two days running.
 *
 * @param utcDate "2026-11-22".
 * @returns null when there is no line.
 */
export function pickForUser(userId: string, utcDate: string, lines: readonly Quote[]): LinePick | null {
  const gentle = lines.filter((line) => line.tone === 'gentle').length;
  const roundLength = gentle === 0 ? lines.length : Math.min(lines.length, 2 * gentle);
  if (roundLength === 0) return null;
  const day = daysBetween('1970-01-01', utcDate);
  const round = Math.floor(day / roundLength);
  const quote = arrangeRound(userId, round, lines)[day - round * roundLength];
  if (quote === undefined) return null;
  const shift = hash('question', userId, quote.id);
  return { quote, questionIndex: quote.questions.length === 0 ? null : (shift + round) % quote.questions.length };
}

/**
 * One round for a person: gentle first, firm ones only between and after gentle ones. Where firm lines outnumber gentle
 * ones each round takes the next few of them in turn.
 */
function arrangeRound(userId: string, round: number, lines: readonly Quote[]): readonly Quote[] {
  const shuffled = shuffleRound(userId, round, lines);
  const previousLast = shuffleRound(userId, round - 1, lines).at(-1);
  const other = shuffled.findIndex((line, index) => index > 0 && index < shuffled.length - 1 && line.tone === shuffled[0]?.tone);
  if (shuffled[0]?.id !== previousLast?.id || other === -1) return shuffled;
  // Only lines before the last one trade places, so the seam to the next round can be worked out from the shuffle alone.
  return shuffled.map((line, index) => shuffled[index === 0 ? other : index === other ? 0 : index] ?? line);
}

function shuffleRound(userId: string, round: number, lines: readonly Quote[]): readonly Quote[] {
  const byPlace = (tone: Quote['tone'], seed: number | string): Quote[] =>
    lines
      .filter((line) => line.tone === tone)
      .map((line) => ({ line, place: hash('round', userId, seed, line.id) }))
      .sort((a, b) => a.place - b.place)
      .map(({ line }) => line);
  const gentle = byPlace('gentle', round);
  const allFirm = byPlace('firm', gentle.length >= lines.length / 2 ? round : 'in turn');
  if (gentle.length === 0) return allFirm;
  const firmCount = Math.min(allFirm.length, gentle.length);
  const firm = Array.from({ length: firmCount }, (_, index) => allFirm[(round * firmCount + index) % allFirm.length]);
  // After which of the gentle lines a firm one stands: as many places as there are firm ones, drawn by the same seed.
  const places = gentle
    .map((_, index) => ({ index, place: hash('firm after', userId, round, index) }))
    .sort((a, b) => a.place - b.place)
    .slice(0, firmCount)
    .map(({ index }) => index);
  const firmAfter = new Set(places);
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

/** 32 evenly spread bits for a list of words: FNV-1a with the closing steps of MurmurHash3. For shuffling, not for secrets. */
export function hash(...words: readonly (string | number)[]): number {
  let bits = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(words.join('\u0000'))) bits = Math.imul(bits ^ byte, 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
