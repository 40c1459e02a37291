import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { expect, it, vi } from 'vitest';
import { quitInOrder } from '../../../electron/main/quit-in-order.ts';

it('ends the studio after the engine has put everything away, asked once', async () => {
  const app = Object.assign(new EventEmitter(), { quit: vi.fn() });
  let finish = () => {};
  const end = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  quitInOrder(app as unknown as App, end);
  const wantsToQuit = () => {
    const preventDefault = vi.fn();
    app.emit('will-quit', { preventDefault });
    return preventDefault.mock.calls.length > 0 ? 'waits' : 'quits';
  };
  expect([wantsToQuit(), wantsToQuit()]).toEqual(['waits', 'waits']);
  expect(end).toHaveBeenCalledTimes(1);
  expect(app.quit).not.toHaveBeenCalled();
  finish();
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalledTimes(1));
  expect(wantsToQuit()).toBe('quits');
});
