import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ForkOptions, UtilityProcess } from 'electron';
import { PortLink, release } from './ports.ts';
import type { DoubleProcess } from './process.ts';
import { StrictEmitter } from './strict-emitter.ts';
import { strict } from './strict-object.ts';
import type { FromUtility, ToUtility } from './utility-messages.ts';

type Members = 'pid' | 'stdout' | 'stderr' | 'kill' | 'postMessage';

class UtilityProcessDouble extends StrictEmitter implements Pick<UtilityProcess, Members> {
  /** Undefined before it runs and after it ended. */
  pid: number | undefined;
  readonly stdout: NodeJS.ReadableStream | null;
  readonly stderr: NodeJS.ReadableStream | null;
  private readonly child: ChildProcess;
  private readonly link: PortLink;

  constructor(
    double: DoubleProcess,
    module: string,
    args: readonly string[],
    options: ForkOptions,
  ) {
    super('UtilityProcess', ['spawn', 'exit', 'message', 'error']);
    const { serviceName = 'Node Utility Process', env, execArgv = [], cwd, stdio } = options;
    this.child = fork(module, args, {
      serialization: 'advanced',
      execArgv: [...execArgv, '--import', bootstrap],
      stdio: [...outputs(stdio), 'ipc'],
      ...(env && { env: env as NodeJS.ProcessEnv }),
      ...(cwd !== undefined && { cwd }),
    });
    this.stdout = this.child.stdout;
    this.stderr = this.child.stderr;
    this.link = new PortLink('m', (message) => this.say(message));
    this.listen(double, serviceName);
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    const ports = transfer.map((port) => this.link.give(release(port)));
    this.say({ kind: 'message', data: message, ports });
  }

  kill(): boolean {
    return this.child.kill('SIGTERM');
  }

  private say(message: ToUtility): void {
    // To a process that has just died, a message is lost.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  private listen(double: DoubleProcess, name: string): void {
    const { child } = this;
    child.on('spawn', () => {
      this.pid = child.pid;
      double.say({ kind: 'utility', name, pid: child.pid! });
      this.emit('spawn');
    });
    child.on('message', (message: FromUtility) => {
      if (message.kind === 'message') this.emit('message', message.data);
      else this.link.receive(message);
    });
    child.on('error', (error) => double.fail(error));
    child.on('exit', (code, signal) => {
      this.pid = undefined;
      this.link.close();
      double.say({ kind: 'utility-exit', name, pid: child.pid! });
      const exitCode = code ?? (signal === 'SIGKILL' ? 9 : 15);
      const reason = code === 0 ? 'clean-exit' : signal ? 'killed' : 'abnormal-exit';
      double.app.emit('child-process-gone', {}, { type: 'Utility', reason, exitCode, name });
      this.emit('exit', exitCode);
    });
    process.once('exit', () => child.kill('SIGKILL'));
  }
}

type Output = 'pipe' | 'ignore' | 'inherit';

/** Standard input, output and error: Electron ignores the first, whatever is asked. */
function outputs(stdio: ForkOptions['stdio'] = 'inherit'): Output[] {
  if (!Array.isArray(stdio)) return ['ignore', stdio as Output, stdio as Output];
  if (stdio[0] !== 'ignore') throw new Error('stdin of a utility process must be ignored');
  return ['ignore', stdio[1] ?? 'inherit', stdio[2] ?? 'inherit'];
}

const bootstrap = new URL('./utility-bootstrap.ts', import.meta.url).href;

/** Messages to it wait until it listens, as in Electron. */
export function utilityProcess(double: DoubleProcess) {
  return strict('utilityProcess', {
    fork(module: string, args: readonly string[] = [], options: ForkOptions = {}) {
      if (!double.app.isReady())
        throw new Error('utilityProcess cannot be created before app is ready');
      const file = module.startsWith('file:') ? fileURLToPath(module) : module;
      return strict('UtilityProcess', new UtilityProcessDouble(double, file, args, options));
    },
  });
}
