import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App, CommandLine } from 'electron';
import { emitPreventable, StrictEmitter } from './strict-emitter.ts';
import { strict } from './strict-object.ts';

/** Options of the command line: --name=value. */
const commandLine = strict('app.commandLine', {
  hasSwitch: (name: string) => process.argv.some((one) => one.split('=')[0] === `--${name}`),
  getSwitchValue(name: string) {
    const start = `--${name}=`;
    return process.argv.find((one) => one.startsWith(start))?.slice(start.length) ?? '';
  },
} satisfies Pick<CommandLine, 'hasSwitch' | 'getSwitchValue'>);

const EVENTS = [
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'activate',
  'open-file',
  'second-instance',
  'web-contents-created',
  'browser-window-created',
  'render-process-gone',
  'child-process-gone',
  'certificate-error',
] as const;

type Members =
  | 'isPackaged'
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'requestSingleInstanceLock'
  | 'enableSandbox'
  | 'addRecentDocument'
  | 'clearRecentDocuments';

export interface AppHost {
  /** Resolves when windows can be made. */
  readonly ready: Promise<unknown>;
  /** Closes all windows; false: one of them did not let itself be closed. */
  closeWindows(): Promise<boolean>;
  log(what: string, detail: unknown): void;
}

export class AppDouble extends StrictEmitter implements Pick<App, Members> {
  readonly isPackaged = false;
  readonly commandLine = commandLine;
  private readonly name: string;
  private readonly root: string;
  private readonly host: AppHost;
  private readonly paths = new Map<string, string>();
  private ready = false;
  private quitting = false;

  /** `root`: the folder of package.json. */
  constructor(root: string, manifest: { name: string }, host: AppHost) {
    super('app', EVENTS);
    this.root = root;
    this.name = manifest.name;
    this.host = host;
    host.ready.then(() => {
      this.ready = true;
      this.emit('ready');
    });
  }

  async whenReady(): Promise<void> {
    await this.host.ready;
  }

  isReady(): boolean {
    return this.ready;
  }

  quit(): void {
    if (this.quitting) return;
    this.quitting = true;
    this.tryToQuit().then((done) => {
      this.quitting = done;
    });
  }

  exit(code = 0): void {
    process.exit(code);
  }

  getPath(name: string): string {
    const path = this.paths.get(name) ?? this.usualPath(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  getAppPath(): string {
    return this.root;
  }

  requestSingleInstanceLock(): boolean {
    return true;
  }

  enableSandbox(): void {
    if (this.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.host.log('enable-sandbox', true);
  }

  addRecentDocument(path: string): void {
    this.host.log('recent-document', path);
  }

  clearRecentDocuments(): void {
    this.host.log('recent-documents-cleared', true);
  }

  allWindowsClosed(): void {
    if (this.quitting) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  private async tryToQuit(): Promise<boolean> {
    if (emitPreventable(this, 'before-quit', {}).prevented) return false;
    if (!(await this.host.closeWindows())) return false;
    if (emitPreventable(this, 'will-quit', {}).prevented) return false;
    this.emit('quit', {}, 0);
    process.exit(0);
  }

  private usualPath(name: string): string | undefined {
    const config = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
    const userData = commandLine.getSwitchValue('user-data-dir') || join(config, this.name);
    const paths: Readonly<Record<string, string>> = {
      home: homedir(),
      appData: config,
      userData,
      sessionData: userData,
      documents: join(homedir(), 'Documents'),
      temp: process.env.TMPDIR ?? '/tmp',
      exe: process.execPath,
      module: process.execPath,
      logs: join(userData, 'logs'),
      crashDumps: join(userData, 'Crashpad'),
    };
    return paths[name] ?? (name === 'appPath' ? dirname(this.root) : undefined);
  }
}
