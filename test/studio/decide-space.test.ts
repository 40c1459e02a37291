import { describe, expect, it } from 'vitest';
import { decisionSpaceSchema } from '../../engine/studio/contract/decision-space.ts';
import { temporaryFolder } from '../project/support.ts';
import { calibrated } from './explore/question.ts';
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
