// Intensive-care occupancy from known admissions, with a stay in two stages: few leave early, few stay very long.

// Probability of leaving one of two stages within dt, where both together last `stay` on average.
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
