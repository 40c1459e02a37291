/** What of the model in use can be changed, with the resources of the project. */
import type { DecisionSpace } from '../../engine/studio/contract/decision-space.ts';
import { useSubject, useView } from './project-context.ts';
import { useApp } from './studio-app.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

/** `horizon`: rows ahead. Asked anew when the model in use, the resources or the days ahead are others. */
export function useDecisionSpace(horizon: number): Loaded<DecisionSpace> {
  const { client } = useApp();
  const { project, resources } = useView();
  const subject = useSubject();
  const key = subject && JSON.stringify([project, subject, horizon, resources]);
  return useLoaded(key, (signal) => {
    if (!subject) throw new Error('useDecisionSpace: no model in use');
    return client.call('decisions.space', { project, subject, horizon }, { signal });
  });
}
