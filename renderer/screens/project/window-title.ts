import { useEffect, useState } from 'react';
import { useProject, useView } from '../../state/project-context.ts';

/** How far a run is, or how one ended while the window was not looked at: in its title, seen in any list of windows. */
export function useWindowTitle(): { readonly setEnd: (words: string) => void } {
  const { name } = useView();
  const [end, setEnd] = useState<string>();
  const share = useProject(({ jobs }) => {
    const progress = jobs?.find(({ state }) => state === 'running')?.progress;
    if (!progress || progress.total <= 0) return undefined;
    return Math.min(100, Math.floor((100 * progress.done) / progress.total));
  });
  const state = end ?? (share === undefined ? undefined : `${share} %`);
  useEffect(() => {
    document.title = [...(state === undefined ? [] : [state]), name, 'G-Sim Studio'].join(' - ');
  }, [state, name]);
  useEffect(() => {
    const forget = () => setEnd(undefined);
    window.addEventListener('focus', forget);
    return () => window.removeEventListener('focus', forget);
  }, []);
  return {
    setEnd: (words) => {
      if (!document.hasFocus()) setEnd(words);
    },
  };
}
