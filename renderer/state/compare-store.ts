/**
 * Scenarios side by side, asked again whenever something in one of them changes (NewestQuestion). What has not changed is
 * not asked again: its column stays the same object, so that only the others are drawn anew.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../engine/base/error.ts';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { CompareRequest, CompareResult } from '../../engine/studio/contract/compare.ts';
import { createNewestQuestion, type Turn } from './newest-question.ts';
import type { OpenProject } from './project-store.ts';
import type { Subject } from './standing-store.ts';

type ScenarioAsked = CompareRequest['scenarios'][number];
export type ComparedScenario = CompareResult['scenarios'][number];
export type ComparedHead = Omit<CompareResult, 'scenarios'>;

/** What is asked of all scenarios alike. */
interface CompareWishes {
  /** Rows ahead. */
  readonly horizon: number;
  /** Day from whose state runs begin; null: the last observed one. */
  readonly since: CompareRequest['since'];
  /** Of the data, from 0. */
  readonly record: number;
  readonly runs: number;
  /** Output -> capacity line. */
  readonly limits: Readonly<Record<string, number>>;
}

export interface CompareState {
  readonly wishes: CompareWishes;
  /** Undefined until something was answered. */
  readonly head: ComparedHead | undefined;
  /** By id; '' is things as they are. A column stays as it was until its next answer is there. */
  readonly columns: Readonly<Record<string, ComparedScenario>>;
  /** Columns whose numbers are of fewer runs than wanted, or of the question before. */
  readonly rough: ReadonlySet<string>;
  readonly error: ErrorData | undefined;
}

interface About {
  readonly project: string;
  readonly subject: Subject;
  /** Shown, in order. */
  readonly scenarios: readonly ScenarioAsked[];
  /** Changes when what can be provided, or what things cost, changes. */
  readonly means: string;
}

export interface Compare {
  readonly store: StoreApi<CompareState>;
  /** Asks about these; at once, where something of them is other than before. */
  follow(about: About): void;
  wish(change: Partial<CompareWishes>): void;
  again(): void;
  /** A drawing of the present answer is on the screen ('compare-first', 'compare'). */
  drawn(): void;
}

/** Runs that are shown first. */
const FIRST = 100;
const RUNS = 400;
/** Columns that are remembered: what undo, a slider or a tick brings back is there at once. */
const REMEMBERED = 60;

const NOTHING: CompareState = {
  wishes: { horizon: 28, since: null, record: 0, runs: RUNS, limits: {} },
  head: undefined,
  columns: {},
  rough: new Set(),
  error: undefined,
};

const OF_PROJECTS = new WeakMap<OpenProject, Compare>();

/** The one of a project: it stays as it is while other steps are looked at. */
export function compareOf(project: OpenProject, client: StudioClient, seed: number): Compare {
  const known = OF_PROJECTS.get(project);
  if (known) return known;
  const made = createCompare(client, seed);
  OF_PROJECTS.set(project, made);
  return made;
}

export function createCompare(client: Pick<StudioClient, 'call'>, seed: number): Compare {
  const store = createStore<CompareState>()(() => NOTHING);
  const answers = new Answers();
  let about: About | undefined;

  async function work(turn: Turn): Promise<void> {
    const { wishes } = store.getState();
    if (!about) return;
    const asked = questionOf(about, wishes, seed);
    for (const runs of wishes.runs > FIRST ? [FIRST, wishes.runs] : [wishes.runs]) {
      const missing = asked.columns.filter(({ key }) => answers.runsOf(key) < runs);
      if (missing.length > 0) {
        const scenarios = missing.flatMap(({ asks }) => (asks ? [asks] : []));
        // Days above a line are told with all runs: without them a line that is moved needs no run anew.
        const metrics = runs === wishes.runs ? asked.metrics : [];
        const question = { ...asked.all, metrics, runs, scenarios };
        const params = { project: about.project, question };
        const found = await turn.ask(runs > FIRST, (signal) =>
          client.call('scenarios.compare', params, { signal }),
        );
        if (found === undefined) return;
        answers.keep(asked.columns, found, runs);
      }
      turn.answered(runs === wishes.runs);
      show(asked.columns, wishes.runs);
      if (!turn.isCurrent()) return;
    }
  }

  /** Columns that are not answered yet stay as they were. */
  function show(columns: readonly AskedColumn[], runs: number): void {
    store.setState(({ columns: before, head }) => ({
      head: answers.headOf(columns[0]?.key ?? '') ?? head,
      columns: Object.fromEntries(
        columns.flatMap(({ id, key }) => {
          const column = answers.columnOf(key) ?? before[id];
          return column ? [[id, column]] : [];
        }),
      ),
      rough: roughOf(columns, runs),
      error: undefined,
    }));
  }

  const roughOf = (columns: readonly AskedColumn[], runs: number) =>
    new Set(columns.filter(({ key }) => answers.runsOf(key) < runs).map(({ id }) => id));

  const newest = createNewestQuestion({
    ...{ name: 'compare', hasMany: true, work },
    failed: (error) => store.setState({ error, rough: new Set() }),
  });
  const changed = () => {
    if (!about) return;
    const { wishes } = store.getState();
    const { columns } = questionOf(about, wishes, seed);
    store.setState({ rough: roughOf(columns, wishes.runs), error: undefined });
    newest.changed();
  };

  return {
    store,
    follow(next) {
      const before = about;
      about = next;
      if (JSON.stringify(next) === JSON.stringify(before)) return;
      if (before && JSON.stringify(next.subject) !== JSON.stringify(before.subject)) {
        // Lines are of outputs, which another model may not have.
        store.setState(({ wishes }) => ({
          ...{ head: undefined, columns: {}, wishes: { ...wishes, limits: {} } },
        }));
        newest.callOff();
      }
      changed();
    },
    wish(change) {
      store.setState(({ wishes }) => ({ wishes: { ...wishes, ...change } }));
      changed();
    },
    again: changed,
    drawn: () => newest.drawn(),
  };
}

interface AskedColumn {
  readonly id: string;
  /** Says everything that its numbers depend on, but the runs. */
  readonly key: string;
  /** Undefined: things as they are, which are always answered. */
  readonly asks: ScenarioAsked | undefined;
}

function questionOf(about: About, wishes: CompareWishes, seed: number) {
  const { horizon, since, record, limits } = wishes;
  const all = {
    ...{ subject: about.subject, record, horizon, since, seed, above: { ...limits } },
  };
  const metrics = Object.entries(limits).map(([name, level]) => ({
    series: { kind: 'named' as const, name },
    ...{ how: 'time-above' as const, level },
  }));
  const shared = JSON.stringify([about.project, all, about.means]);
  const columns: AskedColumn[] = [
    { id: '', key: shared, asks: undefined },
    ...about.scenarios.map((asks) => {
      const { changes, policies } = asks.scenario;
      return { id: asks.id, key: JSON.stringify([shared, changes, policies]), asks };
    }),
  ];
  return { all, metrics, columns };
}

interface Answered {
  readonly column: ComparedScenario;
  readonly head: ComparedHead;
  /** Asked for. */
  readonly runs: number;
}

/** What was answered, by what it was asked for; the newest stay. */
class Answers {
  readonly #known = new Map<string, Answered>();

  runsOf(key: string): number {
    return this.#known.get(key)?.runs ?? 0;
  }

  columnOf(key: string): ComparedScenario | undefined {
    return this.#known.get(key)?.column;
  }

  headOf(key: string): ComparedHead | undefined {
    return this.#known.get(key)?.head;
  }

  keep(columns: readonly AskedColumn[], found: CompareResult, runs: number): void {
    const { scenarios, ...head } = found;
    for (const column of scenarios) {
      const key = columns.find(({ id }) => id === column.id)?.key;
      if (key === undefined || this.runsOf(key) >= runs) continue;
      this.#known.delete(key);
      this.#known.set(key, { column, head, runs });
    }
    for (const key of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED) break;
      if (columns.every((column) => column.key !== key)) this.#known.delete(key);
    }
  }
}
