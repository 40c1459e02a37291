/** How often the best is chosen, and from how many runs. */
import type { Row } from '../report.ts';
import { chanceOfBest, slippage } from './compared.ts';

const BUDGET = 1000;

/** Some 5 s with 2,000 repeats. */
export async function selectionRows(repeats = 2000): Promise<Row[]> {
  const correct = chanceOfBest('ocba', BUDGET, repeats);
  // The chance that OCBA has with fewer runs is compared with that of equal shares: its error is the same on both sides.
  const needed = equalNeeds(correct, repeats);
  const kn = slippage(repeats);
  const common = slippage(repeats, 0.8);
  return [
    {
      id: 'decide.ocba.correct',
      value: correct,
      unit: `chance, ${BUDGET} runs`,
      better: 'higher',
      target: 0.97,
      reference: `ten N(i, 36), 10 runs of each first, 50 a step, ${repeats} repeats; equal shares here ${chanceOfBest('equal', BUDGET, repeats).toFixed(3)}`,
    },
    {
      id: 'decide.ocba.equal-needs',
      value: needed / BUDGET,
      unit: 'times the runs',
      better: 'higher',
      target: 2,
      reference: 'equal shares for the same chance; published 2 to 3',
    },
    {
      id: 'decide.kn.correct',
      value: kn.correct,
      unit: 'chance',
      better: 'higher',
      target: 0.95,
      reference: `k = 10, slippage by delta = sigma / sqrt(10), n0 = 10, 1 - alpha = .95, ${repeats} repeats; published .96`,
    },
    {
      id: 'decide.kn.observations',
      value: kn.observations,
      unit: 'runs',
      better: 'lower',
      target: 978,
      reference: `published 978; with common random numbers that share 80 % of the variance ${common.observations.toFixed(0)}, right in ${common.correct.toFixed(3)}`,
    },
  ];
}

/** Least runs, in steps of a tenth of the budget, with which equal shares are as often right. */
function equalNeeds(correct: number, repeats: number): number {
  for (let budget = BUDGET; budget <= 5 * BUDGET; budget += BUDGET / 10) {
    if (chanceOfBest('equal', budget, repeats) >= correct) return budget;
  }
  return Number.POSITIVE_INFINITY;
}
