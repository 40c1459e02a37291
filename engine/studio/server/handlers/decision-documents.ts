/** Scenarios, aims and plans of a project: written, taken away. What they say of a model is checked where it is used; what no model could follow is not written. */
import { refuseContradictions } from '../../../decide/interventions/refuse-contradictions.ts';
import { freeDocument } from '../../../project/collections.ts';
import { type Collection, documentOf } from '../../../project/documents.ts';
import { ProjectError } from '../../../project/error.ts';
import type { StudioContext } from '../context.ts';
import type { OpenProject } from '../open-project.ts';
import type { Handlers } from '../service.ts';

export function decisionDocumentsHandlers({
  projects,
}: Pick<StudioContext, 'projects'>): Pick<
  Handlers,
  'scenarios.save' | 'scenarios.remove' | 'aims.save' | 'aims.remove' | 'plans.remove'
> {
  const save = async (
    open: OpenProject,
    collection: Collection,
    { intent, burst, id }: { intent: string; burst?: string; id?: string },
    content: { readonly name: string },
  ) => {
    const { project } = open;
    const taken = project.collection(collection);
    const place =
      id === undefined
        ? freeDocument(taken, collection, content.name)
        : { id, file: documentOf(collection, known(taken, collection, id)) };
    await project.edit({
      intent,
      ...(burst !== undefined && { burst }),
      documents: { [place.file]: content },
    });
    return { id: place.id, view: await open.view() };
  };
  const remove = async (open: OpenProject, collection: Collection, intent: string, id: string) => {
    const { project } = open;
    const file = documentOf(collection, known(project.collection(collection), collection, id));
    await project.edit({ intent, documents: { [file]: null } });
    return open.view();
  };
  return {
    'scenarios.save': async ({ project, scenario, ...step }) => {
      refuseContradictions(scenario);
      return save(projects.get(project), 'scenarios', step, scenario);
    },
    'scenarios.remove': ({ project, intent, id }) =>
      remove(projects.get(project), 'scenarios', intent, id),
    'aims.save': ({ project, aim, ...step }) => save(projects.get(project), 'aims', step, aim),
    'aims.remove': ({ project, intent, id }) => remove(projects.get(project), 'aims', intent, id),
    'plans.remove': ({ project, intent, id }) =>
      remove(projects.get(project), 'policies', intent, id),
  };
}

function known(taken: readonly { readonly id: string }[], collection: Collection, id: string) {
  if (taken.some((one) => one.id === id)) return id;
  throw new ProjectError('not-found', `${collection}: no ${id}`, {
    hint:
      taken.length === 0
        ? 'There are none yet.'
        : `One of: ${taken.map((one) => one.id).join(', ')}.`,
  });
}
