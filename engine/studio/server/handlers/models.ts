import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

/** What has to do with language models; nothing is sent to one but by models.test. */
export function modelsHandlers({
  projects,
  openModel,
}: StudioContext): Pick<Handlers, 'models.test' | 'proposer.preview'> {
  return {
    async 'models.test'({ id }, { signal }) {
      const endpoint = await openModel(id);
      const { testModel } = await import('../../test-model.ts');
      return testModel(endpoint, signal);
    },
    async 'proposer.preview'({ project, ...options }) {
      const { previewLlm } = await import('../../preview-llm.ts');
      return { text: await previewLlm(projects.get(project).project, options) };
    },
  };
}
