import { setTimeout as wait } from 'node:timers/promises';
import type { Recent, StudioView } from '../contract/studio-view.ts';
import type { StudioContext } from './context.ts';
import { isProject } from './folders.ts';

/** A network drive that does not answer within this time, milliseconds, is not there. */
const PATIENCE = 500;

export async function studioView(context: StudioContext): Promise<StudioView> {
  const { app, user, projectsFolder } = context;
  return {
    app,
    settings: user.settings.value,
    recent: await recentProjects(context),
    models: user.models.value.models,
    projectsFolder,
  };
}

export async function recentProjects({ user }: Pick<StudioContext, 'user'>): Promise<Recent[]> {
  return Promise.all(
    user.recent.map(async (recent) => ({ ...recent, exists: await isThere(recent.project) })),
  );
}

async function isThere(folder: string): Promise<boolean> {
  const late = new AbortController();
  const lost = wait(PATIENCE, false, { signal: late.signal, ref: false }).catch(() => false);
  const found = await Promise.race([isProject(folder), lost]);
  late.abort();
  return found;
}
