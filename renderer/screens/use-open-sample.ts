import { useState } from 'react';
import { useApp } from '../state/studio-app.ts';

/** Opens a sample as a copy of its own. `opening`: the one that is being copied. */
export function useOpenSample() {
  const app = useApp();
  const [opening, setOpening] = useState<string>();
  const openSample = async (sample: string) => {
    setOpening(sample);
    await app.attempt(async () => {
      const { project } = await app.client.call('samples.open', { sample });
      app.ui.getState().close();
      app.route.getState().go({ kind: 'project', folder: project });
    });
    setOpening(undefined);
  };
  return { opening, openSample };
}
