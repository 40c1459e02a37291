import { describe, expect, it, vi } from 'vitest';
import { createCommandStore, runCommand } from '../../renderer/commands/command-store.ts';

describe('commands', () => {
  it('do nothing where no screen provides them', () => {
    expect(runCommand(createCommandStore(), 'run')).toBe('not-here');
  });

  it('say why they cannot be carried out', () => {
    const store = createCommandStore();
    const run = vi.fn();
    store.getState().provide('run', { run, whyNot: 'Add data first' });
    expect(runCommand(store, 'run')).toEqual({ whyNot: 'Add data first' });
    expect(run).not.toHaveBeenCalled();
  });

  it('go back to the screen below when the one above leaves', () => {
    const store = createCommandStore();
    const below = vi.fn();
    const above = vi.fn();
    store.getState().provide('start', { run: below });
    const leave = store.getState().provide('start', { run: above });
    runCommand(store, 'start');
    leave();
    runCommand(store, 'start');
    expect([above.mock.calls.length, below.mock.calls.length]).toEqual([1, 1]);
  });

  it('stay with the newest screen when an older one leaves late', () => {
    const store = createCommandStore();
    const leaveOld = store.getState().provide('start', { run: vi.fn() });
    const fresh = vi.fn();
    store.getState().provide('start', { run: fresh });
    leaveOld();
    runCommand(store, 'start');
    expect(fresh).toHaveBeenCalledOnce();
  });
});
