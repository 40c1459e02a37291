/** Sources that several tests of the compiler build on. */

/** A small whole simulator. */
export const infection = `export default {
  contract: 1, title: 'Infection', description: 'A closed school.',
  time: { unit: 'day', step: 1 },
  parameters: { beta: { prior: { kind: 'uniform', low: 0, high: 2 }, unit: '1/day', meaning: 'contacts that infect' } },
  outputs: { S: { unit: 'people', kind: 'count', meaning: 'susceptible' }, I: { unit: 'people', kind: 'count', meaning: 'ill' } },
  start(row) { return { S: row.S, I: row.I, R: 0 }; },
  modules: [
    { name: 'infection', meaning: 'contact', reads: ['S', 'I', 'R'], writes: ['S', 'I'],
      step(state, { parameters, random }) { const n = random.binomial(state.S, 1 - Math.exp(-parameters.beta * state.I / (state.S + state.I + state.R))); state.S -= n; state.I += n; } },
    { name: 'recovery', meaning: 'a week', reads: ['I'], writes: ['I', 'R'],
      step(state, { random }) { const n = random.binomial(state.I, 1 / 7); state.I -= n; state.R += n; } },
  ],
  observe(state) { return { S: state.S, I: state.I }; },
  rules: [{ name: 'people', meaning: 'nobody appears', kind: 'conserved', value(state) { return state.S + state.I + state.R; } }],
};
`;
