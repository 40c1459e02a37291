/** A small discovery as a window sees it. */
import { describe, expect, it, vi } from 'vitest';
import type { DiscoveryView } from '../../../engine/studio/contract/discovery-view.ts';
import { type JobView, jobViewSchema } from '../../../engine/studio/contract/job-view.ts';
import { temporaryFolder } from '../../project/support.ts';
import { bedsProject } from './small-discovery.ts';
import { ended, stateOf, studioIn, windowOn } from './support.ts';

vi.setConfig({ testTimeout: 300_000 });

const order = { kind: 'discover', seed: 1, rounds: 1 } as const;

/** Its first round has ended, every structure of it. */
function isWhole({ rounds: [first] }: DiscoveryView): boolean {
  const working = first?.candidates.some(({ state }) => state === 'working');
  return working === false && first?.best !== null;
}

describe('a discovery in a window', () => {
  it('shows its candidates as they come; stopped after the first, it goes on to the same ones', async () => {
    const studio = await studioIn(await temporaryFolder());
    const client = windowOn(studio);
    const project = await bedsProject(client, 'patients stay in two phases');
    const { job: straight } = await client.call('jobs.start', { project, job: order });
    const seen: JobView[] = [];
    client.subscribe('job', { project, job: straight }, (view) => seen.push(view));
    const whole = await ended(client, project, straight);

    for (const view of seen) jobViewSchema.parse(view);
    const live = seen.filter(
      ({ discovery, state }) => state === 'running' && discovery!.rounds.length > 0,
    );
    expect(live[0]).toMatchObject({
      stage: 'Finding a structure',
      secondsLeft: null,
      outcome: null,
    });
    const shares = live.flatMap(({ progress }) =>
      progress?.phase === 'Round 1' ? [progress.done] : [],
    );
    expect(shares.some((share) => share % 1 !== 0)).toBe(true);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(whole).toMatchObject({
      state: 'finished',
      simulator: expect.stringMatching(/-ward$/),
      warnings: [expect.stringMatching(/words say little/)],
      outcome: { verdict: { headline: expect.stringMatching(/\w/) }, title: expect.any(String) },
    });
    const [round] = whole.discovery!.rounds;
    expect(round!.candidates.length).toBeGreaterThan(1);
    expect(new Set(round!.candidates.map(({ state }) => state))).toEqual(new Set(['evaluated']));
    expect(round!.candidates.map(({ id }) => id)).toContain(round!.best);
    expect(round!.feedback.length).toBeGreaterThan(0);
    expect(whole.outcome!.parameters[0]).toMatchObject({ meaning: expect.stringMatching(/\w/) });
    expect(whole.outcome!.fit[0]!.rmse).toBeGreaterThan(0);

    const { job } = await client.call('jobs.start', { project, job: order });
    await stateOf(client, 'job', { project, job }, ({ discovery }) =>
      (discovery!.rounds[0]?.candidates ?? []).some(({ state }) => state === 'evaluated'),
    );
    await client.call('jobs.cancel', { project, job });
    const stopped = await stateOf(client, 'job', { project, job });
    expect(stopped.state).toBe('cancelled');
    await client.call('jobs.resume', { project, job });
    const again = await stateOf(client, 'job', { project, job }, ({ discovery, state }) => {
      return state === 'running' && isWhole(discovery!);
    });
    expect(again.discovery!.rounds).toEqual(whole.discovery!.rounds);
    expect(again.warnings).toEqual(whole.warnings);

    await client.call('projects.close', { project });
    const view = await client.call('projects.open', { folder: project });
    expect(new Set(view.simulators.map(({ proposer }) => proposer))).toEqual(new Set(['composer']));
    expect(view.notices).toEqual([]);
    expect(await stateOf(client, 'job', { project, job: straight })).toEqual(whole);
  });
});
