/** Which of its two hosts the studio opens in. */

export interface HostCircumstances {
  /** `--browser` */
  readonly wantsBrowser: boolean;
  readonly platform: NodeJS.Platform;
  /** The user runs as root (Linux, macOS). */
  readonly isRoot: boolean;
  /** There is a screen to show a window on. */
  readonly hasScreen: boolean;
  /** Path of Electron's binary; undefined: it is not there. */
  readonly find: () => string | undefined;
  /** Brings the binary; false: it cannot be had. Undefined: must not be tried (tests, CI, no terminal). */
  readonly fetch: (() => Promise<boolean>) | undefined;
}

export type Host =
  | { readonly kind: 'electron'; readonly binary: string }
  /** `because`: one sentence for the person who expected a window; absent when it was asked for. */
  | { readonly kind: 'browser'; readonly because?: string };

export async function chooseHost(circumstances: HostCircumstances): Promise<Host> {
  const { wantsBrowser, platform, isRoot, hasScreen, find, fetch } = circumstances;
  if (wantsBrowser) return { kind: 'browser' };
  if (platform === 'linux' && isRoot) {
    return browser('Electron does not start as root with its sandbox on, and never runs without');
  }
  if (!hasScreen) return browser('Electron needs a screen, and there is none');
  const binary = find() ?? ((await fetch?.()) ? find() : undefined);
  if (binary !== undefined) return { kind: 'electron', binary };
  return browser(
    `Electron's binary is not there${fetch ? ' and could not be fetched' : ''} (npx install-electron brings it)`,
  );
}

/** Said where a start of Electron failed. */
export function browser(reason: string): Host {
  return { kind: 'browser', because: `${reason}: the studio opens in the browser instead.` };
}
