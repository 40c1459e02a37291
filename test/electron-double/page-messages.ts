/** What a page (page/shim.ts) and the double's main process say to each other. Ports are named by ids. */

export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'open-window'; readonly url: string }
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly channel: string;
      readonly args: readonly unknown[];
    }
  | PortMessage;

export type ToPage =
  | {
      readonly kind: 'ipc';
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly ports: readonly string[];
    }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'rejected'; readonly id: number; readonly message: string }
  | PortMessage;

export type PortMessage =
  | {
      readonly kind: 'port';
      readonly port: string;
      readonly data: unknown;
      readonly ports: readonly string[];
    }
  | { readonly kind: 'port-closed'; readonly port: string };
