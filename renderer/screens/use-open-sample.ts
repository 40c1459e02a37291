import { useCallback, useState } from 'react';
import { useApp } from '../state/studio-app.ts';

/** Opens a sample as a copy of its own. `opening`: the one that is being copied. */
export function useOpenSample() {
  const app = useApp();
  const [opening, setOpening] = useState<string>();
  /** `goal`: the question that is asked of it. */
  const openSample = useCallback(
    async (sample: string, goal?: string) => {
      setOpening(sample);
      await app.attempt(async () => {
        const { project } = await app.client.call('samples.open', { sample });
        if (goal !== undefined) {
          await app.attempt(() =>
            app.client.call('documents.edit', {
              project,
              intent: 'Asked a question',
              edit: { goal },
            }),
          );
        }
        app.ui.getState().setFreshCopy(project);
        app.ui.getState().close();
        app.route.getState().go({ kind: 'project', folder: project });
      });
      setOpening(undefined);
    },
    [app],
  );
  return { opening, openSample };
}
