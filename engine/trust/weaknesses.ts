/** What a model is known to be weak at, in sentences: from everything that was checked of it. */
import type { FactCheck } from './facts.ts';
import { pointWeaknesses } from './point-weaknesses.ts';
import { isUnlike } from './predictive-check.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';
import { doneOf, type SheetParts } from './schemas/sheet-parts.ts';
import { judgementsOf } from './verdict.ts';
import { listed } from './words.ts';

export interface Known {
  readonly check: RollingOriginCheck;
  readonly facts?: readonly FactCheck[];
  readonly parts?: SheetParts;
  /** What a search saw in it last, in sentences. */
  readonly seen?: readonly string[];
  /** Inputs whose real values it was given for the rows ahead. */
  readonly given?: readonly string[];
}

/** No sentence twice. What speaks against it comes first, the gravest foremost. */
export function weaknessesOf({ check, facts = [], parts, seen = [], given = [] }: Known): string[] {
  const against = judgementsOf(check, facts, parts)
    .filter(({ severity }) => severity > 0)
    .toSorted((a, b) => b.severity - a.severity)
    .map(({ fact }) => fact.text);
  const runs = parts && doneOf(parts.posteriorPredictive);
  const unlike = runs?.outputs.filter(isUnlike).map(({ text }) => text) ?? [];
  return [
    ...new Set([
      ...against,
      ...pointWeaknesses(check),
      ...unlike.filter((text) => !against.some((fact) => fact.includes(text))),
      ...seen,
      ...(given.length > 0 ? [guessOf(given)] : []),
    ]),
  ];
}

function guessOf(given: readonly string[]): string {
  return `It was given the real ${listed(given)} of the time ahead: a forecast is only as good as the guess of ${given.length === 1 ? 'it' : 'them'}.`;
}
