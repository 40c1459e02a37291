import { expect, it } from 'vitest';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { languagePage } from './language-page.ts';

const example = `const WEEK = 7;

function share(part, whole) {
  return whole > 0 ? part / whole : 0;
}

export default {
  contract: 1,
  title: 'Influenza in a school',
  description: 'Pupils fall ill by contact and stay in bed for a while.',
  time: { unit: 'day', step: 1 },
  assumptions: [{ text: 'Everybody meets everybody alike.', source: 'modeller' }],
  parameters: {
    beta: { prior: { kind: 'uniform', low: 0, high: 3 }, unit: '1/day', meaning: 'contacts that infect' },
    stay: { prior: { kind: 'uniform', low: 1, high: 2 * WEEK }, unit: 'day', meaning: 'mean days in bed' },
  },
  outputs: {
    ill: { unit: 'pupils', kind: 'count', meaning: 'in bed at the end of the day', column: 'in_bed' },
  },
  start(row) {
    return { susceptible: 763 - row.ill, ill: row.ill, recovered: 0 };
  },
  modules: [
    {
      name: 'contact', meaning: 'susceptible pupils catch it',
      reads: ['susceptible', 'ill', 'recovered'], writes: ['susceptible', 'ill'],
      step(state, { parameters, random }) {
        const all = state.susceptible + state.ill + state.recovered;
        const risk = 1 - Math.exp(-parameters.beta * share(state.ill, all));
        const caught = random.binomial(state.susceptible, risk);
        state.susceptible -= caught;
        state.ill += caught;
      },
    },
    {
      name: 'recovery', meaning: 'pupils get up again',
      reads: ['ill'], writes: ['ill', 'recovered'],
      step(state, { parameters, random }) {
        const up = random.binomial(state.ill, 1 / parameters.stay);
        state.ill -= up;
        state.recovered += up;
      },
    },
  ],
  observe(state) {
    return { ill: state.ill };
  },
  rules: [
    {
      name: 'pupils', meaning: 'nobody comes or goes', kind: 'conserved',
      value(state) {
        return state.susceptible + state.ill + state.recovered;
      },
    },
  ],
};
`;

it('the page on the simulator language says what the compiler does', async () => {
  expect(compileSimulator(example).warnings).toEqual([]);
  await expect(languagePage(example)).toMatchFileSnapshot('../../../docs/simulator-language.md');
});
