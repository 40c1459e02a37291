import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProjectError } from '../../engine/project/error.ts';
import type { Project } from '../../engine/project/project.ts';
import { errorOf, importing, newData, newProject, newRun, open } from './support.ts';

const state = { generation: 3, best: Infinity, mean: Float64Array.of(0.1, -0), rng: 2n ** 63n };
const outcome = { result: { rmse: 21.3 }, tables: { posterior: { stay: Float64Array.of(19.5) } } };

async function projectWithData(): Promise<Project> {
  const project = await newProject();
  await project.edit(importing(newData));
  return project;
}

describe('a run', () => {
  it('says what it was asked, on which data, by which versions', async () => {
    const project = await projectWithData();
    const { id } = await project.startRun(newRun);
    expect(await project.readRun(id)).toMatchObject({
      id: '0001-calibrate',
      kind: 'calibrate',
      state: 'running',
      seed: 7,
      inputs: { evaluations: 500 },
      data: [{ name: 'beds', sha256: (await project.readData('beds')).sha256 }],
      versions: { app: '0.1.0', contract: 1, node: process.versions.node },
    });
  });

  it('keeps parts of its result in files of their own, and tells when one was changed', async () => {
    const project = await projectWithData();
    const writer = await project.startRun(newRun);
    const parts = { density: { weights: Float64Array.of(1, Number.NaN) } };
    const { files } = await writer.finish({ ...outcome, parts });
    expect(files.map(({ file }) => file)).toEqual(['posterior.csv', 'density.json', 'result.json']);
    expect(await project.readPart(writer.id, 'density')).toEqual(parts.density);
    expect(await project.readPart(writer.id, 'other')).toBeUndefined();
    const file = join(project.folder, 'runs', writer.id, 'density.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('NaN', 'Infinity'));
    expect(await errorOf(project.readPart(writer.id, 'density'))).toMatchObject({
      code: 'data-changed',
    });
  });

  it('that is finished keeps result and tables exactly, and can never be changed', async () => {
    const project = await projectWithData();
    const writer = await project.startRun(newRun);
    const record = await writer.finish(outcome);
    expect(record.state).toBe('finished');
    expect(record.files.map(({ file }) => file)).toEqual(['posterior.csv', 'result.json']);
    expect(await project.readResult(writer.id)).toEqual(outcome.result);
    expect(await project.readTable(writer.id, 'posterior')).toEqual(outcome.tables.posterior);
    const attempts = [
      () => writer.finish(outcome),
      () => writer.checkpoint(state),
      () => writer.log('x'),
      () => writer.cancel(),
      () => project.resumeRun(writer.id),
    ];
    for (const attempt of attempts) {
      expect(await errorOf(attempt())).toMatchObject({
        code: 'finished',
        message: 'run: 0001-calibrate is finished and cannot be changed',
      });
    }
    expect(await project.readRun(writer.id)).toEqual(record);
  });

  it('that was cancelled keeps its best so far and goes on from its checkpoint', async () => {
    const project = await projectWithData();
    const writer = await project.startRun(newRun);
    await writer.checkpoint({ generation: 1 });
    await writer.checkpoint(state);
    await writer.cancel({ result: { rmse: 30 } });
    expect(await project.readResult(writer.id)).toEqual({ rmse: 30 });

    const { run, writer: again, checkpoint } = await project.resumeRun(writer.id);
    expect(checkpoint).toStrictEqual(state);
    expect(run).toMatchObject({ state: 'running', seed: 7, inputs: newRun.inputs });
    expect(run.resumed).toHaveLength(1);
    expect(run.ended).toBeUndefined();
    expect((await again.finish(outcome)).state).toBe('finished');
  });

  it('that failed keeps its error and can be resumed', async () => {
    const project = await projectWithData();
    const writer = await project.startRun(newRun);
    const error = new ProjectError('disk-full', 'disk: full while writing x', { hint: 'Free it.' });
    await writer.fail(error);
    expect((await project.readRun(writer.id)).error).toEqual(error.toJSON());
    const { run, checkpoint } = await project.resumeRun(writer.id);
    expect(run.error).toBeUndefined();
    expect(checkpoint).toBeUndefined();
  });

  it('whose process died goes on where its last checkpoint was', async () => {
    const project = await projectWithData();
    await (await project.startRun(newRun)).checkpoint(state);
    expect((await project.resumeRun('0001-calibrate')).checkpoint).toStrictEqual(state);
  });

  it('cannot go on once its data were replaced', async () => {
    const project = await projectWithData();
    await (await project.startRun(newRun)).cancel();
    await project.close();
    const record = join(project.folder, 'data/beds.import.json');
    const text = await readFile(record, 'utf8');
    await writeFile(record, text.replace(/"sha256": "[0-9a-f]{8}/, '"sha256": "00000000'));
    expect(await errorOf((await open(project.folder)).resumeRun('0001-calibrate'))).toMatchObject({
      code: 'data-changed',
      message: 'run: 0001-calibrate started with other data beds',
    });
  });

  it('needs data that are there', async () => {
    const project = await newProject();
    expect((await errorOf(project.startRun(newRun))).code).toBe('not-found');
    expect((await project.listRuns()).items).toEqual([]);
  });
});

describe('the log of a run', () => {
  it('gets lines in the order of the calls, exact numbers included', async () => {
    const project = await projectWithData();
    const writer = await project.startRun(newRun);
    await Promise.all([writer.log('round', { number: 1 }), writer.log('round', { best: 0.1 })]);
    const at = '2026-03-01T09:00:00.000Z';
    expect(await project.readLog(writer.id)).toEqual({
      items: [
        { at, event: 'round', number: 1 },
        { at, event: 'round', best: 0.1 },
      ],
      problems: [],
    });
  });

  it('loses only the line that a crash cut short', async () => {
    const project = await projectWithData();
    const writer = await project.startRun(newRun);
    await writer.log('first');
    await appendFile(join(project.folder, 'runs', writer.id, 'log.jsonl'), '{"at":"2026');
    await writer.log('second');
    const { items, problems } = await project.readLog(writer.id);
    expect(items.map(({ event }) => event)).toEqual(['first', 'second']);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^runs\/0001-calibrate\/log.jsonl, line 2: not valid JSON at line 1/),
    ]);
  });
});
