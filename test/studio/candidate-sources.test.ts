import { describe, expect, it } from 'vitest';
import type { Project } from '../../engine/project/project.ts';
import { candidateSources } from '../../engine/studio/candidate-sources.ts';
import { newProject } from '../project/support.ts';

const told = { words: ['a queue'], rationale: 'try it', parent: null };

async function runOf(project: Project, lines: readonly (readonly [string, object])[]) {
  const writer = await project.startRun({ kind: 'discover', seed: 1, inputs: {}, data: [] });
  for (const [event, details] of lines) await writer.log(event, { ...details });
  return writer;
}

describe('the structures of a discovery', () => {
  it('have code while it goes on, and numbers once they are finished', async () => {
    const project = await newProject();
    const own = {
      ...told,
      id: 'own-1',
      proposer: 'person',
      source: 'x',
      assumptions: [],
      parent: 'a',
    };
    const a = { ...told, id: 'a', proposer: 'llm', source: 'code', assumptions: ['nobody waits'] };
    const { id } = await runOf(project, [
      ['round-start', { round: 1, candidates: [a] }],
      [
        'candidate',
        { id: 'a', score: 1, parameters: [{ name: 'stay', value: 4, unit: 'days' }], reason: null },
      ],
      ['resume', {}],
      ['round-start', { round: 1, candidates: [a] }],
      ['round-start', { round: 2, candidates: [own] }],
      ['candidate', { id: 'own-1', score: null, parameters: [], reason: 'does not run' }],
    ]);
    const { id: _a, ...ofA } = a;
    const { id: _own, ...ofOwn } = own;
    expect([...(await candidateSources(project, id))]).toEqual([
      ['a', { ...ofA, parameters: { stay: 4 } }],
      ['own-1', ofOwn],
    ]);
  });

  it('of a log without code are read from its result, those that are in neither are left out', async () => {
    const project = await newProject();
    const writer = await runOf(project, [
      [
        'round-start',
        {
          round: 1,
          candidates: [
            { ...told, id: 'a' },
            { ...told, id: 'lost' },
          ],
        },
      ],
    ]);
    const proposal = { ...told, id: 'a', proposer: 'person', source: 'old', assumptions: ['so'] };
    const { parent: _none, ...stored } = proposal;
    await writer.finish({ result: { rounds: [{ candidates: [{ proposal: stored }] }] } });
    expect([...(await candidateSources(project, writer.id))]).toEqual([
      ['a', { ...told, proposer: 'person', source: 'old', assumptions: ['so'] }],
    ]);
  });
});
