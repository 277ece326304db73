/** What the bot may do in one channel, worked out from Discord's own data, since it keeps no cache of servers. */

import { ChannelFlags, OverwriteType, PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { isThread } from '../bot/permissions.ts';
import type { BotPermissions } from '../bot/types.ts';
import { withinMs } from '../deadline.ts';
import type { DiscordRest } from './rest.ts';
import { readTimedOutUntilMs, TimedOutUntil } from './server-lookup.ts';

/** For everything together: an admin waits for the answer, and Discord waits three seconds at most. */
const DEADLINE_MS = 1_800;

const Bits = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(BigInt);
const ChannelRights = z.object({
  type: z.number(),
  parent_id: z.string().nullish(),
  flags: z.int().default(0),
  available_tags: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
  thread_metadata: z.object({ archived: z.boolean().default(false), locked: z.boolean().default(false) }).optional(),
  permission_overwrites: z.array(z.object({ id: z.string(), type: z.number(), allow: Bits, deny: Bits })).optional(),
});
const RolesWithRights = z.array(z.object({ id: z.string(), permissions: Bits, mentionable: z.boolean().default(false) }));
const MemberRights = z.object({ roles: z.array(z.string()), ...TimedOutUntil.shape });

type Overwrites = NonNullable<z.infer<typeof ChannelRights>['permission_overwrites']>;

const MISSING_CODES: ReadonlySet<number> = new Set([10_003, 10_004]);

const UNKNOWN: BotPermissions = { kind: 'unknown' };

export type PermissionLookup = (guildId: string, channelId: string) => Promise<BotPermissions>;

/** A look-up that asks for the channel, the server's roles and the bot's own; "unknown" when Discord does not answer in time. */
export function createPermissionLookup(rest: Pick<DiscordRest, 'load' | 'loadOwnUserId'>): PermissionLookup {
  async function look(guildId: string, channelId: string): Promise<BotPermissions> {
    const own = await rest.loadOwnUserId();
    return own.ok ? loadBotPermissions(rest, own.value, guildId, channelId) : UNKNOWN;
  }

  return (guildId, channelId) => withinMs(DEADLINE_MS, look(guildId, channelId), () => UNKNOWN);
}

async function loadBotPermissions(
  rest: Pick<DiscordRest, 'load'>,
  userId: string,
  guildId: string,
  channelId: string,
): Promise<BotPermissions> {
  const [channel, roles, member] = await Promise.all([
    rest.load(Routes.channel(channelId), ChannelRights, DEADLINE_MS),
    rest.load(Routes.guildRoles(guildId), RolesWithRights, DEADLINE_MS),
    rest.load(Routes.guildMember(guildId, userId), MemberRights, DEADLINE_MS),
  ]);
  if (!channel.ok) {
    if (MISSING_CODES.has(channel.failure.code)) return { kind: 'missing' };
    return { kind: channel.failure.status === 403 ? 'hidden' : 'unknown' };
  }
  if (!roles.ok || !member.ok) return UNKNOWN;
  let overwrites = channel.value.permission_overwrites ?? [];
  if (overwrites.length === 0 && channel.value.parent_id && isThread(channel.value.type)) {
    // A thread has no overwrites of its own; its parent's hold.
    const parent = await rest.load(Routes.channel(channel.value.parent_id), ChannelRights, DEADLINE_MS);
    if (!parent.ok) return UNKNOWN;
    overwrites = parent.value.permission_overwrites ?? [];
  }
  const bits = computePermissions({ guildId, userId, memberRoles: member.value.roles, roles: roles.value, overwrites });
  const openRoleIds = roles.value.filter((role) => role.mentionable).map((role) => role.id);
  const { type: channelType, available_tags: tags, flags, thread_metadata } = channel.value;
  return {
    kind: 'known',
    bits,
    channelType,
    roleIds: roles.value.map((role) => role.id),
    openRoleIds,
    tags,
    needsTag: (flags & ChannelFlags.RequireTag) !== 0,
    isClosed: thread_metadata?.archived === true || thread_metadata?.locked === true,
    timedOutUntilMs: readTimedOutUntilMs(member.value, Date.now()),
  };
}

/**
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites: the roles' permissions together, then
 * @everyone's overwrite, then all of the roles' (denials first), then the member's own.
 */
function computePermissions(given: {
  readonly guildId: string;
  readonly userId: string;
  readonly memberRoles: readonly string[];
  readonly roles: readonly { readonly id: string; readonly permissions: bigint }[];
  readonly overwrites: Overwrites;
}): bigint {
  const { guildId, userId, memberRoles, roles, overwrites } = given;
  const own = new Set([guildId, ...memberRoles]);
  let bits = roles.filter((role) => own.has(role.id)).reduce((sum, role) => sum | role.permissions, 0n);
  if ((bits & PermissionFlagsBits.Administrator) !== 0n) return ALL;
  const everyone = overwrites.find((overwrite) => overwrite.id === guildId);
  if (everyone) bits = (bits & ~everyone.deny) | everyone.allow;
  const ofRoles = overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guildId && own.has(id));
  const deny = ofRoles.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
  const allow = ofRoles.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
  bits = (bits & ~deny) | allow;
  const member = overwrites.find(({ id, type }) => type === OverwriteType.Member && id === userId);
  return member ? (bits & ~member.deny) | member.allow : bits;
}

const ALL = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n);
