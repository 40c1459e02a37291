/** The simulation worker as it ships, with ways to look at its host realm and to die. */
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveTasks } from '../../../engine/compute/pool/serve-tasks.ts';
import { simulateTask } from '../../../engine/compute/simulation-task.ts';
import { traceTask } from '../../../engine/compute/trace-task.ts';
import { createRealm } from '../../../engine/simulator/realm/realm.ts';

const realm = createRealm();
const ids = new Map<object, string>();
const before = picture();

export default serveTasks([
  simulateTask(realm.load),
  traceTask(realm.load),
  /** What is different in the host realm since this thread started. */
  { name: 'host-changes', run: () => picture().filter((line, i) => line !== before[i]) },
  { name: 'exit', run: () => process.exit(3) },
  { name: 'crash', run: () => process.kill(process.pid, 'SIGSEGV') },
  { name: 'echo', run: (input: unknown) => input },
  /** What a thread gets that has escaped from its realm. */
  {
    name: 'belt',
    run: () => ({
      write: codeOf(() => writeFileSync(join(tmpdir(), 'gsim-escaped'), '')),
      read: codeOf(() => readdirSync(tmpdir())),
      spawn: codeOf(() => execFileSync(process.execPath, ['--version'])),
      evaluate: codeOf(() => new Function('return 1')()),
      environment: Object.keys(process.env),
    }),
  },
  {
    name: 'wait',
    run: (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds)),
  },
  {
    name: 'fail',
    run: () => {
      throw new RangeError('sum: negative');
    },
  },
]);

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).name;
  }
}

/** Names, owners and values of everything that simulators might want to change. */
function picture(): string[] {
  const shared = {
    Array,
    Object,
    Function,
    Promise,
    Error,
    Math,
    JSON,
    Float64Array,
    String,
    Number,
  };
  return Object.entries(shared).flatMap(([name, value]) => [
    `${name} ${Object.isFrozen(value)} ${describe(value)}`,
    ...('prototype' in value
      ? [`${name}.prototype ${Object.isFrozen(value.prototype)} ${describe(value.prototype)}`]
      : []),
  ]);
}

function describe(value: object): string {
  return Reflect.ownKeys(value)
    .map((key) => {
      const { value: own, get, set } = Object.getOwnPropertyDescriptor(value, key)!;
      return `${String(key)}=${typeof own}${own === undefined ? '' : idOf(own)}${idOf(get)}${idOf(set)}`;
    })
    .join();
}

function idOf(value: unknown): string {
  if ((typeof value !== 'function' && typeof value !== 'object') || value === null) {
    return String(value);
  }
  if (!ids.has(value)) ids.set(value, `#${ids.size}`);
  return ids.get(value)!;
}
