/** What the studio keeps of the person, outside of every project. Keys of models are never among it. */
import { z } from 'zod';
import type { FileKind } from '../../project/file-kind.ts';
import { projectPath, runId } from '../contract/project-view.ts';
import {
  DEFAULT_SETTINGS,
  modelSchema,
  recentSchema,
  type Settings,
  settingsSchema,
} from '../contract/studio-view.ts';
import { Changes } from './changes.ts';
import { openUserFile, type UserFile } from './user-file.ts';

/** Projects that are remembered. */
const MOST_RECENT = 20;

const recentProjectsSchema = z.strictObject({
  /** Newest first. */
  projects: z.array(recentSchema.omit({ exists: true })).max(MOST_RECENT),
});
const modelsSchema = z.strictObject({ models: z.array(modelSchema) });
const sessionSchema = z.strictObject({
  /** Open projects, with the runs that are being worked on. */
  projects: z.array(
    z.strictObject({
      project: projectPath,
      readOnly: z.boolean(),
      jobs: z.array(z.strictObject({ job: runId, held: z.boolean() })),
    }),
  ),
});

type RecentProject = z.infer<typeof recentProjectsSchema>['projects'][number];
export type Session = z.infer<typeof sessionSchema>;

export interface UserFiles {
  readonly settings: UserFile<Settings>;
  readonly models: UserFile<z.infer<typeof modelsSchema>>;
  readonly session: UserFile<Session>;
  /** Newest first. */
  readonly recent: readonly RecentProject[];
  remember(project: RecentProject): Promise<void>;
  forget(project: string): Promise<void>;
  /** Of everything but the session. */
  readonly changes: Changes;
}

/** Never rejects: what cannot be read is set aside, and the studio starts as if it were new. */
export async function openUserFiles(folder: string): Promise<UserFiles> {
  const changes = new Changes();
  const open = <T extends object>(noun: string, content: z.ZodType<T>, otherwise: T) => {
    const kind: FileKind<T> = { noun, version: 1, content, migrations: [] };
    return openUserFile(folder, `${noun}.json`, kind, otherwise);
  };
  const [settings, models, session, recent] = await Promise.all([
    open('settings', settingsSchema, DEFAULT_SETTINGS),
    open('models', modelsSchema, { models: [] }),
    open('session', sessionSchema, { projects: [] }),
    open('recent', recentProjectsSchema, { projects: [] }),
  ]);
  const without = (projects: readonly RecentProject[], gone: string) =>
    projects.filter(({ project }) => project !== gone);
  return {
    settings: telling(settings, changes),
    models: telling(models, changes),
    session,
    get recent() {
      return recent.value.projects;
    },
    remember: (project) =>
      telling(recent, changes).change(({ projects }) => ({
        projects: [project, ...without(projects, project.project)].slice(0, MOST_RECENT),
      })),
    forget: (gone) =>
      telling(recent, changes).change(({ projects }) => ({ projects: without(projects, gone) })),
    changes,
  };
}

/** The file, telling of each change. */
function telling<T>(file: UserFile<T>, changes: Changes): UserFile<T> {
  return {
    get value() {
      return file.value;
    },
    change(update) {
      const written = file.change(update);
      changes.changed();
      return written;
    },
  };
}
