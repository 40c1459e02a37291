/** Two worked simulators, the same as in assets/simulators; a test compares and compiles them. */

/** Stocks fed by a recorded input, hidden stages, noise of the counting: icu-staged-stay.sim.js. */
export const STAGED_STAY = `// Intensive-care occupancy from known admissions, with a stay in two stages: few leave early, few stay very long.

// Probability of leaving one of two stages within dt, where both together last \`stay\` on average.
function leaving(stay, dt) {
  return 1 - Math.exp((-2 * dt) / stay);
}

export default {
  contract: 1,
  title: 'Intensive-care beds with a staged stay',
  description:
    'Patients are admitted as the data say, pass through two stages of their stay one after the other, and leave. The number of occupied beds is what is left of the admissions.',
  time: { unit: 'day', step: 1 },
  assumptions: [
    { text: 'The admissions of each day are known.', source: 'data' },
    {
      text: 'The stay has two stages of exponential length, the same on average (an Erlang-2 stay).',
      source: 'modeller',
    },
    {
      text: 'Patients come in the morning, and nobody passes both stages in a day.',
      source: 'modeller',
    },
    { text: 'Patients present at the start are half in each stage.', source: 'modeller' },
  ],

  parameters: {
    stay: {
      prior: { kind: 'log-uniform', low: 2, high: 60 },
      default: 15,
      unit: 'day',
      meaning: 'mean length of stay',
    },
    error: {
      prior: { kind: 'log-uniform', low: 1, high: 200 },
      default: 20,
      unit: 'patients',
      meaning: 'standard deviation of the counted from the true occupancy',
    },
  },

  inputs: {
    admissions: {
      unit: 'patients/day',
      meaning: 'patients admitted during the day',
      column: 'icu_admissions',
    },
  },

  outputs: {
    occupied: {
      unit: 'patients',
      kind: 'count',
      meaning: 'intensive-care beds occupied at the end of the day',
      column: 'icu_occupied',
      noise: { kind: 'normal', sd: 'error' },
    },
  },

  start(row) {
    const late = Math.floor(row.occupied / 2);
    return { early: row.occupied - late, late, admitted: 0, left: 0 };
  },

  modules: [
    {
      name: 'admission',
      meaning: 'the patients of the day come in',
      reads: ['early', 'admitted'],
      writes: ['early', 'admitted'],
      step(state, { inputs }) {
        const admissions = Math.round(inputs.admissions);
        state.early += admissions;
        state.admitted += admissions;
      },
    },
    {
      name: 'discharge',
      meaning: 'patients of the second stage leave',
      reads: ['late', 'left'],
      writes: ['late', 'left'],
      step(state, { parameters, random, dt }) {
        const gone = random.binomial(state.late, leaving(parameters.stay, dt));
        state.late -= gone;
        state.left += gone;
      },
    },
    {
      name: 'progress',
      meaning: 'patients pass from the first stage to the second',
      reads: ['early', 'late'],
      writes: ['early', 'late'],
      step(state, { parameters, random, dt }) {
        const passing = random.binomial(state.early, leaving(parameters.stay, dt));
        state.early -= passing;
        state.late += passing;
      },
    },
  ],

  observe(state) {
    return { occupied: state.early + state.late };
  },

  rules: [
    {
      name: 'patients',
      meaning: 'everybody admitted is there or has left',
      kind: 'conserved',
      value(state) {
        return state.early + state.late + state.left - state.admitted;
      },
    },
  ],
};
`;

/** A closed population that is conserved, chance in every step: sir.sim.js. */
export const EPIDEMIC = `// Stochastic SIR epidemic in a closed population, day by day, with the numbers of people as whole numbers.
export default {
  contract: 1,
  title: 'Epidemic in a closed population (SIR)',
  description:
    'People are susceptible, infectious or recovered. Each day every susceptible person meets the infectious share of the population, and every infectious person may recover.',
  time: { unit: 'day', step: 1 },
  assumptions: [
    { text: 'Everybody meets everybody alike; nobody is born, dies or moves.', source: 'modeller' },
    { text: 'Who is infected today can infect others from tomorrow on.', source: 'modeller' },
    { text: 'The time to recovery is geometric and immunity is for good.', source: 'modeller' },
  ],

  parameters: {
    beta: {
      prior: { kind: 'uniform', low: 0, high: 2 },
      default: 0.5,
      unit: '1/day',
      meaning: 'infections that one infectious person causes per day among susceptible people only',
    },
    gamma: {
      prior: { kind: 'uniform', low: 0, high: 1 },
      default: 0.1,
      unit: '1/day',
      meaning: 'probability that an infectious person recovers within a day',
    },
  },

  outputs: {
    S: { unit: 'people', kind: 'count', meaning: 'susceptible at the end of the day' },
    I: { unit: 'people', kind: 'count', meaning: 'infectious at the end of the day' },
    R: { unit: 'people', kind: 'count', meaning: 'recovered at the end of the day' },
  },

  start(row) {
    return { S: row.S, I: row.I, R: row.R, caught: 0, N: row.S + row.I + row.R };
  },

  modules: [
    {
      name: 'infection',
      meaning: 'susceptible people catch the disease from those infectious this morning',
      reads: ['S', 'I', 'N', 'caught'],
      writes: ['S', 'caught'],
      step(state, { parameters, random }) {
        const pressure = state.N > 0 ? (parameters.beta * state.I) / state.N : 0;
        const risk = Math.min(1, Math.max(0, 1 - Math.exp(-pressure)));
        const infections = random.binomial(state.S, risk);
        state.S -= infections;
        state.caught += infections;
      },
    },
    {
      name: 'recovery',
      meaning: 'people who were infectious this morning recover',
      reads: ['I', 'R'],
      writes: ['I', 'R'],
      step(state, { parameters, random }) {
        const recoveries = random.binomial(state.I, parameters.gamma);
        state.I -= recoveries;
        state.R += recoveries;
      },
    },
    {
      name: 'onset',
      meaning: 'those who caught it today are infectious from now on',
      reads: ['I', 'caught'],
      writes: ['I', 'caught'],
      step(state) {
        state.I += state.caught;
        state.caught = 0;
      },
    },
  ],

  observe(state) {
    return { S: state.S, I: state.I, R: state.R };
  },

  rules: [
    {
      name: 'people',
      meaning: 'nobody appears or vanishes',
      kind: 'conserved',
      value(state) {
        return state.S + state.caught + state.I + state.R;
      },
    },
  ],
};
`;
