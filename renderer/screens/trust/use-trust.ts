import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { type Loaded, useLoaded } from '../../state/use-loaded.ts';

/** The sheet of a run; it waits while there is none. `at`: when the run ended. */
export function useTrust(run: string | undefined, at: string | undefined): Loaded<TrustView> {
  const { client } = useApp();
  const { project } = useView();
  return useLoaded(run && JSON.stringify([project, run, at]), (signal) =>
    client.call('trust.read', { project, run: run ?? '' }, { signal }),
  );
}
