/** Takes apart what somebody says in one breath: a time, and the days or the zone beside it. */
import { keepEach } from '../kept.ts';
import { readTime } from './times.ts';
import { readWeekdays } from './weekdays.ts';
import { ABBREVIATION, saysZone } from './zones.ts';

/** The parts as they were typed. */
export interface SaidTogether {
  readonly time: string;
  readonly days?: string;
  readonly zone?: string;
}

/** Longer than that is no time. */
const LONGEST = 40;
/** "at", "lá", "a la": words of two Latin letters say when, and not where. */
const SHORT_WORDS = /^\p{Script=Latin}{1,2}(?: \p{Script=Latin}{1,2})*$/u;
const MOST_WITHOUT_NUMBER = 24;
/** Scripts in which words are written on. */
const WRITTEN_ON = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** "9pm EST", "평일 밤 9시", "日本時間の夜9時", "jam 9 malam WIB". Only where what is left is a time for sure; else all of it is the time. */
export function takeApart(text: string, locale: string): SaidTogether {
  if (text.length > LONGEST) return { time: text };
  // The same piece is met in many ways of parting the text.
  const read: Reading = {
    time: keepEach((piece) => readTime(piece, locale).value),
    isZone: keepEach((piece) => saysZone(piece, locale)),
    isDays: keepEach((piece) => readWeekdays(piece, locale).value !== null),
  };
  return takeOff(text, read, { zone: true, days: true });
}

/** What a piece of the text is by itself. */
interface Reading {
  readonly time: (piece: string) => string | null;
  readonly isZone: (piece: string) => boolean;
  readonly isDays: (piece: string) => boolean;
}

/** @param may what has not been taken off yet: each is said once */
function takeOff(text: string, read: Reading, may: { readonly zone: boolean; readonly days: boolean }): SaidTogether {
  const said = { time: text };
  if (!may.zone && !may.days) return said;
  const whole = read.time(text);
  const isFirst = may.zone && may.days;
  for (const { piece, rest, isSpaced } of listSplits(text)) {
    // The last to be taken off leaves the time.
    if (!isFirst && (!isSpaced || read.time(rest) === null)) continue;
    const isZone = may.zone && read.isZone(piece);
    const isDays = !isZone && may.days && (isSpaced || whole === null) && read.isDays(piece);
    if (!isZone && !isDays) continue;
    const others = takeOff(rest, read, { zone: may.zone && !isZone, days: may.days && !isDays });
    const value = read.time(others.time);
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
