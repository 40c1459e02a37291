/** What others reach on the benchmark problems, and what we want to reach: classifier two-sample test, .5 is perfect. */

/** Lueckmann et al. 2021, mean over 10 observations at 1e3, 1e4 and 1e5 simulations. */
export const PUBLISHED: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  'rejection-abc': {
    'two-moons': [0.96, 0.847, 0.664],
    'gaussian-linear': [0.913, 0.858, 0.802],
    slcp: [0.982, 0.973, 0.961],
    sir: [0.964, 0.838, 0.713],
  },
  'smc-abc': {
    'two-moons': [0.922, 0.707, 0.663],
    'gaussian-linear': [0.922, 0.829, 0.726],
    slcp: [0.982, 0.969, 0.963],
    sir: [0.921, 0.626, 0.613],
  },
  npe: {
    'two-moons': [0.725, 0.606, 0.542],
    'gaussian-linear': [0.694, 0.552, 0.506],
    slcp: [0.975, 0.901, 0.831],
    sir: [0.815, 0.68, 0.585],
  },
  tsnpe: {
    'two-moons': [0.643, 0.554, 0.53],
    'gaussian-linear': [0.652, 0.544, 0.507],
    slcp: [0.965, 0.845, 0.666],
    sir: [0.638, 0.561, 0.575],
  },
};

/** sbi 0.27 at 1e4 simulations, its defaults, 2 cores: C2ST (one seed, one to three observations) and seconds. */
export const MEASURED: Readonly<
  Record<string, Readonly<Record<string, { readonly c2st?: number; readonly seconds?: number }>>>
> = {
  npe: {
    'two-moons': { c2st: 0.539, seconds: 163 },
    'gaussian-linear': { c2st: 0.548, seconds: 48 },
    slcp: { c2st: 0.912, seconds: 197 },
    sir: { c2st: 0.623, seconds: 140 },
  },
  tsnpe: { 'two-moons': { c2st: 0.533, seconds: 441 } },
};

/** At 1e4 simulations. */
export const TARGETS: typeof MEASURED = {
  npe: {
    'two-moons': { c2st: 0.53, seconds: 60 },
    'gaussian-linear': { c2st: 0.54 },
    slcp: { c2st: 0.86 },
    sir: { c2st: 0.6 },
  },
  tsnpe: { 'two-moons': { c2st: 0.52, seconds: 120 }, slcp: { c2st: 0.8 }, sir: { c2st: 0.56 } },
  'smc-abc': { 'gaussian-linear': { c2st: 0.73 }, sir: { c2st: 0.63 } },
};
