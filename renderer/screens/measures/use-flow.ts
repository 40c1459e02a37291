import { useState } from 'react';
import type { FlowResult } from '../../../engine/studio/contract/compare.ts';
import { useSubject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { type Loaded, useLoaded } from '../../state/use-loaded.ts';
import { SEED } from '../project/seed.ts';
import { AS_THINGS_ARE } from './use-columns.ts';
import { useCompareState, useEdited, useScenarios } from './use-measures.ts';

/** Which run is followed. */
export interface FlowChoice {
  /** '': things as they are. */
  readonly scenario: string;
  /** From 0. */
  readonly run: number;
  readonly words: string;
  readonly options: readonly { readonly value: string; readonly words: string }[];
  choose(part: { readonly scenario?: string; readonly run?: number }): void;
}

const MOST_ROWS = 400;

/** One run, under the scenario that is edited unless another is chosen. `isWanted`: false asks for nothing. */
export function useFlow(isWanted: boolean): Loaded<FlowResult> & { readonly choice: FlowChoice } {
  const { client } = useApp();
  const { project } = useView();
  const subject = useSubject();
  const scenarios = useScenarios();
  const edited = useEdited();
  const { horizon, since, record } = useCompareState(({ wishes }) => wishes);
  const [chosen, setChosen] = useState<{ scenario?: string; run?: number }>({});
  const id = chosen.scenario ?? edited?.id ?? '';
  const named = scenarios.find((one) => one.id === id);
  const run = chosen.run ?? 0;
  const question = subject && {
    ...{ subject, record, since, run, seed: SEED },
    horizon: Math.min(MOST_ROWS, horizon),
    scenario: named?.scenario ?? null,
  };
  const key = isWanted && question ? JSON.stringify([project, question]) : undefined;
  const loaded = useLoaded(key, (signal) => {
    if (!question) throw new Error('useFlow: no model in use');
    return client.call('scenarios.flow', { project, question }, { signal });
  });
  return {
    ...loaded,
    choice: {
      ...{ scenario: named ? id : '', run },
      words: `${named?.scenario.name ?? AS_THINGS_ARE}, run ${run + 1}`,
      options: [
        { value: '', words: AS_THINGS_ARE },
        ...scenarios.map((one) => ({ value: one.id, words: one.scenario.name })),
      ],
      choose: (part) => setChosen((before) => ({ ...before, ...part })),
    },
  };
}
