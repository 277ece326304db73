/** Something that does not work for a while: when it began, and how long it lasted once it works again. */
export interface Outage {
  /** True when it begins with this; false while it lasts. */
  begin(): boolean;
  /** Seconds it lasted; null when there was none. */
  end(): number | null;
}

/** @param steadyMs A clock that is never set. */
export function createOutage(steadyMs: () => number = () => performance.now()): Outage {
  let sinceMs: number | null = null;
  return {
    begin() {
      if (sinceMs !== null) return false;
      sinceMs = steadyMs();
      return true;
    },
    end() {
      if (sinceMs === null) return null;
      const lastedS = Math.round((steadyMs() - sinceMs) / 1_000);
      sinceMs = null;
      return lastedS;
    },
  };
}
