import { createContext, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import type { OpenProject, ProjectState } from './project-store.ts';
import { type StandingState, type Subject, subjectOf } from './standing-store.ts';

export const ProjectContext = createContext<OpenProject | undefined>(undefined);

export function useOpenProject(): OpenProject {
  const project = useContext(ProjectContext);
  if (!project) throw new Error('useOpenProject: outside of ProjectContext');
  return project;
}

export function useProject<T>(select: (state: ProjectState) => T): T {
  return useStore(useOpenProject().store, select);
}

/** The project's documents; only below a screen that waited for them. */
export function useView(): ProjectView {
  const view = useProject((state) => state.view);
  if (!view) throw new Error('useView: the project is not open yet');
  return view;
}

export function useStanding<T>(select: (state: StandingState) => T): T {
  return useStore(useOpenProject().standing.store, select);
}

/** The model that the later screens work with; undefined: nothing was calibrated yet. */
export function useSubject(): Subject | undefined {
  const standing = useStanding((state) => state);
  return useMemo(() => subjectOf(standing), [standing]);
}
