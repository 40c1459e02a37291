import type { WebContents, WindowOpenHandlerResponse } from 'electron';
import type { DoubleIpcEvent } from './ipc-main.ts';
import type { FromPage, PortMessage, ToPage } from './page-messages.ts';
import { linkScript, type PreloadProcess, preloadScript } from './page-scripts.ts';
import { type PageListener, PageTarget } from './page-target.ts';
import { PortLink, release } from './ports.ts';
import type { DoubleProcess } from './process.ts';
import { emitPreventable, StrictEmitter } from './strict-emitter.ts';
import { strict } from './strict-object.ts';

export interface WebContentsOptions {
  readonly width: number;
  readonly height: number;
  readonly preload?: string;
  readonly additionalArguments: readonly string[];
}

const EVENTS = [
  'did-finish-load',
  'did-fail-load',
  'did-start-navigation',
  'did-navigate',
  'render-process-gone',
  'unresponsive',
  'responsive',
  'will-navigate',
  'will-frame-navigate',
  // Never raised: no page of the studio is redirected or holds a webview.
  'will-redirect',
  'will-attach-webview',
  'destroyed',
] as const;

type Members =
  | 'id'
  | 'getURL'
  | 'isCrashed'
  | 'isDestroyed'
  | 'postMessage'
  | 'send'
  | 'reload'
  | 'setWindowOpenHandler'
  | 'forcefullyCrashRenderer';

export class WebContentsDouble extends StrictEmitter implements Pick<WebContents, Members> {
  private static count = 0;

  readonly id = ++WebContentsDouble.count;
  readonly session: object;
  private readonly double: DoubleProcess;
  private readonly link: PortLink;
  private readonly opened: Promise<PageTarget>;
  private page: PageTarget | undefined;
  private url = '';
  private crashed = false;
  private destroyed = false;
  private mayOpen: ((url: string) => WindowOpenHandlerResponse) | undefined;
  /** This object as others see it. */
  private self: this = this;

  private constructor(double: DoubleProcess, options: WebContentsOptions) {
    super('webContents', EVENTS);
    this.double = double;
    this.session = double.session;
    this.link = new PortLink('m', (message) => this.tell(message));
    this.opened = this.open(options);
    this.opened.catch((error) => double.fail(error));
  }

  static create(double: DoubleProcess, options: WebContentsOptions): WebContentsDouble {
    const inner = new WebContentsDouble(double, options);
    inner.self = strict('webContents', inner);
    return inner.self;
  }

  /** The frame that speaks; changes with each document, as the address does. */
  get mainFrame(): { readonly url: string; readonly origin: string; readonly parent: null } {
    const url = this.url;
    const origin = /^[a-z]+:\/\/[^/]+/.exec(url)?.[0] ?? 'null';
    const frame = {
      url,
      origin,
      parent: null,
      get top(): unknown {
        return self;
      },
      detached: false,
    };
    const self = strict('webFrameMain', frame);
    return self;
  }

  getURL(): string {
    return this.url;
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  send(channel: string, ...args: unknown[]): void {
    this.tell({ kind: 'ipc', channel, args: structuredClone(args), ports: [] });
  }

  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    const ports = transfer.map((port) => this.link.give(release(port)));
    this.tell({ kind: 'ipc', channel, args: [structuredClone(message)], ports });
  }

  reload(): void {
    this.opened.then((page) => page.reload());
  }

  setWindowOpenHandler(handler: (details: never) => WindowOpenHandlerResponse): void {
    this.mayOpen = (url) => handler({ url, frameName: '', disposition: 'new-window' } as never);
  }

  forcefullyCrashRenderer(): void {
    this.opened.then((page) => page.crash());
  }

  /** Resolves once it is loaded. */
  async load(url: string): Promise<void> {
    const page = await this.opened;
    const target = await this.double.origins.toPage(url);
    await this.double.permissions.applyPermissions(
      (await this.double.chromium).cdp,
      this.self,
      url,
      target,
    );
    const loaded = new Promise<void>((resolve, reject) => {
      super.once('did-finish-load', resolve);
      super.once('did-fail-load', (_event, _code, reason) =>
        reject(new Error(`${reason} loading '${url}'`)),
      );
    });
    await page.navigate(target);
    await loaded;
  }

  async destroy(): Promise<void> {
    await (await this.opened).close();
  }

  private async open(options: WebContentsOptions): Promise<PageTarget> {
    const chromium = await this.double.chromium;
    const { preload, additionalArguments, width, height } = options;
    const preloadProcess: PreloadProcess = {
      argv: [process.execPath, ...additionalArguments],
      platform: process.platform,
      versions: { ...process.versions } as Record<string, string>,
    };
    const page = preload === undefined ? undefined : preloadScript(preload, preloadProcess);
    this.page = await PageTarget.open(chromium, this.listener(), {
      width,
      height,
      scripts: { link: linkScript(), ...(page !== undefined && { page }) },
    });
    return this.page;
  }

  private tell(message: ToPage | PortMessage): void {
    this.page?.tell(message);
  }

  private listener(): PageListener {
    const { double } = this;
    return {
      message: (message) => this.receive(message),
      document: (url) => {
        this.link.close();
        this.crashed = false;
        this.url = double.origins.toApp(url);
        this.emit('did-navigate', {}, this.url, 200, 'OK');
      },
      moved: (url) => {
        this.url = double.origins.toApp(url);
      },
      loaded: () => this.emit('did-finish-load'),
      failed: (reason) => this.emit('did-fail-load', {}, -2, reason, this.url, true),
      crashed: () => {
        this.link.close();
        this.crashed = true;
        const details = { reason: 'crashed', exitCode: 133 };
        this.emit('render-process-gone', {}, details);
        double.app.emit('render-process-gone', {}, this.self, details);
      },
      closed: () => {
        if (this.destroyed) return;
        this.destroyed = true;
        this.link.close();
        this.emit('destroyed');
      },
      mayNavigate: (url, isMainFrame, isAsked) =>
        this.mayNavigate(double.origins.toApp(url), isMainFrame, isAsked),
      wantsWindow: (url) => this.openWindow(double.origins.toApp(url)),
    };
  }

  private receive(message: FromPage): void {
    if (message.kind === 'port' || message.kind === 'port-closed') {
      this.link.receive(message);
    } else if (message.kind === 'open-window') {
      this.openWindow(this.double.origins.toApp(message.url));
    } else if (message.kind !== 'ready') {
      this.double.ipcMain.receive(this.ipcEvent(), message, (reply) => this.tell(reply));
    }
  }

  private ipcEvent(): DoubleIpcEvent {
    const frame = this.mainFrame;
    return strict('ipc event', {
      type: 'frame',
      sender: this.self,
      senderFrame: frame,
      reply: (channel: string, ...args: unknown[]) => this.send(channel, ...args),
    });
  }

  private mayNavigate(url: string, isMainFrame: boolean, isAsked: boolean): boolean {
    // Main itself asked for it, or it is a reload: nobody can hinder it.
    const isSure = isMainFrame && (isAsked || url === this.url);
    const goes = isSure || this.isLetGo(url, isMainFrame);
    if (goes) this.emit('did-start-navigation', { url, isMainFrame, isSameDocument: false });
    return goes;
  }

  private isLetGo(url: string, isMainFrame: boolean): boolean {
    const details = { url, isMainFrame, isSameDocument: false };
    const first = emitPreventable(this, 'will-frame-navigate', details);
    if (!isMainFrame) return !first.prevented;
    const then = emitPreventable(this, 'will-navigate', details, url);
    return !first.prevented && !then.prevented;
  }

  private openWindow(url: string): void {
    const { action } = this.mayOpen?.(url) ?? { action: 'allow' };
    if (action !== 'deny') this.double.fail(new Error('electron double: windows of windows'));
  }
}
