/** Where the window lives. A scheme of its own rather than file://, which may read the whole disk. */
export const APP_SCHEME = 'app';
const APP_HOST = 'gsim';
export const APP_ADDRESS = `${APP_SCHEME}://${APP_HOST}/`;

/** The page that is shown when the window cannot be kept running. */
export const REPORT_PATH = '/report';
export const REPORT_ADDRESS = `${APP_SCHEME}://${APP_HOST}${REPORT_PATH}`;
/** A link on that page. Nothing lies there: navigation.ts ends the studio instead of going. */
export const QUIT_PATH = '/quit';

/**
 * The address taken apart when it is ours, else undefined. By protocol and host: the origin of a scheme of
 * one's own is 'null' for Node's URL, so that every such scheme would equal every other.
 */
export function ownAddress(text: string): URL | undefined {
  const url = URL.parse(text);
  if (!url || url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST) return undefined;
  return url.username === '' && url.password === '' ? url : undefined;
}
