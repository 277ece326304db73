/** What the parts of a running bot share. */
import type { Logger } from 'pino';
import type { LivePacks } from '../content/live.ts';
import type { Identity } from '../discord/application.ts';
import type { DiscordRest } from '../discord/rest.ts';
import type { Env } from '../env.ts';
import type { Languages } from '../language/locale.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Readiness } from '../ops/readiness.ts';
import type { State } from '../state/types.ts';
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
  readonly loadGatewayAddress: DiscordRest['loadGatewayAddress'];
  /** Keeps a small fact. What cannot be kept costs a request or a wait more, at the next start; that is no reason not to run. */
  saveMeta(key: string, value: string): Promise<void>;
}
