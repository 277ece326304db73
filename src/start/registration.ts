/** The commands Discord knows, kept as the packs have them: at the start and whenever other packs are taken up. */
import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { wrongToken } from '../discord/application.ts';
import { type CommandIds, loadRegisteredIds, type RegisterOptions, registerCommands } from '../discord/register.ts';
import type { Log } from '../log.ts';

export interface RegistrationOptions extends Pick<RegisterOptions, 'rest' | 'applicationId' | 'loadMeta' | 'saveMeta'> {
  /** Asked anew each time: choices come from the packs. */
  readonly buildDefinitions: () => RESTPutAPIApplicationCommandsJSONBody;
  readonly log: Log;
}

export interface Registration {
  /** Ids by name as far as they are known. */
  commandIds(): CommandIds;
  /**
   * Registers what changed, one call after the other; true when something did. A failure is logged and changes nothing:
   * commands registered before go on working. Rejects with an `ApplicationError` when Discord does not accept the token.
   */
  register(): Promise<boolean>;
}

export function createRegistration({ rest, applicationId, buildDefinitions, loadMeta, saveMeta, log }: RegistrationOptions): Registration {
  let ids: CommandIds = new Map();
  let last: Promise<unknown> = Promise.resolve();

  async function registerOnce(): Promise<boolean> {
    const definitions = buildDefinitions();
    const done = await registerCommands({ rest, applicationId, definitions, loadMeta, saveMeta });
    if (done.ok) {
      ids = done.ids;
      if (done.changed) log.info({ commands: definitions.length }, 'the commands were registered');
      return done.changed;
    }
    const { status, code, message: reason } = done.failure;
    if (status === 401) throw wrongToken();
    log.error({ status, code, reason }, 'the commands could not be registered; the next start tries again');
    return false;
  }

  return {
    commandIds: () => ids,
    register() {
      const next = last.then(registerOnce);
      last = next.catch(() => undefined);
      return next;
    },
  };
}

/** How soon a new command is mentioned by its id by a process that did not register it. */
const LOOK_EVERY_MS = 60_000;

export interface FollowedRegistration {
  commandIds(): CommandIds;
  stop(): void;
}

/** The ids of what another process registers. While the state cannot be read, those that were known. */
export async function followRegistration({
  applicationId,
  loadMeta,
}: Pick<RegistrationOptions, 'applicationId' | 'loadMeta'>): Promise<FollowedRegistration> {
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
