import { useCallback, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { type Compare, type CompareState, compareOf } from '../../state/compare-store.ts';
import { errorData } from '../../state/error-data.ts';
import {
  type Measures,
  type MeasuresState,
  MOST_SHOWN,
  measuresOf,
  type NamedScenario,
  ordered,
  type Scenario,
  shownOf,
} from '../../state/measures-store.ts';
import { useOpenProject, useSubject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { SEED } from '../project/seed.ts';

export function useMeasures(): Measures {
  const { client, ui } = useApp();
  const project = useOpenProject();
  return measuresOf(project, client, (error) => ui.getState().tellError(errorData(error)));
}

export function useMeasuresState<T>(select: (state: MeasuresState) => T): T {
  return useStore(useMeasures().store, select);
}

/** Scenarios of the project as they are edited, in the person's order. */
export function useScenarios(): readonly NamedScenario[] {
  const { scenarios } = useView();
  const measures = useMeasures();
  const drafts = useStore(measures.drafts.store);
  const order = useMeasuresState((state) => state.order);
  return useMemo(
    () =>
      ordered(
        scenarios.map((one) => {
          const draft = drafts[one.id];
          return draft ? { id: one.id, scenario: draft } : one;
        }),
        { order },
      ),
    [scenarios, drafts, order],
  );
}

/** Those that stand side by side. */
export function useShown(): readonly NamedScenario[] {
  const scenarios = useScenarios();
  const state = useMeasuresState((one) => one);
  return useMemo(() => shownOf(scenarios, state).slice(0, MOST_SHOWN), [scenarios, state]);
}

export interface EditedScenario extends NamedScenario {
  /** `change`: from the scenario as it is at that moment. */
  edit(intent: string, change: (scenario: Scenario) => Scenario): void;
}

/** The scenario that is edited; undefined: there is none. */
export function useEdited(): EditedScenario | undefined {
  const measures = useMeasures();
  const project = useOpenProject();
  const scenarios = useScenarios();
  const chosen = useMeasuresState((state) => state.edited);
  const one = scenarios.find(({ id }) => id === chosen) ?? scenarios[0];
  const id = one?.id;
  const edit = useCallback(
    (intent: string, change: (scenario: Scenario) => Scenario) => {
      if (id === undefined) return;
      // What was changed a moment ago may not be drawn yet.
      const now =
        measures.drafts.store.getState()[id] ??
        project.store.getState().view?.scenarios.find((saved) => saved.id === id)?.scenario;
      if (now) measures.drafts.change(id, change(now), intent);
    },
    [measures, project, id],
  );
  return useMemo(() => one && { ...one, edit }, [one, edit]);
}

export function useCompare(): Compare {
  const { client } = useApp();
  return compareOf(useOpenProject(), client, SEED);
}

export function useCompareState<T>(select: (state: CompareState) => T): T {
  return useStore(useCompare().store, select);
}

/** Asks about the scenarios that are shown, whenever something in them changes. */
export function useFollowedComparison(): void {
  const compare = useCompare();
  const { project, resources, costs } = useView();
  const subject = useSubject();
  const shown = useShown();
  useEffect(() => {
    if (!subject) return;
    compare.follow({
      ...{ project, subject },
      scenarios: shown.map(({ id, scenario }) => ({ id, scenario })),
      means: JSON.stringify([resources, costs]),
    });
  }, [compare, project, subject, shown, resources, costs]);
}
