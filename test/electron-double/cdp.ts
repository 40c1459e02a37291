/** Chromium's debugging protocol over its WebSocket: commands, and events by session. */
import { EventEmitter } from 'node:events';
import { WebSocket } from 'ws';

type Params = Readonly<Record<string, unknown>>;

interface Answer {
  resolve(result: never): void;
  reject(error: Error): void;
}

export class Cdp {
  private readonly socket: WebSocket;
  private readonly answers = new Map<number, Answer>();
  private readonly sessions = new Map<string, EventEmitter>();
  private count = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (text) => this.receive(JSON.parse(String(text))));
    socket.on('close', () => this.lose());
  }

  static connect(endpoint: string): Promise<Cdp> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(endpoint, { perMessageDeflate: false, maxPayload: 0 });
      socket.once('open', () => resolve(new Cdp(socket)));
      socket.once('error', reject);
    });
  }

  /** `session` '': the browser itself. */
  send<R = unknown>(method: string, params: Params = {}, session = ''): Promise<R> {
    const id = ++this.count;
    this.socket.send(
      JSON.stringify({ id, method, params, ...(session && { sessionId: session }) }),
    );
    return new Promise((resolve, reject) => this.answers.set(id, { resolve, reject }));
  }

  /** Events of a session, by their method. */
  events(session = ''): EventEmitter {
    let events = this.sessions.get(session);
    if (!events) {
      events = new EventEmitter();
      this.sessions.set(session, events);
    }
    return events;
  }

  close(): void {
    this.socket.close();
  }

  private receive(message: {
    id?: number;
    method?: string;
    params?: unknown;
    sessionId?: string;
    result?: unknown;
    error?: { message: string };
  }): void {
    if (message.id === undefined) {
      this.sessions.get(message.sessionId ?? '')?.emit(message.method!, message.params);
      return;
    }
    const answer = this.answers.get(message.id);
    this.answers.delete(message.id);
    if (message.error) answer?.reject(new Error(`chromium: ${message.error.message}`));
    else answer?.resolve(message.result as never);
  }

  private lose(): void {
    for (const { reject } of this.answers.values()) reject(new Error('chromium: gone'));
    this.answers.clear();
  }
}
