/** The choices about the daily post in a few characters, for a button or select that has to remember them. */
import type { DailyOptions } from '../state/types.ts';

const CODE = /^([ag])([01])([ct])([0-9a-f]{2})([01])([01])([0-9a-z]*)$/;
const RADIX = 36;

/** At most 20 characters. A date to skip is not carried: it is over sooner than the button. */
export function encodeDailyOptions(options: DailyOptions): string {
  const weekdays = options.weekdays.reduce((bits, day) => bits | (1 << (day - 1)), 0);
  return [
    options.tone === 'gentle' ? 'g' : 'a',
    options.includeDirector ? 1 : 0,
    options.style === 'card' ? 'c' : 't',
    weekdays.toString(16).padStart(2, '0'),
    options.opensThread ? 1 : 0,
    options.crossposts ? 1 : 0,
    options.pingRoleId === null ? '' : encodeSnowflake(options.pingRoleId),
  ].join('');
}

/** undefined for anything `encodeDailyOptions` did not write. */
export function decodeDailyOptions(code: string): DailyOptions | undefined {
  const match = CODE.exec(code);
  if (!match) return undefined;
  const [, tone, director, style, days = '', thread, crosspost, role = ''] = match;
  const bits = Number.parseInt(days, 16);
  const weekdays = [1, 2, 3, 4, 5, 6, 7].filter((day) => (bits & (1 << (day - 1))) !== 0);
  if (weekdays.length === 0) return undefined;
  return {
    tone: tone === 'g' ? 'gentle' : 'all',
    includeDirector: director === '1',
    style: style === 'c' ? 'card' : 'text',
    weekdays,
    opensThread: thread === '1',
    crossposts: crosspost === '1',
    pingRoleId: role === '' ? null : decodeSnowflake(role),
    skipDate: null,
  };
}

/** Discord's ids are 64-bit numbers, too long in tens for a custom_id that holds several. */
export function encodeSnowflake(id: string): string {
  return BigInt(id).toString(RADIX);
}

export function decodeSnowflake(code: string): string {
  let value = 0n;
  for (const digit of code) value = value * BigInt(RADIX) + BigInt(Number.parseInt(digit, RADIX));
  return value.toString();
}
