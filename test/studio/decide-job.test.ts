import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Aim } from '../../engine/decide/schemas/aim.ts';
import { planSchema } from '../../engine/decide/schemas/plan.ts';
import { trajectoryRequest } from '../../engine/export/runtime/trajectory-request.ts';
import { openProject } from '../../engine/project/project.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import type { PolicyCard } from '../../engine/studio/contract/decision-view.ts';
import { readSubject } from '../../engine/studio/explore/explored-subject.ts';
import { readProjectData } from '../../engine/studio/project-data.ts';
import { temporaryFolder } from '../project/support.ts';
import { FEW, wardAim, wardWithBeds } from './decide-ward.ts';
import { ended, refusal, studioIn, windowOn } from './server/support.ts';

async function opened() {
  const { project: made, simulator } = await wardWithBeds();
  await made.close();
  const client = windowOn(await studioIn(await temporaryFolder()));
  const { project } = await client.call('projects.open', { folder: made.folder });
  const subject = { kind: 'simulator', simulator } as const;
  const decide = async (aim: Aim) => {
    const job = { kind: 'decide', seed: 1, subject, aim, ...FEW } as const;
    const { job: run } = await client.call('jobs.start', { project, job });
    const view = await ended(client, project, run);
    return { run, view };
  };
  return { client, project, subject, decide };
}

describe('a search for policies as a job', () => {
  it('is seen while it goes on and after it; its surface; its plan, which can be undone', async () => {
    const { client, project, decide } = await opened();
    const { run, view } = await decide(wardAim());
    expect(view).toMatchObject({ kind: 'decide', state: 'finished', error: null, outcome: null });
    expect(view.decision?.points.length).toBeGreaterThan(10);
    const read = await client.call('decisions.read', { project, run });
    expect(read.trace).toEqual(view.decision);
    const [card] = read.cards;
    expect(card?.role).toBe('recommended');
    await surfaceOf(client, project, run, card!);

    const made = await client.call('plans.make', {
      ...{ project, run, candidate: card!.id, name: 'More beds' },
    });
    expect(made).toMatchObject({ id: 'more-beds', file: 'policies/more-beds.json' });
    const { script } = await client.call('exports.script', { project, seed: 5, runs: 20 });
    await client.call('projects.close', { project });
    await sameNumbers(project, script, join(project, made.file), card!);
  });

  it('refuses what is no number of the policy, and a policy that nobody looked at', async () => {
    const { client, project, decide } = await opened();
    const aim = wardAim({
      choices: [{ lever: 'extra', kinds: ['constant'], watch: null, ranges: {} }],
    });
    const { run } = await decide(aim);
    const across = { lever: 'extra', name: 'above' };
    const question = { run, across, up: across, points: 3, runs: 10 };
    const asked = (candidate: string) =>
      refusal(client.call('decisions.surface', { project, question: { ...question, candidate } }));
    expect(await asked('best-constant')).toMatchObject({
      message: 'policy of extra: no number above',
      hint: 'It has value.',
    });
    expect(await asked('c9999')).toMatchObject({
      message: 'policy: no c9999 was looked at closely',
    });
  });
});

async function surfaceOf(
  client: Awaited<ReturnType<typeof opened>>['client'],
  project: string,
  run: string,
  { id }: PolicyCard,
): Promise<void> {
  const surface = await client.call('decisions.surface', {
    project,
    question: {
      ...{ run, candidate: id, points: 4, runs: 50 },
      across: { lever: 'extra', name: 'low' },
      up: { lever: 'extra', name: 'high' },
    },
  });
  expect([surface.across, surface.up]).toEqual([
    [0, 13, 27, 40],
    [0, 13, 27, 40],
  ]);
  const [costs, chances] = [surface.objectives[0]!, surface.limits[0]!];
  // Along the diagonal all beds are always open: 14 days at 100 a bed; and more beds are enough more often.
  expect([0, 5, 10, 15].map((at) => costs[at])).toEqual([0, 18_200, 37_800, 56_000]);
  const along = [0, 5, 10, 15].map((at) => chances[at]!);
  expect(along).toEqual(along.toSorted((a, b) => a - b));
}

/** The script with the plan against the studio's simulator under the policies of the card. */
async function sameNumbers(
  folder: string,
  script: string,
  plan: string,
  card: PolicyCard,
): Promise<void> {
  const out = join(folder, 'out.csv');
  const words = ['--policy', plan, '--out', out, '--runs', '20', '--seed', '5'];
  const ran = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
  expect([ran.stderr, ran.status]).toEqual(['', 0]);
  const [titles, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n');
  expect(titles).toBe('run,row,date,beds,extra,vans');
  const { schema, ...file } = JSON.parse(readFileSync(plan, 'utf8'));
  expect([schema, planSchema.safeParse(file).error]).toEqual([1, undefined]);
  const { policies } = card;
  const { above, gap, low, high } = policies.extra!.values;
  const project = await openProject(folder, { clock: () => new Date(), app: 'test' });
  const data = await readProjectData(project);
  const id = (await project.listSimulators()).items[0]!.id;
  const { models } = await readSubject(project, data, { kind: 'simulator', simulator: id });
  const [{ program, episodes, parameterSets, sets }] = models;
  const bounds = { integer: true, default: 0 };
  const watch = policies.extra!.watch!;
  const request = trajectoryRequest({
    ...{ episodes, parameters: parameterSets, sets, runs: 20, seed: 5, record: 'all' },
    resources: {
      extra: {
        ...{ ...bounds, low: 0, high: 40 },
        policy: {
          kind: 'threshold',
          watch,
          above: above!,
          below: above! - gap!,
          low: low!,
          high: high!,
        },
      },
      vans: { ...bounds, low: 0, high: 5, default: 1, policy: { kind: 'constant', value: 1 } },
    },
  });
  const { values } = await createPlainRunner()({ program, ...request });
  const cells = lines.map((line) => line.split(',').slice(3).map(Number));
  expect(cells.flat()).toEqual([...values.subarray(0, cells.length * 3)]);
  expect(new Set(cells.map((row) => row[1])).size).toBeGreaterThan(low === high ? 0 : 1);
  await project.close();
}
