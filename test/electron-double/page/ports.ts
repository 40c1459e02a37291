/**
 * The ends of channels that this page holds: real MessagePorts, whose other ends are the double's. Electron adds one
 * thing to MessagePort, the event `close`, which comes when the other end is gone; so does this.
 */
import type { PortMessage } from '../page-messages.ts';

/** As Electron has it. */
type ElectronPort = MessagePort & { onclose?: (event: Event) => void };

export class PagePorts {
  private readonly say: (message: PortMessage) => void;
  /** Our ends. */
  private readonly ports = new Map<string, MessagePort>();
  /** The page's ends: as the preload got them, then as the page got them from the preload. */
  private readonly names = new WeakMap<MessagePort, string>();
  private readonly theirs = new Map<string, ElectronPort>();
  /** Names of the ports of each message that is on its way from the preload to the page. */
  private readonly handedOver: (readonly (string | undefined)[])[] = [];

  constructor(say: (message: PortMessage) => void) {
    this.say = say;
    addEventListener('message', (event) => this.follow(event), { capture: true });
  }

  take(name: string): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.ports.set(name, port2);
    this.names.set(port1, name);
    port2.onmessage = ({ data, ports }) => {
      if (ports.length > 0) throw new Error('electron double: a page transfers no ports');
      this.say({ kind: 'port', port: name, data, ports: [] });
    };
    return port1;
  }

  receive(message: PortMessage): void {
    const port = this.ports.get(message.port);
    if (message.kind === 'port') {
      port?.postMessage(
        message.data,
        message.ports.map((name) => this.take(name)),
      );
    } else {
      this.ports.delete(message.port);
      afterMessages(() => this.tellClosed(message.port));
    }
  }

  /** Runs what may hand ports over to the page by window.postMessage. */
  watch(run: () => void): void {
    const { postMessage } = window;
    window.postMessage = (...args: unknown[]) => {
      const transfer = args.find(Array.isArray) as MessagePort[] | undefined;
      if (transfer?.length) this.handedOver.push(transfer.map((port) => this.names.get(port)));
      Reflect.apply(postMessage, window, args);
    };
    try {
      run();
    } finally {
      window.postMessage = postMessage;
    }
  }

  /** A port that was transferred is another object: these messages come in the order in which they were sent. */
  private follow({ source, ports }: MessageEvent): void {
    if (source !== window || ports.length === 0) return;
    for (const [index, name] of (this.handedOver.shift() ?? []).entries()) {
      const port = ports[index];
      if (port === undefined || name === undefined) continue;
      this.theirs.set(name, port);
      const { close } = port;
      port.close = () => {
        Reflect.apply(close, port, []);
        this.theirs.delete(name);
        if (this.ports.delete(name)) this.say({ kind: 'port-closed', port: name });
      };
    }
  }

  private tellClosed(name: string): void {
    const port = this.theirs.get(name);
    this.theirs.delete(name);
    const event = new Event('close');
    port?.dispatchEvent(event);
    port?.onclose?.(event);
  }
}

/** After the messages that were posted so far. */
function afterMessages(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => {
    port2.close();
    run();
  };
  port1.postMessage(undefined);
}
