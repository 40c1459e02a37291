/** A ward whose patients leave with the same chance each day. */
export const ward = `export default {
  contract: 1,
  title: 'Ward',
  description: 'Patients come as recorded and leave by chance.',
  time: { unit: 'day', step: 1 },
  assumptions: [{ text: 'All leave with the same chance.', source: 'modeller' }],
  parameters: {
    stay: { prior: { kind: 'log-uniform', low: 1, high: 30 }, unit: 'days', meaning: 'average stay' },
  },
  inputs: { came: { unit: 'patients', meaning: 'who came', column: 'admissions' } },
  outputs: { beds: { unit: 'patients', kind: 'count', meaning: 'beds in use', column: 'beds' } },
  start(row) { return { beds: row.beds }; },
  modules: [{
    name: 'ward',
    meaning: 'patients leave and come',
    reads: ['beds'],
    writes: ['beds'],
    step(state, { parameters, inputs, random }) {
      const gone = random.binomial(state.beds, 1 - Math.exp(-1 / parameters.stay));
      state.beds += Math.round(inputs.came) - gone;
    },
  }],
  observe(state) { return { beds: state.beds }; },
  rules: [],
};
`;
