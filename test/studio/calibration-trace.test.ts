import { describe, expect, it } from 'vitest';
import type { CalibrationProgress } from '../../engine/calibrate/result.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { calibrateSimulator } from '../../engine/studio/calibrate-simulator.ts';
import { CalibrationTrace, TraceLog } from '../../engine/studio/calibration-trace.ts';
import { traceViewSchema } from '../../engine/studio/contract/calibration-view.ts';
import { importData } from '../../engine/studio/import-data.ts';
import { RunStory } from '../../engine/studio/run-story.ts';
import type { Services } from '../../engine/studio/services.ts';
import type { MethodEntry, TraceEntry } from '../../engine/studio/trace-entry.ts';
import { newProject } from '../project/support.ts';
import { plainExecutor } from './server/plain-executor.ts';
import { errorFrom, ward } from './ward.ts';

const method: MethodEntry = {
  event: 'method',
  id: 'cma-es',
  words: 'moves a cloud',
  because: null,
  parameters: [{ name: 'stay', unit: 'day' }],
};

const line = (done: number, value: number, more: Partial<TraceEntry> = {}): TraceEntry => ({
  ...{ event: 'trace', measure: 'error', done, value, searched: [[8, 7, 9]] },
  ...more,
});

function traceOf(...lines: readonly (TraceEntry | MethodEntry)[]): CalibrationTrace {
  const trace = new CalibrationTrace();
  for (const each of lines) trace.add(each);
  return trace;
}

describe('the trace of a calibration', () => {
  it('is empty before the method is chosen', () => {
    const empty = { method: null, measure: null, points: [], parameters: [] };
    expect(traceOf().view()).toEqual(empty);
  });

  it('tells the method, the errors, and where it searches last', () => {
    const view = traceOf(
      method,
      line(6, 0.9),
      line(12, 0.5, { searched: [[8.1, 7.9, 8.3]] }),
    ).view();
    expect(view).toEqual({
      method: { id: 'cma-es', words: 'moves a cloud', because: null },
      measure: 'best error so far',
      points: [
        { done: 6, value: 0.9 },
        { done: 12, value: 0.5 },
      ],
      parameters: [{ name: 'stay', unit: 'day', value: 8.1, low: 7.9, high: 8.3 }],
    });
    expect(traceViewSchema.parse(view)).toEqual(view);
  });

  it('forgets what was told of work that is done again', () => {
    const again = traceOf(
      method,
      line(6, 0.9),
      line(12, 0.5),
      line(18, 0.4),
      method,
      line(12, 0.6),
    );
    expect(again.view().points).toEqual([
      { done: 6, value: 0.9 },
      { done: 12, value: 0.6 },
    ]);
    const other = traceOf(line(6, 0.9), line(1, 2, { measure: 'network' }));
    expect(other.view()).toMatchObject({ points: [{ done: 1, value: 2 }] });
  });

  it('has at most 300 points, the last one among them', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => line(i, 1000 - i));
    const { points } = traceOf(...lines).view();
    expect(points.length).toBeLessThanOrEqual(300);
    expect(points.length).toBeGreaterThan(200);
    expect(points.at(-1)).toEqual({ done: 999, value: 1 });
  });
});

const step = (done: number, total: number): CalibrationProgress => ({
  ...{ phase: 'search', done, total, unit: 'evaluations' },
  point: { measure: 'error', value: 1 / 3 },
  parameters: [{ name: 'stay', value: 8.123456789, low: 7, high: 9 }],
});

describe('the log of a trace', () => {
  it('has a line a hundredth of the work, and the last of all', () => {
    const written: TraceEntry[] = [];
    const log = new TraceLog((entry) => written.push(entry));
    for (let done = 1; done <= 12_345; done++) log.add(step(done, 12_345));
    log.flush();
    expect(written.length).toBeGreaterThan(95);
    expect(written.length).toBeLessThan(105);
    expect(written.at(-1)).toEqual(line(12_345, 0.33333, { searched: [[8.1235, 7, 9]] }));
  });

  it('stays short when the work begins anew many times', () => {
    const written: TraceEntry[] = [];
    const log = new TraceLog((entry) => written.push(entry));
    for (let round = 0; round < 10; round++) {
      for (let done = 1; done <= 500; done++) log.add(step(done, 500));
    }
    log.flush();
    expect(written.length).toBeLessThanOrEqual(300);
    expect(written.filter(({ done }) => done === 500)).toHaveLength(10);
  });

  it('has nothing of work in which nothing falls', () => {
    const written: TraceEntry[] = [];
    const { point: _, ...plain } = step(5, 10);
    new TraceLog((entry) => written.push(entry)).add(plain);
    expect(written).toEqual([]);
  });
});

const services: Services = {
  executor: plainExecutor(),
  simulate: createPlainRunner(),
  numerics: plainExecutor(),
};

async function wardProject() {
  const project = await newProject();
  const bytes = new TextEncoder().encode(ward.census);
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 10 });
  await addSimulator(project, { code: ward.simulator, file: 'ward.sim.js' });
  return project;
}

describe('a calibration of a project', () => {
  it('leaves its trace in the log: errors that fall to its answer', async () => {
    const project = await wardProject();
    const { run, calibration } = await calibrateSimulator(project, services, {
      seed: 1,
      budget: 150,
    });
    const story = new RunStory();
    for (const each of (await project.readLog(run.id)).items) story.addRead(each);
    const { method: told, points, parameters } = story.trace.view();
    expect(told).toMatchObject({ id: 'cma-es', because: expect.stringContaining(' ') });
    const values = points.map(({ value }) => value);
    expect(values.length).toBeGreaterThan(3);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(parameters).toMatchObject([{ name: 'stay', unit: 'day' }]);
    expect(Math.abs(parameters[0]!.value - calibration.parameters.stay!)).toBeLessThan(1);
    await project.close();
  });

  it('ends with the best so far when its minutes are over, and says that these depend on the computer', async () => {
    const project = await wardProject();
    const slow: Services = {
      ...services,
      async simulate(request, options) {
        await new Promise((resolve) => setTimeout(resolve, 40));
        return services.simulate(request, options);
      },
    };
    const { run, calibration } = await calibrateSimulator(project, slow, {
      ...{ seed: 1, method: 'cma-es', budget: 100_000 },
      minutes: 1 / 60,
    });
    expect(run.state).toBe('finished');
    expect(calibration.stopped).toBe('budget');
    expect(calibration.evaluations).toBeLessThan(1000);
    expect(calibration.notes.at(-1)).toContain('depends on the computer');
    await project.close();
  });

  it('is not begun with a method that nobody knows', async () => {
    const project = await wardProject();
    const unknown = { seed: 1, method: 'magic' as 'auto' };
    const error = await errorFrom(calibrateSimulator(project, services, unknown));
    expect(error).toMatchObject({ code: 'bad-problem' });
    expect((await project.listRuns()).items).toEqual([]);
    await project.close();
  });
});
