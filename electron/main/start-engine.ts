import type { MessageChannelMain, utilityProcess } from 'electron';
import { workerFile } from '../../engine/compute/pool/worker-file.ts';
import type { EngineSettings, Person } from '../engine-protocol.ts';
import { assetsFolder } from '../product-files.ts';
import { limitAttempts } from './attempts.ts';
import { createEnginePorts, type EnginePorts } from './engine-ports.ts';
import { type EngineSupervisor, superviseEngine } from './engine-supervisor.ts';
import type { Log } from './log-file.ts';
import type { Secrets } from './secrets.ts';
import { createSimulationHosts } from './simulation-hosts.ts';

export interface EngineOptions {
  readonly utilityProcess: Pick<typeof utilityProcess, 'fork'>;
  readonly MessageChannelMain: new () => Pick<MessageChannelMain, 'port1' | 'port2'>;
  /** Bundle of electron/engine.ts. */
  readonly engineFile: string;
  readonly folders: Pick<EngineSettings, 'userFolder' | 'projectsFolder'>;
  readonly secrets: Pick<Secrets, 'read'>;
  readonly log: Log;
  readonly onPerson: (person: Person) => void;
}

/** The engine process, its simulation process and the windows' ports to it. */
export function startEngine(options: EngineOptions): {
  readonly engine: EngineSupervisor;
  readonly ports: EnginePorts;
} {
  const { utilityProcess, folders, log } = options;
  const openChannel = () => new options.MessageChannelMain();
  const engine: EngineSupervisor = superviseEngine({
    fork: (resume) => {
      const settings: EngineSettings = { ...folders, assetsFolder: assetsFolder(), resume };
      return utilityProcess.fork(options.engineFile, [JSON.stringify(settings)], {
        serviceName: 'G-Sim engine',
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    },
    restarts: limitAttempts({ limit: 3, within: 60_000, now: () => performance.now() }),
    kill,
    schedule: (run, milliseconds) => setTimeout(run, milliseconds).unref(),
    log,
    onStart: () => ports.renew(),
    onLost: () => hosts.killAll(),
    onFatal: () => ports.renew(),
    onMessage(message) {
      switch (message.kind) {
        case 'launch':
          return hosts.launch(message.child, message.settings);
        case 'kill':
          return hosts.kill(message.child);
        case 'secret':
          return void answerSecret(message.request, message.model);
        case 'person': {
          const { kind: _kind, ...person } = message;
          return options.onPerson(person);
        }
        default:
          message satisfies never;
      }
    },
  });
  const hosts = createSimulationHosts({
    fork: (settings) =>
      utilityProcess.fork(workerFile('simulation-host'), [settings], {
        serviceName: 'G-Sim simulation',
        stdio: ['ignore', 'ignore', 'pipe'],
        // It runs strangers' code: the person's environment is none of its business.
        env: process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot ?? '' } : {},
      }),
    openChannel,
    kill,
    workerFile: () => workerFile('simulation'),
    send: (message, ports) => engine.send(message, ports),
  });
  const ports = createEnginePorts({ engine: () => engine, openChannel });
  engine.start();
  return { engine, ports };

  async function answerSecret(request: number, model: string): Promise<void> {
    const secret = await options.secrets.read(model).catch(() => undefined);
    engine.send({ kind: 'secret', request, secret: secret ?? null });
  }
}

/** SIGKILL: a thread that sits in a built-in function hears nothing milder. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}
