/** Telling Discord which commands exist: once, whenever they changed, and never by comparing with what it holds. */
import { createHash } from 'node:crypto';
import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Refused } from '../posting/types.ts';
import type { RestResult } from './requests.ts';
import type { DiscordRest } from './rest.ts';

const SLASH_COMMAND = 1;
/** "You cannot remove this app's Entry Point command in a bulk update operation." */
const ENTRY_POINT_LACKING = 50_240;

const KEPT = z.object({ hash: z.string(), ids: z.record(z.string(), z.string()) });

/** Ids of slash commands by name, for clickable mentions. */
export type CommandIds = ReadonlyMap<string, string>;

export type RegisterResult = { readonly ok: true; readonly changed: boolean; readonly ids: CommandIds } | Refused;

export interface RegisterOptions {
  readonly rest: Pick<DiscordRest, 'loadCommands' | 'saveCommands' | 'loadEntryPoints'>;
  readonly applicationId: string;
  readonly definitions: RESTPutAPIApplicationCommandsJSONBody;
  readonly loadMeta: (key: string) => Promise<string | null>;
  readonly saveMeta: (key: string, value: string) => Promise<void>;
  /** Registers for this one server instead, where new commands show at once. */
  readonly guildId?: string;
}

/**
 * Overwrites all commands in one request when their definitions differ from those registered last (a hash kept in state
 * per application), then reads their ids back by GET, since nothing promises that the answer to the PUT holds them. When
 * nothing changed, no request is made. A failure leaves the old hash, so the next start tries again.
 */
export async function registerCommands(options: RegisterOptions): Promise<RegisterResult> {
  const { rest, applicationId, definitions, guildId } = options;
  const key = keyOf(applicationId, guildId);
  const hash = createHash('sha256').update(JSON.stringify(definitions)).digest('hex');

  const kept = readKept(await options.loadMeta(key));
  if (kept?.hash === hash) return { ok: true, changed: false, ids: new Map(Object.entries(kept.ids)) };

  const saved = await saveAll(options);
  if (!saved.ok) return saved;
  const found = await rest.loadCommands(applicationId, guildId);
  if (!found.ok) return found;
  const slash = found.value.filter((command) => command.type === SLASH_COMMAND);
  const ids = new Map(slash.map((command) => [command.name, command.id]));
  await options.saveMeta(key, JSON.stringify({ hash, ids: Object.fromEntries(ids) }));
  return { ok: true, changed: true, ids };
}

/** Where Discord does not let the Entry Point of an activity be left out, it is sent along as it is there. */
async function saveAll({ rest, applicationId, definitions, guildId }: RegisterOptions): Promise<RestResult<null>> {
  const saved = await rest.saveCommands(applicationId, definitions, guildId);
  if (saved.ok || saved.failure.code !== ENTRY_POINT_LACKING) return saved;
  const entryPoints = await rest.loadEntryPoints(applicationId);
  return entryPoints.ok ? rest.saveCommands(applicationId, [...definitions, ...entryPoints.value], guildId) : entryPoints;
}

/** The ids some process kept that registered; empty where none ever did. */
export async function loadRegisteredIds(loadMeta: RegisterOptions['loadMeta'], applicationId: string): Promise<CommandIds> {
  return new Map(Object.entries(readKept(await loadMeta(keyOf(applicationId)))?.ids ?? {}));
}

function keyOf(applicationId: string, guildId?: string): string {
  return `commands:${applicationId}${guildId === undefined ? '' : `:${guildId}`}`;
}

/** What was kept, or null where there is nothing readable: then everything is registered anew, which is harmless. */
function readKept(text: string | null): z.infer<typeof KEPT> | null {
  if (text === null) return null;
  try {
    return KEPT.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
