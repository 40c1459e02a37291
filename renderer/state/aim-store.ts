/** Goals of a project, and which of them is looked at; one of each project that is open in the window. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import { createDocumentDrafts, type DocumentDrafts } from './document-drafts.ts';
import type { OpenProject } from './project-store.ts';

export type Aim = ProjectView['aims'][number]['aim'];

export interface Aims {
  /** Id of the goal that is edited; undefined: the first of the project. */
  readonly chosen: StoreApi<{ readonly id: string | undefined }>;
  readonly drafts: DocumentDrafts<Aim>;
  /** A further goal, which is then edited. */
  add(aim: Aim): Promise<void>;
  remove(id: string, name: string): Promise<void>;
}

const OF_PROJECTS = new WeakMap<OpenProject, Aims>();

export function aimsOf(
  project: OpenProject,
  client: Pick<StudioClient, 'call'>,
  onError: (error: unknown) => void,
): Aims {
  const known = OF_PROJECTS.get(project);
  if (known) return known;
  const made = createAims(project, client, onError);
  OF_PROJECTS.set(project, made);
  return made;
}

function createAims(
  project: OpenProject,
  client: Pick<StudioClient, 'call'>,
  onError: (error: unknown) => void,
): Aims {
  const chosen = createStore<{ readonly id: string | undefined }>()(() => ({ id: undefined }));
  const drafts = createDocumentDrafts<Aim>(
    project,
    async (folder, { id, content: aim, intent, burst }) =>
      (await client.call('aims.save', { project: folder, intent, burst, id, aim })).view,
    onError,
  );
  return {
    chosen,
    drafts,
    async add(aim) {
      await project.flush();
      await project.change(async (folder) => {
        const intent = `Added the goal “${aim.name}”`.slice(0, 200);
        const saved = await client.call('aims.save', { project: folder, intent, aim });
        chosen.setState({ id: saved.id });
        return saved.view;
      });
    },
    async remove(id, name) {
      await project.flush();
      await project.change((folder) => {
        const intent = `Removed the goal “${name}”`.slice(0, 200);
        return client.call('aims.remove', { project: folder, intent, id });
      });
    },
  };
}
