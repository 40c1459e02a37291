import type { MessagePortMain, UtilityProcess } from 'electron';
import type { ErrorData } from '../../engine/base/error.ts';
import { type FromEngine, fromEngineSchema, type ToEngine } from '../engine-protocol.ts';
import type { Attempts } from './attempts.ts';
import { crashPlace, type Log } from './log-file.ts';

export type EngineProcess = Pick<UtilityProcess, 'on' | 'postMessage' | 'pid' | 'stderr'>;

export interface EngineSupervisorOptions {
  /** `resume`: the one before was lost. */
  readonly fork: (resume: boolean) => EngineProcess;
  /** Restarts that are left (three a minute). */
  readonly restarts: Attempts;
  /** Ends a process at once (SIGKILL). */
  readonly kill: (pid: number) => void;
  readonly schedule: (run: () => void, milliseconds: number) => void;
  readonly log: Log;
  /** What a running engine says; the state messages are handled here. */
  readonly onMessage: (message: Exclude<FromEngine, { kind: 'ready' | 'failed' }>) => void;
  /** A process is there: windows get ports. */
  readonly onStart: () => void;
  /** It is gone; what it started is to be ended. */
  readonly onLost: () => void;
  /** No engine will come any more: what windows are told. */
  readonly onFatal: (error: ErrorData) => void;
}

export interface EngineSupervisor {
  /** down: between two engines; fatal: for good. */
  readonly state: 'up' | 'down' | 'fatal';
  readonly fatal: ErrorData | undefined;
  start(): void;
  /** Does nothing while there is no engine: a port that goes with it is closed. */
  send(message: ToEngine, ports?: readonly MessagePortMain[]): void;
  /** Lets it put everything away; resolved when it is gone. */
  quit(): Promise<void>;
}

const FIRST_WAIT = 250;
/** Jobs write their last state as they stop; after this time the rest is done at the next opening. */
const QUIT_PATIENCE = 10_000;

/** Keeps an engine running: a lost one is replaced by one that takes up its projects and jobs from the disk. */
export function superviseEngine(options: EngineSupervisorOptions): EngineSupervisor {
  const { restarts, log } = options;
  let current: EngineProcess | undefined;
  let fatal: ErrorData | undefined;
  let onGone: (() => void) | undefined;
  let isQuitting = false;

  return {
    get state() {
      if (fatal) return 'fatal';
      return current ? 'up' : 'down';
    },
    get fatal() {
      return fatal;
    },
    start: () => start(false),
    send,
    quit() {
      isQuitting = true;
      if (!current) return Promise.resolve();
      const process = current;
      options.schedule(() => {
        if (current === process && process.pid !== undefined) options.kill(process.pid);
      }, QUIT_PATIENCE);
      send({ kind: 'quit' });
      return new Promise((resolve) => {
        onGone = resolve;
      });
    },
  };

  function start(resume: boolean): void {
    if (isQuitting) return;
    const process = options.fork(resume);
    current = process;
    let words = '';
    process.stderr?.setEncoding('utf8');
    process.stderr?.on('data', (text: string) => {
      words = (words + text).slice(-4000);
    });
    process.on('message', (message) => {
      if (current === process) receive(message);
    });
    process.on('exit', (code) => {
      if (current !== process) return;
      current = undefined;
      lost(code, words);
    });
    options.onStart();
  }

  function receive(data: unknown): void {
    const message = fromEngineSchema.safeParse(data).data;
    if (!message) log('engine: sent something unknown');
    else if (message.kind === 'ready') log('engine: ready');
    else if (message.kind === 'failed') log(`engine: cannot work, ${message.error.code}`);
    else options.onMessage(message);
  }

  function lost(code: number, words: string): void {
    options.onLost();
    onGone?.();
    if (isQuitting) return;
    log(`engine: lost, code ${code}${words === '' ? '' : `, ${crashPlace(words)}`}`);
    const before = restarts.recent;
    if (restarts.take()) {
      options.schedule(() => start(true), FIRST_WAIT * 2 ** before);
      return;
    }
    fatal = {
      name: 'EngineError',
      code: 'engine-lost',
      message: 'engine: stopped again and again',
      hint: 'Close the studio and start it again. Your projects are as you left them. The log (menu Help) says where it stopped.',
    };
    options.onFatal(fatal);
  }

  function send(message: ToEngine, ports: readonly MessagePortMain[] = []): void {
    if (current) current.postMessage(message, [...ports]);
    else for (const port of ports) port.close();
  }
}
