/** Every command with a shortcut: rows of the native menu, of the palette and of the shortcut sheet. */

export interface Command {
  readonly id: string;
  /** As menus and the palette show it. */
  readonly words: string;
  readonly menu: 'file' | 'edit' | 'view' | 'run' | 'help';
  /** 'Mod' is ⌘ on a Mac and Ctrl elsewhere: 'Mod+Shift+Z'. */
  readonly shortcut?: string;
  /** Only while a project is open. */
  readonly needsProject: boolean;
}

export const COMMANDS = [
  { id: 'start', words: 'Start page', menu: 'file', shortcut: 'Mod+Shift+H', needsProject: false },
  {
    id: 'open-folder',
    words: 'Open a project…',
    menu: 'file',
    shortcut: 'Mod+O',
    needsProject: false,
  },
  {
    id: 'new-project',
    words: 'Use my own data…',
    menu: 'file',
    shortcut: 'Mod+Shift+O',
    needsProject: false,
  },
  { id: 'save', words: 'Save now', menu: 'file', shortcut: 'Mod+S', needsProject: true },
  {
    id: 'close-project',
    words: 'Close the project',
    menu: 'file',
    shortcut: 'Mod+Shift+W',
    needsProject: true,
  },
  { id: 'undo', words: 'Undo', menu: 'edit', shortcut: 'Mod+Z', needsProject: true },
  { id: 'redo', words: 'Redo', menu: 'edit', shortcut: 'Mod+Shift+Z', needsProject: true },
  { id: 'run', words: 'Find a model', menu: 'run', shortcut: 'Mod+Enter', needsProject: true },
  {
    id: 'cancel',
    words: 'Stop and keep the best',
    menu: 'run',
    shortcut: 'Escape',
    needsProject: true,
  },
  {
    id: 'pause',
    words: 'Pause or resume the run',
    menu: 'run',
    shortcut: 'Mod+.',
    needsProject: true,
  },
  {
    id: 'step-describe',
    words: 'Describe: words and data',
    menu: 'view',
    shortcut: '1',
    needsProject: true,
  },
  {
    id: 'step-discover',
    words: 'Find a model: structures',
    menu: 'view',
    shortcut: '2',
    needsProject: true,
  },
  {
    id: 'step-calibrate',
    words: 'Fit the numbers',
    menu: 'view',
    shortcut: '3',
    needsProject: true,
  },
  {
    id: 'step-trust',
    words: 'Trust: is it right about days not seen?',
    menu: 'view',
    shortcut: '4',
    needsProject: true,
  },
  {
    id: 'step-forecast',
    words: 'Look ahead: forecast and what-if',
    menu: 'view',
    shortcut: '5',
    needsProject: true,
  },
  {
    id: 'step-measures',
    words: 'Compare measures: what would each do?',
    menu: 'view',
    shortcut: '6',
    needsProject: true,
  },
  {
    id: 'step-policies',
    words: 'Find a policy: the best one within limits',
    menu: 'view',
    shortcut: '7',
    needsProject: true,
  },
  { id: 'palette', words: 'All commands…', menu: 'view', shortcut: 'Mod+K', needsProject: false },
  {
    id: 'theme',
    words: 'Light or dark',
    menu: 'view',
    shortcut: 'Mod+Shift+L',
    needsProject: false,
  },
  { id: 'settings', words: 'Settings…', menu: 'file', shortcut: 'Mod+,', needsProject: false },
  {
    id: 'first-steps',
    words: 'First steps',
    menu: 'help',
    shortcut: 'Mod+Shift+F',
    needsProject: true,
  },
  {
    id: 'terms',
    words: 'Words of the studio, explained',
    menu: 'help',
    shortcut: 'Mod+Shift+E',
    needsProject: false,
  },
  {
    id: 'shortcuts',
    words: 'Keyboard shortcuts',
    menu: 'help',
    shortcut: '?',
    needsProject: false,
  },
] as const satisfies readonly Command[];

export type CommandId = (typeof COMMANDS)[number]['id'];
