/** Everything that the screens work with, in one place; made once per window. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { Desktop } from '../../engine/studio/contract/desktop.ts';
import { type CommandStore, createCommandStore } from '../commands/command-store.ts';
import { errorData } from './error-data.ts';
import {
  createFirstStepsStore,
  type FirstStepsState,
  type FirstStepsStore,
} from './first-steps-store.ts';
import { createImportStore, type ImportStore } from './import-store.ts';
import { createRouteStore, type RouteState, type RouteStore } from './route-store.ts';
import { createStudioStore, type StudioState, type StudioStore } from './studio-store.ts';
import { createUiStore, type UiState, type UiStore } from './ui-store.ts';

export interface StudioApp {
  readonly client: StudioClient;
  readonly desktop: Desktop;
  readonly studio: StudioStore;
  readonly route: RouteStore;
  readonly ui: UiStore;
  readonly commands: CommandStore;
  readonly imports: ImportStore;
  readonly firstSteps: FirstStepsStore;
  /** Carries something out; what goes wrong is told in the window. */
  attempt<T>(work: () => Promise<T>): Promise<T | undefined>;
}

export function createStudioApp(
  client: StudioClient,
  desktop: Desktop,
  /** Of this window, and of all that come after it. */
  session: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  lasting: Pick<Storage, 'getItem' | 'setItem'>,
): StudioApp {
  const ui = createUiStore();
  return {
    client,
    desktop,
    studio: createStudioStore(client),
    route: createRouteStore(session),
    ui,
    commands: createCommandStore(),
    imports: createImportStore(client),
    firstSteps: createFirstStepsStore(lasting),
    async attempt(work) {
      try {
        return await work();
      } catch (error) {
        ui.getState().tellError(errorData(error));
        return undefined;
      }
    },
  };
}

export const StudioAppContext = createContext<StudioApp | undefined>(undefined);

export function useApp(): StudioApp {
  const app = useContext(StudioAppContext);
  if (!app) throw new Error('useApp: outside of StudioAppContext');
  return app;
}

export function useStudio<T>(select: (state: StudioState) => T): T {
  return useStore(useApp().studio, select);
}

export function useRoute<T>(select: (state: RouteState) => T): T {
  return useStore(useApp().route, select);
}

export function useFirstSteps<T>(select: (state: FirstStepsState) => T): T {
  return useStore(useApp().firstSteps, select);
}

export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useApp().ui, select);
}
