/** Starts an application under the double, and gives a test its strings. */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DoubleOrder, FromDouble, ToDouble } from './control-messages.ts';

export interface DoubleOptions {
  /** The application's main script. */
  readonly main: string;
  readonly args?: readonly string[];
  /** Chromium's executable. */
  readonly chromium: string;
  /** Added to this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

type Log = Extract<FromDouble, { kind: 'log' }>;

export interface RunningDouble {
  readonly pid: number;
  /** Of Chromium's debugging protocol. */
  readonly endpoint: string;
  /** Utility processes that run. */
  readonly utilities: ReadonlyMap<number, string>;
  /** What was done to the desktop, oldest first. */
  readonly logs: readonly Log[];
  /** What main and its children wrote. */
  readonly output: () => string;
  order(order: DoubleOrder): Promise<unknown>;
  /** Resolves with the first entry, past or coming, that fits. */
  logged(what: string, fits?: (detail: unknown) => boolean): Promise<unknown>;
  /** Resolves with the pid of a utility process of that name that runs, now or later, and is not `except`. */
  utility(name: RegExp, except?: number): Promise<number>;
  /** Resolves with the exit code once it has ended by itself or by `stop`; null: by a signal. */
  readonly ended: Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

const register = new URL('./register.ts', import.meta.url).href;

/** Resolves when Chromium runs; the application may still be starting. */
export async function startDouble(options: DoubleOptions): Promise<RunningDouble> {
  const { main, args = [], chromium, env } = options;
  const child = fork(main, args, {
    execPath: process.execPath,
    execArgv: ['--import', register],
    env: { ...process.env, ...env, CHROMIUM: chromium },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return new Strings(child).started();
}

class Strings {
  private readonly child: ChildProcess;
  private readonly changes = new EventEmitter();
  private readonly logs: Log[] = [];
  private readonly utilities = new Map<number, string>();
  private readonly waiting = new Map<
    number,
    { resolve(result: unknown): void; reject(error: Error): void }
  >();
  private readonly ended: Promise<number | null>;
  private chromium: Extract<FromDouble, { kind: 'chromium' }> | undefined;
  private text = '';
  private count = 0;

  constructor(child: ChildProcess) {
    this.child = child;
    this.changes.setMaxListeners(0);
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (bytes) => {
        this.text += bytes;
      });
    }
    this.ended = new Promise((resolve) =>
      child.once('close', (code) => {
        this.sweep();
        resolve(code);
      }),
    );
    child.on('message', (message: FromDouble) => this.receive(message));
  }

  async started(): Promise<RunningDouble> {
    const { endpoint } = await this.until(() => this.chromium);
    return {
      pid: this.child.pid!,
      endpoint,
      utilities: this.utilities,
      logs: this.logs,
      output: () => this.text,
      ended: this.ended,
      order: (order) => this.order(order),
      logged: (what, fits = () => true) =>
        this.until(() => this.logs.find((log) => log.what === what && fits(log.detail))).then(
          ({ detail }) => detail,
        ),
      utility: (name, except) =>
        this.until(() =>
          [...this.utilities].find(([pid, its]) => name.test(its) && pid !== except),
        ).then(([pid]) => pid),
      kill: () => this.kill(),
    };
  }

  private receive(message: FromDouble): void {
    if (message.kind === 'log') this.logs.push(message);
    else if (message.kind === 'chromium') this.chromium = message;
    else if (message.kind === 'utility') this.utilities.set(message.pid, message.name);
    else if (message.kind === 'utility-exit') this.utilities.delete(message.pid);
    else {
      const answer = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.kind === 'done') answer?.resolve(message.result);
      else answer?.reject(new Error(message.message));
    }
    this.changes.emit('change');
  }

  private order(order: DoubleOrder): Promise<unknown> {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, ...order } satisfies ToDouble, (error) => {
        if (error) reject(error);
      });
    });
  }

  /** Rejects with what was written when the process ends first. */
  private until<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = look();
        if (found === undefined) return;
        this.changes.off('change', check);
        resolve(found);
      };
      this.changes.on('change', check);
      this.ended.then((code) =>
        reject(new Error(`double: ended with ${code}\n${this.text.slice(-4000)}`)),
      );
      check();
    });
  }

  private async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Its own end takes Chromium and the utility processes along; where it was killed, they are ended here. */
  private sweep(): void {
    for (const pid of [this.chromium?.pid, ...this.utilities.keys()]) {
      try {
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
      } catch {
        // Gone already.
      }
    }
    if (!this.chromium) return;
    rmSync(this.chromium.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** The bundle that `npm run build` makes. */
export const STUDIO_MAIN = fileURLToPath(new URL('../../dist/main/main.cjs', import.meta.url));
