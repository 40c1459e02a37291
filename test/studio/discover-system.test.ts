/** A whole discovery on the real pool, recorded in a project. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Executor } from '../../engine/compute/executor.ts';
import { createInProcess } from '../../engine/compute/in-process.ts';
import { createSimulationPool } from '../../engine/compute/pool/simulation-pool.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { createProject, openProject, type Project } from '../../engine/project/project.ts';
import { discoverSystem } from '../../engine/studio/discover-system.ts';
import { exportScript } from '../../engine/studio/export-script.ts';
import { importData } from '../../engine/studio/import-data.ts';
import type { ModelEvent } from '../../engine/studio/model-request.ts';
import type { Services } from '../../engine/studio/services.ts';
import { options } from '../project/support.ts';
import { errorFrom } from './ward.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const words =
  'Patients are admitted to the ward, stay for some days in two phases, and leave again.';

/** 30 days: everybody stays four days; six come on the first days, later two. */
const census = `date,occupied,admissions\n${Array.from({ length: 30 }, (_, day) => {
  const came = (d: number) => (d < 1 ? 2 : d < 14 ? 6 + (d % 3) : 2 + (d % 2));
  const present = [0, 1, 2, 3].reduce((sum, back) => sum + came(day - back), 0);
  return `${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)},${present},${came(day)}`;
}).join('\n')}\n`;

let root: string;
let executor: Executor;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gsim-discover-'));
  executor = createSimulationPool();
  const project = await createProject(
    join(root, 'template'),
    { name: 'Ward', description: words },
    options,
  );
  const bytes = new TextEncoder().encode(census);
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 6 });
  await project.close();
});
afterAll(async () => {
  await executor.close();
  await rm(root, { recursive: true, force: true });
});

function services(signal?: AbortSignal): Services {
  return {
    executor,
    simulate: createSimulate(executor),
    numerics: createInProcess([]),
    ...(signal && { signal }),
  };
}

async function inProject<T>(name: string, act: (project: Project) => Promise<T>): Promise<T> {
  await cp(join(root, 'template'), join(root, name), { recursive: true, force: false });
  const project = await openProject(join(root, name), options);
  return act(project).finally(() => project.close());
}

const request = { seed: 3, rounds: 2 };

/** Stops after the first candidate that is finished. */
function stoppingAtFirst() {
  const controller = new AbortController();
  const onEvent = ({ kind }: ModelEvent) => {
    if (kind === 'candidate-finished') controller.abort();
  };
  return { lent: services(controller.signal), onEvent };
}

const runFile = (name: string, file: string) =>
  readFile(join(root, name, 'runs/0001-discover', file), 'utf8');

/** The record without the ids of simulators, which count what an interruption had saved as well. */
const figuresOf = async (name: string) =>
  (await runFile(name, 'result.json')).replaceAll(/"\d{4}-ward"/g, '"id"');

describe('a discovery', () => {
  let straight: Awaited<ReturnType<typeof discoverSystem>>;
  beforeAll(async () => {
    straight = await inProject('straight', (project) =>
      discoverSystem(project, services(), request),
    );
  });

  it('is recorded, with every candidate that ran as a simulator, each under its parent', async () => {
    expect(straight.run).toMatchObject({
      id: '0001-discover',
      kind: 'discover',
      state: 'finished',
      seed: 3,
      simulator: straight.simulator,
    });
    if (straight.model.kind !== 'modelled') throw new Error('stopped');
    const { rounds } = straight.model.discovery;
    const ran = rounds.flatMap(({ candidates }) =>
      candidates.filter(({ kind }) => kind === 'evaluated'),
    );
    const project = await openProject(join(root, 'straight'), options);
    const { items } = await project.listSimulators();
    const log = await project.readLog('0001-discover');
    await project.close();
    expect(items).toHaveLength(ran.length);
    for (const { proposal, round } of ran) {
      const own = items.find(({ provenance }) => provenance.rationale === proposal.rationale)!;
      const parent = items.find(({ id }) => id === own.provenance.parent);
      expect(own.provenance.round).toBe(round);
      expect(parent === undefined).toBe(proposal.parent === undefined);
    }
    expect(log.items.filter(({ event }) => event === 'round')).toHaveLength(rounds.length);
  });

  it('leaves a posterior whose columns are the numbers of the chosen structure', async () => {
    if (straight.model.kind !== 'modelled') throw new Error('stopped');
    const names = Object.keys(straight.model.chosen.compiled.declaration.parameters);
    const [header, ...rows] = (await runFile('straight', 'posterior.csv')).trimEnd().split('\n');
    expect(header).toBe(names.join(','));
    expect(rows.length).toBeGreaterThan(5);
  });

  it('can be exported, and the script proves itself', async () => {
    const project = await openProject(join(root, 'straight'), options);
    const { script, simulator } = await exportScript(project, services(), { seed: 1 }).finally(() =>
      project.close(),
    );
    expect(simulator.id).toBe(straight.simulator);
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--selftest']);
    expect(stdout).toMatch(/ok/);
  });

  it('that was stopped after the first candidate goes on to the same numbers', async () => {
    const { lent, onEvent } = stoppingAtFirst();
    const [stopped, resumed] = await inProject('stopped', async (project) => [
      await discoverSystem(project, lent, { ...request, onEvent }),
      await discoverSystem(project, services(), { seed: 99, resume: {} }),
    ]);
    expect(stopped.run.state).toBe('cancelled');
    expect(stopped.model.kind).toBe('stopped');
    expect(stopped.model.chosen).toBeDefined();
    expect(resumed.run).toMatchObject({ state: 'finished', seed: 3 });
    expect(await figuresOf('stopped')).toBe(await figuresOf('straight'));
    expect(await runFile('stopped', 'posterior.csv')).toBe(
      await runFile('straight', 'posterior.csv'),
    );
    const simulators = await readdir(join(root, 'stopped/simulators'));
    expect(simulators).toHaveLength((await readdir(join(root, 'straight/simulators'))).length);
  });

  it('says where a checkpoint cannot be read, or that the data or words are no longer the same', async () => {
    const { lent, onEvent } = stoppingAtFirst();
    await inProject('broken', async (project) => {
      await discoverSystem(project, lent, { ...request, onEvent });
      const resume = () => errorFrom(discoverSystem(project, services(), { seed: 3, resume: {} }));
      const file = join(root, 'broken/runs/0001-discover/checkpoint.json');
      await writeFile(file, (await readFile(file, 'utf8')).slice(0, -20));
      expect(await resume()).toMatchObject({ code: 'corrupt', place: { file } });
      await project.edit({
        intent: 'Changed the words',
        meta: { description: `${words} Nobody waits.` },
      });
      expect(await resume()).toMatchObject({
        code: 'data-changed',
        hint: 'Start a new run on the words and data as they are now.',
      });
      await project.edit({ intent: 'Changed the words', meta: { description: words } });
      const bytes = new TextEncoder().encode(census);
      await importData(project, { file: 'census.csv', bytes, heldOutRows: 5 });
      expect(await resume()).toMatchObject({ code: 'data-changed' });
    });
  });

  it('needs rows that are held out', async () => {
    await inProject('none', async (project) => {
      const bytes = new TextEncoder().encode(census);
      await importData(project, { file: 'census.csv', bytes, heldOutRows: 0 });
      expect(await errorFrom(discoverSystem(project, services(), request))).toMatchObject({
        code: 'nothing-held-out',
        hint: 'Keep some of the last rows for the check (in the terminal: import again with --held-out ROWS).',
      });
    });
  });

  it('tells which columns it has no structure for', async () => {
    await inProject('strange', async (project) => {
      const bytes = new TextEncoder().encode(census);
      const roles = [
        { column: 'occupied', role: 'stock', use: 'output' },
        { column: 'admissions', role: 'demand', use: 'output' },
      ] as const;
      await importData(project, { file: 'census.csv', bytes, heldOutRows: 6, roles });
      expect(await errorFrom(discoverSystem(project, services(), request))).toMatchObject({
        code: 'no-structure',
        message: expect.stringMatching(/occupied \(stock, output\)/),
      });
      const [run] = (await project.listRuns()).items;
      expect(run).toMatchObject({ state: 'failed', error: { code: 'no-structure' } });
    });
  });
});
