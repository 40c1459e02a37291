/**
 * The three published environments (Holt et al. 2025, ICML), as data: what a proposer is told and shown, and the truth that it is
 * never told. 100 trajectories each to train, validate and test, 60 steps, seeds 10..14.
 */
import type { Series } from '../../data/dataset.ts';
import { SHIFTS, type Shift } from './shifts.ts';
import type { Truth } from './truth.ts';
import { covidSir, hospitalBeds, supplyChain } from './truths.ts';

export interface GsimEnvironment {
  readonly id: 'covid-sir' | 'supply-chain' | 'hospital-beds';
  readonly title: string;
  /** What a proposer is told: the facts of the published description in words of our own, no value of a parameter. */
  readonly description: string;
  /** What a proposer sees. Outputs have the names and the order of the truth's features. */
  readonly series: readonly Series[];
  /** Name of a lever's column -> what was chosen every day. */
  readonly actions: Readonly<Record<string, number>>;
  readonly truth: Truth;
  /** The same truth as a simulator file, assets/simulators/<name>.sim.js: its links are the true ones. */
  readonly simulator: 'sir' | 'supply-chain' | 'hospital-beds';
  readonly shifts: readonly Shift[];
}

/** Steps after the start row, and trajectories of each part. */
export const GSIM_SIZE = { steps: 60, runs: 100 } as const;

/** Of the published runs. */
export const GSIM_SEEDS = [10, 11, 12, 13, 14] as const;

export const GSIM_ENVIRONMENTS: readonly GsimEnvironment[] = [
  {
    id: 'covid-sir',
    title: 'An epidemic in a small town',
    description: [
      'An infectious disease (COVID-19) spreads from person to person in a closed population.',
      'Everybody is susceptible, infectious or recovered.',
      'Every day susceptible people may be infected; how likely that is depends on the share of the population that is infectious.',
      'Every day infectious people may recover, and who has recovered is immune.',
      'Who is infected and who recovers is a matter of chance.',
      'Recorded at the end of each day are S (susceptible people), I (infectious people) and R (recovered people).',
    ].join(' '),
    series: [people('S'), people('I'), people('R')],
    actions: {},
    truth: covidSir,
    simulator: 'sir',
    shifts: SHIFTS['covid-sir'],
  },
  {
    id: 'supply-chain',
    title: 'One stage of a supply chain',
    description: [
      'A warehouse, one stage of a supply chain as in the beer game, keeps goods on stock.',
      'Every day customers ask for goods; the demand is random and not recorded.',
      'Every day an order is placed with the supplier; it joins the pipeline of orders on the way and arrives after a lead time.',
      'Goods that arrive join the stock.',
      'Backlog of earlier days is served first, then the demand of the day; what cannot be served joins the backlog.',
      'Recorded at the end of each day are the inventory, the backlog and the pipeline (number of orders on the way), and the order, which is the quantity that was chosen.',
    ].join(' '),
    series: [
      output('inventory', 'items'),
      output('backlog', 'items'),
      output('pipeline', 'orders'),
      { ...output('order', 'items'), role: 'order', use: 'lever' },
    ],
    actions: { order: 4 },
    truth: supplyChain,
    simulator: 'supply-chain',
    shifts: SHIFTS['supply-chain'],
  },
  {
    id: 'hospital-beds',
    title: 'Beds of a hospital',
    description: [
      'A hospital has a limited number of intensive-care (ICU) beds and of standard beds.',
      'Patients of three diseases (0, 1 and 2) arrive every day by chance, each disease at its own rate.',
      'Patients of diseases 0 and 1 get an ICU bed if one is free, otherwise a standard bed; patients of disease 2 get a standard bed if one is free, otherwise an ICU bed.',
      'Patients who find no bed are turned away.',
      'A patient stays a number of days that varies around a mean of the disease, and leaves when the stay is over.',
      'Every day a patient may die; the risk depends on the disease and rises with the days in hospital.',
      'Whoever leaves or dies frees the bed.',
      'Recorded at the end of each day are the day, the ICU beds occupied (icu), the standard beds occupied (standard), the patients of disease 0, 1 and 2 (patients0, patients1, patients2) and all patients.',
    ].join(' '),
    series: [
      output('day', 'day'),
      output('icu', 'patients'),
      output('standard', 'patients'),
      output('patients0', 'patients'),
      output('patients1', 'patients'),
      output('patients2', 'patients'),
      output('patients', 'patients'),
    ],
    actions: {},
    truth: hospitalBeds,
    simulator: 'hospital-beds',
    shifts: SHIFTS['hospital-beds'],
  },
];

function people(name: string): Series {
  return output(name, 'people');
}

function output(name: string, unit: string): Series {
  return { name, column: name, role: 'stock', use: 'output', unit, kind: 'count' };
}
