/** A server whose daily post comes at nine in Riga, and the moments around it. */
import { type DailySettings, DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';

export const GUILD = '900000000000000001';
export const CHANNEL = '800000000000000001';
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** 09:00 in Riga on 22 November 2026. */
export const NINE_MS = Date.parse('2026-11-22T07:00:00Z');

/** Its daily post, due at `NINE_MS`, but for the changes. */
export function buildDaily(changes: Partial<DailySettings> = {}): DailySettings {
  const plan = { channelId: CHANNEL, time: '09:00', zone: 'Europe/Riga', nextDueAtMs: NINE_MS };
  return { ...DEFAULT_DAILY_OPTIONS, ...plan, enabled: true, suspendedReason: null, ...changes };
}
