/** Which numbers of the model differ between runs, and what each draw has of them. */
import type { Outcomes } from '../../decide/evaluate/evaluation.ts';
import { amountOf } from '../../decide/number-words.ts';
import type { Factor } from '../../decide/understand/factor.ts';
import type { FactorWords } from '../../decide/understand/factor-words.ts';
import type { ExploredModel } from '../explore/explored-subject.ts';
import type { DecisionSetup } from './decision-setup.ts';

/** A number that the data leave open, or which structure it is. */
export interface Varying {
  readonly factor: Factor;
  readonly words: string;
  readonly unit: string;
}

export interface DrawTable {
  readonly draws: number;
  /** Row-major [draws, factors]; NaN where a structure has no such number. */
  readonly x: Float64Array;
  /** By draw: number of its structure. */
  readonly structureOf: Uint16Array;
}

const STRUCTURE = 'structure';

export function varyingOf({ subject, names }: DecisionSetup): Varying[] {
  const { models } = subject;
  const open = new Set(models.flatMap((model) => openParameters(model)));
  const numbers = [...open].map((name): Varying => {
    const { words, unit } = names('parameter', name);
    return { factor: { name }, words, unit };
  });
  if (models.length < 2) return numbers;
  const options = models.map(({ name }) => name);
  const which = { factor: { name: STRUCTURE, options }, words: 'which structure holds', unit: '' };
  return [...numbers, which];
}

/** Those whose calibrated values differ. */
function openParameters({ declaration, parameterSets, sets }: ExploredModel): string[] {
  const all = Object.keys(declaration.parameters);
  return all.filter((_, i) => {
    for (let s = 1; s < sets; s++)
      if (parameterSets[s * all.length + i] !== parameterSets[i]) return true;
    return false;
  });
}

export function drawsOf(
  { subject }: DecisionSetup,
  varying: readonly Varying[],
  { structure, set, block }: Outcomes,
): DrawTable {
  const draws = structure.length / block;
  const x = new Float64Array(draws * varying.length);
  const structureOf = new Uint16Array(draws);
  const places = subject.models.map(({ declaration }) => {
    const all = Object.keys(declaration.parameters);
    return { width: all.length, at: varying.map(({ factor }) => all.indexOf(factor.name)) };
  });
  for (let d = 0; d < draws; d++) {
    const s = structure[d * block]!;
    structureOf[d] = s;
    const { width, at } = places[s]!;
    varying.forEach(({ factor }, f) => {
      const own = at[f]!;
      const number =
        own < 0 ? Number.NaN : subject.models[s]!.parameterSets[set[d * block]! * width + own]!;
      x[d * varying.length + f] = factor.options ? s : number;
    });
  }
  return { draws, x, structureOf };
}

export function factorWordsOf({ names }: DecisionSetup, varying: readonly Varying[]): FactorWords {
  const words = new Map(varying.map((own) => [own.factor.name, own.words]));
  return {
    name: (factor) => words.get(factor) ?? factor,
    value: (factor, value) => amountOf(value, { words: '', unit: names('parameter', factor).unit }),
  };
}
