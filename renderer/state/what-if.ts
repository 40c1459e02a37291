/** What if: a question to the model in use, asked again whenever something in it changes (NewestQuestion). */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../engine/base/error.ts';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { ExploreRequest, ExploreResult } from '../../engine/studio/contract/explore.ts';
import { createNewestQuestion, type Turn } from './newest-question.ts';
import type { OpenProject } from './project-store.ts';
import type { Subject } from './standing-store.ts';

/** A dated change, as it is asked. */
export type DatedChange = ExploreRequest['changes'][number];
export type InputChoice = NonNullable<ExploreRequest['inputs']>;

/** What the person set. */
export interface Wishes {
  /** Rows ahead; undefined: the engine's default. */
  readonly horizon: number | undefined;
  /** What comes in ahead; undefined: chosen by the data. */
  readonly inputs: InputChoice | undefined;
  readonly runs: number;
  /** Parameter or lever -> value from the first day ahead on. */
  readonly set: Readonly<Record<string, number>>;
  readonly changes: readonly DatedChange[];
  /** Output -> capacity line. */
  readonly limits: Readonly<Record<string, number>>;
}

export interface WhatIfState {
  readonly wishes: Wishes;
  /** The answer, and the same without what was set or changed; undefined until they are known. */
  readonly answer: ExploreResult | undefined;
  readonly baseline: ExploreResult | undefined;
  /** The answer that is shown is of fewer runs than wanted, or of the question before. */
  readonly isRough: boolean;
  readonly error: ErrorData | undefined;
}

export interface WhatIf {
  readonly store: StoreApi<WhatIfState>;
  /** Asks about this model; at once, where it is another one than before. */
  follow(project: string, subject: Subject): void;
  wish(change: Partial<Wishes>): void;
  /** Everything that was set and changed is taken back; lines and days stay. */
  reset(): void;
  /** Asks anew after an error. */
  again(): void;
  /** The chart of the present answer is on the screen: what it took is measured ('what-if-first', 'what-if'). */
  drawn(): void;
}

/** Runs that are shown first. */
const FIRST = 100;
const PATHS = 20;
const RUNS = 500;

const NOTHING: Wishes = {
  horizon: undefined,
  inputs: undefined,
  runs: RUNS,
  set: {},
  changes: [],
  limits: {},
};

export function isWhatIf({ set, changes }: Wishes): boolean {
  return Object.keys(set).length > 0 || changes.length > 0;
}

const OF_PROJECTS = new WeakMap<OpenProject, WhatIf>();

/** The one of a project: it stays as it is while other steps are looked at. */
export function whatIfOf(project: OpenProject, client: StudioClient, seed: number): WhatIf {
  const known = OF_PROJECTS.get(project);
  if (known) return known;
  const made = createWhatIf(client, seed);
  OF_PROJECTS.set(project, made);
  return made;
}

export function createWhatIf(
  client: Pick<StudioClient, 'call'>,
  seed: number,
  now: () => number = () => performance.now(),
): WhatIf {
  const store = createStore<WhatIfState>()(() => ({
    wishes: NOTHING,
    answer: undefined,
    baseline: undefined,
    isRough: false,
    error: undefined,
  }));
  let about: { readonly project: string; readonly subject: Subject } | undefined;
  /** Of what `baseline` is the answer. */
  let baselineKey: string | undefined;

  const question = (wishes: Wishes, runs: number): ExploreRequest | undefined =>
    about && {
      subject: about.subject,
      mode: 'forecast',
      ...{ runs, seed, paths: PATHS },
      ...(wishes.horizon !== undefined && { horizon: wishes.horizon }),
      ...(wishes.inputs !== undefined && { inputs: wishes.inputs }),
      ...{ set: { ...wishes.set }, changes: [...wishes.changes], above: { ...wishes.limits } },
    };

  const newest = createNewestQuestion({
    ...{ name: 'what-if', now },
    work: answer,
    failed: (error) => store.setState({ error, isRough: false }),
  });

  async function ask(turn: Turn, wishes: Wishes, runs: number): Promise<ExploreResult | undefined> {
    const asked = question(wishes, runs);
    if (!about || !asked) return undefined;
    const params = { project: about.project, question: asked };
    return turn.ask(runs > FIRST, (signal) => client.call('explore.run', params, { signal }));
  }

  /** First the few, then all, then the baseline. */
  async function answer(turn: Turn): Promise<void> {
    const { wishes } = store.getState();
    for (const runs of wishes.runs > FIRST ? [FIRST, wishes.runs] : [wishes.runs]) {
      const found = await ask(turn, wishes, runs);
      if (found === undefined) return;
      turn.answered(runs === wishes.runs);
      store.setState({ answer: found, isRough: runs < wishes.runs, error: undefined });
      if (!turn.isCurrent()) return;
    }
    await compare(turn, wishes);
  }

  async function compare(turn: Turn, wishes: Wishes): Promise<void> {
    const plain: Wishes = { ...wishes, set: {}, changes: [] };
    const key = JSON.stringify([about, question(plain, wishes.runs)]);
    if (!isWhatIf(wishes)) {
      baselineKey = key;
      store.setState(({ answer: found }) => ({ baseline: found }));
      return;
    }
    if (key === baselineKey) return;
    const baseline = await ask(turn, plain, wishes.runs);
    if (baseline === undefined || !turn.isCurrent()) return;
    baselineKey = key;
    store.setState({ baseline });
  }

  const changed = () => {
    store.setState({ isRough: true, error: undefined });
    newest.changed();
  };

  return {
    store,
    follow(project, subject) {
      const next = { project, subject };
      if (JSON.stringify(next) === JSON.stringify(about)) return;
      const isOther = about !== undefined;
      about = next;
      baselineKey = undefined;
      store.setState(({ wishes }) => ({
        answer: undefined,
        baseline: undefined,
        // Another model has other numbers; lines and days are of the outputs.
        wishes: isOther ? { ...wishes, set: {}, changes: [] } : wishes,
      }));
      newest.callOff();
      changed();
    },
    wish(change) {
      store.setState(({ wishes }) => ({ wishes: { ...wishes, ...change } }));
      changed();
    },
    reset() {
      store.setState(({ wishes }) => ({ wishes: { ...wishes, set: {}, changes: [] } }));
      changed();
    },
    again: changed,
    drawn: () => newest.drawn(),
  };
}
