/** MessageChannelMain, and how the end of a channel travels to another process or to a page. */
import type { MessagePortMain, MessageEvent as PortEvent } from 'electron';
import type { PortMessage } from './page-messages.ts';
import { StrictEmitter } from './strict-emitter.ts';
import { strict } from './strict-object.ts';

interface Message {
  readonly data: unknown;
  readonly ends: readonly End[];
}

/** Who holds an end: a port of this process, or the link to another one. */
interface Holder {
  message(message: Message): void;
  closed(): void;
}

/** One end of a channel. What comes before somebody holds it waits. */
export class End {
  private peer: End | undefined;
  private holder: Holder | undefined;
  private waiting: Message[] = [];
  private isClosed = false;

  static pair(): [End, End] {
    const [a, b] = [new End(), new End()];
    a.peer = b;
    b.peer = a;
    return [a, b];
  }

  hold(holder: Holder): void {
    this.holder = holder;
    for (const message of this.waiting.splice(0)) holder.message(message);
    if (this.isClosed) holder.closed();
  }

  letGo(): void {
    this.holder = undefined;
  }

  send(message: Message): void {
    this.peer?.deliver(message);
  }

  close(): void {
    const { peer } = this;
    this.peer = undefined;
    this.isClosed = true;
    if (peer === undefined) return;
    peer.close();
    this.holder?.closed();
  }

  private deliver(message: Message): void {
    if (this.holder) this.holder.message(message);
    else this.waiting.push(message);
  }
}

type PortMembers = Pick<MessagePortMain, 'postMessage' | 'start' | 'close' | 'on' | 'once'>;

/** As Electron's: messages wait until start(), and arrive in a task of their own. */
export class PortMain extends StrictEmitter implements PortMembers {
  private end: End | undefined;

  constructor(end: End) {
    super('MessagePortMain', ['message', 'close']);
    this.end = end;
  }

  static of(end: End): PortMain {
    return strict('MessagePortMain', new PortMain(end));
  }

  start(): void {
    this.end?.hold({
      message: ({ data, ends }) =>
        setImmediate(() => {
          const event: Pick<PortEvent, 'data'> & { ports: PortMain[] } = {
            data,
            ports: ends.map(PortMain.of),
          };
          this.emit('message', event);
        }),
      closed: () => setImmediate(() => this.emit('close')),
    });
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    this.end?.send({ data: structuredClone(message), ends: transfer.map(release) });
  }

  close(): void {
    this.end?.close();
  }

  /** Takes the end away: the port was transferred and is dead here. */
  release(): End {
    const { end } = this;
    if (end === undefined) throw new Error('electron double: this port was transferred already');
    end.letGo();
    this.end = undefined;
    return end;
  }
}

/** Ends of ports that are handed over. Throws for anything else: Electron's transfer lists hold only ports. */
export function release(port: unknown): End {
  if (port instanceof PortMain) return port.release();
  throw new Error('electron double: only ports can be transferred');
}

export class MessageChannelMain {
  readonly port1: PortMain;
  readonly port2: PortMain;

  constructor() {
    const [a, b] = End.pair();
    this.port1 = PortMain.of(a);
    this.port2 = PortMain.of(b);
  }
}

/** Ends that are held on the other side of a connection. */
export class PortLink {
  private readonly side: string;
  private readonly say: (message: PortMessage) => void;
  private readonly ends = new Map<string, End>();
  private count = 0;

  /** `side`: differs on the two sides of the connection. */
  constructor(side: string, say: (message: PortMessage) => void) {
    this.side = side;
    this.say = say;
  }

  /** Hands an end over: the name by which the other side can take it. */
  give(end: End): string {
    const port = `${this.side}${++this.count}`;
    this.track(port, end);
    return port;
  }

  /** Takes the end that the other side handed over. */
  take(port: string): End {
    const [mine, theirs] = End.pair();
    this.track(port, theirs);
    return mine;
  }

  receive(message: PortMessage): void {
    const end = this.ends.get(message.port);
    if (message.kind === 'port-closed') {
      this.ends.delete(message.port);
      end?.close();
    } else {
      end?.send({ data: message.data, ends: message.ports.map((port) => this.take(port)) });
    }
  }

  /** The other side is gone. */
  close(): void {
    const ends = [...this.ends.values()];
    this.ends.clear();
    for (const end of ends) end.close();
  }

  private track(port: string, end: End): void {
    this.ends.set(port, end);
    end.hold({
      message: ({ data, ends }) =>
        this.say({ kind: 'port', port, data, ports: ends.map((one) => this.give(one)) }),
      closed: () => {
        if (this.ends.delete(port)) this.say({ kind: 'port-closed', port });
      },
    });
  }
}
