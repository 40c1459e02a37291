import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ABILITIES_ARGUMENT, ASK, SAY, TELL } from '../../electron/channels.ts';
import { PORT_MESSAGE, type PreloadApi } from '../../engine/studio/contract/preload-api.ts';

const abilities = { dialogs: true, platform: 'linux' };
const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  ipcRenderer: undefined as unknown,
}));
// Never the package itself: it would download a binary.
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api),
  },
  get ipcRenderer() {
    return electron.ipcRenderer;
  },
}));

const renderer = Object.assign(new EventEmitter(), { invoke: vi.fn(), send: vi.fn() });
const posted = vi.fn();
electron.ipcRenderer = renderer;
vi.stubGlobal('window', { postMessage: posted });
vi.stubGlobal('location', { origin: 'app://gsim' });
process.argv.push(ABILITIES_ARGUMENT + JSON.stringify(abilities));
await import('../../electron/preload.ts');
const api = electron.exposed.get('gsim') as PreloadApi;

beforeEach(() => {
  renderer.invoke.mockReset().mockResolvedValue({ value: undefined });
  renderer.send.mockReset();
});
afterAll(() => {
  process.argv.pop();
  vi.unstubAllGlobals();
});

/** For each key, how it is called and what main gets. */
const ASKED = {
  pickFolder: [['Open'], ASK.pickFolder, ['Open']],
  reveal: [['/a'], ASK.reveal, ['/a']],
  saveSecret: [['gpt', 'sk'], ASK.saveSecret, ['gpt', 'sk']],
  forgetSecret: [['gpt'], ASK.forgetSecret, ['gpt']],
  listSecrets: [[], ASK.listSecrets, []],
  notify: [[{ title: 't', body: 'b', icon: 'x' }], ASK.notify, [{ title: 't', body: 'b' }]],
  setBusy: [[true], ASK.setBusy, [true]],
} as const satisfies Record<keyof typeof ASK, readonly [unknown[], string, unknown[]]>;

describe('what the preload gives to the window', () => {
  it('is one frozen object with these keys and no others', () => {
    expect([...electron.exposed.keys()]).toEqual(['gsim']);
    expect(Object.isFrozen(api) && Object.isFrozen(api.abilities)).toBe(true);
    expect(Object.keys(api).sort()).toEqual(
      ['abilities', 'onCommand', 'requestPort', ...Object.keys(ASKED)].sort(),
    );
  });

  it('knows what the desktop can do from the first moment', () => {
    expect(api.abilities).toEqual(abilities);
  });

  it.each(Object.entries(ASKED))(
    '%s asks main and gives its answer',
    async (key, [args, channel, sent]) => {
      const method = api[key as keyof typeof ASKED] as (...args: unknown[]) => Promise<unknown>;
      renderer.invoke.mockResolvedValue({ value: 'answer' });
      expect(await method(...args)).toBe('answer');
      expect(renderer.invoke).toHaveBeenCalledExactlyOnceWith(channel, ...sent);
      renderer.invoke.mockResolvedValue({ error: 'path: /a is not there any more' });
      await expect(method(...args)).rejects.toThrow('path: /a is not there any more');
    },
  );

  it('requestPort asks for a port', () => {
    api.requestPort();
    expect(renderer.send).toHaveBeenCalledExactlyOnceWith(SAY.requestPort);
  });

  it('a port goes on to the page of the same origin', () => {
    const { port1, port2 } = new MessageChannel();
    renderer.emit(TELL.port, { ports: [port1], sender: renderer });
    expect(posted).toHaveBeenCalledExactlyOnceWith(PORT_MESSAGE, 'app://gsim', [port1]);
    port1.close();
    port2.close();
  });

  it('onCommand has one listener, which never sees the event of Electron', () => {
    const [first, second] = [vi.fn(), vi.fn()];
    api.onCommand(first);
    api.onCommand(second);
    expect(renderer.send).toHaveBeenCalledWith(SAY.listening);
    const command = { kind: 'command', id: 'save' };
    renderer.emit(TELL.command, { sender: renderer }, command);
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledExactlyOnceWith(command);
  });
});

it('the preload is short enough to be read at a glance', () => {
  const text = readFileSync(new URL('../../electron/preload.ts', import.meta.url), 'utf8');
  expect(text.split('\n').length - 1).toBeLessThan(40);
});
