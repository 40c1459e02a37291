// Stochastic SIR epidemic in a closed population, day by day, with the numbers of people as whole numbers.
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
