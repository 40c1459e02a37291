import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { limitAttempts } from '../../../electron/main/attempts.ts';
import { openStudioWindow } from '../../../electron/main/studio-window.ts';

const area = { x: 0, y: 0, width: 1920, height: 1080 };

class FakeWindow extends EventEmitter {
  readonly loaded: string[] = [];
  readonly webContents = Object.assign(new EventEmitter(), {
    getURL: () => this.loaded.at(-1) ?? '',
    send: vi.fn(),
    forcefullyCrashRenderer: vi.fn(),
  });
  isShown = false;
  isClosed = false;
  loadURL = async (address: string) => void this.loaded.push(address);
  isDestroyed = () => this.isClosed;
  isVisible = () => this.isShown;
  isMinimized = () => false;
  isMaximized = () => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
  maximize = vi.fn();
  focus = vi.fn();
  restore = vi.fn();
  show() {
    this.isShown = true;
  }
  close() {
    const event = {
      defaultPrevented: false,
      preventDefault: () => (event.defaultPrevented = true),
    };
    this.emit('close', event);
    this.isClosed = !event.defaultPrevented;
  }
}

function opened() {
  const window = new FakeWindow();
  const answers: number[] = [];
  const asked: { message: string; signal?: AbortSignal }[] = [];
  const report = vi.fn();
  const giveUp = vi.fn();
  let now = 0;
  let created: BrowserWindowConstructorOptions | undefined;
  const statePath = join(mkdtempSync(join(tmpdir(), 'gsim-studio-')), 'window.json');
  const studio = openStudioWindow({
    create: (options) => {
      created = options;
      return window as unknown as BrowserWindow;
    },
    webPreferences: { sandbox: true },
    screen: {
      getAllDisplays: () => [{ id: 1, workArea: area }] as never,
      getPrimaryDisplay: () => ({ id: 1, workArea: area }) as never,
    },
    dialog: {
      showMessageBox: (async (
        _window: unknown,
        options: { message: string; signal?: AbortSignal },
      ) => {
        asked.push(options);
        const response = answers.shift();
        if (response !== undefined) return { response, checkboxChecked: false };
        return new Promise((resolve) => {
          options.signal?.addEventListener('abort', () => resolve({ response: 0 }));
        });
      }) as never,
    },
    statePath,
    reloads: limitAttempts({ limit: 3, within: 60_000, now: () => now }),
    report,
    giveUp,
    log: () => {},
  });
  const crash = () =>
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  const settled = () => new Promise(setImmediate);
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return {
    studio,
    window,
    asked,
    answers,
    report,
    giveUp,
    created,
    statePath,
    crash,
    settled,
    pass,
  };
}

describe('the window', () => {
  it('shows itself with its first picture', () => {
    const { window, created } = opened();
    expect(created).toMatchObject({ show: false, webPreferences: { sandbox: true } });
    expect([window.loaded, window.isShown]).toEqual([['app://gsim/'], false]);
    window.emit('ready-to-show');
    expect(window.isShown).toBe(true);
  });

  it('keeps its place for the next time', () => {
    const { window, statePath } = opened();
    window.close();
    expect(JSON.parse(readFileSync(statePath, 'utf8')).bounds).toEqual(window.getNormalBounds());
  });

  it('gets commands once it listens, and again after each loading', () => {
    const { studio, window } = opened();
    const said = () => window.webContents.send.mock.calls.map(([, command]) => command.path);
    studio.command({ kind: 'open', path: '/a' });
    expect(said()).toEqual([]);
    studio.listening();
    studio.command({ kind: 'open', path: '/b' });
    expect(said()).toEqual(['/a', '/b']);
    const loading = { isMainFrame: true, isSameDocument: false };
    window.webContents.emit('did-start-navigation', { ...loading, isSameDocument: true });
    studio.command({ kind: 'open', path: '/c' });
    window.webContents.emit('did-start-navigation', loading);
    studio.command({ kind: 'open', path: '/d' });
    expect(said()).toEqual(['/a', '/b', '/c']);
    studio.listening();
    expect(said()).toEqual(['/a', '/b', '/c', '/d']);
  });
});

describe('closing', () => {
  it('asks while something runs, and stays when the person says so', async () => {
    const { studio, window, asked, answers, settled } = opened();
    studio.setBusy(true);
    answers.push(0);
    window.close();
    await settled();
    expect([asked.length, window.isClosed]).toEqual([1, false]);
    answers.push(1);
    window.close();
    await settled();
    expect([asked.length, window.isClosed]).toEqual([2, true]);
  });

  it('asks once however often it is closed', async () => {
    const { studio, window, asked, settled } = opened();
    studio.setBusy(true);
    window.close();
    window.close();
    await settled();
    expect(asked).toHaveLength(1);
  });

  it('asks nothing when nothing runs', () => {
    const { studio, window, asked } = opened();
    studio.setBusy(true);
    studio.setBusy(false);
    window.close();
    expect([asked.length, window.isClosed]).toEqual([0, true]);
  });
});

describe('a window whose process is gone', () => {
  const home = 'app://gsim/';
  const report = 'app://gsim/report';

  it('is loaded anew three times a minute, then reports', () => {
    const { window, crash, report: made } = opened();
    for (let i = 0; i < 4; i += 1) crash();
    expect(window.loaded).toEqual([home, home, home, home, report]);
    expect(made).toHaveBeenCalledExactlyOnceWith('crashed, code 5');
  });

  it('is loaded anew for ever when it takes its time', () => {
    const { window, crash, pass } = opened();
    for (let i = 0; i < 20; i += 1) {
      crash();
      pass(20_001);
    }
    expect(window.loaded).not.toContain(report);
  });

  it('gives up when not even the report stands', () => {
    const { crash, giveUp } = opened();
    for (let i = 0; i < 5; i += 1) crash();
    expect(giveUp).toHaveBeenCalledTimes(1);
  });

  it('may report again after the person has tried again', () => {
    const { window, crash, giveUp } = opened();
    for (let i = 0; i < 4; i += 1) crash();
    window.loaded.push(home);
    window.webContents.emit('did-finish-load');
    crash();
    expect([window.loaded.at(-1), giveUp.mock.calls.length]).toEqual([report, 0]);
  });
});

describe('a window that does not answer', () => {
  it('is left alone, or ended and loaded anew, as the person says', async () => {
    const { window, answers, settled } = opened();
    answers.push(0);
    window.emit('unresponsive');
    await settled();
    expect(window.webContents.forcefullyCrashRenderer).not.toHaveBeenCalled();
    answers.push(1);
    window.emit('unresponsive');
    await settled();
    expect(window.webContents.forcefullyCrashRenderer).toHaveBeenCalledTimes(1);
  });

  it('asks once, and no longer when it answers', async () => {
    const { window, asked, settled } = opened();
    window.emit('unresponsive');
    window.emit('unresponsive');
    expect(asked).toHaveLength(1);
    window.emit('responsive');
    expect(asked[0]?.signal?.aborted).toBe(true);
    await settled();
    window.emit('unresponsive');
    expect(asked).toHaveLength(2);
  });
});
