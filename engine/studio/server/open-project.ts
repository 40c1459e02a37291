/** A project that is open, shared by every connection. */
import { StudioError } from '../../base/error.ts';
import { ProjectError } from '../../project/error.ts';
import type { Project } from '../../project/project.ts';
import { ContractError } from '../contract/error.ts';
import type { ProjectView } from '../contract/project-view.ts';
import type { ProjectData } from '../project-data.ts';
import { Changes } from './changes.ts';
import { ProjectJobs, type ProjectJobsTools } from './project-jobs.ts';
import { projectView } from './project-view.ts';

export class OpenProject {
  readonly project: Project;
  readonly jobs: ProjectJobs;
  readonly changes = new Changes();
  /** Of simulators and runs: what is calculated with them is to be looked up anew. */
  readonly models = new Changes();
  /** What the data were read for, and what came of it. */
  #data: { readonly key: string; readonly read: Promise<ProjectData | StudioError> } | undefined;
  /** Counts what may have changed the data besides what project.json says. */
  #dataChanges = 0;
  #simulators: ReturnType<Project['listSimulators']> | undefined;
  /** What others had made when it was last looked at. */
  #seen = '';
  readonly #stopListening: () => void;

  constructor(project: Project, tools: Omit<ProjectJobsTools, 'onEnded'>) {
    this.project = project;
    this.jobs = new ProjectJobs(project, { ...tools, onEnded: () => this.simulatorsChanged() });
    this.#stopListening = project.onChange(() => this.changes.changed());
  }

  async view(): Promise<ProjectView> {
    const [data, simulators] = await Promise.all([this.#dataOrError(), this.simulators()]);
    return projectView(this.project, data, simulators);
  }

  /** The data in use, read once; rejects with why they cannot be, UseCaseError 'no-data' when there are none. */
  async data(): Promise<ProjectData> {
    const data = await this.#dataOrError();
    if (data instanceof StudioError) throw data;
    return data;
  }

  simulators(): ReturnType<Project['listSimulators']> {
    const read = this.#simulators ?? this.project.listSimulators();
    this.#simulators = read;
    // A disk that failed once may be there again.
    read.catch(() => {
      if (this.#simulators === read) this.#simulators = undefined;
    });
    return read;
  }

  simulatorsChanged(): void {
    this.#simulators = undefined;
    this.models.changed();
    this.changes.changed();
  }

  /** After an import, an undo, another program's change, ... */
  dataChanged(): void {
    this.#dataChanges += 1;
    this.changes.changed();
  }

  /** Looks whether another program wrote into the folder. */
  async lookAtDisk(): Promise<void> {
    const { revision } = this.project;
    await this.project.checkDisk();
    if (this.project.revision !== revision) this.dataChanged();
    if (this.project.readOnly) await this.#lookAtOthersWork();
    await this.#lookAtDamagedData();
  }

  /** The person may have put a file back that could not be read. */
  async #lookAtDamagedData(): Promise<void> {
    const known = await this.#data?.read;
    if (!(known instanceof ProjectError)) return;
    if (!((await readData(this.project)) instanceof ProjectError)) this.dataChanged();
  }

  /** Whoever has it open for writing makes runs and simulators, too. */
  async #lookAtOthersWork(): Promise<void> {
    const [runs, simulators] = await Promise.all([
      this.project.listRuns(),
      this.project.listSimulators(),
    ]);
    const seen = JSON.stringify([runs.items, simulators.items]);
    if (this.#seen === seen) return;
    this.#seen = seen;
    this.simulatorsChanged();
    this.jobs.forgetStored();
  }

  /** Stops its jobs, which can be resumed, and gives the folder free. */
  async close(): Promise<void> {
    const why = new ContractError('closed', 'project: closed', { hint: 'Open it again.' });
    await this.jobs.close(why);
    this.#stopListening();
    await this.project.close();
    this.changes.end(why);
  }

  #dataOrError(): Promise<ProjectData | StudioError> {
    const { data, columns, heldOut } = this.project.meta;
    const key = JSON.stringify([this.#dataChanges, data, columns, heldOut]);
    if (this.#data?.key === key) return this.#data.read;
    const read = readData(this.project);
    this.#data = { key, read };
    read.catch(() => {
      if (this.#data?.read === read) this.#data = undefined;
    });
    return read;
  }
}

/** No data are no error of theirs. */
async function readData(project: Project): Promise<ProjectData | StudioError> {
  const { readProjectData } = await import('../project-data.ts');
  try {
    return await readProjectData(project);
  } catch (error) {
    if (error instanceof StudioError) return error;
    throw error;
  }
}
