/** Which of a server's daily posts a screen of `/config` reads and writes: the one whose slot stands in the custom_id, else the first. */
import type { CommandResult, Context } from '../../src/bot/types.ts';
import { focusDaily, patchDaily } from '../../src/state/dailies.ts';
import type { DailySettings, ServerSettings, SettingsPatch } from '../../src/state/types.ts';
import { buildPanelId } from './panel-id.ts';

/** The last argument of a press that is about another daily post than the first: its slot. */
const MARK = /^@([2-5])$/;

/** `context.settings.daily` is the one in the slot from here on; null where there is none yet. */
export function focusOn(context: Context, slot: number): Context {
  const server = serverOf(context);
  const { focus: _, ...rest } = context;
  return slot === 1 ? { ...rest, settings: server } : { ...context, settings: focusDaily(server, slot), focus: { slot, server } };
}

/** The settings of the server as they are, whichever daily post is looked at. */
export function serverOf({ settings, focus }: Pick<Context, 'settings' | 'focus'>): ServerSettings {
  return focus?.server ?? settings;
}

/** The patch that saves `daily` as the daily post in focus; null removes that one. */
export function patchFocused(context: Context, daily: DailySettings | null): SettingsPatch {
  return patchDaily(serverOf(context), context.focus?.slot ?? 1, daily);
}

/** The custom_id of a press on the daily post in focus. */
export function buildDailyId({ focus }: Context, action: string, ...args: readonly (string | number)[]): string {
  return buildPanelId(action, ...args, ...markOfSlot(focus?.slot));
}

/** What `buildDailyId` adds to the arguments. */
export function markOfSlot(slot = 1): readonly string[] {
  return slot === 1 ? [] : [`@${slot}`];
}

/** The slot a press names; 1 where it names none. */
export function readSlot(args: readonly string[]): number {
  return Number(MARK.exec(args.at(-1) ?? '')?.[1] ?? 1);
}

/** The handler of a press or a form, called with the daily post in focus that it names, and without its mark among the arguments. */
export function ofDaily<Last, Result extends CommandResult>(
  handle: (context: Context, args: readonly string[], last: Last) => Result,
): (context: Context, args: readonly string[], last: Last) => Result {
  return (context, args, last) => handle(focusOn(context, readSlot(args)), withoutMark(args), last);
}

function withoutMark(args: readonly string[]): readonly string[] {
  return MARK.test(args.at(-1) ?? '') ? args.slice(0, -1) : args;
}
