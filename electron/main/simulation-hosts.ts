import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import type { HostSettings } from '../../engine/compute/pool/messages.ts';
import type { ToEngine } from '../engine-protocol.ts';

/** A simulation process, as Electron gives it. */
type HostProcess = Pick<UtilityProcess, 'on' | 'postMessage' | 'pid' | 'stderr'>;

export interface SimulationHostsOptions {
  /** Starts dist/worker/simulation-host.cjs with these settings as its last argument. */
  readonly fork: (settings: string) => HostProcess;
  readonly openChannel: () => Pick<MessageChannelMain, 'port1' | 'port2'>;
  /** Ends a process at once (SIGKILL). */
  readonly kill: (pid: number) => void;
  /** What the threads run: main decides which files run, not the engine. */
  readonly workerFile: () => string;
  readonly send: (message: ToEngine, ports?: MessagePortMain[]) => void;
}

export interface SimulationHosts {
  launch(child: number, settings: HostSettings): void;
  kill(child: number): void;
  /** The engine is gone: nobody waits for them. */
  killAll(): void;
}

interface Host {
  readonly process: HostProcess;
  isUnwanted: boolean;
}

/** The simulation processes of one engine. Their messages go past main, through a port of their own. */
export function createSimulationHosts(options: SimulationHostsOptions): SimulationHosts {
  const hosts = new Map<number, Host>();

  return {
    launch(child, settings) {
      if (hosts.has(child)) return;
      start(child, settings);
    },
    kill: (child) => end(hosts.get(child)),
    killAll() {
      for (const host of hosts.values()) end(host);
      hosts.clear();
    },
  };

  function start(child: number, settings: HostSettings): void {
    const process = options.fork(JSON.stringify({ ...settings, workerFile: options.workerFile() }));
    const host: Host = { process, isUnwanted: false };
    hosts.set(child, host);
    const lastWords = listenTo(process);
    process.on('spawn', () => {
      const { pid } = process;
      if (host.isUnwanted || pid === undefined) return end(host);
      const { port1, port2 } = options.openChannel();
      process.postMessage(null, [port1]);
      options.send({ kind: 'launched', child, pid }, [port2]);
    });
    process.on('exit', () => {
      if (hosts.get(child) !== host) return;
      hosts.delete(child);
      options.send({ kind: 'exited', child, lastWords: lastWords() });
    });
  }

  function end(host: Host | undefined): void {
    if (!host) return;
    host.isUnwanted = true;
    if (host.process.pid !== undefined) options.kill(host.process.pid);
  }
}

/** The end of what the process writes, and what V8 says when it gives up. */
function listenTo(process: HostProcess): () => string {
  let words = '';
  process.stderr?.setEncoding('utf8');
  process.stderr?.on('data', (text: string) => {
    words = (words + text).slice(-2000);
  });
  process.on('error', (_type, _location, report) => {
    words = `${words}\n${eventOf(report)}`.slice(-2000);
  });
  return () => words;
}

/** 'Allocation failed - JavaScript heap out of memory' stands in the header of Node's report. */
function eventOf(report: string): string {
  try {
    const { header } = JSON.parse(report) as { header?: { event?: unknown } };
    return String(header?.event ?? '');
  } catch {
    return '';
  }
}
