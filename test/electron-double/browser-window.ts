import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { DoubleProcess } from './process.ts';
import { emitPreventable, StrictEmitter } from './strict-emitter.ts';
import { strict } from './strict-object.ts';
import { WebContentsDouble } from './web-contents.ts';

const EVENTS = [
  'close',
  'closed',
  'ready-to-show',
  'show',
  'focus',
  'maximize',
  'unresponsive',
  'responsive',
] as const;

type Members =
  | 'id'
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'isMaximized'
  | 'restore'
  | 'maximize'
  | 'getNormalBounds';

/** BrowserWindow of this process. */
export function browserWindowClass(double: DoubleProcess) {
  return class BrowserWindowDouble extends StrictEmitter implements Pick<BrowserWindow, Members> {
    static readonly all: BrowserWindowDouble[] = [];

    readonly id = BrowserWindowDouble.all.length + 1;
    readonly webContents: WebContentsDouble;
    readonly options: BrowserWindowConstructorOptions;
    private readonly bounds: Rectangle;
    private visible: boolean;
    private focused = false;
    private maximized = false;
    private gone = false;
    /** It was asked to close and did not refuse. */
    isClosing = false;

    constructor(options: BrowserWindowConstructorOptions = {}) {
      super('BrowserWindow', EVENTS);
      const { x = 0, y = 0, width = 800, height = 600, show = true, webPreferences } = options;
      this.options = options;
      this.bounds = { x, y, width, height };
      this.visible = show;
      this.webContents = WebContentsDouble.create(double, {
        width,
        height,
        ...(webPreferences?.preload !== undefined && { preload: webPreferences.preload }),
        additionalArguments: webPreferences?.additionalArguments ?? [],
      });
      this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
      this.webContents.once('destroyed', () => this.end());
      const self = strict('BrowserWindow', this);
      BrowserWindowDouble.all.push(self);
      double.app.emit('web-contents-created', {}, this.webContents);
      double.app.emit('browser-window-created', {}, self);
      // biome-ignore lint/correctness/noConstructorReturn: whoever makes a window gets the strict one
      return self;
    }

    static getAllWindows(): BrowserWindowDouble[] {
      return BrowserWindowDouble.all.filter((one) => !one.isDestroyed());
    }

    loadURL(url: string): Promise<void> {
      return this.webContents.load(url);
    }

    show(): void {
      this.visible = true;
      this.emit('show');
      this.focus();
    }

    focus(): void {
      this.focused = true;
      this.emit('focus');
    }

    close(): void {
      if (this.gone || emitPreventable(this, 'close', {}).prevented) return;
      this.isClosing = true;
      this.destroy();
    }

    destroy(): void {
      this.webContents.destroy();
    }

    isDestroyed(): boolean {
      return this.gone;
    }

    isVisible(): boolean {
      return this.visible;
    }

    isFocused(): boolean {
      return this.focused;
    }

    isMinimized(): boolean {
      return false;
    }

    isMaximized(): boolean {
      return this.maximized;
    }

    restore(): void {}

    maximize(): void {
      this.maximized = true;
      this.emit('maximize');
    }

    getNormalBounds(): Rectangle {
      return { ...this.bounds };
    }

    private end(): void {
      this.gone = true;
      this.emit('closed');
      if (BrowserWindowDouble.getAllWindows().length === 0) double.app.allWindowsClosed();
    }
  };
}
