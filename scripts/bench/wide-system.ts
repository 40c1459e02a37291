/** A made-up system with many results: stocks that wander on their own. */

/** `rows`: of its data. */
export function wideSystem(
  outputs: number,
  rows: number,
): { readonly code: string; readonly csv: string; readonly simulator: string } {
  const names = Array.from({ length: outputs }, (_, i) => `stock${i + 1}`);
  const simulator = 'Many stocks';
  const declared = names
    .map((name) => `${name}: { unit: 'pieces', kind: 'continuous', meaning: 'pieces there' }`)
    .join(',\n    ');
  const code = `
export default {
  contract: 1,
  title: '${simulator}',
  description: 'Every stock goes up and down around its level.',
  time: { unit: 'day', step: 1 },
  parameters: {
    pull: { prior: { kind: 'uniform', low: 0.01, high: 0.5 }, unit: '1/day', meaning: 'how fast a stock comes back to its level' },
  },
  outputs: {
    ${declared}
  },
  start(row) { return { ${names.map((name) => `${name}: row.${name}`).join(', ')} }; },
  modules: [
    {
      name: 'wander', meaning: 'stocks go up and down', reads: [${quoted(names)}], writes: [${quoted(names)}],
      step(state, { parameters, random }) {
        ${names.map((name) => `state.${name} += parameters.pull * (100 - state.${name}) + random.normal(0, 5);`).join('\n        ')}
      },
    },
  ],
  observe(state) { return { ${names.map((name) => `${name}: state.${name}`).join(', ')} }; },
};
`;
  const lines = Array.from({ length: rows }, (_, day) => {
    const date = new Date(Date.UTC(2021, 0, 1 + day)).toISOString().slice(0, 10);
    const values = names.map((_, i) => (100 + 8 * Math.sin(day * (0.3 + i / 40) + i)).toFixed(2));
    return `${date},${values.join(',')}`;
  });
  return { code, csv: `date,${names.join(',')}\n${lines.join('\n')}\n`, simulator };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
