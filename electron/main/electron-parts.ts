import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  IpcMain,
  Menu,
  MessageChannelMain,
  Notification,
  NotificationConstructorOptions,
  Protocol,
  SafeStorage,
  Screen,
  Session,
  Shell,
  utilityProcess,
} from 'electron';

/** Of Electron, everything that main uses. */
export interface ElectronParts {
  readonly app: App;
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog' | 'showErrorBox'>;
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on'>;
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
  readonly MessageChannelMain: new () => Pick<MessageChannelMain, 'port1' | 'port2'>;
  readonly Notification: Pick<typeof Notification, 'isSupported'> &
    (new (
      options: NotificationConstructorOptions,
    ) => Pick<Notification, 'on' | 'show'>);
  readonly protocol: Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'>;
  readonly safeStorage: SafeStorage;
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly session: { readonly defaultSession: Session };
  readonly shell: Pick<Shell, 'openExternal' | 'showItemInFolder'>;
  readonly utilityProcess: Pick<typeof utilityProcess, 'fork'>;
}
