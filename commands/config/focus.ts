/** Which of a server's daily posts a screen of `/config` is about. What is read and written then is that one; without a word the first. */
import type { Context, PressHandler, SubmitHandler } from '../../src/bot/types.ts';
import { focusDaily, patchDaily } from '../../src/state/dailies.ts';
import type { DailySettings, ServerSettings, SettingsPatch } from '../../src/state/types.ts';
import { buildPanelId } from './panel-id.ts';

/** At the end of the id of a press that is not about the first. */
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

/** What makes `daily` the daily post that is looked at; null: there is none any more. */
export function patchFocused(context: Context, daily: DailySettings | null): SettingsPatch {
  return patchDaily(serverOf(context), context.focus?.slot ?? 1, daily);
}

/** A press that is about the daily post that is looked at. */
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

/** The handler, looking at the daily post the press names. */
export function ofDaily(handle: PressHandler): PressHandler {
  return (context, args, values) => handle(focusOn(context, readSlot(args)), withoutMark(args), values);
}

/** The same for a form. */
export function ofDailyForm(handle: SubmitHandler): SubmitHandler {
  return (context, args, fields) => handle(focusOn(context, readSlot(args)), withoutMark(args), fields);
}

function withoutMark(args: readonly string[]): readonly string[] {
  return MARK.test(args.at(-1) ?? '') ? args.slice(0, -1) : args;
}
