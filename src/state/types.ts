/**
 * What servers have set and what became of each daily post. One small asynchronous interface, because it has more than
 * one implementation: SQLite for one machine, Postgres for many.
 */

export interface DailySettings {
  readonly enabled: boolean;
  readonly channelId: string;
  /** Wall-clock time in the zone, "HH:MM". */
  readonly time: string;
  /** IANA zone such as Europe/Riga, or UTC. */
  readonly zone: string;
  /** When the next post is due; null while switched off. Milliseconds since the epoch. */
  readonly nextDueAtMs: number | null;
  /** Why posting is suspended, as a code such as "missing-permissions"; null while all is well. */
  readonly suspendedReason: string | null;
}

export interface ServerSettings {
  readonly guildId: string;
  /** The title meant when nobody names one; null: the first of the packs. */
  readonly title: string | null;
  /** The last episode whose facts public replies may show openly. */
  readonly spoilerCeiling: number;
  /** A Discord locale an admin fixed; null: follow the server. */
  readonly locale: string | null;
  readonly daily: DailySettings | null;
}

/** Writes a command asks for, as data; applied together in one transaction. */
export type Change =
  | { readonly kind: 'set-daily'; readonly guildId: string; readonly daily: DailySettings }
  | { readonly kind: 'set-title'; readonly guildId: string; readonly title: string | null }
  | { readonly kind: 'reset-server'; readonly guildId: string };

export type DeliveryState = 'claimed' | 'sent' | 'confirmed' | 'missed' | 'failed' | 'unknown';

export interface Delivery {
  readonly guildId: string;
  /** The server's local date, "2026-11-22". */
  readonly localDate: string;
  readonly state: DeliveryState;
  /** A code for /health, such as "missing-permissions" or "bot-was-down"; null when posted. */
  readonly reason: string | null;
  readonly channelId: string;
  readonly titleId: string;
  readonly quoteId: string | null;
  /** Index of the question beside the line. */
  readonly questionIndex: number | null;
  /** Position in the shuffle: which bag and which place in it. */
  readonly cycle: number;
  readonly position: number;
  readonly dueAtMs: number;
  readonly claimedAtMs: number;
  readonly updatedAtMs: number;
  readonly attempts: number;
  readonly messageId: string | null;
}

export interface DueServer {
  readonly settings: ServerSettings & { readonly daily: DailySettings };
  readonly dueAtMs: number;
}

export interface State {
  /** Settings of a server; a server that set nothing has the defaults. */
  loadSettings(guildId: string): Promise<ServerSettings>;
  /** Applies all or none; durable on return. */
  saveChanges(changes: readonly Change[], nowMs: number): Promise<void>;

  /** Servers whose post is due at or before `nowMs` and not suspended, earliest first. */
  loadDue(nowMs: number, limit: number): Promise<readonly DueServer[]>;
  /** Inserts the claim for (server, local date) and moves the server's next due time, in one transaction; false when that date was taken before. */
  claimDelivery(delivery: Delivery, nextDueAtMs: number): Promise<boolean>;
  /** Moves a delivery on; durable on return. */
  saveDelivery(delivery: Delivery): Promise<void>;
  /** Deliveries left at "claimed" or "sent" by a crash, or waiting for another attempt. */
  loadUnsettled(limit: number): Promise<readonly Delivery[]>;
  /** Newest first. */
  loadDeliveries(guildId: string, limit: number): Promise<readonly Delivery[]>;
  /** Moves a server's next due time without a delivery. */
  saveNextDue(guildId: string, nextDueAtMs: number | null): Promise<void>;
  suspendDaily(guildId: string, reason: string): Promise<void>;

  /** Small facts about the running bot, such as the hash of the registered commands. */
  loadMeta(key: string): Promise<string | null>;
  saveMeta(key: string, value: string): Promise<void>;

  close(): Promise<void>;
}
