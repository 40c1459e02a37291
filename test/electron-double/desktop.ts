/** What an application asks of the desktop. What it does there is told to the test; what a person would answer, the test gives. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type {
  Dialog,
  Notification as ElectronNotification,
  MenuItemConstructorOptions,
  SafeStorage,
  Screen,
  Shell,
} from 'electron';
import { StrictEmitter } from './strict-emitter.ts';
import { strict } from './strict-object.ts';

type Tell = (what: string, detail: unknown) => void;

export function createShell(tell: Tell) {
  return strict('shell', {
    async openExternal(url: string) {
      tell('open-external', url);
    },
    showItemInFolder(path: string) {
      tell('show-item', path);
    },
  } satisfies Pick<Shell, 'openExternal' | 'showItemInFolder'>);
}

export interface DialogAnswers {
  /** What the next dialogs answer, in order. */
  readonly answers: unknown[];
}

/** Throws when a dialog is shown for which the test gave no answer. */
export function createDialog(tell: Tell, { answers }: DialogAnswers) {
  const next = (member: string, args: readonly unknown[]) => {
    // A dialog may belong to a window, its first argument then.
    const options = args.at(-1);
    tell(member, options);
    if (answers.length === 0) throw new Error(`electron double: no answer for ${member}`);
    return answers.shift();
  };
  return strict('dialog', {
    showOpenDialog: async (...args: unknown[]) =>
      next('showOpenDialog', args) as Awaited<ReturnType<Dialog['showOpenDialog']>>,
    showMessageBox: async (...args: unknown[]) =>
      next('showMessageBox', args) as Awaited<ReturnType<Dialog['showMessageBox']>>,
    showErrorBox(title: string, content: string) {
      tell('showErrorBox', { title, content });
    },
  } satisfies Pick<Dialog, 'showOpenDialog' | 'showMessageBox' | 'showErrorBox'>);
}

/** A keyring that works, with a key of this process. */
export function createSafeStorage() {
  const key = randomBytes(32);
  return strict('safeStorage', {
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret' as const,
    async encryptStringAsync(text: string) {
      const start = randomBytes(16);
      const cipher = createCipheriv('aes-256-ctr', key, start);
      return Buffer.concat([start, cipher.update(text, 'utf8'), cipher.final()]);
    },
    async decryptStringAsync(bytes: Buffer) {
      const decipher = createDecipheriv('aes-256-ctr', key, bytes.subarray(0, 16));
      const result = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
      return { result: result.toString('utf8'), shouldReEncrypt: false };
    },
  } satisfies Pick<
    SafeStorage,
    | 'isAsyncEncryptionAvailable'
    | 'getSelectedStorageBackend'
    | 'encryptStringAsync'
    | 'decryptStringAsync'
  >);
}

export function notificationClass(tell: Tell) {
  return class NotificationDouble
    extends StrictEmitter
    implements Pick<ElectronNotification, 'show' | 'title' | 'body'>
  {
    title: string;
    body: string;

    constructor({ title = '', body = '' }: { title?: string; body?: string } = {}) {
      super('Notification', ['show', 'click', 'close', 'failed']);
      this.title = title;
      this.body = body;
      // biome-ignore lint/correctness/noConstructorReturn: whoever makes one gets the strict one
      return strict('Notification', this);
    }

    static isSupported(): boolean {
      return true;
    }

    show(): void {
      tell('notification', { title: this.title, body: this.body });
      this.emit('show');
    }
  };
}

type Template = readonly MenuItemConstructorOptions[];

export interface MenuDouble {
  readonly Menu: object;
  /** Chooses the item of that label. */
  click(label: string): void;
}

export function createMenu(tell: Tell): MenuDouble {
  let shown: Template = [];
  class Menu {
    readonly template: Template;

    constructor(template: Template = []) {
      this.template = template;
    }

    static buildFromTemplate(template: Template): Menu {
      return strict('Menu', new Menu(template));
    }

    static setApplicationMenu(menu: Menu | null): void {
      shown = menu?.template ?? [];
      tell('menu', describe(shown));
    }
  }
  return {
    Menu: strict('Menu', Menu),
    click(label) {
      const item = find(shown, label);
      if (!item?.click) throw new Error(`electron double: no menu item '${label}'`);
      (item.click as () => void)();
    },
  };
}

/** The template without its functions. */
function describe(template: Template): unknown {
  return template.map(({ click: _click, submenu, ...rest }) => ({
    ...rest,
    ...(Array.isArray(submenu) && { submenu: describe(submenu) }),
  }));
}

function find(template: Template, label: string): MenuItemConstructorOptions | undefined {
  for (const item of template) {
    if (item.label === label) return item;
    const inner = Array.isArray(item.submenu) ? find(item.submenu, label) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

class ScreenDouble
  extends StrictEmitter
  implements Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>
{
  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed']);
  }

  getPrimaryDisplay(): ReturnType<Screen['getPrimaryDisplay']> {
    const area = { x: 0, y: 0, width: 1920, height: 1080 };
    const display = { id: 1, bounds: area, workArea: area, scaleFactor: 1 };
    return strict('display', display) as ReturnType<Screen['getPrimaryDisplay']>;
  }

  getAllDisplays(): ReturnType<Screen['getAllDisplays']> {
    return [this.getPrimaryDisplay()];
  }
}

export function createScreen() {
  return strict('screen', new ScreenDouble());
}
