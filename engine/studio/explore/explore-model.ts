/** Answers a question to calibrated structures at once: nothing is written, the same question has the same answer. */

import { shareRuns } from '../../decide/evaluate/share-runs.ts';
import { FAN_LEVELS } from '../../forecast/fan.ts';
import type { InputModel } from '../../forecast/input-model.ts';
import type { Simulate } from '../../simulator/simulation.ts';
import type { ExploreRequest, ExploreResult } from '../contract/explore.ts';
import { defaultHorizon } from '../forecast-model.ts';
import { type Doubts, doubtsInWords } from '../forecast-story.ts';
import { outputsOfAll } from '../outputs-of-all.ts';
import { UseCaseError } from '../use-case-error.ts';
import { checkQuestion } from './check-question.ts';
import { describeOutput } from './describe-output.ts';
import { refuseTooLarge } from './explore-size.ts';
import { conditionsOfFit, conditionsOfForecast, structuresLeftOut } from './explore-story.ts';
import type { ExploredRuns } from './explored-runs.ts';
import type { ExploredSubject } from './explored-subject.ts';
import { runFit } from './run-fit.ts';
import { type AheadFacts, PARTICLES, runForecast } from './run-forecast.ts';

/** Ensembles from which a simulation error can be judged. */
const FEWEST_ENSEMBLES = 8;

export interface ExploreTools {
  readonly simulate: Simulate;
  /** What comes in ahead: as asked for, else as the data say. Throws ForecastError. */
  readonly inputModel: (horizon: number) => InputModel;
  readonly signal?: AbortSignal;
  /** Lets the process come to other things; rejects once the question is called off. */
  readonly pause: () => Promise<void>;
}

type Answer = Omit<ExploreResult, 'milliseconds'>;
type Trajectory = Answer['trajectories'][number];

/**
 * Of a forecast whole ensembles of 10 runs are made, at least 8, each from a draw of the numbers of its own. Throws
 * UseCaseError 'bad-option', ForecastError; rejects as `simulate` does.
 */
export async function exploreModel(
  subject: ExploredSubject,
  tools: ExploreTools,
  question: ExploreRequest,
): Promise<Answer> {
  const declarations = subject.models.map(({ declaration }) => declaration);
  const horizon = question.horizon ?? defaultHorizon(declarations[0]);
  checkQuestion(question, declarations, horizon);
  if (outputsOfAll(declarations).length === 0) {
    throw new UseCaseError('bad-option', 'structures: no output that all of them have', {
      hint: 'Take one simulator instead.',
    });
  }
  return question.mode === 'fit'
    ? answerFit(subject, tools, question)
    : answerForecast(subject, tools, question, horizon);
}

async function answerFit(
  subject: ExploredSubject,
  tools: ExploreTools,
  question: ExploreRequest,
): Promise<Answer> {
  const { runs } = question;
  const [{ episodes }] = subject.models;
  const rows = episodes.reduce((sum, { steps }) => sum + steps + 1, 0);
  refuseTooLarge({ ...sizeOf(subject, question), runs, rows, answeredRows: rows });
  const made = await runFit(subject, question, tools, runs);
  const described: Described[] = [];
  for (const own of made) described.push(await describe(subject, own, tools, question, 1));
  const longest = Math.max(...made.map((own) => own.rows));
  return {
    ...answerOf(subject, described, { runs, rows: longest, block: 1 }),
    conditions: conditionsOfFit(subject, question),
  };
}

async function answerForecast(
  subject: ExploredSubject,
  tools: ExploreTools,
  question: ExploreRequest,
  horizon: number,
): Promise<Answer> {
  const [{ episodes }] = subject.models;
  const ensembles = Math.max(FEWEST_ENSEMBLES, Math.ceil(question.runs / PARTICLES));
  const runs = ensembles * PARTICLES;
  const answeredRows = horizon * episodes.length;
  refuseTooLarge({ ...sizeOf(subject, question), runs, rows: horizon, answeredRows });
  const inputs = tools.inputModel(horizon);
  const facts: AheadFacts[] = [];
  const described: Described[] = [];
  for (const index of episodes.keys()) {
    const ahead = { ...tools, inputs, horizon };
    const own = await runForecast(subject, question, ahead, ensembles, index);
    facts.push(own.facts);
    described.push(await describe(subject, own.runs, tools, question, PARTICLES));
  }
  return {
    ...answerOf(subject, described, { runs, rows: horizon, block: PARTICLES }),
    conditions: conditionsOfForecast(subject, facts, inputs, question),
  };
}

interface Described {
  readonly trajectory: Trajectory;
  readonly doubts: Doubts;
}

/** `particles`: runs that share the numbers of the simulator. */
async function describe(
  subject: ExploredSubject,
  runs: ExploredRuns,
  { pause }: ExploreTools,
  { above, paths }: ExploreRequest,
  particles: number,
): Promise<Described> {
  const { id, first, rows, dates, failures, lost } = runs;
  const [{ declaration }] = subject.models;
  const outputs: Trajectory['outputs'] = [];
  const rough: string[] = [];
  for (const output of runs.outputs) {
    const { unit = '', meaning = '' } = declaration.outputs[output.name] ?? {};
    const level = Object.hasOwn(above, output.name) ? above[output.name] : undefined;
    const asked = { unit, meaning, particles, level, paths, pause };
    const described = await describeOutput(output, runs, asked);
    outputs.push(described.output);
    if (described.isRough) rough.push(output.name);
    await pause();
  }
  const why = failures[0]?.detail;
  return {
    trajectory: {
      ...{ id, first, rows, outputs },
      dates: dates === undefined ? null : [...dates],
      failures: why === undefined ? null : { runs: failures.length, why },
    },
    doubts: { id, lost, failures, rough },
  };
}

/** `block`: runs that are shared out among structures together. */
function answerOf(
  subject: ExploredSubject,
  described: readonly Described[],
  { runs, rows, block }: { readonly runs: number; readonly rows: number; readonly block: number },
): Omit<Answer, 'conditions'> {
  const [{ declaration }] = subject.models;
  const weights = subject.models.map(({ weight }) => weight);
  const { unit } = declaration.time;
  const doubts = described.map((one) => one.doubts);
  return {
    timeUnit: unit,
    levels: [...FAN_LEVELS],
    runs,
    trajectories: described.map(({ trajectory }) => trajectory),
    warnings: [
      ...subject.warnings,
      ...structuresLeftOut(subject, shareRuns(weights, runs / block, block).blocks),
      ...doubtsInWords(doubts, { runs, rows, unit }),
    ],
  };
}

function sizeOf({ models }: ExploredSubject, { paths }: ExploreRequest) {
  const declarations = models.map(({ declaration }) => declaration);
  return {
    outputs: Math.max(...declarations.map(({ outputs }) => Object.keys(outputs).length)),
    told: outputsOfAll(declarations).length,
    paths,
  };
}
