/** A small ward with a known truth: patients leave with the same probability each day, after 8 on average. */

const simulator = `
export default {
  contract: 1,
  title: 'Ward',
  description: 'Patients come as the data say and leave after an exponential stay.',
  time: { unit: 'day', step: 1 },
  parameters: {
    stay: { prior: { kind: 'uniform', low: 2, high: 30 }, unit: 'day', meaning: 'mean stay' },
  },
  inputs: { admissions: { unit: 'patients/day', meaning: 'admitted' } },
  outputs: { beds: { unit: 'patients', meaning: 'occupied beds', kind: 'count' } },
  start(row) { return { beds: row.beds }; },
  modules: [
    {
      name: 'flow', meaning: 'in and out', reads: ['beds'], writes: ['beds'],
      step(state, { parameters, inputs, random }) {
        state.beds += inputs.admissions - random.binomial(state.beds, 1 / parameters.stay);
      },
    },
  ],
  observe(state) { return { beds: state.beds }; },
};
`;

/** 40 days without chance. */
function census(): string {
  let beds = 20;
  const rows = Array.from({ length: 40 }, (_, day) => {
    const admissions = 3 + ((day * 7) % 5);
    if (day > 0) beds += admissions - Math.round(beds / 8);
    const date = new Date(Date.UTC(2020, 2, 1 + day)).toISOString().slice(0, 10);
    return `${date},${beds},${admissions}\n`;
  });
  return `date,beds,admissions\n${rows.join('')}`;
}

export const ward = { simulator, census: census() };

/** What a promise was rejected with; undefined when it was not. */
export function errorFrom(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
