/**
 * The people and places of the playground: two servers and a direct message, a fan and an admin. All of it is made up,
 * with ids in the shape of Discord's, so that every picker has something to pick and every permission something to lack.
 */
import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';

export const APPLICATION_ID = '800000000000000001';
export const BOT_ID = '800000000000000002';
export const DM_CHANNEL_ID = '910000000000000099';

export const PERSONA_NAMES = ['fan', 'admin'] as const;
export type Persona = (typeof PERSONA_NAMES)[number];
export const PLACES = ['library', 'garden', 'dm'] as const;
export type PlaceId = (typeof PLACES)[number];

export interface NamedId {
  readonly id: string;
  readonly name: string;
}

export interface SampleChannel extends NamedId {
  readonly type: ChannelType;
  /** What Nabi may do there, as Discord's bit set. */
  readonly appPermissions: bigint;
  /** Of a forum. */
  readonly tags?: readonly NamedId[];
}

export interface SampleServer extends NamedId {
  readonly place: Exclude<PlaceId, 'dm'>;
  readonly locale: string;
  /** Only a server with COMMUNITY has a language of its own. */
  readonly features: readonly string[];
  /** The first is the one commands are used in. */
  readonly channels: readonly SampleChannel[];
  readonly roles: readonly NamedId[];
}

export const PERSONAS: Readonly<Record<Persona, NamedId>> = {
  fan: { id: '700000000000000001', name: 'Mina' },
  admin: { id: '700000000000000002', name: 'Theo' },
};

/** Others to pick where a user can be picked. */
const OTHERS: readonly NamedId[] = [
  { id: '700000000000000003', name: 'Sol' },
  { id: '700000000000000004', name: 'Haru' },
];

const FORUM_TAGS = [
  { id: '930000000000000001', name: 'Comfort' },
  { id: '930000000000000002', name: 'Courage' },
];

const { CreatePublicThreads, PinMessages, ViewChannel, SendMessages, EmbedLinks, AttachFiles, SendMessagesInThreads } = PermissionFlagsBits;
/** What the invite link asks for. */
const INVITED = ViewChannel | SendMessages | EmbedLinks | AttachFiles | SendMessagesInThreads;
const DAILY = INVITED | CreatePublicThreads | PinMessages;
const READ_ONLY = ViewChannel;

export const SERVERS: readonly SampleServer[] = [
  {
    place: 'library',
    id: '900000000000000001',
    name: 'Moonlit Library',
    locale: 'en-US',
    features: [],
    channels: [
      { id: '910000000000000001', name: 'general', type: ChannelType.GuildText, appPermissions: INVITED },
      { id: '910000000000000002', name: 'daily-quote', type: ChannelType.GuildText, appPermissions: DAILY },
      { id: '910000000000000003', name: 'staff-only', type: ChannelType.GuildText, appPermissions: READ_ONLY },
      { id: '910000000000000004', name: 'announcements', type: ChannelType.GuildAnnouncement, appPermissions: INVITED },
      { id: '910000000000000005', name: 'rewatch thread', type: ChannelType.PublicThread, appPermissions: INVITED },
      { id: '910000000000000006', name: 'watch party', type: ChannelType.GuildVoice, appPermissions: INVITED },
      { id: '910000000000000007', name: 'quote-forum', type: ChannelType.GuildForum, appPermissions: INVITED, tags: FORUM_TAGS },
    ],
    roles: [
      { id: '920000000000000001', name: 'Night readers' },
      { id: '920000000000000002', name: 'Keepers' },
    ],
  },
  {
    place: 'garden',
    id: '900000000000000002',
    name: '나비 정원',
    locale: 'ko',
    features: ['COMMUNITY'],
    channels: [
      { id: '910000000000000011', name: '수다', type: ChannelType.GuildText, appPermissions: INVITED },
      { id: '910000000000000012', name: '오늘의-한마디', type: ChannelType.GuildText, appPermissions: INVITED },
    ],
    roles: [{ id: '920000000000000011', name: '정원사' }],
  },
];

/** The server of a place; undefined for the direct messages. */
export function findServer(place: PlaceId): SampleServer | undefined {
  return SERVERS.find((server) => server.place === place);
}

/** The channel with this id and the place it is in; undefined for an id of nowhere. */
export function findChannel(channelId: string): { readonly place: PlaceId; readonly channel: SampleChannel } | undefined {
  for (const server of SERVERS) {
    const channel = server.channels.find((candidate) => candidate.id === channelId);
    if (channel !== undefined) return { place: server.place, channel };
  }
  return undefined;
}

/** Where a command used in this place is used. */
export function homeChannel(place: PlaceId): string {
  return findServer(place)?.channels[0]?.id ?? DM_CHANNEL_ID;
}

/** Everybody there is in the playground's servers. */
export function listUsers(): readonly NamedId[] {
  return [PERSONAS.fan, PERSONAS.admin, ...OTHERS];
}
