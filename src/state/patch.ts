/** What becomes of a server's settings when some of them are set. */
import { isDeepStrictEqual } from 'node:util';
import { Settings } from './rows/settings.ts';
import type { ServerSettings, SettingsPatch } from './types.ts';

/** The settings as the patch wants them. What is set to what it was already counts as not touched. */
export function patchSettings(settings: ServerSettings, patch: SettingsPatch) {
  const touched = Settings.keyof().options.filter(
    (name) => patch[name] !== undefined && !isDeepStrictEqual(choicesIn(patch[name]), choicesIn(settings[name])),
  );
  const before: SettingsPatch = Object.fromEntries(touched.map((name) => [name, settings[name]]));
  // What was chosen differently is kept so that it can be taken back; null: nothing was.
  return { next: { ...settings, ...patch }, before: touched.length > 0 ? before : null };
}

/** Whether the settings are still what was read of them. */
export function isAsRead(settings: ServerSettings, read: SettingsPatch): boolean {
  return isDeepStrictEqual({ ...settings, ...read }, settings);
}

/** What an admin chose: the due time of a daily post follows from the rest, and a suspension is Discord's doing. */
function choicesIn(setting: SettingsPatch[keyof SettingsPatch]): unknown {
  if (Array.isArray(setting)) return setting.map(choicesIn);
  const isDaily = typeof setting === 'object' && setting !== null && 'nextDueAtMs' in setting;
  return isDaily ? { ...setting, nextDueAtMs: null, suspendedReason: null } : setting;
}
