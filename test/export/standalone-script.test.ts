import { describe, expect, it, onTestFinished } from 'vitest';
import { createSimulationPool } from '../../engine/compute/pool/simulation-pool.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { trajectoryRequest } from '../../engine/export/runtime/trajectory-request.ts';
import {
  type StandaloneScriptInput,
  standaloneScript,
} from '../../engine/export/standalone-script.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { cellsOf, folderWith, runIn } from './run-file.ts';
import { SAMPLES, sampleInput } from './samples.ts';

const simulate = createPlainRunner();

async function folderOf(
  input: StandaloneScriptInput,
  files: Readonly<Record<string, string>> = {},
) {
  return folderWith({ 'script.mjs': await standaloneScript(input, simulate), ...files });
}

/** What the studio computes for the same order. */
async function studioValues(input: StandaloneScriptInput, seed: number, runs: number) {
  const { hash, code } = input.simulator;
  const { episodes, parameterSets: parameters, sets } = input;
  const request = trajectoryRequest({ episodes, parameters, sets, runs, seed });
  return (await simulate({ ...request, program: { hash, code } })).values;
}

/** What a policy file may name. */
const KINDS = [
  ...['constant', 'schedule', 'weekday', 'ramp', 'threshold', 'order-up-to', 'reorder', 'rule'],
  ...['set-parameter', 'scale-parameter', 'set-input', 'scale-input', 'add-input'],
  ...['set-lever', 'scale-lever', 'add-lever', 'cap-lever'],
  ...['disable-module', 'delay-module', 'cap-module', 'replace-module'],
  ...['set-state', 'scale-state', 'add-state'],
];

const numbersIn = (rows: string[][], columns: number) =>
  rows
    .slice(1)
    .flatMap((row) => row.slice(-columns).map((cell) => (cell === '' ? Number.NaN : Number(cell))));

describe('a standalone script', () => {
  it.each(SAMPLES)("of %s gives the studio's numbers bit for bit", async (name) => {
    const input = sampleInput(name);
    const folder = await folderOf(input);
    const { code, err } = runIn(folder, '--seed', '11', '--runs', '100', '--out', 'runs.csv');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const rows = cellsOf(folder, 'runs.csv');
    const outputs = Object.keys(input.simulator.declaration.outputs);
    expect(rows[0]).toEqual(['run', 'row', 'date', ...outputs]);
    expect(rows).toHaveLength(1 + 100 * 61);
    const values = await studioValues(input, 11, 100);
    expect(numbersIn(rows, outputs.length)).toEqual([
      ...values.subarray(0, 100 * 61 * outputs.length),
    ]);
  });

  it('has the same check numbers from the hardened pool as from plain JavaScript', async () => {
    const pool = createSimulationPool({ threads: 2 });
    onTestFinished(() => pool.close());
    for (const name of SAMPLES) {
      const hardened = await standaloneScript(sampleInput(name), createSimulate(pool));
      expect(hardened).toBe(await standaloneScript(sampleInput(name), simulate));
    }
  });

  it('passes its own self-test, and fails it once a number was changed', async () => {
    const input = sampleInput('sir');
    const text = await standaloneScript(input, simulate);
    const honest = runIn(folderWith({ 'script.mjs': text }), '--selftest');
    expect(honest).toMatchObject({ code: 0, err: '' });
    expect(honest.out).toBe('self-test, seed 7, 100 runs: ok\nself-test, seed 0, 100 runs: ok\n');
    const changed = text.replace('[0.5, 0.1]', '[0.51, 0.1]');
    expect(changed).not.toBe(text);
    const forged = runIn(folderWith({ 'script.mjs': changed }), '--selftest');
    expect(forged.code).toBe(1);
    expect(forged.out).toContain('failed');
    expect(forged.err).toContain('differ from the studio');
  });

  it('repeats itself for a seed, differs for another, and spreads runs over the sets', async () => {
    const folder = await folderOf(sampleInput('sir'));
    const [one, same, other] = ['3', '3', '4'].map(
      (seed) => runIn(folder, '--seed', seed, '--runs', '7').out,
    );
    expect(one).toBe(same);
    expect(one).not.toBe(other);
    expect(one?.split('\n')[1]).toBe('sir,S,0,2020-02-27,7,96,96,96,96,96');
  });

  it('counts and orders runs of several episodes as the studio does', async () => {
    const sir = sampleInput('sir');
    const [first] = sir.episodes;
    const short = {
      ...first!,
      id: 'short, second',
      steps: 10,
      observed: Object.fromEntries(
        Object.entries(first!.observed).map(([key, value]) => [key, value.slice(0, 11)]),
      ),
      dates: first!.dates!.slice(0, 11),
    };
    const input = { ...sir, episodes: [first!, short] };
    const folder = await folderOf(input);
    expect(runIn(folder, '--selftest').code).toBe(0);
    runIn(folder, '--runs', '9', '--seed', '2', '--out', 'runs.csv');
    const rows = cellsOf(folder, 'runs.csv');
    const values = await studioValues(input, 2, 9);
    // ceil(9 / 2) = 5 of each episode, so 2 replications of 3 sets: runs 1-2 long, 3-4 short, 5-6 long, 7-8, 9.
    expect(rows).toHaveLength(1 + 5 * 61 + 4 * 11);
    expect(numbersIn(rows, 3)).toEqual([...values.subarray(0, (5 * 61 + 4 * 11) * 3)]);
  });

  it('sets a parameter in all runs and warns where the prior excludes the value', async () => {
    const folder = await folderOf(sampleInput('sir'));
    const still = runIn(folder, '--set', 'beta=0', '--runs', '5');
    expect(still.err).toBe('');
    expect(still.out).toContain('sir,S,60,2020-04-27,5,96,96,96,96,96');
    const wild = runIn(folder, '--set=beta=9', '--runs', '5');
    expect(wild).toMatchObject({ code: 0 });
    expect(wild.err).toContain('warning: beta = 9 is outside 0 to 2');
    const whole = await folderOf(sampleInput('supply-chain'));
    expect(runIn(whole, '--set', 'leadTime=2.5', '--runs', '1').err).toContain(
      'not a whole number',
    );
  });

  it('takes other inputs and start rows from a CSV file', async () => {
    const days = ['2021-01-01', '2021-01-02', '2021-01-03'];
    const csv = `date,icu_admissions,icu_occupied,remark\n${days[0]},0,1000,\n${days[1]},50,,x\n${days[2]},0,,\n`;
    const folder = await folderOf(sampleInput('icu-staged-stay'), { 'in.csv': csv });
    const { code, err, out } = runIn(
      folder,
      '--input',
      'in.csv',
      '--set',
      'stay=60',
      '--set',
      'error=1',
      '--runs',
      '50',
      '--out',
      'runs.csv',
    );
    expect({ code, err }).toEqual({ code: 0, err: 'note: columns not used: remark\n' });
    const rows = cellsOf(folder, 'runs.csv');
    expect(rows).toHaveLength(1 + 50 * 3);
    expect(rows[1]?.slice(0, 4)).toEqual(['1', '0', '2021-01-01', '1000']);
    const median = Number(out.split('\n')[2]?.split(',')[7]);
    // 1000 half in the last stage, which 1 in 30 leaves, and 50 more.
    expect(median).toBeGreaterThan(1020);
    expect(median).toBeLessThan(1046);
  });

  it('reads semicolons, quotes and byte order marks, and starts as embedded without outputs', async () => {
    const csv = '\uFEFF"icu_admissions";"note"\r\n1;"a ""b""; c"\r\n2;\r\n\r\n3;d\r\n';
    const folder = await folderOf(sampleInput('icu-staged-stay'), { 'in.csv': csv });
    const { code, out } = runIn(folder, '--input', 'in.csv', '--runs', '2');
    expect(code).toBe(0);
    expect(out.split('\n')[1]).toBe('in.csv,occupied,0,,2,40,40,40,40,40');
    expect(out.split('\n')).toHaveLength(1 + 3 + 1);
  });

  it('applies policies and interventions, by row or by date', async () => {
    const policy = {
      levers: { order: { kind: 'schedule', entries: [{ from: '2020-03-01', value: 50 }] } },
      interventions: [{ kind: 'set-parameter', parameter: 'demand', value: 0, from: 0, to: 60 }],
    };
    const folder = await folderOf(sampleInput('supply-chain'), {
      'p.json': JSON.stringify(policy),
    });
    runIn(folder, '--policy', 'p.json', '--runs', '3', '--out', 'runs.csv');
    const stock = cellsOf(folder, 'runs.csv')
      .slice(1, 9)
      .map((row) => row[3]);
    // 25, plus 4 of each day, two days after they were ordered, and 50 of 1 March (row 3) from row 5 on.
    expect(stock).toEqual(['25', '29', '33', '37', '41', '91', '141', '191']);
  });

  it("follows a policy file with resources to the studio's numbers, bit for bit", async () => {
    const input = sampleInput('supply-chain');
    const watch = { terms: [{ output: 'inventory', weight: 1 }], underway: 2, window: 2 };
    const order = { kind: 'reorder', watch, below: 12, level: 30, every: 2 } as const;
    const hands = { low: 0, high: 6, default: 1, integer: true } as const;
    const staffed = {
      ...hands,
      policy: {
        kind: 'threshold',
        ...{ above: 4, below: 1, low: 1, high: 5, least: 3 },
        watch: { terms: [{ output: 'backlog', weight: 1 }] },
      },
    } as const;
    const interventions = [
      { kind: 'scale-parameter', parameter: 'demand', value: 2, from: 10, to: 20 },
      { kind: 'delay-module', module: 'delivery', by: 3, from: 15, to: 25 },
      { kind: 'cap-module', module: 'delivery', field: 'inventory', most: 9, from: 30, to: 40 },
      { kind: 'set-state', field: 'inventory', value: 0, at: 45 },
      { kind: 'scale-lever', lever: 'order', value: 0.5, from: 12, to: 30 },
      { kind: 'set-lever', lever: 'hands', value: 3, from: 50, to: 52 },
    ] as const;
    const file = { levers: { order }, resources: { hands: staffed }, interventions };
    const folder = await folderOf(input, {
      'p.json': JSON.stringify({ ...file, about: 'a test' }),
    });
    const words = ['--policy', 'p.json', '--runs', '20', '--seed', '4', '--out', 'runs.csv'];
    expect(runIn(folder, ...words)).toMatchObject({ code: 0, err: '' });
    const { hash, code } = input.simulator;
    const { episodes, parameterSets: parameters, sets } = input;
    const request = trajectoryRequest({
      ...{ episodes, parameters, sets, runs: 20, seed: 4, record: 'all', interventions },
      policies: { order },
      resources: { hands: staffed },
    });
    const { values } = await simulate({ ...request, program: { hash, code } });
    const rows = cellsOf(folder, 'runs.csv');
    expect(rows[0]?.slice(3)).toEqual(['inventory', 'backlog', 'pipeline', 'order', 'hands']);
    expect(numbersIn(rows, 5)).toEqual([...values.subarray(0, 20 * 61 * 5)]);
    expect(new Set(rows.slice(1).map((row) => row[7]))).toEqual(new Set(['1', '3', '5']));
  });

  it('explains itself', async () => {
    const folder = await folderOf(sampleInput('supply-chain'));
    const { code, out } = runIn(folder, '--help');
    expect(code).toBe(0);
    expect(out).toContain('node script.mjs [options]');
    expect(out).toContain('  demand (items/day, 0 to 20)  mean demand per day');
    expect(out).toContain('  order (items, 0 to 50, default 4)');
    expect(out).toContain('State: wanted, inventory, quantities, remaining, backlog');
    expect(out).toContain('  {"levers": {"order": {"kind": "constant", "value": 4}},');
    for (const kind of KINDS) expect(out).toMatch(new RegExp(`[ ,;]${kind}[ ,]`));
  });

  it('carries title, licence, data hash, citations, parameters and assumptions at its top', async () => {
    const text = await standaloneScript(
      sampleInput('sir', {
        citations: ['BMJ 1978;1:578'],
        data: { name: 'flu.csv', sha256: 'c0ffee', source: 'CC0' },
      }),
      simulate,
    );
    const top = text.slice(0, text.indexOf('import {'));
    for (const words of [
      '// Epidemic in a closed population (SIR)',
      '// Licence: MIT',
      '// Data: flu.csv, SHA-256 c0ffee\n//   CC0',
      '// Cite: BMJ 1978;1:578',
      '//   beta: 0.5 (0.4525 to 0.5475) 1/day.',
      '//   infection: susceptible people catch',
    ])
      expect(top).toContain(words);
    expect(text).toMatch(/^\/\/\| +const infections = random.binomial\(state.S, risk\);$/m);
  });

  it('cannot be broken out of by words with line ends, quotes or code', async () => {
    const evil = `x\n\u2028throw new Error('escaped')//\u2029\r*/ \`\${1}\` "\\`;
    const input = sampleInput('sir', {
      title: evil,
      licence: evil,
      citations: [evil],
      data: { name: evil, sha256: evil },
    });
    const simulator = { ...input.simulator, source: `${evil}\n${input.simulator.source}` };
    const folder = await folderOf({ ...input, simulator });
    expect(runIn(folder, '--selftest').code).toBe(0);
    expect(runIn(folder, '--help').out).toContain(evil);
  });

  it('reports runs that break and fails when all do', async () => {
    const csv = 'icu_admissions\n1\n\n2\nNA\n3\n';
    const folder = await folderOf(sampleInput('icu-staged-stay'), { 'in.csv': csv });
    const { code, err, out } = runIn(folder, '--input', 'in.csv', '--runs', '4');
    expect(code).toBe(1);
    expect(err).toContain('warning: 4 of 4 runs broke');
    expect(err).toContain('missing-input');
    expect(out.split('\n')[4]).toBe('in.csv,occupied,3,,0,,,,,');
  });

  it('refuses to be made of nothing', async () => {
    await expect(standaloneScript(sampleInput('sir', { episodes: [] }), simulate)).rejects.toThrow(
      'no episode',
    );
    await expect(standaloneScript(sampleInput('sir', { sets: 4 }), simulate)).rejects.toThrow(
      'expected 4 x 2',
    );
  });
});
