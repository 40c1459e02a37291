import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../engine/studio/contract/commands.ts';
import { type Keys, keyCaps, matches } from '../../renderer/commands/shortcut.ts';

const none: Keys = { key: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

describe('a shortcut', () => {
  it('means Ctrl on Windows and Linux, Command on a Mac', () => {
    const ctrl = { ...none, key: 'k', ctrlKey: true };
    const command = { ...none, key: 'k', metaKey: true };
    expect(matches('Mod+K', ctrl, 'windows')).toBe(true);
    expect(matches('Mod+K', ctrl, 'mac')).toBe(false);
    expect(matches('Mod+K', command, 'mac')).toBe(true);
    expect(matches('Mod+K', command, 'linux')).toBe(false);
  });

  it('asks for Shift only where it says so', () => {
    const redo = { ...none, key: 'Z', ctrlKey: true, shiftKey: true };
    expect(matches('Mod+Shift+Z', redo, 'linux')).toBe(true);
    expect(matches('Mod+Z', redo, 'linux')).toBe(false);
  });

  it('of one character is that character, however the keyboard types it', () => {
    expect(matches('?', { ...none, key: '?', shiftKey: true }, 'linux')).toBe(true);
    expect(matches('?', { ...none, key: '?' }, 'linux')).toBe(true);
    expect(matches('?', { ...none, key: '?', altKey: true }, 'linux')).toBe(false);
  });

  it('is shown as the keys of the keyboard', () => {
    expect(keyCaps('Mod+Shift+Z', 'mac')).toEqual(['⇧', '⌘', 'Z']);
    expect(keyCaps('Mod+Shift+Z', 'linux')).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCaps('Escape', 'linux')).toEqual(['Esc']);
  });

  it('belongs to one command only', () => {
    const shortcuts = COMMANDS.map(({ shortcut }) => shortcut);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });
});
