import type { Protocol, Session } from 'electron';
import type { AppOrigins, SchemeHandler } from './app-origins.ts';
import type { Cdp } from './cdp.ts';
import { StrictEmitter } from './strict-emitter.ts';
import { strict } from './strict-object.ts';

export function createProtocol(origins: AppOrigins, isReady: () => boolean) {
  return strict('protocol', {
    registerSchemesAsPrivileged() {
      if (isReady()) {
        throw new Error(
          'protocol.registerSchemesAsPrivileged should be called before app is ready',
        );
      }
    },
    handle(scheme: string, handler: SchemeHandler) {
      if (!isReady()) throw new Error('protocol.handle can only be called once app is ready');
      origins.handle(scheme, handler);
    },
  } satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>);
}

type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type Permission = Parameters<RequestHandler>[1];

/** Electron's word for a permission -> Chromium's, as far as a page can ask for it without a device. */
const PERMISSIONS = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  'idle-detection': 'idle-detection',
  'storage-access': 'storage-access',
} as const satisfies Partial<Record<Permission, string>>;

type Members =
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler';

export class SessionDouble extends StrictEmitter implements Pick<Session, Members> {
  private check: CheckHandler | undefined;
  private request: RequestHandler | undefined;

  constructor() {
    // Never raised: a page that downloads is not what the double is for.
    super('session', ['will-download']);
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.check = handler ?? undefined;
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.request = handler ?? undefined;
  }

  /** No page of the double can reach a device or the screen. */
  setDevicePermissionHandler(): void {}

  setDisplayMediaRequestHandler(): void {}

  /**
   * Makes Chromium answer a page as the handlers would. They are asked for each permission as the page comes, and not
   * anew with each question. Without a handler all is granted: so does Electron.
   */
  async applyPermissions(cdp: Cdp, contents: object, url: string, pageUrl: string): Promise<void> {
    const origin = new URL(pageUrl).origin;
    if (origin === 'null') return;
    await Promise.all(
      Object.entries(PERMISSIONS).map(([permission, name]) =>
        cdp.send('Browser.setPermission', {
          permission: { name },
          setting: this.isGranted(permission as Permission, contents, url) ? 'granted' : 'denied',
          origin,
        }),
      ),
    );
  }

  private isGranted(permission: Permission, contents: object, url: string): boolean {
    const details = { isMainFrame: true, requestingUrl: url };
    const page = contents as Parameters<RequestHandler>[0];
    const isAllowed = this.check?.(page, permission, url, details as never) ?? true;
    let isGranted = true;
    this.request?.(
      page,
      permission,
      (answer) => {
        isGranted = answer;
      },
      details as never,
    );
    return isAllowed && isGranted;
  }
}
