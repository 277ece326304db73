/** The ids of the panel's presses. */
import { buildCustomId } from '../../src/message/custom-id.ts';

/** A press of the panel. */
export function buildPanelId(action: string, ...args: readonly (string | number)[]): string {
  return buildCustomId('config', action, ...args);
}
