import { aheadHelp } from './help.ts';
import { commonOutputs } from './mixed-trajectories.ts';
import type { MixturePayload } from './payload.ts';
import { episodesAhead } from './rows-ahead.ts';

/** The text of --help of a script of several structures, line by line. */
export function mixtureHelpLines(
  { title, seed, runs, structures, ahead }: MixturePayload,
  script: string,
) {
  const lines = [
    title,
    '',
    `node ${script} [options]`,
    `  --seed N              same seed, same numbers (default ${seed})`,
    `  --runs N              number of trajectories of all structures together (default ${runs})`,
    '  --structure NAME      this structure alone; its first letters will do',
    '  --set NAME=VALUE      fixes a parameter in the structures that have it; may be repeated',
    '  --input FILE.csv      other inputs, levers and start row than the embedded ones',
    '  --policy FILE.json    levers, resources and interventions, in the structures that have what they name',
    ...aheadLines(structures, ahead),
    '  --out FILE.csv        every trajectory: run, structure, row or date, outputs; with a policy what was set',
    '  --selftest            computes the embedded check numbers again: ok, or exit code 1',
    '',
    'Structures explain the same data in different ways; each has its share of the runs, by its weight.',
    'Prints the 5, 25, 50, 75 and 95 % points of each output and row over all of them as CSV.',
    'Exit codes: 0 done, 1 self-test failed or every run broke, 2 something in the call is wrong.',
    '',
    'Structures (weight, 90 % range of the weight)',
  ];
  for (const { name, weight, low, high, payload } of structures) {
    const parameters = payload.parameters.map((parameter) => parameter.name).join(', ');
    const range = `${percent(weight)}, ${percent(low)} to ${percent(high)}`;
    lines.push(`  ${name} (${range})  ${payload.title}; parameters ${parameters}`);
  }
  lines.push(
    '',
    `Outputs: ${commonOutputs(structures.map(({ payload }) => payload)).join(', ')}`,
    `More of one: node ${script} --structure ${structures[0]?.name ?? 'NAME'} --help`,
  );
  return lines;
}

function aheadLines(
  [first]: MixturePayload['structures'],
  ahead: MixturePayload['ahead'],
): string[] {
  if ('why' in ahead) return aheadHelp(ahead);
  if (first === undefined || 'why' in first.payload.ahead) return [];
  const { payload } = first;
  return aheadHelp({ ...first.payload.ahead, rows: episodesAhead(payload, first.payload.ahead) });
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
