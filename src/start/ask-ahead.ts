/** Asks Discord where its gateway is while it is still telling which application this is, and while modules load. */
import type { DiscordRest } from '../discord/rest.ts';

/** An answer also says how many logins are left, so it is good for a start that goes straight on. */
const GOOD_FOR_MS = 5_000;

/**
 * Asks at once. Whoever asks first and soon is given that answer, if it is one; everybody else asks anew.
 *
 * @param nowMs A clock that nobody sets.
 */
export function askAhead(
  load: DiscordRest['loadGatewayAddress'],
  nowMs: () => number = () => performance.now(),
): DiscordRest['loadGatewayAddress'] {
  const askedAtMs = nowMs();
  let ahead: ReturnType<typeof load> | null = load();
  return async () => {
    const answer = nowMs() - askedAtMs < GOOD_FOR_MS ? await ahead : null;
    ahead = null;
    return answer?.ok ? answer : load();
  };
}
