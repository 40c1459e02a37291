import type { StudioService } from '../../engine/studio/server/service.ts';
import type { MainLink } from './main-link.ts';

/** Tells main what it needs of the person's things, now and after each change. */
export async function tellPerson(
  service: Pick<StudioService, 'topics'>,
  link: Pick<MainLink, 'send'>,
): Promise<void> {
  const studio = await service.topics.studio({});
  const tell = async () => {
    const { settings, recent, projectsFolder } = await studio.read();
    link.send({
      kind: 'person',
      updates: settings.updates,
      notifications: settings.notifications,
      projectsFolder,
      recent: recent.filter(({ exists }) => exists).map(({ project }) => project),
    });
  };
  studio.onChange(() => void tell());
  await tell();
}
