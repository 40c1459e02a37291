import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { MessagePortMain, ParentPort } from 'electron';
import { afterEach, expect, it } from 'vitest';
import { launchThroughMain } from '../../../electron/engine/launch-through-main.ts';
import { openMainLink } from '../../../electron/engine/main-link.ts';
import { fromEngineSchema } from '../../../electron/engine-protocol.ts';
import {
  createSimulationHosts,
  type SimulationHostsOptions,
} from '../../../electron/main/simulation-hosts.ts';
import type { Task } from '../../../engine/compute/executor.ts';
import { createSimulationPool } from '../../../engine/compute/pool/simulation-pool.ts';
import { workerFile } from '../../../engine/compute/pool/worker-file.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const hostile = here('../../compute/support/hostile.worker.ts');

type HostProcess = ReturnType<SimulationHostsOptions['fork']>;
const children = new Set<ReturnType<typeof fork>>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

/** A child of Node in the clothes of a utilityProcess: no option of V8, no permission model, no IPC but its port. */
function utilityProcess(settings: string): HostProcess {
  const child = fork(workerFile('simulation-host'), [settings], {
    serialization: 'advanced',
    env: {},
    execArgv: ['--no-warnings', '--require', here('./parent-port.cjs')],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  children.add(child);
  const process = Object.assign(new EventEmitter(), {
    pid: undefined as number | undefined,
    stderr: child.stderr,
    postMessage(_message: unknown, [port]: unknown[]) {
      const end = port as MessagePort;
      child.on('message', (message) => end.postMessage(message));
      end.on('message', (message) => child.send(message));
      child.send('port');
    },
  });
  child.on('spawn', () => {
    process.pid = child.pid;
    process.emit('spawn');
  });
  child.on('close', (code) => process.emit('exit', code ?? 1));
  return process as unknown as HostProcess;
}

/** Of a MessagePort of Node, what the engine uses of Electron's. */
function portMain(port: MessagePort): MessagePortMain {
  const events = new EventEmitter();
  port.on('message', (data) => events.emit('message', { data, ports: [] }));
  return Object.assign(events, {
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  }) as unknown as MessagePortMain;
}

/** Engine and main in one process, speaking their protocol. */
function poolThroughMain(threads = 2) {
  const toEngine = new EventEmitter();
  const killed: number[] = [];
  const hosts = createSimulationHosts({
    fork: utilityProcess,
    openChannel: () => new MessageChannel() as never,
    kill: (pid) => {
      killed.push(pid);
      process.kill(pid, 'SIGKILL');
    },
    workerFile: () => hostile,
    send: (data, ports = []) =>
      toEngine.emit('message', {
        data,
        ports: ports.map((port) => portMain(port as unknown as MessagePort)),
      }),
  });
  const link = openMainLink(
    Object.assign(toEngine, {
      postMessage(data: unknown) {
        const message = fromEngineSchema.parse(data);
        if (message.kind === 'launch') hosts.launch(message.child, message.settings);
        if (message.kind === 'kill') hosts.kill(message.child);
      },
    }) as unknown as ParentPort,
  );
  // The engine names a file of its own; main takes no notice.
  const pool = createSimulationPool({
    threads,
    launch: launchThroughMain(link),
    workerFile: '/etc/passwd',
  });
  return { pool, hosts, killed };
}

const task = <Input, Output>(name: string) => ({ name }) as Task<Input, Output>;

it('runs tasks in the process that main started', async () => {
  const { pool } = poolThroughMain();
  const values = Float64Array.from([1, Number.NaN, -0]);
  expect(await pool.run(task('echo'), values)).toEqual(values);
  expect(pool.pid).toBeGreaterThan(0);
  await pool.close();
});

it('stops a task at its deadline by a kill through main, and goes on in a new process', async () => {
  const { pool, killed } = poolThroughMain();
  await pool.run(task('echo'), 1);
  const first = pool.pid;
  await expect(pool.run(task('wait'), 60_000, { deadline: 200 })).rejects.toMatchObject({
    code: 'deadline',
  });
  expect(killed).toContain(first);
  expect(await pool.run(task('echo'), 2)).toBe(2);
  expect(pool.pid).not.toBe(first);
  await pool.close();
});

it('goes on in a new process when the one it has crashes', async () => {
  const { pool } = poolThroughMain(1);
  await expect(pool.run(task('crash'), undefined)).rejects.toMatchObject({ code: 'crashed' });
  expect(await pool.run(task('echo'), 3)).toBe(3);
  await pool.close();
});

it('ends every process with the engine', async () => {
  const { pool, hosts } = poolThroughMain(1);
  await pool.run(task('echo'), 1);
  const [child] = children;
  const gone = new Promise((resolve) => child?.on('exit', resolve));
  hosts.killAll();
  await gone;
  expect(child?.signalCode).toBe('SIGKILL');
});

it('puts a seat belt on each thread: no file but the program, no process, no code from text', async () => {
  const { pool } = poolThroughMain(1);
  expect(await pool.run(task('belt'), undefined)).toEqual({
    write: 'ERR_ACCESS_DENIED',
    read: 'ERR_ACCESS_DENIED',
    spawn: 'ERR_ACCESS_DENIED',
    evaluate: 'EvalError',
    environment: [],
  });
  await pool.close();
});
