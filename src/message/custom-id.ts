/** What a button, a select or a form says when it comes back. */
import { MAX_CUSTOM_ID } from './limits.ts';

/**
 * A button or select carries all it needs in its `custom_id`: `v1|command|action|args…`, at most 100 characters
 * (https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id).
 */
export interface Press {
  readonly command: string;
  readonly action: string;
  readonly args: readonly string[];
}

const VERSION = 'v1';

/** Whether these arguments fit into an id; `buildCustomId` throws where they do not. */
export function fitsCustomId(command: string, action: string, ...args: readonly (string | number)[]): boolean {
  return joinId(command, action, args).length <= MAX_CUSTOM_ID;
}

/** @throws when the id would be longer than Discord takes, which is a bug in the caller. */
export function buildCustomId(command: string, action: string, ...args: readonly (string | number)[]): string {
  const id = joinId(command, action, args);
  if (id.length > MAX_CUSTOM_ID) throw new RangeError(`custom_id of ${id.length} characters: ${id}`);
  return id;
}

function joinId(command: string, action: string, args: readonly (string | number)[]): string {
  let id = `${VERSION}|${command}|${action}`;
  for (const arg of args) id += `|${String(arg).replaceAll('|', ' ')}`;
  return id;
}

/** The parts of an id of ours, or undefined for one of another version or another maker. */
export function parseCustomId(id: string): Press | undefined {
  const [version, command, action, ...args] = id.split('|');
  if (version !== VERSION || !command || !action) return undefined;
  return { command, action, args };
}
