import { rm } from 'node:fs/promises';
import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function samplesHandlers({
  samples,
  create,
  projects,
  user,
}: StudioContext): Pick<Handlers, 'samples.list' | 'samples.open'> {
  return {
    'samples.list': async () => [...(await samples.cards())],
    async 'samples.open'({ sample: id, folder }) {
      const { sample, bytes } = await samples.load(id);
      const { title, words, question } = sample;
      const open = await create({ name: title, description: words, goal: question }, folder);
      const { importData } = await import('../../import-data.ts');
      try {
        const { outcome } = await importData(open.project, {
          file: `${sample.id}.csv`,
          bytes,
          roles: sample.columns.map(({ meaning: _meaning, ...column }) => column),
          heldOutRows: sample.heldOutRows,
        });
        if (outcome.kind === 'blocked') throw outcome.error;
      } catch (error) {
        // Half a sample is of no use to anybody.
        await projects.close(open.project.folder);
        await user.forget(open.project.folder);
        await rm(open.project.folder, { recursive: true, force: true });
        throw error;
      }
      open.dataChanged();
      return open.view();
    },
  };
}
