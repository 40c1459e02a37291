import type { CommandId } from './commands.ts';

/**
 * What the window's host can do besides carrying messages. Electron does it natively, the browser host does
 * what a browser can; the window asks `abilities` and never which host it is.
 */
export interface Desktop {
  readonly abilities: DesktopAbilities;
  /** Undefined: the person chose none. Rejects where `abilities.dialogs` is false (use folders.list). */
  pickFolder(title: string): Promise<string | undefined>;
  /** Shows a file or folder in the system's file manager. Rejects where `abilities.reveal` is false. */
  reveal(path: string): Promise<void>;
  /** Keeps the key of a model; gives where it is kept. It can be replaced or forgotten, never read back. */
  saveSecret(model: string, secret: string): Promise<SecretStore>;
  forgetSecret(model: string): Promise<void>;
  /** Ids of the models that have a key. */
  listSecrets(): Promise<readonly string[]>;
  /** A notification of the system; does nothing while the window is in front. */
  notify(notification: { readonly title: string; readonly body: string }): Promise<void>;
  /** What the person chose in the native menu, opened from the file manager, ...; one listener. */
  onCommand(listener: (command: DesktopCommand) => void): void;
  /** Unsaved work would be lost by closing now: the host asks first. All edits are durable, so only jobs count. */
  setBusy(isBusy: boolean): Promise<void>;
}

export interface DesktopAbilities {
  readonly dialogs: boolean;
  readonly reveal: boolean;
  /** There is a native menu: the window need not show one. */
  readonly menu: boolean;
  readonly notifications: boolean;
  /** system: encrypted by the operating system; session: in memory until the studio ends, and the window says so. */
  readonly secrets: SecretStore;
  /** The host can look for a new version of the studio. */
  readonly updates: boolean;
  /** For the words of shortcuts: ⌘ or Ctrl. */
  readonly platform: 'mac' | 'windows' | 'linux';
}

export type SecretStore = 'system' | 'session';

/** Commands of the menu are those of COMMANDS (commands.ts); the others come from the system. */
export type DesktopCommand =
  | { readonly kind: 'command'; readonly id: CommandId }
  | { readonly kind: 'open'; readonly path: string };
