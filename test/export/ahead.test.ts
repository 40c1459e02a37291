/** The rows after the data, run by the script as a person runs it, against the studio's own forecast. */
import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { episodesOf } from '../../engine/data/episodes.ts';
import type { RunCourse } from '../../engine/decide/interventions/course-for.ts';
import { planFields } from '../../engine/decide/policies/plan-fields.ts';
import type { PlanFile } from '../../engine/decide/schemas/plan.ts';
import { chooseInputModel } from '../../engine/forecast/choose-input-model.ts';
import { takeDraws } from '../../engine/forecast/ensembles.ts';
import { inputTaskOf } from '../../engine/forecast/future-episode.ts';
import { type AheadInput, type RunsAhead, runAhead } from '../../engine/forecast/run-ahead.ts';
import type { Project } from '../../engine/project/project.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { programOf } from '../../engine/simulator/program-of.ts';
import { readChosenModels } from '../../engine/studio/chosen-models.ts';
import type { DecisionInputs } from '../../engine/studio/decide/decision-inputs.ts';
import { exportScript } from '../../engine/studio/export-script.ts';
import { readProjectData } from '../../engine/studio/project-data.ts';
import { WARD_MEANS, wardAim } from '../studio/decide-ward.ts';
import { icuProject } from './icu-project.ts';
import { cellsOf, folderWith, runIn } from './run-file.ts';

const simulate = createPlainRunner();
const SEED = 5;
const HORIZON = 28;

/** Rows 0..124 are recorded, 27 February to 30 June 2020; row 125 is 1 July. */
const COURSE = {
  policies: {},
  resources: {
    spare: {
      ...{ low: 0, high: 60, default: 4, integer: true },
      policy: {
        kind: 'schedule',
        entries: [
          { from: 125, value: 10 },
          { from: 135, value: 25 },
        ],
      },
    },
  },
  interventions: [
    { kind: 'scale-input', input: 'admissions', value: 3, from: 129, to: 139 },
    { kind: 'set-parameter', parameter: 'stay', value: 25, from: 127, to: 152 },
    { kind: 'set-lever', lever: 'spare', value: 40, from: 140, to: 141 },
  ],
} satisfies Pick<RunCourse, 'policies' | 'resources' | 'interventions'>;

const DATES = Array.from({ length: 125 + HORIZON }, (_, row) =>
  new Date(Date.UTC(2020, 1, 27 + row)).toISOString().slice(0, 10),
);

/** COURSE as a plan that came of this search. */
function planOf(run: string | null): PlanFile {
  const about = { name: 'Spare beds', words: [], aim: [], run, candidate: null, expected: [] };
  return { about, ...planFields(COURSE, [{ name: 'spare', unit: 'beds' }], DATES) };
}

async function folderOf(project: Project, files: Readonly<Record<string, string>> = {}) {
  const { script } = await exportScript(project, { simulate }, { seed: SEED });
  const folder = folderWith(files);
  await cp(script, join(folder, 'script.mjs'));
  return folder;
}

/** A hundred runs as the studio forecasts them: ten draws of the numbers, ten runs each. */
async function studioRuns(
  project: Project,
  more: Partial<AheadInput> = {},
): Promise<{ readonly made: RunsAhead; readonly runs: number }> {
  const { dataset } = await readProjectData(project);
  const { models } = await readChosenModels(project, {});
  const [{ simulator, parameterSets, sets }] = models;
  const { declaration } = simulator.compiled;
  const episodes = episodesOf(dataset, declaration);
  const tasks = episodes.map((episode) => inputTaskOf(episode, declaration, HORIZON));
  const { parameters, count } = takeDraws({ parameterSets, sets }, 10);
  const made = await runAhead(
    {
      ...{ simulate, program: programOf(simulator.compiled), declaration, episodes },
      ...{ horizon: HORIZON, inputs: chooseInputModel(tasks, SEED), seed: SEED },
      ...more,
    },
    { parameters, count, particles: 10 },
    0,
    () => {},
  );
  return { made, runs: 100 };
}

/** By run, then row: the columns of the script's table. */
function tableOf({ outputs, levers, resources }: RunsAhead, runs: number): number[][] {
  const columns = [...outputs, ...levers, ...resources].map(({ values }) => values);
  return Array.from({ length: runs * HORIZON }, (_, at) => {
    const [run, row] = [Math.floor(at / HORIZON), at % HORIZON];
    return columns.map((values) => values[row * runs + run] ?? Number.NaN);
  });
}

describe('a script that goes on after the data', () => {
  it("runs a plan with dates ahead to the studio's numbers, bit for bit", async () => {
    const project = await icuProject();
    const documents = { 'policies/spare-beds.json': planOf(null) };
    await project.edit({ intent: 'plan', documents });
    await project.flush();
    const folder = await folderOf(project);
    const file = join(project.folder, 'policies/spare-beds.json');
    const { code, err, out } = runIn(
      folder,
      ...['--policy', file, '--seed', String(SEED), '--runs', '100', '--out', 'runs.csv'],
    );
    expect([code, err]).toEqual([
      0,
      `note: ${file} speaks of rows after the data, so these are run: 2020-07-01 to 2020-07-28\n`,
    ]);
    const [titles, ...rows] = cellsOf(folder, 'runs.csv');
    expect(titles).toEqual(['run', 'row', 'date', 'occupied', 'spare']);
    expect(rows.slice(0, HORIZON).map((row) => row[2])).toEqual(DATES.slice(125));
    const { made, runs } = await studioRuns(project, { changes: () => COURSE, record: 'all' });
    expect(rows.map((row) => row.slice(3).map(Number))).toEqual(tableOf(made, runs));
    const spare = rows.slice(0, HORIZON).map((row) => Number(row[4]));
    expect(spare).toEqual([
      ...Array(10).fill(10),
      ...Array(5).fill(25),
      40,
      40,
      ...Array(11).fill(25),
    ]);
    // The fan of the last day.
    const fan = out.split('\n').find((line) => line.includes(',spare,152,2020-07-28,'));
    expect(fan).toMatch(/,spare,152,2020-07-28,100,25,25,25,25,25$/);
  });

  it('goes on as things are, with a value of its own from the first row ahead on', async () => {
    const project = await icuProject();
    const folder = await folderOf(project);
    const words = ['--seed', String(SEED), '--out', 'runs.csv'];
    expect(runIn(folder, '--ahead', ...words)).toMatchObject({ code: 0, err: '' });
    const { made, runs } = await studioRuns(project);
    const numbers = () =>
      cellsOf(folder, 'runs.csv')
        .slice(1)
        .map((row) => [Number(row[3])]);
    expect(numbers()).toEqual(tableOf(made, runs));
    runIn(folder, '--ahead', '--set', 'stay=30', ...words);
    const longer = await studioRuns(project, { parameters: { stay: 30 } });
    expect(numbers()).toEqual(tableOf(longer.made, runs));
    // The first runs are the same, however many are wanted.
    runIn(folder, '--ahead', '--set', 'stay=30', '--runs', '13', ...words);
    expect(numbers()).toEqual(tableOf(longer.made, runs).slice(0, 13 * HORIZON));
  });

  it('proves the rows ahead too, until what it carries of them is changed', async () => {
    const project = await icuProject();
    const folder = await folderOf(project);
    const { code, out } = runIn(folder, '--selftest');
    expect([code, out]).toEqual([
      0,
      'self-test, seed 5, 100 runs: ok\nself-test, seed 0, 100 runs: ok\nself-test, rows ahead, seed 5, 100 runs: ok\n',
    ]);
    const text = readFileSync(join(folder, 'script.mjs'), 'utf8');
    expect(text.length).toBeLessThan(300_000);
    // The last observed value, of which a rollout knows nothing.
    const forged = text.replace(/(observed: \{\n?\s*occupied: \[[^\]]*)\b39\]/, '$1139]');
    expect(forged).not.toBe(text);
    const answer = runIn(folderWith({ 'script.mjs': forged }), '--selftest');
    expect(answer.code).toBe(1);
    expect(answer.out).toMatch(
      /runs: ok\n.*runs: ok\nself-test, rows ahead, seed 5, 100 runs: failed/,
    );
  });

  it('runs recorded rows where nothing lies ahead, and says which dates there are', async () => {
    const spare = (from: string) =>
      JSON.stringify({
        resources: {
          spare: { low: 0, high: 9, policy: { kind: 'schedule', entries: [{ from, value: 5 }] } },
        },
      });
    const folder = await folderOf(await icuProject(), {
      'past.json': spare('2020-06-30'),
      'first.json': spare('2020-07-01'),
      'last.json': spare('2020-07-28'),
      'never.json': spare('2020-07-29'),
      'early.json': spare('2020-02-26'),
    });
    const rowsOf = (file: string) => {
      const { code, err, out } = runIn(folder, '--policy', file, '--runs', '2');
      return code === 0 ? [out.split('\n').at(-2)?.split(',')[2], err !== ''] : err;
    };
    expect(rowsOf('past.json')).toEqual(['124', false]);
    expect(rowsOf('first.json')).toEqual(['152', true]);
    expect(rowsOf('last.json')).toEqual(['152', true]);
    const range = 'Dates run from 2020-02-27 to 2020-07-28, written like these.';
    expect(rowsOf('never.json')).toContain(
      `2020-07-29\n${range} For later ones write the script anew`,
    );
    expect(rowsOf('early.json')).toContain(`2020-02-26\n${range}\n`);
    const help = runIn(folder, '--help').out;
    expect(help).toContain('the 28 rows after the data, 2020-07-01 to 2020-07-28');
    expect(help).toMatch(/Inputs ahead: admissions /);
  });

  it('looks as far ahead as the aims and plans of the project, or as it is told', async () => {
    const project = await icuProject();
    const lastOf = async (horizon?: number) => {
      const { script } = await exportScript(
        project,
        { simulate },
        { seed: SEED, ...(horizon !== undefined && { horizon }) },
      );
      const folder = folderWith({});
      await cp(script, join(folder, 'script.mjs'));
      return runIn(folder, '--ahead', '--runs', '1').out.split('\n').at(-2)?.split(',')[2];
    };
    expect(await lastOf()).toBe('152');
    expect(await lastOf(3)).toBe('127');
    const aim = wardAim({ horizon: 40 });
    await project.edit({ intent: 'aim', documents: { 'aims/beds.json': aim } });
    expect(await lastOf()).toBe('164');
    const inputs: DecisionInputs = {
      subject: { kind: 'simulator', simulator: '0001' },
      ...{ record: 0, aim: wardAim({ horizon: 50 }), means: WARD_MEANS, scenario: null },
      ...{ evaluations: 1, runs: 1, closeRuns: 1, digest: '', model: '' },
    };
    const search = await project.startRun({ kind: 'decide', seed: 1, inputs, data: ['icu'] });
    await project.edit({
      intent: 'plans',
      documents: {
        'policies/of-search.json': planOf(search.id),
        'policies/of-none.json': planOf('0099-decide'),
      },
    });
    expect(await lastOf()).toBe('174');
  });
});
