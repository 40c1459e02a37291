/**
 * The three true simulators as published (Holt et al. 2025, listings of the environments), with explicit states. They have the
 * same law as assets/simulators/{sir,supply-chain,hospital-beds}.sim.js, whose names they use; a test compares them.
 */
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import { createTruth, type TruthParameters } from './truth.ts';

/** People. */
interface Epidemic {
  S: number;
  I: number;
  R: number;
}

/** A discrete-time epidemic in a closed population of 51 to 105 people. */
export const covidSir = createTruth<Epidemic>({
  id: 'covid-sir',
  features: ['S', 'I', 'R'],
  parameters: { beta: 0.5, gamma: 0.1 },
  start: (random) => ({ S: random.integer(50, 100), I: random.integer(1, 5), R: 0 }),
  copy: (state) => ({ ...state }),
  step(state, parameters, random) {
    const { S, I } = state;
    const people = S + I + state.R;
    const risk = 1 - Math.exp((-required(parameters, 'beta') * I) / people);
    const infected = random.binomial(S, Math.min(1, Math.max(0, risk)));
    const recovered = random.binomial(I, required(parameters, 'gamma'));
    state.S -= infected;
    state.I += infected - recovered;
    state.R += recovered;
  },
  observe: ({ S, I, R }) => [S, I, R],
});

/** Items; `days` of an order: until it arrives. */
interface Warehouse {
  inventory: number;
  backlog: number;
  pipeline: { readonly quantity: number; days: number }[];
}

/** One stage of the beer game, 4 items ordered a day. Nothing is on the way at the start. */
export const supplyChain = createTruth<Warehouse>({
  id: 'supply-chain',
  features: ['inventory', 'backlog', 'pipeline'],
  parameters: { demand: 5, leadTime: 2, order: 4 },
  start: (random) => ({ inventory: random.integer(10, 50), backlog: 0, pipeline: [] }),
  copy: ({ inventory, backlog, pipeline }) => ({
    inventory,
    backlog,
    pipeline: pipeline.map((order) => ({ ...order })),
  }),
  step(state, parameters, random) {
    const demand = random.poisson(required(parameters, 'demand'));
    for (const order of state.pipeline) {
      order.days -= 1;
      if (order.days <= 0) state.inventory += order.quantity;
    }
    state.pipeline = state.pipeline.filter(({ days }) => days > 0);
    const late = Math.min(state.inventory, state.backlog);
    state.inventory -= late;
    state.backlog -= late;
    const served = Math.min(state.inventory, demand);
    state.inventory -= served;
    state.backlog += demand - served;
    const quantity = required(parameters, 'order');
    if (quantity > 0) state.pipeline.push({ quantity, days: required(parameters, 'leadTime') });
  },
  observe: ({ inventory, backlog, pipeline }) => [inventory, backlog, pipeline.length],
});

interface Patient {
  readonly disease: number;
  readonly icu: boolean;
  /** Days in hospital, from 1. */
  day: number;
  remaining: number;
}

interface Hospital {
  day: number;
  patients: Patient[];
}

const DISEASES = [0, 1, 2] as const;

/** Two kinds of beds, three diseases; who finds no bed is turned away. Empty at the start. */
export const hospitalBeds = createTruth<Hospital>({
  id: 'hospital-beds',
  features: ['day', 'icu', 'standard', 'patients0', 'patients1', 'patients2', 'patients'],
  parameters: {
    ...{ icuBeds: 5, standardBeds: 20 },
    ...{ arrivals0: 1, arrivals1: 2, arrivals2: 1.5 },
    ...{ stay0: 5, stay1: 6, stay2: 4 },
    ...{ deathBase0: 0.01, deathBase1: 0.005, deathBase2: 0.008 },
    ...{ deathRise0: 0.002, deathRise1: 0.001, deathRise2: 0.0015 },
  },
  start: () => ({ day: 0, patients: [] }),
  copy: ({ day, patients }) => ({ day, patients: patients.map((patient) => ({ ...patient })) }),
  step(state, parameters, random) {
    state.patients = state.patients.filter((patient) => stays(patient, parameters, random));
    for (const disease of DISEASES) admit(state.patients, disease, parameters, random);
    state.day += 1;
  },
  observe({ day, patients }) {
    const icu = patients.filter((patient) => patient.icu).length;
    const kinds = DISEASES.map((kind) => patients.filter(({ disease }) => disease === kind).length);
    return [day, icu, patients.length - icu, ...kinds, patients.length];
  },
});

/** Dies, or stays a day more, or leaves. */
function stays(patient: Patient, parameters: TruthParameters, random: RandomSource): boolean {
  const { disease, day } = patient;
  const base = required(parameters, `deathBase${disease}`);
  const risk = base + required(parameters, `deathRise${disease}`) * day;
  if (random.uniform() < Math.min(1, Math.max(0, risk))) return false;
  patient.day += 1;
  patient.remaining -= 1;
  return patient.remaining > 0;
}

/** Diseases 0 and 1 try intensive care first, disease 2 a standard bed. */
function admit(
  patients: Patient[],
  disease: number,
  parameters: TruthParameters,
  random: RandomSource,
): void {
  const occupied = patients.filter(({ icu }) => icu).length;
  let icuFree = required(parameters, 'icuBeds') - occupied;
  let standardFree = required(parameters, 'standardBeds') - (patients.length - occupied);
  const arrivals = random.poisson(required(parameters, `arrivals${disease}`));
  for (let i = 0; i < arrivals; i++) {
    if (icuFree <= 0 && standardFree <= 0) return;
    const icu = disease === 2 ? standardFree <= 0 : icuFree > 0;
    if (icu) icuFree -= 1;
    else standardFree -= 1;
    const stay = Math.trunc(random.normal(required(parameters, `stay${disease}`), 1));
    patients.push({ disease, icu, day: 1, remaining: Math.max(1, stay) });
  }
}

function required(parameters: TruthParameters, name: string): number {
  const value = parameters[name];
  if (value === undefined) throw new RangeError(`truth: parameter ${name} has no value`);
  return value;
}
