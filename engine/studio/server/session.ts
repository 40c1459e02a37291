/** What was open and going on, so that an engine that is started after another was lost goes on with it. */
import { StudioError } from '../../base/error.ts';
import type { OpenProject } from './open-project.ts';
import type { OpenProjects } from './open-projects.ts';
import type { UserFile } from './user-file.ts';
import type { Session } from './user-files.ts';

/** Never rejects: a session that cannot be written is only missed when the engine is lost. */
export async function keepSession(
  file: UserFile<Session>,
  open: readonly OpenProject[],
): Promise<void> {
  const projects = open.map(({ project, jobs }) => ({
    project: project.folder,
    readOnly: project.readOnly !== undefined,
    jobs: jobs.live.map(({ id, state }) => ({ job: id, held: state === 'paused' })),
  }));
  await file.change(() => ({ projects })).catch(() => {});
}

/** Opens the projects and goes on with their jobs. What cannot go on says why in its view; the others do. */
export async function resumeSession(projects: OpenProjects, { projects: lost }: Session) {
  await Promise.all(
    lost.map(async ({ project, readOnly, jobs }) => {
      // A project that is not there any more is among the recent ones, and opening it tells why.
      const open = await projects.open(project, { readOnly }).catch(() => undefined);
      for (const { job, held } of open ? jobs : []) {
        await open!.jobs
          .resume(job, { held })
          .catch((error: unknown) => open!.jobs.notResumed(job, asError(error).toJSON()));
      }
    }),
  );
}

function asError(error: unknown): StudioError {
  if (error instanceof StudioError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StudioError('unexpected', message, { cause: error });
}
