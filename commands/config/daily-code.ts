/** What an admin asked for about the daily post, remembered in the custom_id of the button or select that asks back. */
import { given } from '../../src/bot/given.ts';
import type { Context } from '../../src/bot/types.ts';
import { parseTime } from '../../src/calendar/times.ts';
import { hash } from '../../src/lines/pick.ts';
import type { Title } from '../../src/packs/schema.ts';
import type { DailyEdits } from './daily-form.ts';

const CODE = /^([ag-])([01-])([ct-])([0-9a-f]{2}|--)([01-])([01-])([0-9a-z]*|-)(?:\.([01-])([0-9a-z]{4})?)?$/;
const RADIX = 36;
const TITLE_LENGTH = 4;
const NOT_SAID = '-';
/** Written behind the id of a channel that is a forum. */
const FORUM = '~';

/** The arguments of a custom_id that hold them: channel, time, on or off, and the rest; empty for what was not said. */
export function rememberEdits(edits: DailyEdits): readonly string[] {
  const { channelId, place, time = '', enabled } = edits;
  return [
    channelId === undefined ? '' : `${encodeSnowflake(channelId)}${place === 'forum' ? FORUM : ''}`,
    time,
    enabled === undefined ? '' : encodeFlag(enabled),
    encodeEdits(edits),
  ];
}

/** What `rememberEdits` wrote; undefined for anything else. */
export function recallEdits(
  { content }: Context,
  [channel = '', typedTime = '', enabled = '', code = '']: readonly string[],
): DailyEdits | undefined {
  const options = decodeEdits(code, content.titles());
  const time = typedTime === '' ? undefined : parseTime(typedTime);
  if (options === undefined || time === null || !/^[0-9a-z]{0,13}~?$/.test(channel)) return undefined;
  return {
    ...options,
    ...(channel === ''
      ? {}
      : { channelId: decodeSnowflake(channel.replace(FORUM, '')), tags: [], place: channel.endsWith(FORUM) ? 'forum' : 'channel' }),
    ...given({ time, enabled: enabled === '' ? undefined : enabled !== '0' }),
  };
}

/** At most 26 characters: what is said of the choices, with a sign where nothing is. Channel, time and on or off stand beside it. */
function encodeEdits(edits: DailyEdits): string {
  const { tone, includeDirector, style, weekdays, opensThread, crossposts, pingRoleId, pins, titleId } = edits;
  const bits = weekdays?.reduce((sum, day) => sum | (1 << (day - 1)), 0);
  return [
    tone === undefined ? NOT_SAID : tone === 'gentle' ? 'g' : 'a',
    encodeFlag(includeDirector),
    style === undefined ? NOT_SAID : style === 'card' ? 'c' : 't',
    bits === undefined ? '--' : bits.toString(16).padStart(2, '0'),
    encodeFlag(opensThread),
    encodeFlag(crossposts),
    pingRoleId === undefined ? NOT_SAID : pingRoleId === null ? '' : encodeSnowflake(pingRoleId),
    pins === undefined && titleId === undefined ? '' : `.${encodeFlag(pins)}${titleId ? encodeTitle(titleId) : ''}`,
  ].join('');
}

/** undefined for anything `encodeEdits` did not write. @param titles Those one of which may be named. */
function decodeEdits(code: string, titles: readonly Pick<Title, 'id'>[]): DailyEdits | undefined {
  const match = CODE.exec(code);
  if (!match) return undefined;
  const [, tone, director, style, days = '', thread, crosspost, role = '', pin = NOT_SAID, titleCode] = match;
  const titleId = titles.find(({ id }) => encodeTitle(id) === titleCode)?.id;
  const bits = days === '--' ? undefined : Number.parseInt(days, 16);
  const weekdays = bits === undefined ? undefined : [1, 2, 3, 4, 5, 6, 7].filter((day) => (bits & (1 << (day - 1))) !== 0);
  if (weekdays?.length === 0) return undefined;
  const flag = (sign: string | undefined) => (sign === NOT_SAID ? undefined : sign === '1');
  return given({
    tone: tone === NOT_SAID ? undefined : tone === 'g' ? 'gentle' : 'all',
    includeDirector: flag(director),
    style: style === NOT_SAID ? undefined : style === 'c' ? 'card' : 'text',
    weekdays,
    opensThread: flag(thread),
    crossposts: flag(crosspost),
    pins: flag(pin),
    titleId,
    pingRoleId: role === NOT_SAID ? undefined : role === '' ? null : decodeSnowflake(role),
  });
}

/** Ids of titles are long; a few titles are told apart by less. */
function encodeTitle(id: string): string {
  return hash(id).toString(RADIX).padStart(TITLE_LENGTH, '0').slice(-TITLE_LENGTH);
}

function encodeFlag(flag: boolean | undefined): string {
  return flag === undefined ? NOT_SAID : flag ? '1' : '0';
}

/** Discord's ids are 64-bit numbers, too long in tens for a custom_id that holds several. */
export function encodeSnowflake(id: string): string {
  return BigInt(id).toString(RADIX);
}

/** The id that `encodeSnowflake` made shorter. */
export function decodeSnowflake(code: string): string {
  let value = 0n;
  for (const digit of code) value = value * BigInt(RADIX) + BigInt(Number.parseInt(digit, RADIX));
  return value.toString();
}
