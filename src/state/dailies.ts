/** A server's daily posts: all of them, one of them, and what is to be written to change one. */
import { type DailySettings, MOST_DAILIES, type ServerSettings, type SettingsPatch } from './types.ts';

/** All of them, by their slots. */
export function listDailies({ daily, moreDailies }: Pick<ServerSettings, 'daily' | 'moreDailies'>): readonly DailySettings[] {
  return daily === null ? moreDailies : [daily, ...moreDailies];
}

/** The settings with the daily post in this slot as `daily`, null where there is none. Never to be saved. */
export function focusDaily(settings: ServerSettings, slot: number): ServerSettings {
  if (slot === 1) return settings;
  return { ...settings, daily: settings.moreDailies.find((one) => one.slot === slot) ?? null };
}

/** What makes `daily` the one in its slot; null: there is none in `slot` any more. */
export function patchDaily(settings: Pick<ServerSettings, 'moreDailies'>, slot: number, daily: DailySettings | null): SettingsPatch {
  if (slot === 1) return { daily };
  const others = settings.moreDailies.filter((one) => one.slot !== slot);
  return { moreDailies: [...others, ...(daily === null ? [] : [daily])].toSorted((a, b) => a.slot - b.slot) };
}

/** The first slot that is free; undefined where the server has as many daily posts as it may. */
export function findFreeSlot(settings: ServerSettings): number | undefined {
  const taken = new Set(listDailies(settings).map(({ slot }) => slot));
  return Array.from({ length: MOST_DAILIES }, (_, index) => index + 1).find((slot) => !taken.has(slot));
}
