import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import type { OpenProject, ProjectState } from './project-store.ts';

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
