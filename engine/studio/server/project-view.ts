import { StudioError } from '../../base/error.ts';
import type { ProjectError } from '../../project/error.ts';
import type { Listing } from '../../project/listing.ts';
import type { Project } from '../../project/project.ts';
import type { SimulatorRecord } from '../../project/schemas.ts';
import type { ProjectView } from '../contract/project-view.ts';
import type { ProjectData } from '../project-data.ts';
import { dataSummary } from './data-summary.ts';

/** What a window sees of an open project. `data`: those in use, or why they cannot be read. */
export async function projectView(
  project: Project,
  data: ProjectData | StudioError,
  simulators: Listing<SimulatorRecord>,
): Promise<ProjectView> {
  const { meta } = project;
  return {
    project: project.folder,
    id: meta.id,
    name: meta.name,
    description: meta.description,
    goal: meta.goal,
    rules: meta.rules,
    assumptions: meta.assumptions,
    notes: meta.notes,
    revision: project.revision,
    columns: meta.columns,
    heldOut: meta.heldOut,
    resources: meta.resources,
    costs: meta.costs,
    scenarios: project
      .collection('scenarios')
      .map(({ id, content: scenario }) => ({ id, scenario })),
    aims: project.collection('aims').map(({ id, content: aim }) => ({ id, aim })),
    plans: project
      .collection('policies')
      .map(({ id, file, content: { about } }) => ({ id, file, about })),
    data: data instanceof StudioError ? null : await summaryOf(data),
    dataError: data instanceof StudioError && data.code !== 'no-data' ? data.toJSON() : null,
    simulators: simulators.items.map(simulatorSummary),
    readOnly: project.readOnly?.toJSON() ?? null,
    undo: project.undoIntent ?? null,
    redo: project.redoIntent ?? null,
    conflicts: project.conflicts.map(({ file, kind, clashes }) => ({
      file,
      kind,
      clashes: [...clashes],
    })),
    notices: [
      ...project.notices.map(({ file, message, hint }) => ({ file, message, hint })),
      ...simulators.problems.map(noticeOf),
    ],
  };
}

const summaries = new WeakMap<ProjectData, NonNullable<ProjectView['data']>>();

/** Data are read once, and summarised once. */
async function summaryOf(data: ProjectData): Promise<NonNullable<ProjectView['data']>> {
  const known = summaries.get(data);
  if (known) return known;
  const { summarise } = await import('../../data/summarise.ts');
  const summary = dataSummary(data.name, summarise(data.dataset));
  summaries.set(data, summary);
  return summary;
}

function simulatorSummary({ id, title, saved, provenance }: SimulatorRecord) {
  return { id, title, saved, ...provenance };
}

function noticeOf({ message, hint, place }: ProjectError): ProjectView['notices'][number] {
  return { file: place?.file ?? '', message, hint: hint ?? '' };
}
