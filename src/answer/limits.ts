/** How much one person and one server may ask in a while, so that none of them slows the answers of others. In memory, and per process. */

const LIMIT_WINDOW_MS = 10_000;
/** What nobody has asked for this long is forgotten whenever so many askers are known. */
const MANY_ASKERS = 10_000;

export interface AnswerLimits {
  /** Answers within `LIMIT_WINDOW_MS`; 0: as many as they like. */
  readonly perPerson: number;
  readonly perServer: number;
}

export interface Limiter {
  /**
   * Counts a question, unless it is one too many. What one person asks too much does not count to their server.
   *
   * @param guildId null in a direct message.
   */
  take(userId: string, guildId: string | null, nowMs: number): boolean;
}

/** A limiter that knows of no questions yet. */
export function createLimiter({ perPerson, perServer }: AnswerLimits): Limiter {
  const people = createWindows(perPerson);
  const servers = createWindows(perServer);
  return {
    take(userId, guildId, nowMs) {
      if (!people.hasRoom(userId, nowMs) || (guildId !== null && !servers.hasRoom(guildId, nowMs))) return false;
      people.add(userId, nowMs);
      if (guildId !== null) servers.add(guildId, nowMs);
      return true;
    },
  };
}

/** When each asker asked within the window, the oldest first. */
function createWindows(most: number) {
  const times = new Map<string, number[]>();
  // After the clock was set back, a time that lies in the future counts as past: nobody waits for the clock to come there again.
  const isPast = (atMs: number, nowMs: number) => nowMs - atMs >= LIMIT_WINDOW_MS || atMs > nowMs;

  function forgetPast(nowMs: number): void {
    for (const [asker, asked] of times) if (isPast(asked.at(-1) ?? 0, nowMs)) times.delete(asker);
  }

  return {
    hasRoom(asker: string, nowMs: number): boolean {
      const asked = most === 0 ? undefined : times.get(asker);
      if (asked === undefined) return true;
      const kept = asked.findIndex((atMs) => !isPast(atMs, nowMs));
      asked.splice(0, kept === -1 ? asked.length : kept);
      return asked.length < most;
    },
    add(asker: string, nowMs: number): void {
      if (most === 0) return;
      if (times.size >= MANY_ASKERS) forgetPast(nowMs);
      const asked = times.get(asker);
      if (asked === undefined) times.set(asker, [nowMs]);
      else asked.push(nowMs);
    },
  };
}
