/** What is looked at and edited on the screen of measures, one of each project. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import { createDocumentDrafts, type DocumentDrafts } from './document-drafts.ts';
import type { OpenProject } from './project-store.ts';

export type Scenario = ProjectView['scenarios'][number]['scenario'];
export type DatedChange = Scenario['changes'][number];
export type Change = DatedChange['change'];
export type PolicyChoice = Scenario['policies'][string];

export interface NamedScenario {
  readonly id: string;
  readonly scenario: Scenario;
}

export interface MeasuresState {
  /** Scenario that is edited; undefined: the first one. */
  readonly edited: string | undefined;
  /** Dated change whose fields are open. */
  readonly open: string | undefined;
  /** Ids in the order that the person gave them; others follow as the project has them. */
  readonly order: readonly string[];
  /** Ids that are not shown beside the others. */
  readonly hidden: readonly string[];
}

export interface Measures {
  readonly store: StoreApi<MeasuresState>;
  readonly drafts: DocumentDrafts<Scenario>;
  /** A further scenario, which is then edited. */
  add(scenario: Scenario, intent: string): Promise<void>;
  remove(id: string, intent: string): Promise<void>;
}

/** So many scenarios stand beside things as they are. */
export const MOST_SHOWN = 4;

const OF_PROJECTS = new WeakMap<OpenProject, Measures>();

export function measuresOf(
  project: OpenProject,
  client: Pick<StudioClient, 'call'>,
  onError: (error: unknown) => void,
): Measures {
  const known = OF_PROJECTS.get(project);
  if (known) return known;
  const made = createMeasures(project, client, onError);
  OF_PROJECTS.set(project, made);
  return made;
}

function createMeasures(
  project: OpenProject,
  client: Pick<StudioClient, 'call'>,
  onError: (error: unknown) => void,
): Measures {
  const store = createStore<MeasuresState>()(() => ({
    ...{ edited: undefined, open: undefined, order: [], hidden: [] },
  }));
  const drafts = createDocumentDrafts<Scenario>(
    project,
    async (folder, { id, content: scenario, intent, burst }) => {
      const params = { project: folder, intent, burst, id, scenario };
      return (await client.call('scenarios.save', params)).view;
    },
    onError,
  );
  return {
    store,
    drafts,
    async add(scenario, intent) {
      await project.flush();
      await project.change(async (folder) => {
        const saved = await client.call('scenarios.save', { project: folder, intent, scenario });
        const others = shownOf(saved.view.scenarios, store.getState());
        const tooMany =
          others.length > MOST_SHOWN ? others.filter(({ id }) => id !== saved.id) : [];
        store.setState(({ hidden, order }) => ({
          edited: saved.id,
          open: undefined,
          order: [
            ...ordered(saved.view.scenarios, { order })
              .map(({ id }) => id)
              .filter((id) => id !== saved.id),
            saved.id,
          ],
          hidden: [...hidden, ...tooMany.slice(MOST_SHOWN - 1).map(({ id }) => id)],
        }));
        return saved.view;
      });
    },
    async remove(id, intent) {
      await project.flush();
      await project.change((folder) =>
        client.call('scenarios.remove', { project: folder, intent, id }),
      );
    },
  };
}

/** As the person ordered them. */
export function ordered(
  scenarios: readonly NamedScenario[],
  { order }: Pick<MeasuresState, 'order'>,
): readonly NamedScenario[] {
  const place = (id: string) => {
    const at = order.indexOf(id);
    return at === -1 ? order.length : at;
  };
  return scenarios.toSorted((a, b) => place(a.id) - place(b.id));
}

/** Those that stand side by side, before there are too many of them. */
export function shownOf(
  scenarios: readonly NamedScenario[],
  state: Pick<MeasuresState, 'order' | 'hidden'>,
): readonly NamedScenario[] {
  return ordered(scenarios, state).filter(({ id }) => !state.hidden.includes(id));
}
