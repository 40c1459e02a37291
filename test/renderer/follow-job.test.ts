import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import { followJob } from '../../renderer/state/follow-job.ts';
import { JOB } from './fixtures.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a run that is followed', () => {
  it('is asked for again when the engine ends the topic, until nobody looks any more', () => {
    vi.useFakeTimers();
    const fails: (() => void)[] = [];
    const seen = vi.fn();
    const ended = vi.fn();
    const subscribe = ((_topic, _params, listener, onError) => {
      (listener as (state: unknown) => void)(JOB);
      fails.push(() => onError?.(new Error('refused')));
      return ended;
    }) as StudioClient['subscribe'];
    const stop = followJob({ subscribe }, { project: '/p', job: JOB.job }, seen);
    expect(seen).toHaveBeenCalledTimes(1);

    fails[0]?.();
    vi.advanceTimersByTime(2000);
    expect(seen).toHaveBeenCalledTimes(2);

    fails[1]?.();
    stop();
    vi.advanceTimersByTime(60_000);
    expect(seen).toHaveBeenCalledTimes(2);
    expect(ended).toHaveBeenCalledTimes(1);
  });
});
