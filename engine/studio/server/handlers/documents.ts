import type { StudioContext } from '../context.ts';
import type { OpenProject } from '../open-project.ts';
import type { Handlers } from '../service.ts';

export function documentsHandlers({
  projects,
}: StudioContext): Pick<
  Handlers,
  'documents.edit' | 'documents.undo' | 'documents.redo' | 'documents.history' | 'documents.resolve'
> {
  /** What is done may have brought other data in. */
  const viewAfter = async (open: OpenProject, done: Promise<unknown>) => {
    await done;
    open.dataChanged();
    return open.view();
  };
  return {
    async 'documents.edit'({ project, intent, burst, edit }) {
      const open = projects.get(project);
      await open.project.edit({ intent, meta: edit, ...(burst !== undefined && { burst }) });
      return open.view();
    },
    'documents.undo'({ project }) {
      const open = projects.get(project);
      return viewAfter(open, open.project.undo());
    },
    'documents.redo'({ project }) {
      const open = projects.get(project);
      return viewAfter(open, open.project.redo());
    },
    'documents.history'({ project, from, count }) {
      const steps = projects.get(project).project.history();
      return {
        total: steps.length,
        steps: steps.slice(from, from + count).map((step) => ({ ...step })),
      };
    },
    'documents.resolve'({ project, file, choice }) {
      const open = projects.get(project);
      return viewAfter(open, open.project.resolve(file, choice));
    },
  };
}
