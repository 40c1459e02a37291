import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/project/sha256.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import type { StudioClient } from '../../../engine/studio/contract/client.ts';
import { newProject, temporaryFolder } from '../../project/support.ts';
import { WORKED } from '../../simulator/worked.ts';
import { ward } from '../ward.ts';
import { refusal, studioIn, wardProject, windowOn } from './support.ts';

async function wardWindow(): Promise<{ client: StudioClient; project: string }> {
  const client = windowOn(await studioIn(await temporaryFolder()));
  return { client, project: await wardProject(client) };
}

function worked(name: (typeof WORKED)[number]): string {
  return readFileSync(
    new URL(`../../../assets/simulators/${name}.sim.js`, import.meta.url),
    'utf8',
  );
}

describe('a structure', () => {
  it.each(WORKED)('has the modules, links and parts of its code: %s', async (name) => {
    const { client, project } = await wardWindow();
    const code = worked(name);
    const { id } = await client.call('simulators.add', { project, code, file: `${name}.sim.js` });
    const of = { kind: 'simulator', simulator: id } as const;
    const view = await client.call('structures.read', { project, of });
    const { graph, declaration } = compileSimulator(code);
    expect(view).toMatchObject({ title: declaration.title, code, parent: null });
    expect(view.graph.edges).toEqual(graph.edges);
    expect(view.graph.nodes.map(({ id, kind, name }) => ({ id, kind, name }))).toEqual(graph.nodes);
    expect(view.modules.map(({ name, meaning }) => [name, meaning])).toEqual(
      declaration.modules.map(({ name, meaning }) => [name, meaning]),
    );
    const lines = code.split('\n');
    for (const module of view.modules) {
      const [first, last] = module.lines;
      const text = lines.slice(first - 1, last).join('\n');
      // Of a whole function and no more: as many brackets are closed as are opened, the last one at its end.
      expect(text).toMatch(/^\s*(step|function)\b[\s\S]*\}[,;]?\s*$/);
      expect(text.split('{').length).toBe(text.split('}').length);
      for (const parameter of module.parameters) {
        expect(graph.edges).toContainEqual({
          from: `parameter:${parameter}`,
          to: `module:${module.name}`,
          kind: 'reads',
        });
      }
    }
    expect(view.parameters.map(({ name, unit, prior }) => [name, unit, prior])).toEqual(
      Object.entries(declaration.parameters).map(([name, { unit, prior }]) => [name, unit, prior]),
    );
    expect(view.levers.map(({ name, default: value }) => [name, value])).toEqual(
      Object.entries(declaration.levers).map(([name, lever]) => [name, lever.default]),
    );
    expect(view.assumptions.map(({ text }) => text)).toEqual(
      declaration.assumptions.map(({ text }) => text),
    );
    expect(view.outputs.map(({ name }) => name)).toEqual(Object.keys(declaration.outputs));
  });

  it('says who assumes what, and what it was made from', async () => {
    const { client, project } = await wardWindow();
    const assumptions = `assumptions: [
      { text: 'Said.', source: 'words' }, { text: 'Seen.', source: 'data' },
      { text: 'Made up.', source: 'modeller' }, { text: 'Insisted.', source: 'person' }],`;
    const code = ward.simulator.replace("title: 'Ward',", `title: 'Other ward',\n${assumptions}`);
    const [parent] = (await client.call('projects.read', { project })).simulators;
    const added = { project, code, file: 'mine.js', parent: parent?.id ?? '' };
    const { id } = await client.call('simulators.add', added);
    const of = { kind: 'simulator', simulator: id } as const;
    const view = await client.call('structures.read', { project, of });
    expect(view.assumptions).toEqual([
      { text: 'Said.', from: 'words' },
      { text: 'Seen.', from: 'data' },
      { text: 'Made up.', from: 'model' },
      { text: 'Insisted.', from: 'person' },
    ]);
    expect(view.parent).toEqual({ title: 'Ward', code: ward.simulator });
  });

  it('is shown with what can be read of code that does not compile any more', async () => {
    const { client, project } = await wardWindow();
    const [simulator] = (await client.call('projects.read', { project })).simulators;
    const id = simulator?.id ?? '';
    const folder = join(project, 'simulators', id);
    const record = JSON.parse(readFileSync(join(folder, 'simulator.json'), 'utf8'));
    const store = async (code: string) => {
      await writeFile(join(folder, 'simulator.js'), code);
      await writeFile(
        join(folder, 'simulator.json'),
        JSON.stringify({ ...record, sha256: sha256(code) }),
      );
      const of = { kind: 'simulator', simulator: id } as const;
      return client.call('structures.read', { project, of });
    };
    const forbidden = ward.simulator.replace('state.beds +=', 'Date.now(); state.beds +=');
    expect(await store(forbidden)).toMatchObject({
      ...{ title: 'Ward', code: forbidden, graph: { nodes: [], edges: [] } },
      modules: [{ name: 'flow', lines: [16, 18], parameters: [] }],
      parameters: [{ name: 'stay', unit: 'day' }],
      outputs: [{ name: 'beds' }],
    });
    expect(await store('export default {')).toMatchObject({
      ...{ title: 'Ward', code: 'export default {', modules: [], parameters: [] },
    });
  });

  it('of a search that was not finished has its code, its parent and what was assumed for it', async () => {
    const made = await newProject();
    const child = ward.simulator.replace(
      "title: 'Ward',",
      "title: 'Slow ward', assumptions: [{ text: 'Nights are quiet.', source: 'modeller' }],",
    );
    const candidate = (id: string, source: string, parent: string | null) => ({
      ...{ id, proposer: 'composer', words: [`${id} in words`], rationale: '', parent, source },
      assumptions: ['Stays are alike.', 'Nights are quiet.'],
    });
    const writer = await made.startRun({ kind: 'discover', seed: 1, inputs: {}, data: [] });
    await writer.log('round-start', {
      round: 1,
      candidates: [candidate('a', ward.simulator, null), candidate('b', child, 'a')],
    });
    await writer.log('round-start', { round: 2, candidates: [candidate('c', 'broken {', 'b')] });
    await made.close();
    const client = windowOn(await studioIn(await temporaryFolder()));
    const { project } = await client.call('projects.open', { folder: made.folder });
    const read = (id: string) => {
      const of = { kind: 'candidate', run: writer.id, candidate: id } as const;
      return client.call('structures.read', { project, of });
    };
    expect(await read('b')).toMatchObject({
      ...{ title: 'Slow ward', code: child, parent: { title: 'Ward', code: ward.simulator } },
      assumptions: [
        { text: 'Nights are quiet.', from: 'model' },
        { text: 'Stays are alike.', from: 'model' },
      ],
      modules: [{ name: 'flow', parameters: ['stay'] }],
    });
    expect(await read('c')).toMatchObject({
      ...{ title: 'c in words', code: 'broken {', parent: { title: 'Slow ward' }, modules: [] },
    });
    expect((await refusal(read('d'))).code).toBe('no-structure');
  });

  it('that is not there is refused', async () => {
    const { client, project } = await wardWindow();
    const of = { kind: 'simulator', simulator: '0009-none' } as const;
    expect(await refusal(client.call('structures.read', { project, of }))).toMatchObject({
      code: 'not-found',
    });
    const candidate = { kind: 'candidate', run: '0001-discover', candidate: 'a' } as const;
    const refused = refusal(client.call('structures.read', { project, of: candidate }));
    expect((await refused).code).toBe('no-structure');
  });
});

describe('other ranges of what is possible', () => {
  it('make a new simulator whose text differs in the range alone', async () => {
    const { client, project } = await wardWindow();
    const [before] = (await client.call('projects.read', { project })).simulators;
    const simulator = before?.id ?? '';
    const stay = { kind: 'uniform', low: 5, high: 12.5 } as const;
    const change = { project, simulator, priors: { stay } };
    const { id, title } = await client.call('simulators.change-priors', change);
    expect([id, title]).toEqual(['0002-ward', 'Ward']);
    const { code } = await client.call('simulators.read', { project, simulator: id });
    expect(code).toBe(ward.simulator.replace('low: 2, high: 30', 'low: 5, high: 12.5'));
    const { simulators } = await client.call('projects.read', { project });
    expect(simulators.at(-1)).toMatchObject({
      ...{ id, proposer: 'person', round: null, parent: simulator },
      rationale: 'Other ranges of what is possible: mean stay: 5 to 12.5 day, was 2 to 30.',
    });
  });

  it('that are as they were make none', async () => {
    const { client, project } = await wardWindow();
    const priors = { stay: { kind: 'uniform', low: 2, high: 30 } } as const;
    const change = { project, simulator: '0001-ward', priors };
    expect(await client.call('simulators.change-priors', change)).toEqual({
      ...{ id: '0001-ward', title: 'Ward' },
    });
    expect((await client.call('projects.read', { project })).simulators).toHaveLength(1);
  });

  it('move a default that they do not allow', async () => {
    const { client, project } = await wardWindow();
    const code = ward.simulator.replace('high: 30 },', 'high: 30 }, default: 6.5,');
    const { id } = await client.call('simulators.add', { project, code, file: 'b.js' });
    const priors = { stay: { kind: 'integer', low: 8, high: 20 } } as const;
    const made = await client.call('simulators.change-priors', { project, simulator: id, priors });
    const after = await client.call('simulators.read', { project, simulator: made.id });
    expect(after.code).toBe(
      code.replace(
        "{ kind: 'uniform', low: 2, high: 30 }, default: 6.5,",
        "{ kind: 'integer', low: 8, high: 20 }, default: 8,",
      ),
    );
  });

  it.each([
    [{ nobody: { kind: 'uniform', low: 0, high: 1 } }, 'number: nobody is none of this model'],
    [
      { stay: { kind: 'uniform', low: 9, high: 3 } },
      'range: mean stay: 9 to 3 holds no range of values',
    ],
    [
      { stay: { kind: 'log-uniform', low: 3, high: 3 } },
      'range: mean stay: 3 to 3 holds no range of values',
    ],
    [{ stay: { kind: 'normal', mean: 1, sd: 1, low: 4, high: 2 } }, 'holds no range of values'],
  ] as const)('are refused where there is none: %j', async (priors, message) => {
    const { client, project } = await wardWindow();
    const change = { project, simulator: '0001-ward', priors };
    const error = await refusal(client.call('simulators.change-priors', change));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain(message);
    expect((await client.call('projects.read', { project })).simulators).toHaveLength(1);
  });
});
