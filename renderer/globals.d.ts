import type { PreloadApi } from '../engine/studio/contract/preload-api.ts';

declare global {
  /** Set by vite.config.ts from package.json. */
  const STUDIO_VERSION: string;

  interface Window {
    /** Put there by Electron's preload; absent in a browser. Only renderer/host/ looks at it. */
    readonly gsim?: PreloadApi;
  }
}
