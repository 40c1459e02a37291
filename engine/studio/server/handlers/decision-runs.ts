/** What came of searches for policies, and what is made of it. */
import { freeDocument } from '../../../project/collections.ts';
import type { SurfaceRequest } from '../../contract/decision-view.ts';
import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function decisionRunsHandlers({
  projects,
  questions,
}: Pick<StudioContext, 'projects' | 'questions'>): Pick<
  Handlers,
  'decisions.read' | 'decisions.surface' | 'plans.make'
> {
  return {
    async 'decisions.read'({ project, run }) {
      const { readDecision } = await import('../../decide/read-decision.ts');
      return readDecision(projects.get(project).project, run);
    },
    async 'decisions.surface'({ project, question }, { signal }) {
      const { surfaceOf } = await import('../../decide/surface.ts');
      return questions.use(async (simulate) => {
        const { setup, card, seed } = await asked(project, question, simulate);
        signal.throwIfAborted();
        return surfaceOf(setup, card.policies, question, { seed, signal });
      });
    },
    async 'plans.make'({ project, run, candidate, name }) {
      const open = projects.get(project);
      const { planOf } = await import('../../decide/make-plan.ts');
      const nothing = () => Promise.reject(new Error('plan: simulates nothing'));
      const { setup, card } = await asked(project, { run, candidate }, nothing);
      const { id, file } = freeDocument(open.project.collection('policies'), 'policies', name);
      const content = planOf(setup, card, { name, run });
      await open.project.edit({ intent: `Plan "${name}" made`, documents: { [file]: content } });
      // The file is what the script is told of at once.
      await open.project.flush();
      return { id, file, view: await open.view() };
    },
  };

  /** The search anew, as it was asked for, and one of its policies. */
  async function asked(
    folder: string,
    { run, candidate }: Pick<SurfaceRequest, 'run' | 'candidate'>,
    simulate: Parameters<Parameters<typeof questions.use>[0]>[0],
  ) {
    const { project } = projects.get(folder);
    const [{ readAhead, readCard, readDecisionInputs }, { decisionSetup }] = await Promise.all([
      import('../../decide/read-decision.ts'),
      import('../../decide/decision-setup.ts'),
    ]);
    const inputs = await readDecisionInputs(project, run);
    const card = await readCard(project, run, candidate);
    const { seed } = await project.readRun(run);
    const { subject, inputModel } = await questions.read(folder, inputs.subject);
    const ahead = await readAhead(project, run);
    const sources = { subject, inputModel, seed, simulate };
    return { setup: decisionSetup(sources, inputs, ahead), card, seed };
  }
}
