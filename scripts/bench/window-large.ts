/** Every step of a project with many outputs and rows: how soon it is on the screen, and what the window keeps in memory. */
import type { Page } from 'playwright';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { NewJob } from '../../engine/studio/contract/new-job.ts';
import type { Folders } from '../../test/e2e/hosts/host.ts';
import { inFolders } from './memory-studio.ts';
import type { Row } from './report.ts';
import { wideSystem } from './wide-system.ts';
import type { StudioWindow } from './window-studio.ts';
import { drawnAfter } from './window-watch.ts';

const OUTPUTS = 50;
const DAYS = 2000;
/** Days that there were when the model was checked: its cost grows with them, what the screen shows does not. */
const CHECKED_DAYS = 150;
const RUNS = 20_000;
/** Of the person who asked for so many runs. */
const PATIENCE = 120_000;
const ISSUE = 'issue 6, figures to reach';

/** What is on each step once it is open; the key of each is its place in the list. */
const STEPS = [
  { step: 'describe', there: ['#data', '.main-svg'] },
  { step: 'discover', there: ['#nothing-tried', '#simulators'] },
  { step: 'calibrate', there: ['#numbers', '#fit'] },
  { step: 'trust', there: ['#verdict', '.main-svg'] },
  { step: 'forecast', there: ['#ahead', '#knobs', '.main-svg'] },
] as const;

/** A project in these folders with a model that was calibrated and checked when there were fewer days. Gives its name. */
export function prepareLarge(folders: Folders): Promise<string> {
  return inFolders(folders, async (client) => {
    const { code, csv, simulator: name } = wideSystem(OUTPUTS, DAYS);
    const { project } = await client.call('projects.create', { name, description: name });
    const take = (rows: number) => {
      const lines = csv.split('\n').slice(0, 1 + rows);
      const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
      return client.call('data.import', { project, file: `stocks-of-${rows}-days.csv`, bytes });
    };
    await take(CHECKED_DAYS);
    const { id } = await client.call('simulators.add', { project, code, file: 'stocks.sim.js' });
    const common = { seed: 1, simulator: id };
    const method = { method: 'rejection-abc', budget: 50 };
    await finished(client, project, { kind: 'calibrate', ...method, ...common });
    await finished(client, project, { kind: 'check', ...common });
    await take(DAYS);
    return name;
  });
}

function finished(client: StudioClient, project: string, job: NewJob): Promise<void> {
  return new Promise((resolve, reject) => {
    client.call('jobs.start', { project, job }).then((started) => {
      const stop = client.subscribe(
        'job',
        { project, job: started.job },
        ({ ended, state, error }) => {
          if (ended === null) return;
          if (state === 'finished') resolve();
          else reject(new Error(`${job.kind}: ${state}, ${error?.message}`));
          queueMicrotask(() => stop());
        },
        reject,
      );
    }, reject);
  });
}

/** Opens the project from the start page and goes through its steps, twice. */
export async function measureLarge({ page, heap }: StudioWindow, name: string): Promise<Row[]> {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('navigation', { name: 'Steps' }).waitFor();
  const heaps: number[] = [];
  const round = async () => {
    const took: number[] = [];
    // The first step is there from the start: it is come back to.
    for (const at of [1, 2, 3, 4, 0]) {
      took[at] = await drawnAfter(page, String(at + 1), STEPS[at]?.there ?? []);
      heaps.push(await heap());
    }
    return took;
  };
  await drawnAfter(page, '1', STEPS[0].there);
  const first = await round();
  const again = await round();
  await page.keyboard.press('5');
  const asked = await askForRuns(page);
  heaps.push(await heap());
  return [
    ...STEPS.map(
      ({ step }, at): Row => ({
        id: `window.large.${step}.ms`,
        value: first[at] ?? Number.NaN,
        unit: 'ms',
        better: 'lower',
        target: 1000,
        reference: `${ISSUE}; ${OUTPUTS} outputs, ${DAYS} days; the second time ${again[at]?.toFixed(0)} ms`,
      }),
    ),
    {
      id: 'window.large.memory.mb',
      value: Math.max(...heaps),
      unit: 'MB',
      better: 'lower',
      target: 500,
      reference: `${ISSUE}; JavaScript objects of the page, garbage included; ${asked}`,
    },
  ];
}

/** Asks for as many runs as a planner can. Gives what came of it. */
async function askForRuns(page: Page): Promise<string> {
  const more = page.getByRole('button', { name: /^Run \d+ more$/ });
  while (await more.isEnabled()) await more.click();
  const made = page.getByText(`${RUNS.toLocaleString('en')} runs`, { exact: true });
  const refused = page.getByRole('main').getByRole('alert');
  const began = performance.now();
  const isMade = await made
    .or(refused)
    .first()
    .waitFor({ timeout: PATIENCE })
    .then(
      () => made.isVisible(),
      () => undefined,
    );
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  if (isMade === undefined) return `${RUNS} runs were not made within ${seconds} s`;
  return isMade
    ? `${RUNS} runs were there after ${seconds} s`
    : `${RUNS} runs were refused: ${await refused.first().textContent()}`;
}
