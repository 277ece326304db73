/** Reading a reply as a test wants to know it. */
import type { APIInteractionResponse } from 'discord-api-types/v10';
import type { Bot } from './running-bot.ts';

export const EPHEMERAL = 1 << 6;

export function componentsOf(response: APIInteractionResponse): object[] {
  return 'data' in response && response.data !== undefined && 'components' in response.data ? flatten(response.data.components) : [];
}

/** Every component of a message, however deep. */
export function flatten(components: unknown): object[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((component: unknown) =>
    typeof component === 'object' && component !== null
      ? [component, ...('components' in component ? flatten(component.components) : [])]
      : [],
  );
}

/** Everything a reply says, as one text. */
export function textOf(response: APIInteractionResponse): string {
  return joinTexts(componentsOf(response));
}

/** Everything components say, as one text. */
export function joinTexts(components: readonly object[]): string {
  return components.map((component) => ('content' in component ? component.content : '')).join('\n');
}

export function flagsOf(response: APIInteractionResponse): number {
  return 'data' in response && response.data !== undefined && 'flags' in response.data ? (response.data.flags ?? 0) : 0;
}

/** The `custom_id` of the button of that label, or the select of that placeholder. */
export function customIdOf(response: APIInteractionResponse, label: string): string {
  const found = componentsOf(response).find((component) => Object.values(component).includes(label));
  if (found === undefined || !('custom_id' in found)) throw new Error(`no "${label}" in ${JSON.stringify(response)}`);
  return String(found.custom_id);
}

/** Every `custom_id` in a message. */
export function customIdsIn(components: readonly object[]): string[] {
  return components.flatMap((component) => ('custom_id' in component ? [String(component.custom_id)] : []));
}

const ERROR = 50;

/** What a bot logged as an error, but for the line that says how slow this machine is. */
export function listComplaints(bot: Bot): string[] {
  return bot.lines().flatMap(({ level, msg }) => (level >= ERROR && !msg.includes('kept all others waiting') ? [msg] : []));
}
