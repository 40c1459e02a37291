import type { PortMessage } from './page-messages.ts';

/** Between main and a utility process: ports are named by ids. */
export type ToUtility =
  | { readonly kind: 'message'; readonly data: unknown; readonly ports: readonly string[] }
  | PortMessage;

export type FromUtility = { readonly kind: 'message'; readonly data: unknown } | PortMessage;
