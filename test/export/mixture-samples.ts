/** Two structures of the same epidemic: as the worked simulator has it, and with contacts that can be cut and another order of outputs. */
import type { MixtureScriptInput, WeightedModel } from '../../engine/export/mixture-script.ts';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import { sampleInput } from './samples.ts';

const sir = sampleInput('sir');

function changed(source: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`sample: no ${from}`);
    return text.replaceAll(from, to);
  }, source);
}

const contacts = compileSimulator(
  changed(sir.simulator.source, [
    ['Epidemic in a closed population (SIR)', 'Contacts'],
    ['gamma', 'recovered'],
    [
      '  outputs: {\n',
      `  levers: { meetings: { unit: '', meaning: 'share of contacts kept', low: 0, high: 1, default: 1 } },
  outputs: {
    caughtToday: { unit: 'people', kind: 'count', meaning: 'always 0 at the end of the day' },
    R: { unit: 'people', kind: 'count', meaning: 'recovered at the end of the day' },\n`,
    ],
    [
      "    I: { unit: 'people', kind: 'count', meaning: 'infectious at the end of the day' },\n    R: { unit: 'people', kind: 'count', meaning: 'recovered at the end of the day' },\n",
      "    I: { unit: 'people', kind: 'count', meaning: 'infectious at the end of the day' },\n",
    ],
    [
      'step(state, { parameters, random }) {\n        const pressure',
      'step(state, { parameters, levers, random }) {\n        const pressure',
    ],
    ['(parameters.beta * state.I)', '(levers.meetings * parameters.beta * state.I)'],
    [
      'return { S: state.S, I: state.I, R: state.R };',
      'return { caughtToday: state.caught, R: state.R, S: state.S, I: state.I };',
    ],
  ]),
);

const first: WeightedModel = { ...sir, name: '0001-sir', weight: 0.64, low: 0.4, high: 0.8 };

/** The second catches nothing: its numbers cannot be taken for the first's. */
const second: WeightedModel = {
  ...first,
  ...{ name: '0002-contacts', title: 'Contacts', simulator: contacts },
  ...{ weight: 0.36, low: 0.2, high: 0.6 },
  parameterSets: Float64Array.of(0, 0.05, 0, 0.1),
  sets: 2,
};

export function mixtureInput(changes: Partial<MixtureScriptInput> = {}): MixtureScriptInput {
  return {
    title: 'Influenza in a school',
    structures: [first, second],
    warnings: ['The weights rest on few days.'],
    seed: 7,
    runs: 100,
    licence: 'MIT',
    data: { name: 'made-up.csv', sha256: 'ab'.repeat(32) },
    citations: [],
    ...changes,
  };
}
