/** The script of several structures, run as a person runs it. */
import { describe, expect, it } from 'vitest';
import {
  type MixtureScriptInput,
  mixtureScript,
  type WeightedModel,
} from '../../engine/export/mixture-script.ts';
import { runsOfStructures } from '../../engine/export/runtime/mixed-trajectories.ts';
import { trajectoryRequest } from '../../engine/export/runtime/trajectory-request.ts';
import { standaloneScript } from '../../engine/export/standalone-script.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { mixtureInput } from './mixture-samples.ts';
import { cellsOf, folderWith, runIn } from './run-file.ts';

const simulate = createPlainRunner();

async function folderOf(
  input: MixtureScriptInput,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  return folderWith({ 'script.mjs': await mixtureScript(input, simulate), ...files });
}

/** S, I, R by run and row, as the studio computes them for this structure alone. */
async function studioRows(model: WeightedModel, seed: number, runs: number): Promise<string[][]> {
  const { episodes, parameterSets: parameters, sets, simulator } = model;
  const request = trajectoryRequest({ episodes, parameters, sets, runs, seed });
  const { values } = await simulate({ ...request, program: simulator });
  const names = Object.keys(simulator.declaration.outputs);
  return Array.from({ length: runs * 61 }, (_, row) =>
    ['S', 'I', 'R'].map((name) => String(values[row * names.length + names.indexOf(name)])),
  );
}

describe('a script of several structures', () => {
  it("gives each its share of the runs, and of each the studio's numbers, bit for bit", async () => {
    const input = mixtureInput();
    const folder = await folderOf(input);
    const { code, err } = runIn(folder, '--seed', '11', '--runs', '50', '--out', 'runs.csv');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [header, ...rows] = cellsOf(folder, 'runs.csv');
    expect(header).toEqual(['run', 'structure', 'row', 'date', 'S', 'I', 'R']);
    const own = (name: string) => rows.filter((row) => row[1] === name);
    // 0.64 x 50 runs of 61 rows.
    expect(own('0001-sir')).toHaveLength(32 * 61);
    expect(own('0002-contacts')).toHaveLength(18 * 61);
    expect(rows.at(-1)?.[0]).toBe('50');
    for (const [k, runs] of [32, 18].entries()) {
      const model = input.structures[k];
      if (model === undefined) throw new Error('no structure');
      expect(own(model.name).map((row) => row.slice(-3))).toEqual(
        await studioRows(model, 11, runs),
      );
    }
  });

  it('keeps records apart, and leaves out a structure that has no run', async () => {
    const { structures } = mixtureInput();
    const twice = structures.map((model) => ({
      ...model,
      episodes: model.episodes.flatMap((one) => [one, { ...one, id: 'again' }]),
    }));
    const folder = await folderOf(mixtureInput({ structures: twice }));
    expect(runIn(folder, '--selftest').code).toBe(0);
    runIn(folder, '--runs', '9', '--out', 'runs.csv');
    const starts = cellsOf(folder, 'runs.csv').filter((row) => row[3] === '0');
    // 5 of each record: 3 and 2.
    const records = starts.map(([, name, record]) => `${name} ${record}`);
    expect(records.filter((one) => one === '0001-sir again')).toHaveLength(3);
    expect(records.filter((one) => one === '0002-contacts sir')).toHaveLength(2);
    expect(records).toHaveLength(10);
    const single = runIn(folder, '--runs', '1');
    expect(single).toMatchObject({ code: 0, err: '' });
    expect(single.out).toContain('again,S,0,2020-02-27,1,96,96,96,96,96');
  });

  it('prints ranges over all of them', async () => {
    const folder = await folderOf(mixtureInput());
    const { out } = runIn(folder, '--runs', '100');
    const last = out.split('\n').find((line) => line.startsWith('sir,S,60,'));
    // Of 100 runs 36 keep all 96 susceptible people, in the others nearly all caught it.
    const [runs, , low, , high, highest] = last?.split(',').slice(4).map(Number) ?? [];
    expect(runs).toBe(100);
    expect([high, highest]).toEqual([96, 96]);
    expect(low).toBeLessThan(20);
  });

  it('proves itself, as a whole and of one structure, until a number is changed', async () => {
    const text = await mixtureScript(mixtureInput(), simulate);
    const honest = folderWith({ 'script.mjs': text });
    const ok = 'self-test, seed 7, 100 runs: ok\nself-test, seed 0, 100 runs: ok\n';
    for (const more of [[], ['--structure', '0001-sir'], ['--structure', '0002-contacts']]) {
      expect(runIn(honest, '--selftest', ...more)).toEqual({ code: 0, err: '', out: ok });
    }
    const changed = text.replace('[0, 0.05]', '[0.5, 0.05]');
    expect(changed).not.toBe(text);
    const forged = folderWith({ 'script.mjs': changed });
    expect(runIn(forged, '--selftest').code).toBe(1);
    expect(runIn(forged, '--selftest', '--structure=0001').code).toBe(0);
    expect(runIn(forged, '--selftest', '--structure=0002').code).toBe(1);
    const reweighed = text.replace('weight: 0.64', 'weight: 0.5');
    expect(runIn(folderWith({ 'script.mjs': reweighed }), '--selftest').code).toBe(1);
  });

  it('runs one alone to the same numbers as its own script', async () => {
    const { structures, ...about } = mixtureInput();
    const [model] = structures;
    if (model === undefined) throw new Error('no structure');
    const alone = folderWith({
      'script.mjs': await standaloneScript({ ...model, ...about }, simulate),
    });
    const folder = await folderOf(mixtureInput());
    const words = ['--runs', '7', '--seed', '3'];
    expect(runIn(folder, ...words, '--structure', '0001').out).toBe(runIn(alone, ...words).out);
    const other = runIn(folder, '--structure', '0003');
    expect(other).toMatchObject({
      code: 2,
      err: 'error: unknown structure: 0003\nStructures are 0001-sir or 0002-contacts.\n',
    });
    expect(runIn(folder, '--structure', '000').err).toContain('several structures: 000');
    expect(runIn(folder, '--structures', '1').err).toContain(
      '--structure, --ahead, --selftest or --help',
    );
  });

  it('of one structure gives the numbers of its own script', async () => {
    const { structures, ...about } = mixtureInput();
    const [model] = structures;
    if (model === undefined) throw new Error('no structure');
    const folder = await folderOf(mixtureInput({ structures: [{ ...model, weight: 1 }] }));
    const alone = folderWith({
      'script.mjs': await standaloneScript({ ...model, ...about }, simulate),
    });
    for (const words of [[], ['--runs', '8', '--seed', '2'], ['--selftest']]) {
      expect(runIn(folder, ...words)).toEqual(runIn(alone, ...words));
    }
  });

  it('sets a parameter in the structures that have it', async () => {
    const folder = await folderOf(mixtureInput());
    const { out, err, code } = runIn(folder, '--set', 'gamma=0', '--runs', '50');
    expect({ code, err }).toEqual({ code: 0, err: 'note: 0002-contacts has no parameter gamma\n' });
    // 32 runs recover nobody, 18 do: three people at most.
    expect(out.split('\n').find((line) => line.startsWith('sir,R,60,'))).toBe(
      'sir,R,60,2020-04-27,50,0,0,0,3,3',
    );
    expect(runIn(folder, '--set', 'nothing=0').err).toBe(
      'error: unknown parameter: nothing\nParameters are beta, gamma or recovered.\n',
    );
    expect(runIn(folder, '--set', 'meetings=0').err).toContain('meetings is a lever');
    const wild = runIn(folder, '--set', 'beta=9', '--runs', '4').err;
    expect(wild).toBe('warning: beta = 9 is outside 0 to 2; the model was not made for it\n');
  });

  it('follows a policy where it can', async () => {
    const policy = {
      levers: { meetings: { kind: 'constant', value: 0 } },
      resources: {
        beds: {
          low: 0,
          high: 99,
          policy: { kind: 'order-up-to', output: 'I', level: 99, every: 1 },
        },
        tests: {
          ...{ low: 0, high: 9 },
          policy: {
            kind: 'rule',
            clauses: [{ when: [{ output: 'caughtToday', is: 'above', value: 1 }], value: 9 }],
            otherwise: 2,
          },
        },
      },
      interventions: [
        { kind: 'scale-parameter', parameter: 'recovered', value: 0, from: 1, to: 60 },
        { kind: 'set-parameter', parameter: 'beta', value: 2, from: 0, to: 60 },
        { kind: 'set-parameter', parameter: 'gamma', value: 0, from: 0, to: 60 },
        { kind: 'disable-module', module: 'recovery', from: 0, to: 60 },
        { kind: 'add-lever', lever: 'tests', value: 1, from: 60, to: 60 },
        { kind: 'add-lever', lever: 'beds', value: 3, from: 0, to: 60 },
      ],
    };
    const folder = await folderOf(mixtureInput(), { 'p.json': JSON.stringify(policy) });
    const { err, code } = runIn(folder, '--policy', 'p.json', '--runs', '50', '--out', 'o.csv');
    expect({ code, err }).toEqual({
      code: 0,
      err: 'note: 0001-sir cannot follow the policy of meetings, tests or recovered\nnote: 0002-contacts cannot follow the policy of gamma\n',
    });
    const [header] = cellsOf(folder, 'o.csv');
    expect(header?.slice(4)).toEqual(['S', 'I', 'R', 'beds', 'meetings', 'tests']);
    const last = cellsOf(folder, 'o.csv').filter((row) => row[2] === '60');
    // All caught it where people meet, nobody where they do not.
    for (const [, structure, , , susceptible, infected, recovered, beds, meetings, tests] of last) {
      const isFirst = structure === '0001-sir';
      expect([susceptible, recovered]).toEqual([isFirst ? '0' : '96', '0']);
      expect(beds).toBe(String(Math.min(99, 102 - Number(infected))));
      // What a structure does not have is empty.
      expect([meetings, tests]).toEqual(isFirst ? ['', ''] : ['0', '3']);
    }
    const wrong = folderWith({
      'script.mjs': await mixtureScript(mixtureInput(), simulate),
      'p.json': '{"levers": {"order": {"kind": "constant", "value": 1}}}',
    });
    expect(runIn(wrong, '--policy', 'p.json')).toMatchObject({
      code: 2,
      err: expect.stringContaining('order'),
    });
  });

  it('takes other start rows from a CSV file, for all of them', async () => {
    const folder = await folderOf(mixtureInput(), { 'in.csv': 'S,I,R,note\n50,0,1,x\n,,,y\n' });
    const { out, err } = runIn(folder, '--input', 'in.csv', '--runs', '10');
    expect(err).toBe('note: columns not used: note\n');
    expect(out.split('\n').slice(1, 3)).toEqual([
      'in.csv,S,0,,10,50,50,50,50,50',
      'in.csv,S,1,,10,50,50,50,50,50',
    ]);
  });

  it('explains itself, and says at its top who counts how much', async () => {
    const text = await mixtureScript(mixtureInput(), simulate);
    const folder = folderWith({ 'script.mjs': text });
    const { out } = runIn(folder, '--help');
    expect(out).toContain(
      '  0001-sir (64 %, 40 % to 80 %)  Epidemic in a closed population (SIR); parameters beta, gamma\n' +
        '  0002-contacts (36 %, 20 % to 60 %)  Contacts; parameters beta, recovered\n',
    );
    expect(out).toContain('Outputs: S, I, R\n');
    expect(runIn(folder, '--structure', '0002', '--help').out).toContain(
      '  meetings (0 to 1, default 1)  share of contacts kept',
    );
    const top = text.slice(0, text.indexOf('import {'));
    expect(top).toContain(
      '//   0002-contacts: 36 % (20 % to 60 %)\n// The weights rest on few days.',
    );
    expect(top).toContain('//   recovered: 0.075 (');
  });

  it('cannot be broken out of by words with line ends, quotes or code', async () => {
    const evil = `x\n\u2028throw new Error('escaped')//\u2029\r*/ \`\${1}\` "\\`;
    const { structures } = mixtureInput();
    const input = mixtureInput({
      ...{ title: evil, licence: evil, citations: [evil], warnings: [evil] },
      structures: structures.map((model, k) => ({
        ...model,
        name: `${k}${evil}`,
        title: evil,
        simulator: { ...model.simulator, source: `${evil}\n${model.simulator.source}` },
      })),
    });
    const folder = await folderOf(input);
    expect(runIn(folder, '--selftest').code).toBe(0);
    expect(runIn(folder, '--help').out).toContain(evil);
  });

  it('refuses to be made of nothing', async () => {
    await expect(mixtureScript(mixtureInput({ structures: [] }), simulate)).rejects.toThrow('none');
  });
});

describe('the runs of each structure', () => {
  it('are in proportion to the weights, the same for each record', () => {
    expect(runsOfStructures([0.5, 0.3, 0.2], 10, 1)).toEqual([5, 3, 2]);
    // 10 runs of 4 records are 3 each.
    expect(runsOfStructures([0.5, 0.3, 0.2], 10, 4)).toEqual([4, 4, 4]);
    expect(runsOfStructures([0.9, 0.1], 10, 4)).toEqual([12, 0]);
    expect(runsOfStructures([1], 9, 2)).toEqual([10]);
  });
});
