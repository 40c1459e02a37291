import type { Lane } from '../../compute/share-executor.ts';
import type { OpenModel } from './models.ts';
import type { OpenProject } from './open-project.ts';
import type { OpenProjects } from './open-projects.ts';
import type { Questions } from './questions.ts';
import type { Samples } from './samples.ts';
import type { UserFiles } from './user-files.ts';

/** What the handlers work on. */
export interface StudioContext {
  /** Version of the studio. */
  readonly app: string;
  readonly clock: () => Date;
  /** Where new projects go unless the person says otherwise. */
  readonly projectsFolder: string;
  readonly user: UserFiles;
  readonly samples: Samples;
  readonly projects: OpenProjects;
  /** A turn on the simulation pool. */
  readonly lane: () => Lane;
  readonly questions: Questions;
  /** Keys of models by id, in memory; undefined where the host keeps them. */
  readonly secrets: Map<string, string> | undefined;
  readonly openModel: OpenModel;
  /** Makes a project and opens it. `folder` absent: a free one in projectsFolder. */
  readonly create: (
    about: { readonly name: string; readonly description: string; readonly goal?: string },
    folder: string | undefined,
  ) => Promise<OpenProject>;
  /** The person may have changed how many threads simulate. */
  readonly threadsChanged: () => void;
}
