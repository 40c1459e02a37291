import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useLoaded } from '../../renderer/state/use-loaded.ts';

afterEach(cleanup);

/** Answers that the test gives when it likes, in any order. */
function asked() {
  const calls: {
    readonly key: string;
    readonly signal: AbortSignal;
    readonly answer: PromiseWithResolvers<string>;
  }[] = [];
  const load = (key: string) => (signal: AbortSignal) => {
    const answer = Promise.withResolvers<string>();
    calls.push({ key, signal, answer });
    return answer.promise;
  };
  const { result, rerender } = renderHook(
    ({ key }: { readonly key: string | undefined }) => useLoaded(key, load(key ?? '')),
    { initialProps: { key: undefined as string | undefined } },
  );
  const at = (index: number) => {
    const call = calls[index];
    if (!call) throw new Error(`call ${index} was not made`);
    return call;
  };
  return { calls, result, at, show: (key: string | undefined) => rerender({ key }) };
}

describe('what a screen loads', () => {
  it('is not asked for before it is known what it is', () => {
    const { calls, result } = asked();
    expect(result.current.kind).toBe('loading');
    expect(calls).toEqual([]);
  });

  it('stays while the next is on its way, and says so', async () => {
    const { result, at, show } = asked();
    show('a');
    at(0).answer.resolve('first');
    await waitFor(() =>
      expect(result.current).toMatchObject({ kind: 'loaded', value: 'first', isReloading: false }),
    );
    show('b');
    expect(result.current).toMatchObject({ kind: 'loaded', value: 'first', isReloading: true });
    at(1).answer.resolve('second');
    await waitFor(() => expect(result.current).toMatchObject({ value: 'second' }));
  });

  it('is that of the last key, whichever answer comes first', async () => {
    const { result, at, show } = asked();
    show('a');
    show('b');
    expect(at(0).signal.aborted).toBe(true);
    at(1).answer.resolve('second');
    await waitFor(() => expect(result.current).toMatchObject({ value: 'second' }));
    await act(async () => at(0).answer.resolve('first'));
    expect(result.current).toMatchObject({ value: 'second', isReloading: false });
  });

  it('that failed is asked for again', async () => {
    const { calls, result, at, show } = asked();
    show('a');
    at(0).answer.reject(new Error('disk is away'));
    await waitFor(() => expect(result.current).toMatchObject({ kind: 'failed' }));
    act(() => result.current.again());
    expect(result.current.kind).toBe('loading');
    expect(calls).toHaveLength(2);
    at(1).answer.resolve('there');
    await waitFor(() => expect(result.current).toMatchObject({ kind: 'loaded', value: 'there' }));
  });
});
