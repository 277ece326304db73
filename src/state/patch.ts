/** What becomes of a server's settings when some of them are set. */
import { isDeepStrictEqual } from 'node:util';
import type { DailySettings, ServerSettings, SettingsPatch } from './types.ts';

export interface PatchedSettings {
  readonly next: ServerSettings;
  /** What was chosen differently before, kept so that it can be taken back; null: nothing was. */
  readonly before: SettingsPatch | null;
}

/** The settings as the patch wants them. What is set to what it was already counts as not touched. */
export function patchSettings(settings: ServerSettings, patch: SettingsPatch): PatchedSettings {
  const isTouched = (name: keyof SettingsPatch): boolean => name in patch && !isDeepStrictEqual(patch[name], settings[name]);
  const isDailyTouched = patch.daily !== undefined && !isDeepStrictEqual(choicesOf(patch.daily), choicesOf(settings.daily));
  const { moreDailies } = patch;
  const areMoreTouched = moreDailies !== undefined && !isDeepStrictEqual(moreDailies.map(choicesOf), settings.moreDailies.map(choicesOf));
  const before: SettingsPatch = {
    ...(isTouched('title') && { title: settings.title }),
    ...(isTouched('ceilings') && { ceilings: settings.ceilings }),
    ...(isTouched('locale') && { locale: settings.locale }),
    ...(isTouched('replyStyle') && { replyStyle: settings.replyStyle }),
    ...(isTouched('suggestions') && { suggestions: settings.suggestions }),
    ...(isTouched('quizBoard') && { quizBoard: settings.quizBoard }),
    ...(isTouched('seasonNewsChannelId') && { seasonNewsChannelId: settings.seasonNewsChannelId }),
    ...(isTouched('careText') && { careText: settings.careText }),
    ...(isTouched('noticesChannelId') && { noticesChannelId: settings.noticesChannelId }),
    ...(isDailyTouched && { daily: settings.daily }),
    ...(areMoreTouched && { moreDailies: settings.moreDailies }),
  };
  return { next: { ...settings, ...patch }, before: Object.keys(before).length > 0 ? before : null };
}

/** Whether the settings are still what was read of them. */
export function isAsRead(settings: ServerSettings, read: SettingsPatch): boolean {
  return isDeepStrictEqual({ ...settings, ...read }, settings);
}

/** A daily post as far as an admin chose it: its due time follows from the rest, and a suspension is Discord's doing. */
function choicesOf(daily: DailySettings | null): unknown {
  return daily === null ? null : { ...daily, nextDueAtMs: null, suspendedReason: null };
}
