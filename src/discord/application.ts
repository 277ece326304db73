/** Which application a token belongs to: from the environment, else asked of Discord; never read out of the token. */
import type { Env } from '../env.ts';
import type { Application, DiscordRest } from './rest.ts';

export type Identity = Pick<Application, 'id' | 'publicKeyHex'>;

/** Discord did not tell which application this is. */
export class ApplicationError extends Error {
  override readonly name = 'ApplicationError';
  /** Trying again with the same token cannot help. */
  readonly isTokenWrong: boolean;
  /** There was no answer, or one of a Discord in trouble: the same may be answered later. */
  readonly mayPass: boolean;

  constructor(message: string, { isTokenWrong = false, mayPass = false } = {}) {
    super(message);
    this.isTokenWrong = isTokenWrong;
    this.mayPass = mayPass;
  }
}

/**
 * Asks `GET /applications/@me` only for what the environment leaves out.
 * https://docs.discord.com/developers/resources/application#get-current-application
 *
 * @throws ApplicationError
 */
export async function loadIdentity(rest: Pick<DiscordRest, 'loadApplication'>, env: Env): Promise<Identity> {
  const { applicationId, publicKeyHex } = env;
  const needsKey = env.transport === 'http';
  if (applicationId !== null && (publicKeyHex !== null || !needsKey)) return { id: applicationId, publicKeyHex: publicKeyHex ?? '' };
  const asked = await rest.loadApplication();
  if (asked.ok) return { id: applicationId ?? asked.value.id, publicKeyHex: publicKeyHex ?? asked.value.publicKeyHex };
  if (asked.failure.status === 401) throw wrongToken();
  const mayPass = isPassing(asked.failure.status);
  throw new ApplicationError(`Discord could not be asked which application this is: ${asked.failure.message}`, { mayPass });
}

/** Discord answered 401: nothing helps but another token. */
export function wrongToken(): ApplicationError {
  return new ApplicationError('Discord does not accept DISCORD_TOKEN. Copy it again from the Bot page of your application.', {
    isTokenWrong: true,
  });
}

/** Whether the same request may be answered otherwise later. @param status Of HTTP; 0 when no answer came. */
export function isPassing(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}
