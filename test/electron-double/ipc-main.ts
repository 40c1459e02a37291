/** ipcMain, and how what a page says reaches it. */
import { EventEmitter } from 'node:events';
import type { IpcMain } from 'electron';
import type { FromPage, ToPage } from './page-messages.ts';

/** What listeners and handlers get as their first argument. */
export interface DoubleIpcEvent {
  readonly sender: object;
  readonly senderFrame: { readonly url: string; readonly origin: string } | null;
}

type Handler = (event: DoubleIpcEvent, ...args: readonly unknown[]) => unknown;

export class IpcMainDouble
  extends EventEmitter
  implements Pick<IpcMain, 'handle' | 'removeHandler'>
{
  private readonly handlers = new Map<string, Handler>();

  // biome-ignore lint/suspicious/noExplicitAny: as Electron has it
  handle(channel: string, handler: (event: any, ...args: any[]) => unknown): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  async receive(
    event: DoubleIpcEvent,
    message: Extract<FromPage, { kind: 'send' | 'invoke' }>,
    reply: (message: ToPage) => void,
  ): Promise<void> {
    const { channel, args } = message;
    if (message.kind === 'send') {
      this.emit(channel, event, ...args);
      return;
    }
    const { id } = message;
    try {
      const handler = this.handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      reply({ kind: 'result', id, value: await handler(event, ...args) });
    } catch (error) {
      const text = `Error invoking remote method '${channel}': ${error}`;
      reply({ kind: 'rejected', id, message: text });
    }
  }
}
