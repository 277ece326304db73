/** Times of day as people say them, in every language there is a table for. What could be two times is asked, never chosen. */
import { keepFor } from '../kept.ts';
import { buildSpokenVocabulary, mendSlips, normalizeSpoken, type SpokenToken, tokenize, type Understood } from './spoken.ts';
import { listSpoken, type SpokenWords, splitList } from './words.ts';

type TimeRole =
  | 'part'
  | 'noon'
  | 'midnight'
  | 'hour'
  | 'hours24'
  | 'minute'
  | 'half'
  | 'quarter'
  | 'and'
  | 'minus'
  | 'beforeAfter'
  | 'past'
  | 'to'
  | 'halfBefore'
  | 'unclear'
  | 'around'
  | 'colon';

/** One letter for each role, so that a whole saying can be matched: "NHF" is 9時半. `X` fits nothing. */
const LETTERS: Readonly<Record<TimeRole | 'number' | 'unknown', string>> = {
  number: 'N',
  hour: 'O',
  hours24: 'H',
  minute: 'M',
  half: 'F',
  quarter: 'Q',
  and: '+',
  minus: '-',
  beforeAfter: 'b',
  past: '>',
  to: '<',
  halfBefore: 'J',
  noon: 'n',
  midnight: 'z',
  colon: ':',
  part: '',
  around: '',
  unclear: 'X',
  unknown: 'X',
};

const HOURS_PER_DAY = 24;
const HALF_DAY = 12;
const MINUTES_PER_HOUR = 60;
/** What "1 del mediodía" and 真夜中の1時 may be. */
const AROUND_NOON: HourSpan = [11, 15];
const AROUND_MIDNIGHT: HourSpan = [22, 5];

/** First and last hour; past midnight the first is the greater. */
type HourSpan = readonly [from: number, to: number];

/** An hour and minutes as typed; `hour` may still be one of two. */
interface ClockTime {
  readonly hour: number;
  readonly minute: number;
  /** Written as clocks of 24 hours are: "9:05", "9h", "0905". */
  readonly isExact: boolean;
}

/**
 * Understands "21:00", "9pm", "21h30", "2100", "오후 9시", "밤 9시 반", "夜9時半", "9 de la noche", "quinze para as nove da noite", "jam 9
 * malam", "half past nine pm", "noon". The reader's own language is tried first.
 *
 * @returns "HH:MM"
 */
export function readTime(text: string, locale = 'en-US'): Understood {
  const typed = normalizeSpoken(text);
  const spoken = listSpoken(locale).map((words) => ({ words, vocabulary: vocabularyOf(words) }));
  const candidates = new Set<string>();
  for (const [index, { words, vocabulary }] of spoken.entries()) {
    const read = readIn(tokenize(typed, vocabulary), words, index === 0);
    if (read.value !== null) return { value: read.value, candidates: [read.value] };
    for (const candidate of read.candidates) candidates.add(candidate);
  }
  // A slip is never more than asked.
  const meant = spoken.flatMap(({ words, vocabulary }, index) => {
    const mended = mendSlips(typed, vocabulary);
    return mended === typed ? [] : (readIn(tokenize(mended, vocabulary), words, index === 0).value ?? []);
  });
  if (meant.length > 0) return { value: null, candidates: [...new Set(meant)] };
  return { value: null, candidates: [...candidates] };
}

/** @returns "HH:MM", or null for anything that is not one time of one day, such as "25:10", "24:00", "13pm" or "9". */
export function parseTime(text: string): string | null {
  return readTime(text).value;
}

/** @param isOwn whether it is the reader's own language */
function readIn(tokens: readonly SpokenToken<TimeRole>[], words: SpokenWords, isOwn: boolean): Understood {
  const pattern = tokens.map(({ role }) => LETTERS[role]).join('');
  const spans = tokens.flatMap((token) => {
    const part = token.role === 'part' ? words.dayParts[token.value] : undefined;
    return part === undefined ? [] : [[part.from, part.to] as const];
  });
  const named = readNamed(pattern, tokens);
  if (named !== null) return spans.length === 0 || spans.every((span) => holds(span, named.hour)) ? sure(named) : unclear([]);
  const clock = readClock(pattern.replaceAll(/[nz]/g, ''), tokens);
  if (clock === null) return unclear(listPossible(tokens, spans));
  const all: HourSpan[] = [...spans, ...(pattern.includes('n') ? [AROUND_NOON] : []), ...(pattern.includes('z') ? [AROUND_MIDNIGHT] : [])];
  if (clock.minute >= MINUTES_PER_HOUR) return unclear([]);
  if (clock.hour >= HOURS_PER_DAY) {
    const isAfterMidnight = spans.length === 0 && clock.hour <= ((isOwn ? words.lastHour : undefined) ?? HOURS_PER_DAY);
    return unclear(isAfterMidnight ? [show({ hour: clock.hour - HOURS_PER_DAY, minute: clock.minute })] : []);
  }
  // "13pm" is a slip, and who knows of what.
  const isTwice = spans.some(isHalfDay) && (clock.hour > HALF_DAY || (clock.hour === 0 && !pattern.includes('O')));
  if (isTwice) return unclear([]);
  const possible = listHours(clock, all.length > 0).filter((hour) => all.every((span) => holds(span, hour)));
  const [hour, ...others] = possible;
  if (hour !== undefined && others.length === 0) return sure({ hour, minute: clock.minute });
  return unclear(possible.map((one) => show({ hour: one, minute: clock.minute })));
}

/** The hours of the day an hour may be: itself where it is written exactly or cannot be of a half day, else both. */
function listHours({ hour, isExact }: ClockTime, hasPart: boolean): readonly number[] {
  if (hour > HALF_DAY || (hour === 0 && !hasPart)) return [hour];
  if (isExact && !hasPart) return [hour];
  return [hour % HALF_DAY, (hour % HALF_DAY) + HALF_DAY];
}

/** "noon", "meio-dia e meia", "12 midnight". */
function readNamed(pattern: string, tokens: readonly SpokenToken<TimeRole>[]): { hour: number; minute: number } | null {
  const match = /^[nz]\+?(F?)$/.exec(pattern);
  const isTwelve = /^(?:NO?[nz]|[nz]N)$/.test(pattern) && tokens.some(({ role, value }) => role === 'number' && value === HALF_DAY);
  if (!match && !isTwelve) return null;
  return { hour: pattern.includes('n') ? HALF_DAY : 0, minute: match?.[1] === 'F' ? MINUTES_PER_HOUR / 2 : 0 };
}

/** The sayings there are. Minutes that count back ("quarter to 8", "9 menos cuarto", "setengah 9") take the hour before. */
function readClock(pattern: string, tokens: readonly SpokenToken<TimeRole>[]): ClockTime | null {
  const numbers = tokens.filter(({ role }) => role === 'number');
  const [first, second] = numbers;
  if (first === undefined || numbers.length > 2) return null;
  const is = (form: RegExp) => form.test(pattern);
  const at = (hour: number, minute: number, isExact = false): ClockTime => ({ hour, minute, isExact });
  const before = (hour: number, minute: number): ClockTime => at((hour + HALF_DAY - 1) % HALF_DAY || HALF_DAY, MINUTES_PER_HOUR - minute);
  const quarter = MINUTES_PER_HOUR / 4;
  const half = MINUTES_PER_HOUR / 2;

  if (second === undefined) {
    if (pattern === 'N') return readBare(first.text, first.value);
    if (pattern === 'NO') return at(first.value, 0);
    // "2100h"
    if (pattern === 'NH') return first.text.length > 2 ? readBare(first.text, first.value) : at(first.value, 0, true);
    if (is(/^N[OH]?\+?F$/) || is(/^F>N[OH]?$/)) return at(first.value, half);
    if (is(/^N[OH]?\+Q$/) || is(/^Q>N[OH]?$/)) return at(first.value, quarter);
    if (is(/^N[OH]?-Q$/) || is(/^Q<N[OH]?$/)) return before(first.value, quarter);
    return is(/^JN[OH]?$/) ? before(first.value, half) : null;
  }
  const isTooLong = (first.text.length > 2 || second.text.length > 2) && !hasWords(first, second);
  return isTooLong ? null : readPair(pattern, first, second, at, before);
}

function readPair(
  pattern: string,
  first: SpokenToken<TimeRole>,
  second: SpokenToken<TimeRole>,
  at: (hour: number, minute: number, isExact?: boolean) => ClockTime,
  before: (hour: number, minute: number) => ClockTime,
): ClockTime | null {
  const isTwoDigits = second.text.length >= 2;
  if (/^N:N[HOM]?$/.test(pattern)) return isTwoDigits ? at(first.value, second.value, true) : null;
  if (/^NHNM?$/.test(pattern)) return isTwoDigits || pattern.endsWith('M') ? at(first.value, second.value, true) : null;
  if (/^N[OH]?NMb$/.test(pattern)) return before(first.value, second.value);
  if (/^NONM?$/.test(pattern) || /^NO?\+NM?$/.test(pattern)) return at(first.value, second.value);
  if (pattern === 'NN') return isTwoDigits ? at(first.value, second.value) : null;
  if (/^NM?>NO?$/.test(pattern)) return at(second.value, first.value);
  if (/^NM?<NO?$/.test(pattern)) return before(second.value, first.value);
  return /^N[OH]?-NM?$/.test(pattern) ? before(first.value, second.value) : null;
}

function hasWords(...tokens: readonly SpokenToken<TimeRole>[]): boolean {
  return tokens.some(({ text }) => !/^\d+$/.test(text));
}

/** "2100", "930" before a pm, "21", "9". */
function readBare(text: string, value: number): ClockTime | null {
  const digits = /^(\d{1,2})(\d{2})$/.exec(text);
  if (digits) return { hour: Number(digits[1]), minute: Number(digits[2]), isExact: text.length === 4 };
  return text.length <= 2 || !/^\d+$/.test(text) ? { hour: value, minute: 0, isExact: false } : null;
}

/** A morning or afternoon of clocks with twelve hours: am, 오후, 午前. */
function isHalfDay([from, to]: HourSpan): boolean {
  return from % HALF_DAY === 0 && to - from === HALF_DAY - 1;
}

function holds([from, to]: HourSpan, hour: number): boolean {
  return from <= to ? hour >= from && hour <= to : hour >= from || hour <= to;
}

/** What the only number may be, where the rest was not understood. */
function listPossible(tokens: readonly SpokenToken<TimeRole>[], spans: readonly HourSpan[]): readonly string[] {
  const [number, ...others] = tokens.filter(({ role }) => role === 'number');
  if (number === undefined || others.length > 0 || number.value >= HOURS_PER_DAY || number.text.length > 2) return [];
  return listHours({ hour: number.value, minute: 0, isExact: false }, spans.length > 0)
    .filter((hour) => spans.every((span) => holds(span, hour)))
    .map((hour) => show({ hour, minute: 0 }));
}

const sure = (time: Omit<ClockTime, 'isExact'>): Understood => ({ value: show(time), candidates: [] });

const unclear = (candidates: readonly string[]): Understood => ({ value: null, candidates });

function show({ hour, minute }: Omit<ClockTime, 'isExact'>): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const vocabularyOf = keepFor((words: SpokenWords) => {
  const listed = (...roles: readonly (TimeRole & keyof SpokenWords & string)[]) =>
    roles.map((role) => [role, 0, splitList(words[role])] as const);
  return buildSpokenVocabulary<TimeRole>([
    ...listed('unclear', 'noon', 'midnight', 'halfBefore', 'half', 'quarter'),
    ...words.dayParts.map((part, index) => ['part', index, splitList(part.words)] as const),
    ...listed('hour', 'minute', 'past', 'to'),
    ['and', 0, splitList(words.hourAnd)],
    ['minus', 0, splitList(words.hourMinus)],
    ...listed('beforeAfter'),
    ...Object.entries(words.numbers).map(([word, value]) => ['number', value, [word]] as const),
    ['around', 0, splitList(words.aroundTime)],
    ['hours24', 0, ['h', 'hs', 'hrs', 'hr', 'h.']],
    ['colon', 0, [':', '.']],
    ['around', 0, [',', '!', '(', ')', '"']],
  ]);
});
