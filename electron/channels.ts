/** Names of the messages between the preload and main. Both are ours: a change here changes both. */

/** Asked by the window, answered once: `ask` of preload.ts, rows of main/desktop-messages.ts. */
export const ASK = {
  pickFolder: 'gsim:pick-folder',
  reveal: 'gsim:reveal',
  saveSecret: 'gsim:save-secret',
  forgetSecret: 'gsim:forget-secret',
  listSecrets: 'gsim:list-secrets',
  notify: 'gsim:notify',
  setBusy: 'gsim:set-busy',
} as const;

/** Said by the window. */
export const SAY = {
  requestPort: 'gsim:request-port',
  /** It listens to commands: what waited may come. */
  listening: 'gsim:listening',
} as const;

/** Said to the window. */
export const TELL = {
  /** Carries one MessagePort. */
  port: 'gsim:port',
  command: 'gsim:command',
} as const;

/** Argument of the window's process before the JSON of its abilities. */
export const ABILITIES_ARGUMENT = '--gsim-abilities=';

/** What `ask` gets: an Error crosses to the window as its message only. */
export type Answer = { readonly value: unknown } | { readonly error: string };
