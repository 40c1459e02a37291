/** What the method `auto` stands for in a given problem: a method, how much it may simulate, and why. */
import type { Probe } from './probe.ts';

/** Rows of the registry that it may choose. */
type ChosenMethod = 'npe' | 'tsnpe' | 'cma-es' | 'sep-cma-es' | 'lm-ma-es';

export interface Choice {
  readonly method: ChosenMethod;
  /** Parameter sets to simulate at most; absent: the method's own default. */
  readonly budget?: number;
  /** One sentence for the person. */
  readonly because: string;
}

export interface Limits {
  /** Parameter sets that the person allows. */
  readonly budget?: number | undefined;
  /** Milliseconds of simulation that are affordable; default two minutes. */
  readonly milliseconds?: number;
}

/** Parameters that a posterior is learned of; with more the search alone is done. */
const POSTERIOR_UP_TO = 12;
/** Parameters up to which a search keeps all covariances. */
const COVARIANCES_UP_TO = 60;
/** Parameters up to which a search keeps a variance of each. */
const VARIANCES_UP_TO = 200;
/** Fewer simulations teach a network nothing. */
const LEARNS_FROM = 1000;
/** One round for any data: what it takes. */
const ONE_ROUND = 10_000;
/** Rounds that close in on the observed data get along with fewer. */
const ROUNDS = 3000;
const TWO_MINUTES = 120_000;

/** The first rule that applies. */
export function chooseMethod(probe: Probe, limits: Limits = {}): Choice {
  const { method, budget, because } = ruleFor(probe, limits);
  return { method, ...(budget !== undefined && { budget }), because };
}

function ruleFor(probe: Probe, limits: Limits): Choice {
  const { dimension, millisecondsPerSet, isNoisy, outside } = probe;
  const { budget, milliseconds = TWO_MINUTES } = limits;
  if (dimension === 0) {
    return {
      method: 'cma-es',
      because: 'every number of the simulator is fixed: there is nothing to find',
    };
  }
  const search = { ...searchFor(dimension), ...(budget !== undefined && { budget }) };
  if (dimension > POSTERIOR_UP_TO) {
    return {
      ...search,
      because: `${dimension} parameters are too many to learn a posterior of; ${search.because}`,
    };
  }
  if (!isNoisy) {
    return {
      ...search,
      because:
        'runs with the same numbers are all alike: a search finds the best fit, and resampled data say how sure it is',
    };
  }
  if (outside.length > 0) {
    return {
      ...search,
      because: `the data lie outside of what the ranges of the parameters can simulate (${outside[0]}): a learned posterior would be a guess there, a search gives the best fit`,
    };
  }
  const affordable = Math.min(
    budget ?? Number.POSITIVE_INFINITY,
    Math.floor(milliseconds / Math.max(millisecondsPerSet, 1e-6)),
  );
  if (affordable < LEARNS_FROM) {
    return {
      ...search,
      because: `fewer than ${LEARNS_FROM} simulations are affordable, too few to learn a posterior from: a search makes the most of them`,
    };
  }
  if (affordable < ONE_ROUND) {
    return {
      method: 'tsnpe',
      budget: budget ?? Math.min(ROUNDS, LEARNS_FROM * Math.floor(affordable / LEARNS_FROM)),
      because: `fewer than ${ONE_ROUND} simulations are affordable: rounds that close in on the data learn most from each`,
    };
  }
  return {
    method: 'npe',
    budget: budget ?? ONE_ROUND,
    because: `${count(dimension, 'parameter')}, chance in the runs, and simulations are cheap: the posterior is learned from the whole prior at once, so that it can be checked on any data`,
  };
}

function searchFor(dimension: number): Choice {
  if (dimension <= COVARIANCES_UP_TO) {
    return { method: 'cma-es', because: 'a search finds the best fit' };
  }
  if (dimension <= VARIANCES_UP_TO) {
    return {
      method: 'sep-cma-es',
      because: 'a search that learns one step size for each finds the best fit',
    };
  }
  return {
    method: 'lm-ma-es',
    because: 'a search that remembers a few directions finds the best fit',
  };
}

function count(number: number, noun: string): string {
  return number === 1 ? `one ${noun}` : `${number} ${noun}s`;
}
