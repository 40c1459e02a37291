/** The rows after the data, run by the script as a person runs it, against the studio's own forecast. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { episodesOf } from '../../engine/data/episodes.ts';
import type { RunCourse } from '../../engine/decide/interventions/course-for.ts';
import { planFields } from '../../engine/decide/policies/plan-fields.ts';
import { chooseInputModel } from '../../engine/forecast/choose-input-model.ts';
import { takeDraws } from '../../engine/forecast/ensembles.ts';
import { inputTaskOf } from '../../engine/forecast/future-episode.ts';
import { type AheadInput, type RunsAhead, runAhead } from '../../engine/forecast/run-ahead.ts';
import type { Project } from '../../engine/project/project.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { programOf } from '../../engine/simulator/program-of.ts';
import { readChosenModels } from '../../engine/studio/chosen-models.ts';
import { exportScript } from '../../engine/studio/export-script.ts';
import { readProjectData } from '../../engine/studio/project-data.ts';
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
  const { models } = await readChosenModels(project, { seed: SEED });
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
    const means = [{ name: 'spare', unit: 'beds' }];
    const about = { name: 'Spare beds', words: [], aim: [], run: null, candidate: null };
    const plan = { about: { ...about, expected: [] }, ...planFields(COURSE, means, DATES) };
    const document = { 'policies/spare-beds.json': plan };
    await project.edit({ intent: 'plan', documents: document });
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
});
