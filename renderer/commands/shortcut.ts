/** Shortcuts of contract/commands.ts: which keys they are, and how they are written. */
import type { DesktopAbilities } from '../../engine/studio/contract/desktop.ts';

type Platform = DesktopAbilities['platform'];

/** What of a keyboard event decides. */
export type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** 'Mod+Shift+Z' is Ctrl, Shift and Z, on a Mac ⌘, Shift and Z. */
export function matches(shortcut: string, keys: Keys, platform: Platform): boolean {
  const { mod, shift, key } = partsOf(shortcut);
  const [isMod, isOther] =
    platform === 'mac' ? [keys.metaKey, keys.ctrlKey] : [keys.ctrlKey, keys.metaKey];
  if (isMod !== mod || isOther || keys.altKey) return false;
  // Where a plain character is meant ('?'), the layout decides whether it needs Shift.
  const isPlain = !mod && key.length === 1;
  return keys.key.toLowerCase() === key.toLowerCase() && (isPlain || keys.shiftKey === shift);
}

/** The keys as they stand on the keyboard: ['Ctrl', 'Shift', 'Z'] or ['⇧', '⌘', 'Z']. */
export function keyCaps(shortcut: string, platform: Platform): readonly string[] {
  const { mod, shift, key } = partsOf(shortcut);
  const name = NAMES[key] ?? key;
  return platform === 'mac'
    ? [...(shift ? ['⇧'] : []), ...(mod ? ['⌘'] : []), name]
    : [...(mod ? ['Ctrl'] : []), ...(shift ? ['Shift'] : []), name];
}

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', Enter: 'Enter ↵' };

function partsOf(shortcut: string) {
  const parts = shortcut.split('+');
  return {
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
    key: parts.at(-1) ?? '',
  };
}
