import type { Session } from 'electron';

/** Permission -> why the window may have it. Anything absent is refused, also what Chromium will invent. */
const GRANTED: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write':
    'Copying a table, a script or the picture of a chart, on the press of a button; reading the clipboard stays refused.',
};

/** Granted to our own pages only; `isOwn` is what the caller knows about the page that asks. */
export function isPermitted(permission: string, isOwn: boolean): boolean {
  return isOwn && Object.hasOwn(GRANTED, permission);
}

/** Electron grants everything unless each of these handlers says no. */
export function restrictPermissions(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
    | 'on'
  >,
  isOwnPage: (address: string) => boolean,
): void {
  session.setPermissionRequestHandler(
    (contents, permission, answer, { isMainFrame, requestingUrl }) =>
      answer(
        isPermitted(
          permission,
          isMainFrame && isOwnPage(requestingUrl) && isOwnPage(contents.getURL()),
        ),
      ),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, _origin, { isMainFrame, requestingUrl }) =>
      isPermitted(
        permission,
        isMainFrame && requestingUrl !== undefined && isOwnPage(requestingUrl),
      ),
  );
  // USB, HID and serial devices: a planner's tool needs none.
  session.setDevicePermissionHandler(() => false);
  // Nobody looks at the person's screen. Without streams the request is refused.
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  // The engine writes what is exported; a page that saves files by itself is not ours.
  session.on('will-download', (event) => event.preventDefault());
}
