import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useOpenProject, useSubject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { type WhatIf, type WhatIfState, whatIfOf } from '../../state/what-if.ts';
import { SEED } from '../project/seed.ts';

/** The question of this project, about the model in use. */
export function useWhatIf(): WhatIf {
  const { client } = useApp();
  const project = useOpenProject();
  const { project: folder } = useView();
  const subject = useSubject();
  const whatIf = whatIfOf(project, client, SEED);
  useEffect(() => {
    if (subject) whatIf.follow(folder, subject);
  }, [whatIf, folder, subject]);
  return whatIf;
}

export function useWhatIfState<T>(select: (state: WhatIfState) => T): T {
  const { client } = useApp();
  return useStore(whatIfOf(useOpenProject(), client, SEED).store, select);
}
