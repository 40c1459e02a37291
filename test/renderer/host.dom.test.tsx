import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PORT_MESSAGE } from '../../engine/studio/contract/preload-api.ts';
import { browserDesktop } from '../../renderer/host/browser-desktop.ts';
import { portsOf } from '../../renderer/host/ports.ts';
import { noTokenError, refusedClient } from '../../renderer/host/refused-client.ts';
import { takeSessionToken } from '../../renderer/host/session-token.ts';
import { fakeWindow } from './fake-window.ts';

describe('the token of the browser host', () => {
  const token = 'ab'.repeat(32);
  beforeEach(() => {
    sessionStorage.clear();
    history.replaceState(null, '', '/');
  });

  it('is read once and leaves the address', () => {
    history.replaceState(null, '', `/#token=${token}`);
    expect(takeSessionToken()).toBe(token);
    expect(location.href).not.toContain('token');
    expect(takeSessionToken(), 'after a reload').toBe(token);
  });

  it.each(['', '#token=', '#token=xyz', '#other'])('is missing in "%s"', (hash) => {
    history.replaceState(null, '', `/${hash}`);
    expect(takeSessionToken()).toBeUndefined();
  });

  it('that is missing gives a page with the way out, not a spinner', async () => {
    const client = refusedClient(noTokenError());
    expect(client.status).toMatchObject({ kind: 'fatal', error: { hint: expect.any(String) } });
    await expect(client.call('studio.read', {})).rejects.toThrow('opened without its key');
  });
});

describe('ports of the desktop host', () => {
  /** A window of its own, so that no other test's listener hears of it. */
  const ports = () => {
    let listener: (event: MessageEvent) => void = () => {};
    const target = {
      addEventListener: (_type: string, heard: (event: MessageEvent) => void) => {
        listener = heard;
      },
    } as unknown as Window;
    const requestPort = vi.fn();
    const arrive = (data: unknown, port: MessagePort, source: unknown = target) =>
      listener({ data, source, ports: [port] } as unknown as MessageEvent);
    const onUnasked = vi.fn();
    return { next: portsOf({ requestPort }, onUnasked, target), requestPort, onUnasked, arrive };
  };
  const port = () => ({ close: vi.fn() }) as unknown as MessagePort;

  it('are asked for, and taken only from the window itself', async () => {
    const { next, requestPort, onUnasked, arrive } = ports();
    const coming = next();
    expect(requestPort).toHaveBeenCalledOnce();
    arrive(PORT_MESSAGE, port(), null);
    arrive('something else', port());
    const right = port();
    arrive(PORT_MESSAGE, right);
    expect(await coming).toBe(right);
    expect(onUnasked).not.toHaveBeenCalled();
  });

  it('that come unasked are kept for the next connection, the newest only, and end the one in use', async () => {
    const { next, requestPort, onUnasked, arrive } = ports();
    const [old, fresh] = [port(), port()];
    arrive(PORT_MESSAGE, old);
    arrive(PORT_MESSAGE, fresh);
    expect(await next()).toBe(fresh);
    expect(old.close).toHaveBeenCalledOnce();
    expect(onUnasked).toHaveBeenCalledTimes(2);
    expect(requestPort).not.toHaveBeenCalled();
  });
});

describe('a browser as the host', () => {
  it('says what it cannot do, and keeps keys in the engine for the session', async () => {
    const save = vi.fn(() => ({}));
    const { client } = fakeWindow({ handlers: { 'secrets.save': save } });
    const desktop = browserDesktop(client);
    expect(desktop.abilities).toMatchObject({ dialogs: false, reveal: false, secrets: 'session' });
    await expect(desktop.pickFolder('x')).rejects.toThrow('browser');
    expect(await desktop.saveSecret('local', 'key')).toBe('session');
    expect(save).toHaveBeenCalledOnce();
    client.close();
  });
});
