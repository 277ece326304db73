/** The last change of a server's settings, who made it and when, and how it is taken back. */

import type { Context } from '../../src/bot/types.ts';
import { localDateAt } from '../../src/calendar/clock.ts';
import { showStamp } from '../../src/language/show.ts';
import { planDaily } from '../../src/lines/plan.ts';
import { buildCustomId, fitsCustomId } from '../../src/message/custom-id.ts';
import { buildButton } from '../../src/message/reply.ts';
import { focusDaily } from '../../src/state/dailies.ts';
import { patchSettings } from '../../src/state/patch.ts';
import type { Change, DailySettings, ServerSettings, SettingsChange, SettingsPatch } from '../../src/state/types.ts';
import { nameSettings, SETTING_NAMES, type SettingName } from './describe.ts';
import { serverOf } from './focus.ts';

const RADIX = 36;

/** What is to be written, only while it is as it was read: of two admins at once the second is answered anew. */
export function buildServerChange(context: Context, patch: SettingsPatch): Change {
  const { caller } = context;
  const server = serverOf(context);
  const read = Object.fromEntries(namesIn(patch).map((name) => [name, server[name]]));
  return { kind: 'set-server', guildId: server.guildId, patch, byUserId: caller.userId, read };
}

/** The context as it will be once the patch is written: for an answer that shows what is then set and can be taken back. */
export function withPatch(context: Context, patch: SettingsPatch): Context {
  const { nowMs, caller, focus } = context;
  const server = serverOf(context);
  const { next, before } = patchSettings(server, patch);
  const made: SettingsChange[] =
    before === null ? [] : [{ guildId: server.guildId, id: 0, madeAtMs: nowMs, byUserId: caller.userId, before }];
  const settingsChanges = [...made, ...context.settingsChanges];
  if (focus === undefined) return { ...context, settings: next, settingsChanges };
  return { ...context, settings: focusDaily(next, focus.slot), focus: { ...focus, server: next }, settingsChanges };
}

/** "Last change: language, by @admin, a minute ago."; empty where none is kept. */
export function describeLastChange(context: Context): string {
  const { say } = context;
  const [last] = context.settingsChanges;
  if (last === undefined) return '';
  const what = nameSettings(context, namesIn(last.before));
  const when = showStamp(last.madeAtMs, 'R');
  return last.byUserId === ''
    ? say('config.lastChangeUnnamed', { what, when })
    : say('config.lastChange', { what, when, who: `<@${last.byUserId}>` });
}

/**
 * Names the change by when and by whom it was made, so that a press on an old panel never takes back a newer one. None where somebody's
 * id is longer than any of Discord's.
 */
export function buildUndoButton({ settingsChanges: [last], say }: Context) {
  if (last === undefined) return undefined;
  const args = ['config', 'undo', last.madeAtMs.toString(RADIX), last.byUserId] as const;
  return fitsCustomId(...args) ? buildButton({ label: say('config.undo'), id: buildCustomId(...args) }) : undefined;
}

/** What takes the named change back; undefined where it is not the last one any more. */
export function findRestoringPatch(context: Context, madeAt: string, byUserId: string): SettingsPatch | undefined {
  const [last] = context.settingsChanges;
  if (last === undefined || last.madeAtMs.toString(RADIX) !== madeAt || last.byUserId !== byUserId) return undefined;
  return planPatch(context, last.before);
}

/** The same settings with daily posts that are due by today's calendar, and not paused for what was wrong then. */
export function planPatch({ deliveries, nowMs }: Context, patch: SettingsPatch): SettingsPatch {
  const plan = (daily: DailySettings): DailySettings => {
    const skipDate = daily.skipDate !== null && daily.skipDate < localDateAt(nowMs, daily.zone) ? null : daily.skipDate;
    return planDaily({ ...daily, skipDate, suspendedReason: null }, deliveries, nowMs);
  };
  return {
    ...patch,
    ...(patch.daily && { daily: plan(patch.daily) }),
    ...(patch.moreDailies && { moreDailies: patch.moreDailies.map(plan) }),
  };
}

/** The settings that two states of a server have differently, a post's due time aside. */
export function listChanged(settings: ServerSettings, patch: SettingsPatch): readonly SettingName[] {
  const { before } = patchSettings(settings, patch);
  return before === null ? [] : namesIn(before);
}

/** The names of the settings that a patch changes, in the order of the list. */
export function namesIn(patch: SettingsPatch): readonly SettingName[] {
  return SETTING_NAMES.filter((name) => name in patch);
}
