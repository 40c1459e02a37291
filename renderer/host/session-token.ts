/** The key that opens the engine of the browser host: in the fragment of the first address, then in the session. */

const STORED = 'gsim-token';
const FORM = /^#token=([0-9a-f]{32,128})$/;

/**
 * Reads the token once and takes it out of the address, so that it is in no history, bookmark or copied link.
 * A reloaded window finds it in its session. Undefined: the window was opened without one.
 */
export function takeSessionToken({
  location,
  history,
  sessionStorage,
}: Pick<Window, 'location' | 'history' | 'sessionStorage'> = window): string | undefined {
  const found = FORM.exec(location.hash)?.[1];
  if (found === undefined) return sessionStorage.getItem(STORED) ?? undefined;
  history.replaceState(null, '', location.pathname + location.search);
  sessionStorage.setItem(STORED, found);
  return found;
}
