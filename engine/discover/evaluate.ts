/**
 * From a proposal to a candidate: compile, admit, calibrate, score on rows that the calibration did not see, and
 * say what is wrong. The rows that the final check uses are not in `dataset` at all.
 */
import { calibrateByCmaEs } from '../calibrate/es/calibrate.ts';
import type { Dataset } from '../data/dataset.ts';
import { episodesOf } from '../data/episodes.ts';
import { type RowRange, takeRows } from '../data/splits.ts';
import {
  type CompiledSimulator,
  compileSimulator,
} from '../simulator/compile/compile-simulator.ts';
import { programOf } from '../simulator/program-of.ts';
import type { Episode, Simulate } from '../simulator/simulation.ts';
import { SimulatorError } from '../simulator/simulator-error.ts';
import type { Evaluated } from './candidate.ts';
import type { Fact } from './clues.ts';
import { checkFacts } from './fact-check.ts';
import { type CalibratedModel, type FreeRun, fitOf, freeRun, meanSquaredFit } from './free-run.ts';
import { foldsOf, heldOutScore, scoreFold } from './held-out-score.ts';
import type { DiscoverOptions, EvaluationContext } from './loop.ts';
import type { Proposal } from './proposer.ts';
import { symptomsOf, symptomsOfFacts } from './read-symptoms.ts';

export interface EvaluateOptions {
  /** Training rows; the folds on which candidates are compared are cut from them. */
  readonly dataset: Dataset;
  readonly simulate: Simulate;
  /** Layer L4: the reasons why a program may not join the pool; empty when it may. */
  readonly admit: (
    compiled: CompiledSimulator,
    episodes: readonly Episode[],
  ) => Promise<readonly string[]>;
  readonly facts: readonly Fact[];
  readonly seed: number;
  /** Evaluations of the calibration, default 600. */
  readonly evaluations?: number;
}

/** Runs in diagnostics and scores. */
const RUNS = 100;

/** The two steps of the search for one proposal (loop.ts). */
export function createEvaluation(
  options: EvaluateOptions,
): Pick<DiscoverOptions, 'admit' | 'evaluate'> {
  return {
    async admit(proposal, round) {
      const rejected = (reason: string) => ({ kind: 'rejected', round, proposal, reason }) as const;
      const compiled = compileOrReason(proposal.source);
      if (typeof compiled === 'string') return rejected(compiled);
      const reasons = await options.admit(
        compiled,
        episodesOf(options.dataset, compiled.declaration),
      );
      if (reasons.length > 0) return rejected(reasons.join('; '));
      return { kind: 'admitted', proposal, compiled };
    },
    async evaluate({ proposal, compiled }, context) {
      const episodes = episodesOf(options.dataset, compiled.declaration);
      const candidate = await evaluateCompiled(proposal, compiled, episodes, options, context);
      if (Number.isFinite(candidate.score.value)) return candidate;
      const reason = 'every run of it failed, whatever its numbers';
      return { kind: 'rejected', round: context.round, proposal, reason };
    },
  };
}

function compileOrReason(source: string): CompiledSimulator | string {
  try {
    return compileSimulator(source);
  } catch (error) {
    if (error instanceof SimulatorError) return error.message;
    throw error;
  }
}

async function evaluateCompiled(
  proposal: Proposal,
  compiled: CompiledSimulator,
  episodes: readonly Episode[],
  options: EvaluateOptions,
  { round, parent, signal, onProgress }: EvaluationContext,
): Promise<Evaluated> {
  let runs = 0;
  const simulate: Simulate = (request, more) => {
    runs += request.sets * request.episodes.length * request.replications;
    return options.simulate(request, { ...more, ...(signal && { signal }) });
  };
  const model = { simulate, compiled, seed: options.seed };
  const rows = Math.max(...options.dataset.trajectories.map((trajectory) => trajectory.rows));
  const folds = foldsOf(rows);
  const scores: ReadonlyMap<string, number>[] = [];
  /** Each calibration counts as much, also where it converges early. */
  const context = (calibration: number) => ({
    parent,
    signal,
    onProgress: (share: number) => onProgress?.(calibration + share, folds.length + 1),
  });
  for (const [i, fold] of folds.entries()) {
    const values = await calibrate(model, { from: 0, to: fold.cut }, options, context(i));
    scores.push(await scoreFold({ ...model, parameters: vectorOf(values) }, episodes, fold, RUNS));
  }
  const score = heldOutScore(scores);
  const whole = { from: 0, to: rows };
  const parameters = await calibrate(model, whole, options, context(folds.length));
  const calibrated = { ...model, parameters: vectorOf(parameters) };
  const run = await freeRun(calibrated, episodes, RUNS);
  const facts = await checkFacts(calibrated, episodes, options.facts);
  return {
    kind: 'evaluated',
    round,
    proposal,
    compiled,
    parameters,
    score,
    fit: meanSquaredFit(run),
    facts,
    symptoms: [
      ...residualSymptoms(run, compiled),
      ...symptomsOfFacts(facts),
      ...failureSymptoms(run),
    ],
    runs,
  };
}

type Values = Readonly<Record<string, number>>;

interface CalibrationContext {
  readonly parent: Evaluated | undefined;
  readonly signal: AbortSignal | undefined;
  /** 0..1 of the budget. */
  readonly onProgress: (share: number) => void;
}

/** Starts at what the parent learned, restarts with a larger population while the budget lasts. */
async function calibrate(
  { simulate, compiled, seed }: Omit<CalibratedModel, 'parameters'>,
  range: RowRange,
  { dataset, evaluations = 600 }: EvaluateOptions,
  { parent, signal, onProgress }: CalibrationContext,
): Promise<Values> {
  const { declaration } = compiled;
  const episodes = episodesOf(takeRows(dataset, range), declaration);
  const result = await calibrateByCmaEs(
    {
      program: programOf(compiled),
      declaration,
      episodes,
      simulate,
      replications: replicationsFor(episodes),
    },
    {
      seed,
      budget: evaluations,
      intervals: null,
      restarts: 'ipop',
      onProgress: (progress) => onProgress(Math.min(1, progress.done / progress.total)),
      ...(parent && { start: parent.parameters }),
      ...(signal && { signal }),
    },
  );
  return result.parameters;
}

/** Rows simulated for one parameter set. */
const ROWS = 1600;

/** Short series show little each, so that chance decides more: they get more runs for the same work. */
export function replicationsFor(episodes: readonly Episode[]): number {
  const rows = episodes.reduce((sum, { steps }) => sum + steps, 0);
  return Math.min(32, Math.max(16, Math.round(ROWS / Math.max(1, rows))));
}

function vectorOf(values: Values): Float64Array {
  return Float64Array.from(Object.values(values));
}

function residualSymptoms(run: FreeRun, { declaration }: CompiledSimulator) {
  return run.observed.flatMap(({ output }) => {
    const unit = declaration.outputs[output]?.unit ?? '';
    return symptomsOf(output, unit, fitOf(run, output));
  });
}

function failureSymptoms(run: FreeRun) {
  const [first] = run.failures;
  if (first === undefined) return [];
  const share = run.failures.length / run.members;
  const evidence = `${run.failures.length} of ${run.members} runs, first in ${first.module}: ${first.detail}`;
  return [
    {
      id: 'fails-to-run' as const,
      output: first.module,
      strength: Math.min(1, 5 * share),
      evidence,
    },
  ];
}
