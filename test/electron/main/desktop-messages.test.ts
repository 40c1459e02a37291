import type { IpcMain } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { ASK, SAY } from '../../../electron/channels.ts';
import { DesktopError } from '../../../electron/main/desktop-error.ts';
import { type DesktopHost, serveDesktop } from '../../../electron/main/desktop-messages.ts';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

const OURS = { senderFrame: { url: 'app://gsim/', parent: null } };
const STRANGERS = [
  { senderFrame: { url: 'https://evil.example/', parent: null } },
  { senderFrame: { url: 'app://gsim/', parent: {} } },
  { senderFrame: null },
];

/** For each message, what a page of ours sends. */
const SOUND: { readonly [K in keyof typeof ASK]: readonly unknown[] } = {
  pickFolder: ['Open a project'],
  reveal: ['/home/ana/beds'],
  saveSecret: ['gpt', 'sk-1'],
  forgetSecret: ['gpt'],
  listSecrets: [],
  notify: [{ title: 'Done', body: 'A model was found.' }],
  setBusy: [true],
};

function served() {
  const handlers = new Map<string, Handler>();
  const lines: string[] = [];
  const desktop = Object.fromEntries(
    [...Object.keys(ASK), ...Object.keys(SAY)].map((name) => [name, vi.fn(async () => name)]),
  ) as unknown as Record<string, ReturnType<typeof vi.fn>>;
  const ipcMain = {
    handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
    on: (channel: string, handler: Handler) => void handlers.set(channel, handler),
  };
  serveDesktop(ipcMain as unknown as IpcMain, desktop as unknown as DesktopHost, (line) =>
    lines.push(line),
  );
  const send = (channel: string, event: unknown, ...args: unknown[]) =>
    handlers.get(channel)!(event, ...args);
  return { desktop, handlers, lines, send };
}

const messages = Object.keys(ASK) as (keyof typeof ASK)[];

describe('a message of the window', () => {
  it.each(messages)('%s is carried out for our page', async (name) => {
    const { desktop, send } = served();
    expect(await send(ASK[name], OURS, ...SOUND[name])).toEqual({ value: name });
    expect(desktop[name]).toHaveBeenCalledExactlyOnceWith(...SOUND[name]);
  });

  it.each(messages)('%s is refused for every other page', async (name) => {
    const { desktop, send } = served();
    for (const stranger of STRANGERS) {
      expect(await send(ASK[name], stranger, ...SOUND[name])).toEqual({
        error: `${name}: refused`,
      });
    }
    expect(desktop[name]).not.toHaveBeenCalled();
  });

  it.each<[keyof typeof ASK, unknown[]]>([
    ['pickFolder', []],
    ['pickFolder', ['x'.repeat(201)]],
    ['reveal', [['/etc/passwd']]],
    ['reveal', ['']],
    ['saveSecret', ['gpt']],
    ['saveSecret', ['__proto__', 'sk']],
    ['saveSecret', ['../gpt', 'sk']],
    ['saveSecret', ['gpt', 'x'.repeat(10_001)]],
    ['saveSecret', ['gpt', { toString: 'sk' }]],
    ['forgetSecret', [7]],
    ['listSecrets', ['all']],
    ['notify', [{ title: 'x', body: 'y', icon: 'file:///etc/passwd' }]],
    ['notify', ['title', 'body']],
    ['setBusy', ['true']],
  ])('%s is refused with %j', async (name, args) => {
    const { desktop, send } = served();
    expect(await send(ASK[name], OURS, ...args)).toEqual({ error: `${name}: refused` });
    expect(desktop[name]).not.toHaveBeenCalled();
  });

  it('that cannot be carried out is answered in words, and the log keeps no contents', async () => {
    const { desktop, lines, send } = served();
    const hint = 'Only files of your projects are shown.';
    desktop.reveal?.mockRejectedValueOnce(new DesktopError('not-yours', 'path: /x', { hint }));
    expect(await send(ASK.reveal, OURS, '/x')).toEqual({ error: `path: /x. ${hint}` });
    const failure = Object.assign(new Error('EACCES: /home/ana/secret plan'), { code: 'EACCES' });
    desktop.saveSecret?.mockRejectedValueOnce(failure);
    expect(await send(ASK.saveSecret, OURS, 'gpt', 'sk-1')).toEqual({
      error: 'desktop: the system did not do it',
    });
    expect(lines).toEqual(['desktop: EACCES']);
  });

  it('that needs no answer is heard from our page only', () => {
    const { desktop, send } = served();
    for (const name of Object.keys(SAY) as (keyof typeof SAY)[]) {
      for (const stranger of STRANGERS) send(SAY[name], stranger);
      expect(desktop[name]).not.toHaveBeenCalled();
      send(SAY[name], OURS);
      expect(desktop[name]).toHaveBeenCalledTimes(1);
    }
  });

  it('has one listener for each name, and none that gives out a key', () => {
    const names = [...served().handlers.keys()];
    expect(names.sort()).toEqual([...Object.values(ASK), ...Object.values(SAY)].sort());
    expect(names.filter((name) => name.includes('secret')).sort()).toEqual([
      ASK.forgetSecret,
      ASK.listSecrets,
      ASK.saveSecret,
    ]);
  });
});
