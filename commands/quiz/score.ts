/** How many of today's questions somebody got right, carried from press to press: nothing of it is kept. */
import type { Context } from '../../src/bot/types.ts';
import { hash } from '../../src/lines/pick.ts';

/** A round has so many questions. */
export const ROUND = 5;
const DAY_MS = 24 * 60 * 60_000;
const RADIX = 36;
/** Enough to tell the presses of one person from those of the others who see the same card. */
const OWNERS = RADIX ** 4;
/** More than anybody answers in a day. */
const MOST = 9_999;

export interface Score {
  /** Of today. */
  readonly right: number;
  readonly asked: number;
  /** Of the round under way. */
  readonly rightInRound: number;
}

const NOTHING: Score = { right: 0, asked: 0, rightInRound: 0 };

/** What a custom_id carries; zero for somebody else than the one it was counted for, and on another day. */
export function readScore(context: Context, code: string): Score {
  const parts = /^([0-9a-z]+)\.([0-9a-z]+)\.(\d{1,4})\.(\d{1,4})\.(\d)$/.exec(code);
  if (parts === null || `${parts[1]}.${parts[2]}` !== nameOwner(context)) return NOTHING;
  const [right, asked, rightInRound] = parts.slice(3).map(Number);
  return right === undefined || asked === undefined || rightInRound === undefined ? NOTHING : { right, asked, rightInRound };
}

/** What `readScore` reads, for a custom_id. */
export function writeScore(context: Context, { right, asked, rightInRound }: Score): string {
  return [nameOwner(context), right, asked, rightInRound].join('.');
}

/** The score with one more answer; a round begins anew after `ROUND` of them. */
export function countAnswer({ right, asked, rightInRound }: Score, isRight: boolean): Score {
  const isNewRound = asked % ROUND === 0;
  const one = isRight ? 1 : 0;
  return { right: Math.min(right + one, MOST), asked: Math.min(asked + 1, MOST), rightInRound: (isNewRound ? 0 : rightInRound) + one };
}

/** Whether that was the last question of a round. */
export const isRoundOver = ({ asked }: Score): boolean => asked > 0 && asked % ROUND === 0;

/** Whose it is, and of which day. */
function nameOwner({ caller, nowMs }: Context): string {
  const owner = hash('score', caller.userId) % OWNERS;
  return `${owner.toString(RADIX)}.${Math.floor(nowMs / DAY_MS).toString(RADIX)}`;
}
