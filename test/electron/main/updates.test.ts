import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createUpdates, type UpdatesOptions } from '../../../electron/main/updates.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function updates(isPackaged = true, check = vi.fn(async () => null)) {
  const updater = Object.assign(new EventEmitter(), { checkForUpdates: check });
  const load = vi.fn(async () => updater as unknown as Awaited<ReturnType<UpdatesOptions['load']>>);
  const lines: string[] = [];
  const onReady = vi.fn();
  const made = createUpdates({ isPackaged, load, log: (line) => lines.push(line), onReady });
  return { made, updater, load, check, lines, onReady };
}
const HOURS = 60 * 60 * 1000;

it('are not even loaded unless the person wants them', async () => {
  const { made, load } = updates();
  made.setWanted(false);
  await vi.advanceTimersByTimeAsync(48 * HOURS);
  expect(load).not.toHaveBeenCalled();
});

it('are never looked for in a checkout', async () => {
  const { made, load } = updates(false);
  made.setWanted(true);
  await vi.advanceTimersByTimeAsync(48 * HOURS);
  expect(load).not.toHaveBeenCalled();
});

it('are looked for at once and every six hours, while they are wanted', async () => {
  const { made, load, check } = updates();
  made.setWanted(true);
  made.setWanted(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(check).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(12 * HOURS);
  expect(check).toHaveBeenCalledTimes(3);
  made.setWanted(false);
  await vi.advanceTimersByTimeAsync(12 * HOURS);
  expect([check.mock.calls.length, load.mock.calls.length]).toEqual([3, 1]);
});

it('say when one is ready', async () => {
  const { made, updater, onReady } = updates();
  made.setWanted(true);
  await vi.advanceTimersByTimeAsync(0);
  updater.emit('update-downloaded', { version: '0.2.0' });
  expect(onReady).toHaveBeenCalledExactlyOnceWith('0.2.0');
});

it('fail into the log only, and are tried again', async () => {
  const failure = Object.assign(new Error('https://example.org?token=1'), { code: 'ENOTFOUND' });
  const { made, updater, lines, check } = updates(
    true,
    vi.fn(() => Promise.reject(failure)),
  );
  made.setWanted(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(() => updater.emit('error', failure)).not.toThrow();
  await vi.advanceTimersByTimeAsync(6 * HOURS);
  expect(lines).toEqual(['updates: ENOTFOUND', 'updates: ENOTFOUND']);
  expect(check).toHaveBeenCalledTimes(2);
});
