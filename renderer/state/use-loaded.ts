import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorData } from '../../engine/base/error.ts';
import { errorData } from './error-data.ts';

/** What a screen asked the engine for. `again` asks anew. */
export type Loaded<T> = { readonly again: () => void } & (
  | { readonly kind: 'loading' }
  /** `isReloading`: the value is that of the key before; the one that was asked for is on its way. */
  | { readonly kind: 'loaded'; readonly value: T; readonly isReloading: boolean }
  | { readonly kind: 'failed'; readonly error: ErrorData }
);

type Answer<T> =
  | { readonly kind: 'loaded'; readonly key: string; readonly value: T }
  | { readonly kind: 'failed'; readonly key: string; readonly error: ErrorData };

/**
 * Loads when it is first shown and whenever `key` changes; the last value stays until the next is there, and an
 * answer that nobody waits for any more is called off. `key`: says what is loaded; undefined: nothing can be yet.
 */
export function useLoaded<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
): Loaded<T> {
  const [answer, setAnswer] = useState<Answer<T>>();
  const [tries, setTries] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another answer.
  useEffect(() => {
    if (key === undefined) return;
    const stop = new AbortController();
    latest.current(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) setAnswer({ kind: 'loaded', key, value });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setAnswer({ kind: 'failed', key, error: errorData(error) });
      },
    );
    return () => stop.abort();
  }, [key, tries]);
  const again = useCallback(() => {
    setAnswer((before) => (before?.kind === 'failed' ? undefined : before));
    setTries((before) => before + 1);
  }, []);
  if (key === undefined || answer === undefined) return { kind: 'loading', again };
  if (answer.kind === 'loaded') {
    return { kind: 'loaded', value: answer.value, isReloading: answer.key !== key, again };
  }
  return answer.key === key
    ? { kind: 'failed', error: answer.error, again }
    : { kind: 'loading', again };
}
