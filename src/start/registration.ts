/** The commands Discord knows, kept as the packs have them: at the start and whenever other packs are taken up. */
import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { commands } from '../../commands/index.ts';
import { buildDefinitions } from '../answer/registry.ts';
import { wrongToken } from '../discord/application.ts';
import { type CommandIds, loadRegisteredIds, type RegisterOptions, registerCommands } from '../discord/register.ts';
import type { Log } from '../log.ts';
import { createOutage } from '../outage.ts';
import { growPauseMs } from '../pause.ts';
import type { DiscordFailure } from '../posting/types.ts';
import type { Parts } from './parts.ts';

/** Between one try and the next after a failure. */
const PAUSE = { firstMs: 5_000, longestMs: 60 * 60_000 };
/** How soon a new command is mentioned by its id by a process that did not register it, and a failure of one that did is noticed. */
const LOOK_EVERY_MS = 60_000;
const LEAST_PAUSE_MS = 1_000;
/** Discord repeats a refused definition in its answer, thousands of characters of it. */
const LONGEST_REASON = 300;

export interface RegistrationOptions extends Pick<RegisterOptions, 'rest' | 'applicationId' | 'loadMeta' | 'saveMeta'> {
  /** Asked anew each time: choices come from the packs. */
  readonly buildDefinitions: () => RESTPutAPIApplicationCommandsJSONBody;
  /** Of commands that were registered before; they keep their ids. */
  readonly known?: CommandIds;
  readonly log: Log;
  readonly steadyMs?: () => number;
}

export interface Registration {
  /** Ids by name as far as they are known. */
  commandIds(): CommandIds;
  /** Whether Discord has the commands as they are now. */
  isRegistered(): boolean;
  /** Milliseconds until it is right to try again; 0 when it is now, null when there is nothing to do. */
  dueInMs(): number | null;
  /** Notes that the commands may be others now. */
  expectChange(): void;
  /**
   * Registers what changed, one call after the other. A failure is logged once and changes nothing: commands registered before go on
   * working, and `dueInMs` says when to try again. Rejects with an `ApplicationError` when Discord does not accept the token.
   */
  register(): Promise<void>;
}

/** @param options `steadyMs`: a clock that nobody sets. */
export function createRegistration(options: RegistrationOptions): Registration {
  const { rest, applicationId, buildDefinitions, known = new Map(), loadMeta, saveMeta, log, steadyMs = () => performance.now() } = options;
  const outage = createOutage(steadyMs);
  let ids = known;
  let isRegistered = false;
  let failures = 0;
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  let last: Promise<unknown> = Promise.resolve();

  async function registerOnce(): Promise<void> {
    const definitions = buildDefinitions();
    const done = await registerCommands({ rest, applicationId, definitions, loadMeta, saveMeta });
    if (!done.ok) return noteFailure(done.failure);
    ids = done.ids;
    isRegistered = true;
    const lastedS = outage.end();
    const after = lastedS === null ? {} : { failures, lastedS };
    if (done.changed || lastedS !== null) log.info({ commands: definitions.length, ...after }, 'the commands were registered');
    failures = 0;
    notBeforeMs = Number.NEGATIVE_INFINITY;
  }

  function noteFailure({ status, code, message, retryAfterMs }: DiscordFailure): void {
    if (status === 401) throw wrongToken();
    isRegistered = false;
    notBeforeMs = steadyMs() + Math.max(growPauseMs(failures, PAUSE), retryAfterMs ?? 0);
    failures += 1;
    const reason = message.length > LONGEST_REASON ? `${message.slice(0, LONGEST_REASON)}…` : message;
    if (outage.begin()) log.error({ status, code, reason }, 'the commands could not be registered; trying again until they are');
  }

  return {
    commandIds: () => ids,
    isRegistered: () => isRegistered,
    dueInMs: () => (isRegistered ? null : Math.max(0, notBeforeMs - steadyMs())),
    expectChange() {
      isRegistered = false;
    },
    register() {
      const next = last.then(registerOnce);
      last = next.catch(() => undefined);
      return next;
    },
  };
}

/** What registers the commands of this bot as the packs have them; `keepRegistering` begins. Until then it knows what was registered last. */
export async function prepareRegistration({ rest, identity, packs, languages, state, saveMeta, log }: Parts): Promise<Registration> {
  const loadMeta = (key: string): Promise<string | null> => state.loadMeta(key);
  return createRegistration({
    rest,
    applicationId: identity.id,
    buildDefinitions: () => buildDefinitions(commands, packs.content(), languages),
    known: await loadRegisteredIds(loadMeta, identity.id),
    loadMeta,
    saveMeta,
    log,
  });
}

/** Tries again for as long as it takes. @param onRefused Told of what makes trying again useless. */
export function keepRegistering(registration: Registration, onRefused: (error: unknown) => void): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  async function look(): Promise<void> {
    try {
      if (registration.dueInMs() === 0) await registration.register();
      timer = setTimeout(look, Math.max(LEAST_PAUSE_MS, Math.min(registration.dueInMs() ?? LOOK_EVERY_MS, LOOK_EVERY_MS)));
      timer.unref();
    } catch (error) {
      onRefused(error);
    }
  }
  void look();
  return { stop: () => clearTimeout(timer) };
}

/** The ids of what another process registers. While the state cannot be read, those that were known. */
export async function followRegistration({ applicationId, loadMeta }: Pick<RegistrationOptions, 'applicationId' | 'loadMeta'>) {
  let ids: CommandIds = new Map();
  async function look(): Promise<void> {
    try {
      ids = await loadRegisteredIds(loadMeta, applicationId);
    } catch {
      // Whatever asks the state for more says so.
    }
  }
  await look();
  const clock = setInterval(look, LOOK_EVERY_MS);
  clock.unref();
  return { commandIds: () => ids, stop: () => clearInterval(clock) };
}
