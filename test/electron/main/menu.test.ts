import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { accelerator, menuTemplate } from '../../../electron/main/menu.ts';
import { COMMANDS } from '../../../engine/studio/contract/commands.ts';

const PLATFORMS = ['linux', 'win32', 'darwin'] as const;

function items(platform: NodeJS.Platform, isPackaged = true, onCommand = vi.fn()) {
  const template = menuTemplate({ platform, isPackaged, onCommand, onShowLog: () => {} });
  const all = (list: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    list.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
  return { all: all(template), onCommand };
}

describe.each(PLATFORMS)('the menu on %s', (platform) => {
  it.each(COMMANDS)('has "$words" with its keys', ({ id, words, shortcut }) => {
    const { all, onCommand } = items(platform);
    const item = all.find((one) => one.id === id)!;
    expect(item.label).toBe(words);
    const hasKeys = platform !== 'darwin' || shortcut.startsWith('Mod+');
    expect(item.accelerator).toBe(hasKeys ? accelerator(shortcut) : undefined);
    (item.click as () => void)();
    expect(onCommand).toHaveBeenCalledExactlyOnceWith(id);
  });

  it('gives no two items the same keys', () => {
    const keys = items(platform).all.flatMap((item) => item.accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('shows the tools of developers in a checkout only', () => {
    const has = (isPackaged: boolean) =>
      items(platform, isPackaged).all.some(({ role }) => role === 'toggleDevTools');
    expect([has(true), has(false)]).toEqual([false, true]);
  });
});

it('leaves the keys to the window, except on a Mac, where the system asks the menu', () => {
  const keyed = (platform: NodeJS.Platform) =>
    items(platform).all.filter((item) => item.accelerator !== undefined);
  expect(keyed('linux').every((item) => item.registerAccelerator === false)).toBe(true);
  expect(keyed('darwin').every((item) => item.registerAccelerator === undefined)).toBe(true);
});

it('never takes a letter away that somebody types', () => {
  for (const { accelerator: keys, registerAccelerator } of items('darwin').all) {
    if (keys !== undefined) expect(String(keys)).toMatch(/^CommandOrControl\+/);
    expect(registerAccelerator).toBeUndefined();
  }
});

it.each([
  ['Mod+Shift+Z', 'CommandOrControl+Shift+Z'],
  ['Mod+Enter', 'CommandOrControl+Return'],
  ['Mod+,', 'CommandOrControl+,'],
  ['Escape', 'Escape'],
  ['?', '?'],
])('translates %s', (shortcut, keys) => {
  expect(accelerator(shortcut)).toBe(keys);
});
