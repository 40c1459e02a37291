/** Everything that is looked at in a calibrated model, as data; in words by symptomsOfDiagnosis and createFeedback. */
import type { Declaration } from '../simulator/declaration.ts';
import type { Failure } from '../simulator/simulation.ts';
import type { FactCheck } from '../trust/facts.ts';
import type { Identifiability } from '../trust/schemas/identifiability.ts';
import type { PointScore } from './candidate.ts';
import { lookAt, type Seen } from './diagnostics-chance.ts';
import { type LeadDiagnosis, leadDiagnosis, placePoints } from './diagnostics-lead.ts';
import {
  type BoundParameter,
  identifiedParameters,
  type ParameterSets,
  parametersAtBound,
} from './diagnostics-parameters.ts';
import { type FreeRun, residualParts } from './free-run.ts';
import type { RuleCheck } from './rules/check-rules.ts';

export interface DiagnosisInput {
  readonly declaration: Pick<Declaration, 'outputs' | 'parameters'>;
  /** Over the rows that may be looked at. */
  readonly run: FreeRun;
  /** Name -> calibrated value. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Held-out points (HeldOutScore). */
  readonly points: ReadonlyMap<string, PointScore>;
  readonly facts: readonly FactCheck[];
  readonly rules: readonly RuleCheck[];
  /** What the data leave possible; absent: nothing is said of what they do not tell. */
  readonly draws?: ParameterSets;
}

export interface OutputDiagnosis extends Seen {
  readonly output: string;
  readonly unit: string;
  /** Errors of held-out points by lead, and whether the ranges hold. */
  readonly leads: LeadDiagnosis;
}

export interface Diagnosis {
  /** In the order of the declaration; those that are observed. */
  readonly outputs: readonly OutputDiagnosis[];
  readonly atBound: readonly BoundParameter[];
  /** Absent without draws. */
  readonly identified?: Identifiability;
  readonly facts: readonly FactCheck[];
  readonly rules: readonly RuleCheck[];
  readonly failures: {
    /** Runs that failed, of `runs`. */
    readonly count: number;
    readonly runs: number;
    /** Absent where none did. */
    readonly first?: Failure;
  };
}

/** Pure: same input, same result. Residuals of several episodes are pooled. */
export function diagnose(input: DiagnosisInput): Diagnosis {
  const { declaration, run, parameters, points, facts, rules, draws } = input;
  const placed = Map.groupBy(placePoints(points), ({ output }) => output);
  const outputs = Object.entries(declaration.outputs).flatMap(([output, { unit }]) => {
    const parts = residualParts(run, output);
    if (parts.length === 0) return [];
    return [{ output, unit, ...lookAt(parts), leads: leadDiagnosis(placed.get(output) ?? []) }];
  });
  const [first] = run.failures;
  return {
    outputs,
    atBound: parametersAtBound(declaration, parameters),
    ...(draws && { identified: identifiedParameters(declaration, draws) }),
    facts,
    rules,
    failures: {
      count: new Set(run.failures.map((failure) => failure.run)).size,
      runs: run.members * run.episodes,
      ...(first && { first }),
    },
  };
}
