import { EventEmitter } from 'node:events';
import type { App, Session, WebContents } from 'electron';
import { expect, it, vi } from 'vitest';
import { ownAddress } from '../../../electron/main/addresses.ts';
import { guardContents } from '../../../electron/main/guard-contents.ts';
import { restrictPermissions } from '../../../electron/main/permissions.ts';

function page(address: string) {
  const contents = Object.assign(new EventEmitter(), {
    getURL: () => address,
    openHandler: undefined as ((details: { url: string }) => unknown) | undefined,
    setWindowOpenHandler(handler: (details: { url: string }) => unknown) {
      contents.openHandler = handler;
    },
  });
  return contents;
}

function guarded(address = 'app://gsim/') {
  const app = new EventEmitter();
  const shell = { openExternal: vi.fn(async () => undefined) };
  const quit = vi.fn();
  guardContents(app as unknown as Pick<App, 'on'>, { shell, quit, log: () => {} });
  const contents = page(address);
  app.emit('web-contents-created', {}, contents);
  const go = (event: string, url: string, isMainFrame = true) => {
    const preventDefault = vi.fn();
    contents.emit(event, { url, isMainFrame, preventDefault });
    return preventDefault.mock.calls.length === 0 ? 'went' : 'stopped';
  };
  return { contents, shell, quit, go };
}

it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
  'stops a page that leaves by %s',
  (event) => {
    const { go } = guarded();
    expect(go(event, 'https://evil.example/')).toBe('stopped');
    expect(go(event, 'app://gsim/')).toBe('went');
    expect(go(event, 'app://gsim/', false)).toBe('stopped');
  },
);

it('quits by the link of the report page', () => {
  const { go, quit } = guarded('app://gsim/report');
  expect(go('will-navigate', 'app://gsim/quit')).toBe('stopped');
  expect(quit).toHaveBeenCalled();
});

it('attaches no webview', () => {
  const preventDefault = vi.fn();
  guarded().contents.emit('will-attach-webview', { preventDefault }, {}, {});
  expect(preventDefault).toHaveBeenCalled();
});

it('opens no window; a listed link goes to the browser, others nowhere', () => {
  const { contents, shell } = guarded();
  expect(contents.openHandler?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
  expect(shell.openExternal).not.toHaveBeenCalled();
  expect(contents.openHandler?.({ url: 'https://doi.org/10.1' })).toEqual({ action: 'deny' });
  expect(shell.openExternal).toHaveBeenCalledExactlyOnceWith('https://doi.org/10.1');
});

it('answers every kind of permission by the table', () => {
  type Handler = (...args: unknown[]) => unknown;
  const handlers: Record<string, Handler> = {};
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: Handler) =>
      Object.assign(handlers, { request: handler }),
    setPermissionCheckHandler: (handler: Handler) => Object.assign(handlers, { check: handler }),
    setDevicePermissionHandler: (handler: Handler) => Object.assign(handlers, { device: handler }),
    setDisplayMediaRequestHandler: (handler: Handler) =>
      Object.assign(handlers, { display: handler }),
  });
  restrictPermissions(session as unknown as Session, (address) => !!ownAddress(address));
  const ask = (permission: string, url: string, isMainFrame = true) => {
    const answer = vi.fn();
    const details = { isMainFrame, requestingUrl: url };
    handlers.request!(page(url) as unknown as WebContents, permission, answer, details);
    const checked = handlers.check!(null, permission, url, details);
    expect(answer).toHaveBeenCalledExactlyOnceWith(checked);
    return checked;
  };
  expect(ask('clipboard-sanitized-write', 'app://gsim/')).toBe(true);
  expect(ask('clipboard-sanitized-write', 'app://gsim/', false)).toBe(false);
  expect(ask('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
  expect(ask('media', 'app://gsim/')).toBe(false);
  expect(handlers.check!(null, 'clipboard-sanitized-write', '', { isMainFrame: true })).toBe(false);
  expect(handlers.device!({ deviceType: 'usb' })).toBe(false);
  const streams = vi.fn();
  handlers.display!({}, streams);
  expect(streams).toHaveBeenCalledExactlyOnceWith(null);
  const preventDefault = vi.fn();
  session.emit('will-download', { preventDefault });
  expect(preventDefault).toHaveBeenCalled();
});
