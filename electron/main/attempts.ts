export interface Attempts {
  /** Whether one more may be made now; if so it is counted. */
  take(): boolean;
  /** How many were made within the time. */
  readonly recent: number;
}

/** At most `limit` in any stretch of `within` milliseconds. */
export function limitAttempts({
  limit,
  within,
  now,
}: {
  readonly limit: number;
  readonly within: number;
  /** Milliseconds. */
  readonly now: () => number;
}): Attempts {
  let made: readonly number[] = [];
  const recent = () => {
    made = made.filter((at) => now() - at < within);
    return made.length;
  };
  return {
    take() {
      if (recent() >= limit) return false;
      made = [...made, now()];
      return true;
    },
    get recent() {
      return recent();
    },
  };
}
