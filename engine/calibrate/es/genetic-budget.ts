/** What the published ten generations of the genetic algorithm take, and how many parents a smaller budget leaves to them. */
import { PUBLISHED } from './genetic.ts';
import { CONFIRMATION } from './optimise.ts';

/** Evaluations of the published generations with this many parents, the comparison of answers included. */
export function geneticCost(populationSize: number): number {
  const { generations } = PUBLISHED;
  return populationSize * (1 + 2 * generations) + generations + 1 + CONFIRMATION;
}

/** The published one, or what a smaller budget leaves to ten generations. */
export function geneticPopulation(budget: number): number {
  const { populationSize, generations } = PUBLISHED;
  const affordable = Math.floor((budget - geneticCost(0)) / (1 + 2 * generations));
  return Math.min(populationSize, Math.max(4, 2 * Math.floor(affordable / 2)));
}
