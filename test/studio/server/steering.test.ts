/** What a person decides while a discovery goes on, and how another one goes on from it. */
import { describe, expect, it, vi } from 'vitest';
import type { StudioClient } from '../../../engine/studio/contract/client.ts';
import type {
  DiscoveryView,
  SteerRequest,
} from '../../../engine/studio/contract/discovery-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { temporaryFolder } from '../../project/support.ts';
import { bedsProject, discoveryOf } from './small-discovery.ts';
import { ended, refusal, stateOf, studioIn, windowOn } from './support.ts';

vi.setConfig({ testTimeout: 300_000 });

const TOLD = 'On weekends fewer patients are discharged than on weekdays.';

async function opened() {
  const client = windowOn(await studioIn(await temporaryFolder()));
  return { client, project: await bedsProject(client) };
}

/** A search of two rounds whose first has begun. */
async function begun(client: StudioClient, project: string) {
  const order = { kind: 'discover', seed: 1, rounds: 2, candidates: 2 } as const;
  const { job } = await client.call('jobs.start', { project, job: order });
  const view = await stateOf(client, 'job', { project, job }, ({ discovery }) =>
    discovery!.rounds.some(({ candidates }) => candidates.length > 0),
  );
  const [first, second] = discoveryOf(view).rounds[0]!.candidates;
  return { job, first: first!, second: second! };
}

function roundOf(view: JobView, round: number): DiscoveryView['rounds'][number] {
  return discoveryOf(view).rounds[round - 1]!;
}

async function codeOf(client: StudioClient, project: string, run: string, candidate: string) {
  const of = { kind: 'candidate', run, candidate } as const;
  return (await client.call('structures.read', { project, of })).code;
}

describe('a decision on a discovery that goes on', () => {
  it('waits, is heeded in the next round, and stays so after an interruption', async () => {
    const { client, project } = await opened();
    const decide = async () => {
      const { job, first, second } = await begun(client, project);
      const code = await codeOf(client, project, job, first.id);
      const edit = code.replace(/title: (["'])/, 'title: $1My ');
      expect(edit).not.toBe(code);
      const steers: SteerRequest[] = [
        { kind: 'reject', candidate: first.id },
        { kind: 'pin', candidate: first.id },
        { kind: 'release', candidate: first.id },
        { kind: 'reject', candidate: second.id },
        { kind: 'add', code: edit, parent: first.id },
        { kind: 'tell', text: TOLD },
      ];
      for (const steer of steers) await client.call('jobs.steer', { project, job, steer });
      return { job, first, second };
    };
    const { job, first, second } = await decide();
    const waiting = [
      /^Leave out: /,
      /^Follow up: /,
      /^Treat like the others again: /,
      /^Leave out: /,
      /^Try your edit of: /,
      /^Told: "On weekends/,
    ].map((pattern) => expect.stringMatching(pattern));
    const isTold = ({ discovery }: JobView) => discovery!.waiting.length === waiting.length;
    const live = await stateOf(client, 'job', { project, job }, isTold);
    expect(discoveryOf(live).waiting).toEqual(waiting);

    const whole = await ended(client, project, job);
    expect(whole.state).toBe('finished');
    expect(discoveryOf(whole)).toMatchObject({ proposer: 'composer', waiting: [], spending: null });
    const { candidates, decisions } = roundOf(whole, 2);
    expect(decisions).toEqual(waiting);
    expect(roundOf(whole, 1).decisions).toEqual([]);
    expect(candidates[0]).toMatchObject({
      id: expect.stringMatching(/^own-/),
      proposer: 'person',
      parent: first.id,
      state: 'evaluated',
    });
    expect(candidates.map(({ rationale }) => rationale)).toContain(
      'The words speak of it: weekends differ from working days.',
    );
    const weighed = discoveryOf(whole).weights!.structures.map(({ id }) => id);
    expect(weighed).not.toContain(second.id);

    const again = (await decide()).job;
    await client.call('jobs.cancel', { project, job: again });
    await client.call('jobs.resume', { project, job: again });
    const resumed = await ended(client, project, again);
    expect(resumed.state).toBe('finished');
    expect(discoveryOf(resumed)).toEqual(discoveryOf(whole));
    expect(resumed.outcome).toEqual(whole.outcome);
  });

  it('is refused where it can mean nothing', async () => {
    const { client, project } = await opened();
    const { job, first } = await begun(client, project);
    const steer = (one: SteerRequest, of = job) =>
      refusal(client.call('jobs.steer', { project, job: of, steer: one }));
    expect(await steer({ kind: 'pin', candidate: 'nobody' })).toMatchObject({
      code: 'bad-option',
      message: 'structure: nobody is not in this run',
      hint: expect.stringContaining(first.id),
    });
    const code = await codeOf(client, project, job, first.id);
    expect(await steer({ kind: 'add', code, parent: 'nobody' })).toMatchObject({
      code: 'bad-option',
    });
    const broken = code.replace('export default {', 'export default { more: 1,\nother: 2,');
    const { name, message } = await steer({ kind: 'add', code: broken });
    expect(name).toBe('SimulatorError');
    expect(message).toMatch(/more/);
    expect(message).toMatch(/other/);
    const own = { kind: 'add', code: `${code}\n` } as const;
    await client.call('jobs.steer', { project, job, steer: own });
    expect(await steer(own)).toMatchObject({
      code: 'bad-option',
      message: expect.stringMatching(/this very code is own-\w+ already/),
    });
    const waits = ({ discovery }: JobView) => discovery!.waiting.length > 0;
    const { discovery } = await stateOf(client, 'job', { project, job }, waits);
    expect(discovery!.waiting).toHaveLength(1);
    await client.call('jobs.cancel', { project, job });
    expect(await steer({ kind: 'tell', text: 'x' })).toMatchObject({ code: 'not-running' });
    expect(await steer({ kind: 'tell', text: 'x' }, 'none')).toMatchObject({ code: 'not-found' });
  });
});

describe('a discovery that goes on from another one', () => {
  it('has its rounds, and then what one straight run of all rounds has', async () => {
    const { client, project } = await opened();
    const run = async (more: object) => {
      const order = { kind: 'discover', seed: 1, candidates: 2, ...more } as const;
      const { job } = await client.call('jobs.start', { project, job: order });
      return ended(client, project, job);
    };
    const straight = await run({ rounds: 2 });
    const short = await run({ rounds: 1 });
    const longer = await run({ rounds: 1, continues: short.job, seed: 9 });
    expect(longer).toMatchObject({ state: 'finished', seed: 1 });
    expect(discoveryOf(longer)).toEqual(discoveryOf(straight));
    expect(longer.outcome).toEqual(straight.outcome);

    const { best } = roundOf(short, 1);
    const steers = [{ kind: 'reject', candidate: best! }];
    const without = await run({ rounds: 1, continues: short.job, steers });
    expect(roundOf(without, 1)).toEqual(roundOf(straight, 1));
    expect(roundOf(without, 2).decisions).toEqual([expect.stringMatching(/^Leave out: /)]);
    expect(roundOf(without, 2).best).not.toBe(best);
    const weighed = discoveryOf(without).weights!.structures.map(({ id }) => id);
    expect(weighed).not.toContain(best);

    const refused = (more: object) =>
      refusal(
        client.call('jobs.start', {
          project,
          job: { kind: 'discover', seed: 1, continues: short.job, ...more },
        }),
      );
    expect(await refused({ steers: [{ kind: 'pin', candidate: 'nobody' }] })).toMatchObject({
      code: 'bad-option',
    });
    const edit = { description: 'Patients stay for a few days and leave one by one.' };
    await client.call('documents.edit', { project, intent: 'Changed', edit });
    expect(await refused({})).toMatchObject({ code: 'data-changed' });
    expect(await refused({ continues: 'none' })).toMatchObject({ code: 'not-found' });
    const runs = await stateOf(client, 'jobs', { project });
    expect(runs).toHaveLength(4);
  });
});
