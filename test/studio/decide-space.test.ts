import { describe, expect, it } from 'vitest';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { decisionSpaceSchema } from '../../engine/studio/contract/decision-space.ts';
import { editableFields } from '../../engine/studio/decide/editable-fields.ts';
import type { ExploredModel } from '../../engine/studio/explore/explored-subject.ts';
import { temporaryFolder } from '../project/support.ts';
import { compileWorked } from '../simulator/worked.ts';
import { calibrated } from './explore/question.ts';
import { projectWithMixture } from './mixed-ward.ts';
import { studioIn, windowOn } from './server/support.ts';

async function opened() {
  const { project: made, simulator } = await calibrated();
  await made.close();
  const client = windowOn(await studioIn(await temporaryFolder()));
  const { project } = await client.call('projects.open', { folder: made.folder });
  return { client, project, subject: { kind: 'simulator', simulator } as const };
}

describe('what of a project can be decided', () => {
  it('tells the model, the data and what they leave possible', async () => {
    const { client, project, subject } = await opened();
    const space = await client.call('decisions.space', { project, subject, horizon: 14 });
    expect(decisionSpaceSchema.parse(space)).toEqual(space);
    const [record] = space.records;
    expect(record?.last).toBe(39);
    expect(record?.dates?.[39]).toBe('2020-04-09');
    expect(record?.dates?.at(-1)).toBe('2020-04-23');
    const [stay] = space.parameters;
    expect(stay).toMatchObject({ name: 'stay', unit: 'day', priorLow: 2, priorHigh: 30 });
    expect(stay!.low).toBeLessThan(stay!.value);
    expect(stay!.value).toBeLessThan(stay!.high);
    // Days 33 to 39: 3 + (7 day mod 5).
    const recent = [33, 34, 35, 36, 37, 38, 39].map((day) => 3 + ((day * 7) % 5));
    const mean = recent.reduce((sum, value) => sum + value, 0) / 7;
    expect(space.inputs).toEqual([
      { name: 'admissions', meaning: 'admitted', unit: 'patients/day', recent: mean },
    ]);
    expect(space.outputs[0]?.observed?.low).toBeGreaterThan(0);
    expect(space.modules).toEqual([{ name: 'flow', meaning: 'in and out', writes: ['beds'] }]);
    expect(space.fields).toEqual([{ name: 'beds', meaning: 'occupied beds' }]);
    expect(space.policies).toHaveLength(9);
    expect(space.levers).toEqual([]);
  });

  it('offers stress that fits, from the first day ahead to a date', async () => {
    const { client, project, subject } = await opened();
    const { stress } = await client.call('decisions.space', { project, subject, horizon: 14 });
    expect(stress.map(({ id }) => id)).toEqual([
      ...['surge-week', 'surge-fortnight', 'longer-stays', 'sudden-event'],
    ]);
    expect(stress[0]?.words).toBe('Surge week: admissions 1.3 times as many for a week');
    expect(stress[0]?.scenario.changes).toEqual([
      {
        id: 'surge-week-1',
        words: '',
        change: { kind: 'input', how: 'scale', input: 'admissions', value: 1.3 },
        from: null,
        to: '2020-04-16',
        cost: { once: 0, perStep: 0 },
        on: true,
      },
    ]);
  });

  it('knows resources as levers, with what they would look at and among which numbers', async () => {
    const { client, project, subject } = await opened();
    const extra = {
      ...{ name: 'extra', words: 'extra beds', unit: 'beds', low: 0, high: 10, default: 0 },
      integer: true,
      serves: { output: 'beds', there: 20 },
    };
    const edit = { project, intent: 'Add extra beds', edit: { resources: [extra] } };
    await client.call('documents.edit', edit);
    const { levers } = await client.call('decisions.space', { project, subject, horizon: 14 });
    expect(levers).toHaveLength(1);
    const [lever] = levers;
    expect(lever).toMatchObject({ name: 'extra', kind: 'resource', low: 0, high: 10 });
    expect(lever?.watches[0]?.watch.terms).toEqual([{ output: 'beds', weight: 1 }]);
    expect(lever?.kinds[0]?.kind).toBe('threshold');
    expect(lever?.kinds.map(({ kind }) => kind)).not.toContain('reorder');
    const numbers = lever?.kinds[0]?.numbers ?? [];
    expect(numbers.map(({ name }) => name)).toEqual(['above', 'gap', 'low', 'high']);
    for (const { low, start, high } of numbers) {
      expect(start).toBeGreaterThanOrEqual(low);
      expect(start).toBeLessThanOrEqual(high);
    }
  });
});

describe('parts of the state that can be edited', () => {
  it('are numbers and lists, not what is held in other ways', async () => {
    const { declaration, graph, hash, code } = compileWorked('ward');
    const parameters = Object.values(declaration.parameters).map((one) => one.default ?? 0);
    const observed = { occupied: [20, 21], waiting: [0, 0] };
    const model: ExploredModel = {
      ...{ name: 'Ward', declaration, graph, program: { hash, code }, weight: 1, sets: 1 },
      parameterSets: Float64Array.from(parameters),
      episodes: [
        {
          ...{ id: 'e', steps: 1, inputs: {}, levers: {} },
          observed: Object.fromEntries(
            Object.entries(observed).map(([name, values]) => [name, Float64Array.from(values)]),
          ),
        },
      ],
    };
    const [fields] = await editableFields({ models: [model] }, createPlainRunner());
    expect(fields).toContain('occupied');
    expect(fields).toContain('queue');
    expect(fields).not.toContain('events');
  });
});

describe('what can be decided with several structures', () => {
  it('is what any of them has; policies look at what all of them compute', async () => {
    const { project: made, run } = await projectWithMixture([
      { of: 'counting', weight: 0.6, stay: 8 },
      { of: 'leaving', weight: 0.4, stay: 8 },
    ]);
    const { folder } = made;
    await made.close();
    const client = windowOn(await studioIn(await temporaryFolder()));
    const { project } = await client.call('projects.open', { folder });
    const subject = { kind: 'mixture', run } as const;
    const extra = {
      ...{ name: 'extra', words: 'extra beds', unit: 'beds', low: 0, high: 10, default: 0 },
      ...{ integer: true, serves: null },
    };
    await client.call('documents.edit', { project, intent: 'i', edit: { resources: [extra] } });
    const space = await client.call('decisions.space', { project, subject, horizon: 14 });
    expect(space.parameters.map(({ name }) => name)).toEqual(['stay']);
    expect(space.outputs.map(({ name }) => name)).toEqual(['beds', 'left']);
    expect(space.fields.map(({ name }) => name)).toEqual(['beds', 'left']);
    const watched = space.levers[0]?.watches.flatMap(({ watch }) => watch.terms);
    expect(watched?.map(({ output }) => output)).toEqual(['beds']);
    // Each structure's own number of the stay.
    const longer = space.stress.find(({ id }) => id === 'longer-stays');
    expect(longer?.scenario.changes.map(({ change }) => change)).toEqual([
      { kind: 'parameter', how: 'scale', parameter: 'stay', value: 1.2 },
      { kind: 'parameter', how: 'scale', parameter: 'share', value: 1.2 },
    ]);
  });
});
