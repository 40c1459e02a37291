/** Every row of the table of methods, asked once in an order in which a person could. */
import { describe, expect, it } from 'vitest';
import {
  METHODS,
  type MethodName,
  type Params,
  type Result,
} from '../../../engine/studio/contract/methods.ts';
import { temporaryFolder } from '../../project/support.ts';
import { ward } from '../ward.ts';
import { ended, refusal, stateOf, studioIn, wardProject, windowOn } from './support.ts';

const model = { id: 'local', name: 'Local', baseUrl: 'http://127.0.0.1:1/v1', model: 'llama' };
const page = { from: 0, count: 5 };
const calibrate = { kind: 'calibrate', seed: 1, budget: 60 } as const;

const SUBJECT = { kind: 'simulator', simulator: '0001-ward' } as const;
const QUIET = { name: 'Quiet', notes: '', parent: null, changes: [], policies: {} };
/** Something to set, so that there is something to decide. */
const STAFF = {
  ...{ name: 'staff', words: 'Staff on call', unit: 'people', serves: null },
  ...{ low: 0, high: 5, default: 0, integer: true },
};
const AIM = {
  name: 'Least staff',
  objectives: [
    {
      direction: 'minimise' as const,
      metric: {
        ...{ series: { kind: 'named' as const, name: 'staff' }, how: 'total' as const },
        level: null,
      },
      risk: { kind: 'mean' as const },
    },
  ],
  limits: [],
  choices: [{ lever: 'staff', kinds: ['constant' as const], watch: null, ranges: {} }],
  ...{ scenario: null, current: {}, horizon: 5 },
};

/** What can be asked before there is a project. */
const ofTheStudio = {
  'settings.change': { theme: 'dark' },
  'models.save': model,
  'secrets.save': { model: 'local', secret: 'key' },
  'secrets.list': {},
  // Nothing listens there.
  'models.test': { id: 'local' },
  'secrets.forget': { model: 'local' },
  'models.remove': { id: 'local' },
  'samples.list': {},
  'calibrations.methods': {},
  'samples.open': { sample: 'school-influenza-1978' },
  'folders.list': {},
  'projects.recent': {},
  'projects.create': { name: 'Other', description: '' },
  'studio.read': {},
} as const satisfies Partial<{ [M in MethodName]: Params<M> }>;

/** What can be asked of a project that was calibrated. */
const ofAProject = (project: string, job: string) =>
  ({
    'projects.read': { project },
    'documents.edit': { project, intent: 'Noted', edit: { notes: 'Monday' } },
    'documents.undo': { project },
    'documents.redo': { project },
    'documents.history': { project, ...page },
    'data.import': { project, file: 'census.csv', bytes: new TextEncoder().encode(ward.census) },
    'data.page': { project, trajectory: 0, ...page },
    'simulators.read': { project, simulator: '0001-ward' },
    'simulators.add': { project, code: ward.simulator, file: 'again.sim.js', parent: '0001-ward' },
    'runs.log': { project, run: job, ...page },
    'runs.table': { project, run: job, table: 'posterior', ...page },
    'runs.result': { project, run: job, ...page },
    'standing.read': { project },
    'calibrations.read': { project, run: job },
    'structures.read': { project, of: { kind: 'simulator', simulator: '0001-ward' } },
    'simulators.change-priors': { project, simulator: '0001-ward', priors: {} },
    'explore.run': {
      project,
      question: {
        subject: { kind: 'simulator', simulator: '0001-ward' },
        ...{ mode: 'forecast', runs: 80, seed: 1, paths: 2 },
        ...{ set: {}, changes: [], above: {} },
      },
    },
    'decisions.space': { project, subject: SUBJECT, horizon: 7 },
    'scenarios.compare': {
      project,
      question: {
        ...{ subject: SUBJECT, record: 0, horizon: 7, since: null, runs: 40, seed: 1 },
        ...{ scenarios: [{ id: 'quiet', scenario: QUIET }], metrics: [], above: {} },
      },
    },
    'scenarios.flow': {
      project,
      question: {
        ...{ subject: SUBJECT, record: 0, horizon: 7, since: null, seed: 1 },
        ...{ scenario: QUIET, run: 0 },
      },
    },
    'aims.understand': { project, subject: SUBJECT, text: 'Minimise the total cost, on average' },
    'words.read': { project, rules: 'beds never exceed 40' },
    'proposer.preview': { project, proposer: 'both', sendRows: false },
    'exports.script': { project, seed: 1, simulator: '0001-ward', runs: 5 },
    'projects.open': { folder: project },
    'projects.close': { project },
    'projects.forget': { project },
  }) as const satisfies Partial<{ [M in MethodName]: Params<M> }>;

describe('every method', () => {
  it('answers with a value of its schema', async () => {
    const studio = await studioIn(await temporaryFolder());
    const client = windowOn(studio);
    const asked = new Set<MethodName>();
    const ask = async <M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>> => {
      asked.add(method);
      const result = await client.call(method, params);
      METHODS[method].result.parse(result);
      return result;
    };
    const askAll = async (all: Partial<Record<MethodName, unknown>>) => {
      for (const [method, params] of Object.entries(all)) {
        await ask(method as MethodName, params as never);
      }
    };
    await askAll(ofTheStudio);
    const project = await wardProject(client);
    const { job } = await ask('jobs.start', { project, job: calibrate });
    await ask('jobs.pause', { project, job });
    await ask('jobs.resume', { project, job });
    await ended(client, project, job);
    await ask('jobs.cancel', { project, job });
    const late = { project, job, steer: { kind: 'tell', text: 'Nobody waits.' } } as const;
    expect((await refusal(ask('jobs.steer', late))).code).toBe('not-running');
    const noConflict = { project, file: 'project.json', choice: 'merge' } as const;
    expect((await refusal(ask('documents.resolve', noConflict))).code).toBe('not-found');
    const unchecked = { project, run: job };
    expect((await refusal(ask('trust.read', unchecked))).code).toBe('not-found');
    const intent = 'Planned';
    const edit = { resources: [STAFF] };
    await ask('documents.edit', { project, intent, edit });
    const scenario = await ask('scenarios.save', { project, intent, scenario: QUIET });
    await ask('scenarios.remove', { project, intent, id: scenario.id });
    const { id: aim } = await ask('aims.save', { project, intent, aim: AIM });
    await ask('aims.remove', { project, intent, id: aim });
    const decide = { kind: 'decide', seed: 1, subject: SUBJECT, aim: AIM } as const;
    const short = { evaluations: 10, runs: 20, closeRuns: 100 };
    const { job: run } = await ask('jobs.start', { project, job: { ...decide, ...short } });
    await ended(client, project, run);
    const { cards } = await ask('decisions.read', { project, run });
    const candidate = cards[0]?.id ?? '';
    const plan = await ask('plans.make', { project, run, candidate, name: 'On call' });
    await ask('plans.remove', { project, intent, id: plan.id });
    const of = { lever: 'staff', name: 'value' };
    const surface = { run, candidate, across: of, up: of, points: 3, runs: 20 };
    await ask('decisions.surface', { project, question: surface });
    await askAll(ofAProject(project, job));
    expect([...asked].sort()).toEqual(Object.keys(METHODS).sort());
    expect(Object.keys(studio.service.handlers).sort()).toEqual(Object.keys(METHODS).sort());
  });

  it.each(Object.keys(METHODS) as MethodName[])('%s refuses what is not due', async (method) => {
    const client = windowOn(await studioIn(await temporaryFolder()));
    const error = await refusal(client.call(method, { anything: 1 } as never));
    expect([error.name, error.code]).toEqual(['ContractError', 'bad-value']);
  });

  it('of a project refuses one that is not open, and says what to do', async () => {
    const client = windowOn(await studioIn(await temporaryFolder()));
    const all = { ...ofAProject('/nowhere', '0001-check') };
    for (const [method, params] of Object.entries(all) as [MethodName, never][]) {
      if (method === 'projects.open' || method === 'projects.forget') continue;
      const error = await refusal(client.call(method, params));
      expect([method, error.code, error.hint]).toEqual([method, 'not-open', 'Open it again.']);
    }
    const topics = ['project', 'jobs'] as const;
    for (const topic of topics) {
      const error = await refusal(stateOf(client, topic, { project: '/nowhere' }));
      expect(error.code).toBe('not-open');
    }
  });
});
