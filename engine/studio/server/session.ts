/** What was open and going on, so that an engine that is started after another was lost goes on with it. */
import { StudioError } from '../../base/error.ts';
import type { OpenProject } from './open-project.ts';
import type { OpenProjects } from './open-projects.ts';
import type { UserFile } from './user-file.ts';
import type { Session } from './user-files.ts';

type SessionProject = Session['projects'][number];

export class StudioSession {
  readonly #file: UserFile<Session>;
  /** As the engine before left it. */
  readonly #before: Session;
  /** What is not yet going on again: it stays in the file, should this engine be lost as well. */
  #due: readonly SessionProject[] = [];

  constructor(file: UserFile<Session>) {
    this.#file = file;
    this.#before = file.value;
  }

  /** Never rejects: a session that cannot be written is only missed when the engine is lost. */
  async keep(open: readonly OpenProject[]): Promise<void> {
    const now = open.map(sessionProject);
    const closed = this.#due.filter((due) => !now.some(({ project }) => project === due.project));
    const projects = now.map((one) => {
      const due = this.#due.find(({ project }) => project === one.project)?.jobs ?? [];
      const waiting = due.filter(({ job }) => !one.jobs.some((live) => live.job === job));
      return { ...one, jobs: [...one.jobs, ...waiting] };
    });
    await this.#file.change(() => ({ projects: [...projects, ...closed] })).catch(() => {});
  }

  /** Opens the projects and goes on with their jobs. What cannot go on says why in its view; the others do. */
  async resume(projects: OpenProjects): Promise<void> {
    this.#due = this.#before.projects;
    await Promise.all(this.#due.map((lost) => this.#resumeProject(projects, lost)));
    this.#due = [];
    await this.keep(projects.all);
  }

  async #resumeProject(projects: OpenProjects, lost: SessionProject): Promise<void> {
    const { project, readOnly, jobs } = lost;
    // A project that is not there any more is among the recent ones, and opening it tells why.
    const open = await projects.open(project, { readOnly }).catch(() => undefined);
    if (!open) return;
    for (const { job, held } of jobs) {
      await open.jobs
        .resume(job, { held })
        .catch((error: unknown) => open.jobs.notResumed(job, asError(error).toJSON()));
    }
  }
}

function sessionProject({ project, jobs }: OpenProject): SessionProject {
  return {
    project: project.folder,
    // Where somebody else had it open, it may be free by then.
    readOnly: project.readOnly?.code === 'read-only',
    jobs: jobs.live.map(({ id, state }) => ({ job: id, held: state === 'paused' })),
  };
}

function asError(error: unknown): StudioError {
  if (error instanceof StudioError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StudioError('unexpected', message, { cause: error });
}
