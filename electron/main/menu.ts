import type { MenuItemConstructorOptions } from 'electron';
import { COMMANDS, type Command, type CommandId } from '../../engine/studio/contract/commands.ts';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly onCommand: (id: CommandId) => void;
  readonly onShowLog: () => void;
}

type Item = MenuItemConstructorOptions;

const SEPARATOR: Item = { type: 'separator' };

/** Rows of COMMANDS by menu, each with what every program of this system has there. */
export function menuTemplate(options: MenuOptions): Item[] {
  const { platform, isPackaged, onShowLog } = options;
  const isMac = platform === 'darwin';
  const commands = (menu: Command['menu']) => commandItems(menu, options);
  const fileEnd: Item[] = isMac
    ? [{ role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] }, { role: 'close' }]
    : [{ role: 'quit' }];
  const viewEnd: Item[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    SEPARATOR,
    { role: 'togglefullscreen' },
  ];
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [...commands('file'), SEPARATOR, ...fileEnd] },
    {
      label: 'Edit',
      submenu: [
        ...commands('edit'),
        SEPARATOR,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'View',
      submenu: [
        ...commands('view'),
        SEPARATOR,
        ...viewEnd,
        ...(isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { label: 'Run', submenu: commands('run') },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    {
      role: 'help',
      submenu: [
        ...commands('help'),
        { label: 'Show the log', click: onShowLog },
        ...(isMac ? [] : [{ role: 'about' } as const]),
      ],
    },
  ];
}

function commandItems(menu: Command['menu'], { platform, onCommand }: MenuOptions): Item[] {
  return COMMANDS.filter((command) => command.menu === menu).map(({ id, words, shortcut }) => ({
    id,
    label: words,
    click: () => onCommand(id),
    ...keysOf(shortcut, platform),
  }));
}

/**
 * The keys are shown, and the window hears them itself: a menu that heard them too would act twice. On a Mac the menu
 * must hear them, after the window has had its turn; so a key without ⌘, which is also a letter that is typed, has
 * no place there.
 */
function keysOf(shortcut: string, platform: NodeJS.Platform): Partial<Item> {
  if (platform !== 'darwin')
    return { accelerator: accelerator(shortcut), registerAccelerator: false };
  return shortcut.startsWith('Mod+') ? { accelerator: accelerator(shortcut) } : {};
}

/** 'Mod+Shift+Z' in Electron's words. */
export function accelerator(shortcut: string): string {
  return shortcut
    .split('+')
    .map((key) => ({ Mod: 'CommandOrControl', Enter: 'Return' })[key] ?? key)
    .join('+');
}
