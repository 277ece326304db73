/** What the parts of a running bot share. */
import type { Logger } from 'pino';
import type { Languages } from '../bot/locale.ts';
import type { Env } from '../env.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Readiness } from '../ops/readiness.ts';
import type { LivePacks } from '../packs/live.ts';
import type { State } from '../state/types.ts';
import type { Identity } from '../transports/application.ts';
import type { DiscordRest } from '../transports/rest.ts';
import type { Life } from './life.ts';

export type BotEnv = Env & { readonly token: string };

export interface Parts {
  readonly env: BotEnv;
  readonly log: Logger;
  readonly life: Life;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly state: State;
  readonly packs: LivePacks;
  readonly languages: Languages;
  readonly rest: DiscordRest;
  readonly identity: Identity;
  /** Keeps a small fact. What cannot be kept costs a request or a wait more, at the next start; that is no reason not to run. */
  saveMeta(key: string, value: string): Promise<void>;
}
