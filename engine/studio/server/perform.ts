/** Which use case does the work of a job. Loaded when the first job of its kind starts: none is needed before. */
import type { Project } from '../../project/project.ts';
import type { JobKind } from '../contract/methods.ts';
import type { NewJob } from '../contract/new-job.ts';
import type { DecideOptions } from '../decide/decide-policy.ts';
import type { DiscoverSystemOptions } from '../discovery-options.ts';
import type { Services } from '../services.ts';
import type { OpenModel } from './models.ts';

/** What is to be done: something new, or the rest of a run. */
export type Order =
  | { readonly kind: 'new'; readonly job: NewJob }
  | {
      readonly kind: 'again';
      readonly run: { readonly id: string; readonly kind: JobKind; readonly seed: number };
    };

/** Rejects with what the use case throws. */
export async function perform(
  project: Project,
  services: Services,
  order: Order,
  openModel: OpenModel,
): Promise<void> {
  if (order.kind === 'new') {
    const { job } = order;
    if (job.kind === 'discover') {
      const { newDiscovery } = await import('./discovery-job.ts');
      await discover(project, services, await newDiscovery(project, job, openModel));
    } else if (job.kind === 'decide') {
      const { kind: _kind, ...options } = job;
      await decide(project, services, options);
    } else {
      const { kind, ...options } = job;
      await WORK[kind](project, services, options);
    }
  } else {
    const { id, kind, seed } = order.run;
    if (kind === 'discover') {
      const { resumedDiscovery } = await import('./discovery-job.ts');
      await discover(project, services, await resumedDiscovery(project, order.run, openModel));
    } else if (kind === 'decide') {
      await decide(project, services, { seed, resume: { run: id } });
    } else {
      await WORK[kind](project, services, { seed, resume: { run: id } });
    }
  }
}

async function discover(
  project: Project,
  services: Services,
  options: DiscoverSystemOptions,
): Promise<void> {
  const { discoverSystem } = await import('../discover-system.ts');
  await discoverSystem(project, services, options);
}

async function decide(project: Project, services: Services, options: DecideOptions): Promise<void> {
  const { decidePolicy } = await import('../decide/decide-policy.ts');
  await decidePolicy(project, services, options);
}

/** Options of any use case: those that a job of its kind has, or what to resume. */
type Options = Omit<NewJob, 'kind'> & { readonly resume?: { readonly run: string } };
type Work = (project: Project, services: Services, options: Options) => Promise<unknown>;

const WORK: Readonly<Record<Exclude<JobKind, 'discover' | 'decide'>, Work>> = {
  async calibrate(project, services, options) {
    const { calibrateSimulator } = await import('../calibrate-simulator.ts');
    return calibrateSimulator(project, services, options);
  },
  async simulate(project, services, options) {
    const { simulateModel } = await import('../simulate-model.ts');
    return simulateModel(project, services, options);
  },
  async check(project, services, options) {
    const { checkModel } = await import('../check-model.ts');
    return checkModel(project, services, options);
  },
};
