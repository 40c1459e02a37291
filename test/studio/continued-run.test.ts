import { describe, expect, it } from 'vitest';
import type { Project } from '../../engine/project/project.ts';
import { readContinued } from '../../engine/studio/continued-run.ts';
import { inputDigests } from '../../engine/studio/discovery-inputs.ts';
import { importData } from '../../engine/studio/import-data.ts';
import { readProjectData } from '../../engine/studio/project-data.ts';
import { newProject } from '../project/support.ts';
import { errorFrom, ward } from './ward.ts';

async function opened() {
  const project = await newProject();
  const bytes = new TextEncoder().encode(ward.census);
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 10 });
  const data = await readProjectData(project);
  return { project, data, asked: { rounds: 4, ...inputDigests(project, data) } };
}

function runOf(project: Project, inputs: object, kind = 'discover') {
  return project.startRun({ kind, seed: 7, inputs: { ...inputs }, data: [] });
}

const proposal = (id: string) => ({
  ...{ id, proposer: 'llm', source: `code of ${id}`, words: [id] },
  ...{ assumptions: [], rationale: 'try it' },
});
const started = (round: number, ids: readonly string[]) => ({
  round,
  candidates: ids.map((id) => ({ ...proposal(id), parent: null })),
});
const came = (id: string) => ({ id, score: 1, parameters: [], reason: null });
const whole = (ids: readonly string[]) => ids.map((id) => ({ proposal: proposal(id) }));

describe('a discovery that another one goes on from', () => {
  it('gives its whole rounds; what was decided after them is heeded anew, time is not counted', async () => {
    const { project, data, asked } = await opened();
    const writer = await runOf(project, asked);
    const suggestion = { text: 'more', because: 'less' };
    await writer.log('round-start', started(1, ['a']));
    await writer.log('candidate', came('a'));
    await writer.log('suggestions', { suggestions: [suggestion] });
    await writer.log('round-start', started(2, ['b', 'c']));
    await writer.log('candidate', came('b'));
    const kept = { 'candidate 1 a': 1, 'candidate 2 b': 2, decided: [], 'decisions 1': [] };
    await writer.checkpoint({ ...kept, 'decisions 2': [], 'decisions 5': [], seconds: 40 });
    // Stopped before the second round was over.
    const rounds = [
      { round: 1, candidates: whole(['a']) },
      { round: 2, candidates: whole(['b']) },
    ];
    await writer.cancel({ result: { rounds } });
    const { seed, inputs, found, known } = await readContinued(project, data, writer.id);
    expect(seed).toBe(7);
    expect(inputs.continued).toEqual({ run: writer.id, rounds: 1 });
    expect(found).toEqual({
      ...kept,
      settled: [{ round: 1, proposals: [proposal('a')], suggestions: [] }],
    });
    expect([...known.keys()]).toEqual(['a', 'b', 'c']);
  });

  it('is refused where nothing can be gone on from', async () => {
    const { project, data, asked } = await opened();
    const refusal = (id: string) => errorFrom(readContinued(project, data, id));
    const going = await runOf(project, asked);
    expect(await refusal(going.id)).toMatchObject({
      code: 'bad-option',
      message: `run: ${going.id} has not ended`,
      hint: 'Take it up again, or stop it first.',
    });
    await going.finish({ result: { rounds: [] } });
    expect(await refusal(going.id)).toMatchObject({
      code: 'bad-option',
      message: `run: ${going.id} has kept nothing from which another could go on`,
    });
    const other = await runOf(project, {}, 'calibrate');
    await other.finish({ result: {} });
    expect(await refusal(other.id)).toMatchObject({
      code: 'bad-option',
      message: `run: ${other.id} is no search for structures`,
    });
    const older = await runOf(project, { ...asked, words: 'others' });
    await older.checkpoint({});
    await older.finish({ result: { rounds: [] } });
    expect(await refusal(older.id)).toMatchObject({ code: 'data-changed' });
    expect(await refusal('none')).toMatchObject({ code: 'not-found' });
  });
});
