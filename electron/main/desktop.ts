import type { Dialog, Notification, NotificationConstructorOptions, Shell } from 'electron';
import type { Person } from '../engine-protocol.ts';
import type { DesktopHost } from './desktop-messages.ts';
import type { EnginePorts } from './engine-ports.ts';
import { lookUpOnDisk } from './opened-paths.ts';
import { revealable } from './reveal.ts';
import type { Secrets } from './secrets.ts';
import type { StudioWindow } from './studio-window.ts';

export interface DesktopOptions {
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  readonly shell: Pick<Shell, 'showItemInFolder'>;
  readonly Notification: new (
    options: NotificationConstructorOptions,
  ) => Pick<Notification, 'on' | 'show'>;
  readonly secrets: Secrets;
  readonly ports: EnginePorts;
  readonly platform: NodeJS.Platform;
  /** Messages come from a window, so there is one. */
  readonly window: () => StudioWindow;
  /** As the engine told last; undefined before its first word. */
  readonly person: () => Person | undefined;
}

/** What the window asks of the system. */
export function createDesktop(options: DesktopOptions): DesktopHost {
  const { dialog, shell, secrets, ports, platform } = options;
  return {
    async pickFolder(title) {
      const { canceled, filePaths } = await dialog.showOpenDialog(options.window().window, {
        title,
        properties: ['openDirectory', 'createDirectory'],
      });
      return canceled ? undefined : filePaths[0];
    },
    async reveal(path) {
      const { projectsFolder, recent = [] } = options.person() ?? {};
      const folders = [...(projectsFolder === undefined ? [] : [projectsFolder]), ...recent];
      shell.showItemInFolder(revealable(path, folders, { platform, lookUp: lookUpOnDisk }));
    },
    saveSecret: (model, secret) => secrets.save(model, secret),
    forgetSecret: (model) => secrets.forget(model),
    listSecrets: () => secrets.list(),
    async notify({ title, body }) {
      const { window, show } = options.window();
      if (window.isFocused() || !options.person()?.notifications) return;
      const notification = new options.Notification({ title, body });
      notification.on('click', show);
      notification.show();
    },
    async setBusy(isBusy) {
      options.window().setBusy(isBusy);
    },
    requestPort: () => ports.request(options.window().contents),
    listening: () => options.window().listening(),
  };
}
