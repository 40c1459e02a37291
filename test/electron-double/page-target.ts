/** One page of Chromium: what a window of the double does to it, and what happens in it. */
import type { EventEmitter } from 'node:events';
import type { Chromium } from './chromium.ts';
import type { FromPage, ToPage } from './page-messages.ts';
import { LINK_WORLD } from './page-scripts.ts';
import { type Base64, fromText, toText } from './wire.ts';

export interface PageListener {
  message(message: FromPage): void;
  /** A new document is there; texts from the one before come no more. `url` as Chromium has it. */
  document(url: string): void;
  /** The same document at another address. */
  moved(url: string): void;
  loaded(): void;
  failed(reason: string): void;
  crashed(): void;
  closed(): void;
  /** Main, a script or a link of the page, or of a frame in it, wants to go there. */
  mayNavigate(url: string, isMainFrame: boolean, isAsked: boolean): boolean;
  wantsWindow(url: string): void;
}

export interface PageOptions {
  readonly width: number;
  readonly height: number;
  /** Run in front of each document, in this order: in the link's world, then in the page's own. */
  readonly scripts: { readonly link: string; readonly page?: string };
}

const base64: Base64 = {
  encode: (bytes) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  decode: (text) => new Uint8Array(Buffer.from(text, 'base64')),
};

export class PageTarget {
  private readonly chromium: Chromium;
  private readonly listener: PageListener;
  private readonly target: string;
  private readonly session: string;
  /** Of the present document's link world; undefined before there is one. */
  private world: number | undefined;
  /** Addresses that main itself asked for. */
  private readonly asked = new Set<string>();

  private constructor(chromium: Chromium, listener: PageListener, target: string, session: string) {
    this.chromium = chromium;
    this.listener = listener;
    this.target = target;
    this.session = session;
    this.listen(chromium.cdp.events(session));
  }

  static async open(
    chromium: Chromium,
    listener: PageListener,
    { width, height, scripts }: PageOptions,
  ): Promise<PageTarget> {
    const { cdp } = chromium;
    const { targetId } = await cdp.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      width,
      height,
      newWindow: true,
    });
    ours(chromium).add(targetId);
    const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const page = new PageTarget(chromium, listener, targetId, sessionId);
    const addScript = 'Page.addScriptToEvaluateOnNewDocument';
    await Promise.all([
      page.send('Page.enable'),
      page.send('Runtime.enable'),
      page.send('Inspector.enable'),
      page.send('Runtime.addBinding', { name: 'toDouble', executionContextName: LINK_WORLD }),
      page.send(addScript, { source: scripts.link, worldName: LINK_WORLD }),
      scripts.page !== undefined && page.send(addScript, { source: scripts.page }),
      page.send('Fetch.enable', { patterns: [{ resourceType: 'Document' }] }),
      closeStrangers(chromium),
    ]);
    return page;
  }

  /** Goes there without asking anybody. */
  async navigate(url: string): Promise<void> {
    this.asked.add(url);
    const { errorText } = await this.send<{ errorText?: string }>('Page.navigate', { url });
    if (errorText) this.listener.failed(errorText);
  }

  async reload(): Promise<void> {
    await this.send('Page.reload', { ignoreCache: true });
  }

  /** Lost when the page has no document that runs a preload: so does the real one at the wrong moment. */
  tell(message: ToPage): void {
    if (this.world === undefined) return;
    this.send('Runtime.callFunctionOn', {
      functionDeclaration: '(text) => fromDouble(text)',
      executionContextId: this.world,
      arguments: [{ value: toText(message, base64) }],
    }).catch(() => undefined);
  }

  async crash(): Promise<void> {
    await this.send('Page.crash').catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.chromium.cdp
      .send('Target.closeTarget', { targetId: this.target })
      .catch(() => undefined);
  }

  private send<R>(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<R> {
    return this.chromium.cdp.send<R>(method, params, this.session);
  }

  private listen(events: EventEmitter): void {
    const { listener } = this;
    events.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
      // The context is the one that speaks: a document that is going away must not be taken for the new one.
      const message = fromText(payload, base64) as FromPage;
      this.world = executionContextId;
      listener.message(message);
    });
    events.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) listener.document(frame.url + (frame.urlFragment ?? ''));
    });
    events.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.target) listener.moved(url);
    });
    events.on('Runtime.executionContextsCleared', () => {
      this.world = undefined;
    });
    events.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === LINK_WORLD && context.auxData?.frameId === this.target) {
        this.world = context.id;
      }
    });
    events.on('Page.loadEventFired', () => listener.loaded());
    events.on('Inspector.targetCrashed', () => {
      this.world = undefined;
      listener.crashed();
    });
    events.on('Inspector.detached', () => listener.closed());
    events.on('Page.windowOpen', ({ url }) => listener.wantsWindow(url));
    events.on('Fetch.requestPaused', (paused) => this.judge(paused));
    this.chromium.cdp.events().on('Target.targetDestroyed', ({ targetId }) => {
      if (targetId === this.target) listener.closed();
    });
  }

  private judge(paused: { requestId: string; frameId: string; request: { url: string } }): void {
    const { url } = paused.request;
    const { requestId, frameId } = paused;
    const isAsked = this.asked.delete(url);
    if (this.listener.mayNavigate(url, frameId === this.target, isAsked))
      this.send('Fetch.continueRequest', { requestId });
    else this.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
  }
}

const pagesOf = new WeakMap<Chromium, Set<string>>();

/** Targets that are windows of the double. */
function ours(chromium: Chromium): Set<string> {
  let pages = pagesOf.get(chromium);
  if (!pages) {
    pages = new Set();
    pagesOf.set(chromium, pages);
  }
  return pages;
}

const guarded = new WeakSet<Chromium>();

/** A page that a page opened: the double has no windows but those of BrowserWindow. */
async function closeStrangers(chromium: Chromium): Promise<void> {
  if (guarded.has(chromium)) return;
  guarded.add(chromium);
  const { cdp } = chromium;
  cdp.events().on('Target.targetCreated', ({ targetInfo: { targetId, type, openerId } }) => {
    if (type !== 'page' || !openerId || ours(chromium).has(targetId)) return;
    cdp.send('Target.closeTarget', { targetId }).catch(() => undefined);
  });
  await cdp.send('Target.setDiscoverTargets', { discover: true });
}
