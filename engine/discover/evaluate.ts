/**
 * From an admitted proposal to a candidate: calibrate, score on data that the calibration did not see, and say
 * what is wrong. The rows that the final check uses are not in `dataset` at all.
 */
import { episodesOf } from '../data/episodes.ts';
import type { CompiledSimulator } from '../simulator/compile/compile-simulator.ts';
import type { Episode, Simulate } from '../simulator/simulation.ts';
import { fingerprintOf } from './archive/fingerprint.ts';
import { probesOf } from './archive/probes.ts';
import { calibrateCandidate, type FitMode, type Values } from './calibrate-candidate.ts';
import type { Admitted, Candidate, Evaluated, PointScore, Rejected } from './candidate.ts';
import type { Fact } from './clues.ts';
import { sharedParameters } from './composer/warm-start.ts';
import { diagnose } from './diagnostics.ts';
import { symptomsOfDiagnosis } from './diagnostics-symptoms.ts';
import { checkFacts } from './fact-check.ts';
import { type Fold, foldsOf, learnedBy } from './folds.ts';
import { freeRun, meanSquaredFit } from './free-run.ts';
import { heldOutScore, scoreFold } from './held-out-score.ts';
import { admitProposal, type InspectOptions, problemsOf } from './inspect.ts';
import type { Proposal } from './proposer.ts';
import { checkRules } from './rules/check-rules.ts';
import type { StatedRule } from './rules/stated-rule.ts';

export interface EvaluateOptions extends InspectOptions {
  readonly simulate: Simulate;
  readonly facts: readonly Fact[];
  readonly rules: readonly StatedRule[];
  readonly seed: number;
  /** Parameter sets of each calibration at most, default 600. */
  readonly evaluations?: number;
}

/** Runs in diagnostics and scores; fewer where many trajectories are run. */
const RUNS = 100;
const RUNS_OF_MANY = 40;
/** Parameter sets for each number, and one more number's worth. */
const PER_NUMBER = 120;
/** Where other trajectories of the same system have been learned from, this share of them is enough. */
const KNOWN_SHARE = 0.6;
/** Trajectories that diagnostics look at. */
const LOOKED_AT = 40;

interface EvaluationContext {
  readonly round: number;
  /** What the proposal was changed from. */
  readonly parent: Evaluated | undefined;
  readonly signal?: AbortSignal;
  /** How much of its calibrations is done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Calibrates and scores what was admitted; several may be under way. */
export type Evaluate = (admitted: Admitted, context: EvaluationContext) => Promise<Candidate>;

/** The steps of the search for one proposal. */
export interface EvaluationSteps {
  /** What is wrong with a text; empty when it may be evaluated. */
  readonly check: (source: string) => Promise<readonly string[]>;
  /** Compiles and admits one proposal. Proposals are admitted one at a time, each running alone. */
  readonly admit: (proposal: Proposal, round: number) => Promise<Admitted | Rejected>;
  readonly evaluate: Evaluate;
}

/** The same folds for every candidate. */
export function createEvaluation(options: EvaluateOptions): EvaluationSteps {
  const folds = foldsOf(options.dataset, options.seed);
  return {
    check: (source) => problemsOf(source, options),
    admit: (proposal, round) => admitProposal(proposal, round, options),
    async evaluate(admitted, context) {
      const candidate = await new Evaluation(admitted, folds, options, context).run();
      if (Number.isFinite(candidate.score.value)) return candidate;
      const reason = 'every run of it failed, whatever its numbers';
      return { kind: 'rejected', round: context.round, proposal: admitted.proposal, reason };
    },
  };
}

/** How a fold was learned, and how well the rest of the data agree. */
interface Learned {
  readonly mode: FitMode;
  readonly values: Values;
  readonly points: ReadonlyMap<string, PointScore>;
}

class Evaluation {
  readonly #admitted: Admitted;
  readonly #folds: readonly Fold[];
  readonly #options: EvaluateOptions;
  readonly #context: EvaluationContext;
  readonly #compiled: CompiledSimulator;
  readonly #simulate: Simulate;
  readonly #start: Values | undefined;
  #runs = 0;
  #done = 0;

  constructor(
    admitted: Admitted,
    folds: readonly Fold[],
    options: EvaluateOptions,
    context: EvaluationContext,
  ) {
    this.#admitted = admitted;
    this.#folds = folds;
    this.#options = options;
    this.#context = context;
    this.#compiled = admitted.compiled;
    const { parent, signal } = context;
    this.#start =
      parent &&
      sharedParameters(
        parent.compiled.declaration,
        admitted.compiled.declaration,
        parent.parameters,
      );
    this.#simulate = (request, more) => {
      this.#runs += request.sets * request.episodes.length * request.replications;
      return options.simulate(request, { ...more, ...(signal && { signal }) });
    };
  }

  async run(): Promise<Evaluated> {
    const { dataset, facts: stated, rules: statedRules, seed } = this.#options;
    const { declaration } = this.#compiled;
    const episodes = episodesOf(dataset, declaration);
    const learned = await this.#learnFolds(episodes);
    const mode = learned[0]?.mode ?? 'rollout';
    const score = heldOutScore(learned.map(({ points }) => points));
    const parameters = await this.#settle(episodes, mode, learned.at(-1)?.values);
    const calibrated = {
      ...{ simulate: this.#simulate, compiled: this.#compiled, seed },
      parameters: vectorOf(parameters),
    };
    const looked = episodes.slice(0, LOOKED_AT);
    const run = await freeRun(calibrated, looked, this.#members);
    const facts = await checkFacts(calibrated, looked, stated);
    // Noise of the counting is no breach: rules are about what is, not about what was recorded.
    const rules =
      statedRules.length === 0
        ? []
        : checkRules(
            await freeRun(calibrated, looked, this.#members, { noise: false }),
            statedRules,
          );
    const probes = probesOf(dataset, declaration);
    const fingerprint = await fingerprintOf({
      ...{ compiled: this.#compiled, parameters, probes, simulate: this.#simulate, seed },
    });
    const points = score.points;
    const diagnosis = diagnose({ declaration, run, parameters, points, facts, rules });
    const { proposal, complexity } = this.#admitted;
    return {
      kind: 'evaluated',
      round: this.#context.round,
      proposal,
      compiled: this.#compiled,
      complexity,
      fingerprint,
      mode,
      parameters,
      score,
      fit: meanSquaredFit(run),
      facts,
      rules,
      symptoms: symptomsOfDiagnosis(diagnosis),
      runs: this.#runs,
    };
  }

  get #members(): number {
    return this.#isOfMany ? RUNS_OF_MANY : RUNS;
  }

  get #isOfMany(): boolean {
    return this.#folds.some(({ kind }) => kind === 'other-trajectories');
  }

  /** Calibrations in all: progress counts each as much, also where it converges early. */
  get #calibrations(): number {
    return (this.#isOfMany ? 2 : 1) * this.#folds.length + 1;
  }

  /** Each fold by free runs; where there are many trajectories by single steps, too, and what judges better counts. */
  async #learnFolds(episodes: readonly Episode[]): Promise<Learned[]> {
    const modes: readonly FitMode[] = this.#isOfMany ? ['one-step', 'rollout'] : ['rollout'];
    const byMode: Learned[][] = [];
    for (const mode of modes)
      byMode.push(await this.#learn(episodes, mode, byMode[0]?.at(-1)?.values));
    const scoreOf = (learned: readonly Learned[]) =>
      heldOutScore(learned.map(({ points }) => points)).value;
    return byMode.reduce((best, other) => (scoreOf(other) < scoreOf(best) ? other : best));
  }

  /** Folds in time start afresh: the first rows of a short series may say something else than all of it. */
  async #learn(
    episodes: readonly Episode[],
    mode: FitMode,
    known: Values | undefined,
  ): Promise<Learned[]> {
    const { dataset, seed } = this.#options;
    const all: Learned[] = [];
    for (const fold of this.#folds) {
      const learning = episodesOf(learnedBy(dataset, fold), this.#compiled.declaration);
      const values = await this.#calibrate(learning, mode, known);
      const calibrated = {
        ...{ simulate: this.#simulate, compiled: this.#compiled, seed },
        parameters: vectorOf(values),
      };
      const points = await scoreFold(calibrated, episodes, fold, this.#members);
      all.push({ mode, values, points });
    }
    return all;
  }

  /** On all rows; of many trajectories few are as good as all. */
  #settle(episodes: readonly Episode[], mode: FitMode, known: Values | undefined): Promise<Values> {
    if (!this.#isOfMany) return this.#calibrate(episodes, mode, undefined);
    return this.#calibrate(episodes.slice(0, LOOKED_AT), mode, known);
  }

  async #calibrate(
    episodes: readonly Episode[],
    mode: FitMode,
    known: Values | undefined,
  ): Promise<Values> {
    const { seed, evaluations = 600 } = this.#options;
    const count = Object.keys(this.#compiled.declaration.parameters).length;
    const budget = Math.min(evaluations, PER_NUMBER * (count + 1));
    const start = known ?? this.#start;
    const { signal, onProgress } = this.#context;
    const done = this.#done;
    this.#done += 1;
    return calibrateCandidate({
      ...{ compiled: this.#compiled, simulate: this.#simulate, episodes, mode, seed },
      budget: known === undefined ? budget : Math.round(KNOWN_SHARE * budget),
      ...(start && { start }),
      ...(signal && { signal }),
      onProgress: (share) => onProgress?.(done + share, this.#calibrations),
    });
  }
}

function vectorOf(values: Values): Float64Array {
  return Float64Array.from(Object.values(values));
}
