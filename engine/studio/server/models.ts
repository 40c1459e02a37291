/** How the language models of the person are reached. */
import type { LlmEndpoint } from '../../discover/llm/endpoint.ts';
import { UseCaseError } from '../use-case-error.ts';
import type { UserFiles } from './user-files.ts';

/** By its id in StudioView.models. Throws UseCaseError 'no-model'. */
export type OpenModel = (id: string) => Promise<LlmEndpoint>;

/** `readSecret`: the key of a model, where one is kept. */
export function createModels(
  { models }: Pick<UserFiles, 'models'>,
  readSecret: (model: string) => Promise<string | undefined>,
): OpenModel {
  return async (id) => {
    const found = models.value.models.find((model) => model.id === id);
    if (found === undefined) {
      throw new UseCaseError(
        'no-model',
        `language model: ${id} is not among those that are set up`,
        {
          hint: 'Choose one in the settings, or add it there again.',
        },
      );
    }
    const key = await readSecret(id);
    return {
      baseURL: found.baseUrl,
      model: found.model,
      ...(key !== undefined && { key }),
    };
  };
}
