/** Takes apart what somebody says in one breath: a time, and the days or the zone beside it. */
import { readTime } from './times.ts';
import { readWeekdays } from './weekdays.ts';
import { readZone } from './zones.ts';

/** The parts as they were typed. */
export interface SaidTogether {
  readonly time: string;
  readonly days?: string;
  readonly zone?: string;
}

/** Longer than that is no time. */
const LONGEST = 40;
const ABBREVIATION = /^(?![AP]M$)[A-Z]{2,5}$/;
/** "at", "lá", "a la": words of two Latin letters say when, and not where. */
const SHORT_WORDS = /^\p{Script=Latin}{1,2}(?: \p{Script=Latin}{1,2})*$/u;
const MOST_WITHOUT_NUMBER = 24;
/** Scripts in which words are written on. */
const WRITTEN_ON = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * "9pm EST", "평일 밤 9시", "日本時間の夜9時", "jam 9 malam WIB". Only where what is left is a time for sure; else all of it is the time.
 *
 * @param nowMs the moment, which says what an abbreviation means today
 */
export function takeApart(text: string, locale: string, nowMs: number): SaidTogether {
  return takeOff(text, locale, nowMs, { zone: true, days: true });
}

/** @param may what has not been taken off yet: each is said once */
function takeOff(text: string, locale: string, nowMs: number, may: { readonly zone: boolean; readonly days: boolean }): SaidTogether {
  const said = { time: text };
  if (text.length > LONGEST || (!may.zone && !may.days)) return said;
  const whole = readTime(text, locale).value;
  const isFirst = may.zone && may.days;
  for (const { piece, rest, isSpaced } of listSplits(text)) {
    if (!isSpaced && !isFirst) continue;
    const zone = may.zone ? readZone(piece, locale, nowMs) : undefined;
    const isZone = zone !== undefined && (zone.value !== null || (ABBREVIATION.test(piece) && zone.candidates.length > 0));
    const isDays = !isZone && may.days && (isSpaced || whole === null) && readWeekdays(piece, locale).value !== null;
    if (!isZone && !isDays) continue;
    const others = takeOff(rest, locale, nowMs, { zone: may.zone && !isZone, days: may.days && !isDays });
    const { value } = readTime(others.time, locale);
    // "PM 9:30" is no 9:30.
    if (value !== null && (whole === null || whole === value)) return { ...others, ...(isZone ? { zone: piece } : { days: piece }) };
  }
  return said;
}

interface Split {
  readonly piece: string;
  readonly rest: string;
  readonly isSpaced: boolean;
}

/** What may be taken off either end, the shortest first. */
function listSplits(text: string): readonly Split[] {
  const typed = text.trim();
  const cuts = Array.from({ length: Math.max(0, typed.length - 1) }, (_, index) => index + 1).filter(
    (at) => typed.charAt(at) === ' ' || typed.charAt(at - 1) === ' ' || WRITTEN_ON.test(typed.slice(at - 1, at + 1)),
  );
  const splits = cuts.flatMap((at): readonly Split[] => {
    const [start, end] = [typed.slice(0, at), typed.slice(at)];
    const isSpaced = /\s$/.test(start) || /^\s/.test(end);
    return [
      { piece: start.trim(), rest: end.trim(), isSpaced },
      { piece: end.trim(), rest: start.trim(), isSpaced },
    ];
  });
  // So much text has a number in it where there is a time.
  if (splits.length > MOST_WITHOUT_NUMBER && !/\p{N}/u.test(typed)) return [];
  return splits
    .filter(({ piece, rest }) => piece.length > 1 && rest !== '' && (!SHORT_WORDS.test(piece) || ABBREVIATION.test(piece)))
    .sort((a, b) => a.piece.length - b.piece.length);
}
