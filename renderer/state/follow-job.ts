import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { JobView } from '../../engine/studio/contract/job-view.ts';

/** A topic that was ended is asked for again after this, milliseconds: a run is never left standing still in silence. */
const AGAIN_AFTER = 2000;

/** Follows a run; gives the function that ends it. */
export function followJob(
  client: Pick<StudioClient, 'subscribe'>,
  params: { readonly project: string; readonly job: string },
  listener: (job: JobView) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let end = () => {};
  const begin = () => {
    end = client.subscribe('job', params, listener, () => {
      timer = setTimeout(begin, AGAIN_AFTER);
    });
  };
  begin();
  return () => {
    clearTimeout(timer);
    end();
  };
}
