/** The parts of an exported script that are text: comments, chapters, and what touches the machine. */
import { quantiles } from '../score/quantiles.ts';
import { kernelSource } from '../simulator/kernel.generated.ts';
import { commentLines } from './literal.ts';
import type { ScriptedModel } from './script-payload.ts';

/** What every script says of itself. */
export interface ScriptAbout {
  readonly title: string;
  /** Defaults of --seed and --runs. */
  readonly seed: number;
  readonly runs: number;
  /** Licence of the script, e.g. 'MIT'. */
  readonly licence: string;
  readonly data: {
    readonly name: string;
    /** SHA-256 (hex) of the data file. */
    readonly sha256: string;
    /** Source and licence in words. */
    readonly source?: string;
  };
  /** What to cite: the data, the method, the project. */
  readonly citations: readonly string[];
}

/** The comment at the top: `intro` after the title, `more` at its end. */
export function headerOf(
  { title, seed, runs, licence, data, citations }: ScriptAbout,
  simulators: readonly string[],
  intro: readonly string[],
  more: readonly string[],
): string {
  const lines = [
    title,
    '',
    ...intro,
    '',
    `Licence: ${licence}`,
    `Data: ${data.name}, SHA-256 ${data.sha256}`,
    ...(data.source === undefined ? [] : [`  ${data.source}`]),
    ...simulators,
    ...citations.map((citation) => `Cite: ${citation}`),
    '',
    'Made with G-Sim Studio. Needs Node.js 18 or newer and nothing else:',
    '  node FILE.mjs --help',
    `  node FILE.mjs --runs ${runs} --seed ${seed} --out trajectories.csv`,
    '  node FILE.mjs --selftest',
    '',
    ...more,
  ];
  return `#!/usr/bin/env node\n${commentLines(lines.join('\n'))}`;
}

/** Numbers, modules and assumptions of one simulator. */
export function modelLines(model: ScriptedModel): string[] {
  const { modules, assumptions } = model.simulator.declaration;
  return [
    'Parameters: median (95 % range) of the sets below',
    ...parameterLines(model),
    '',
    'Modules, in the order in which they act',
    ...modules.map(({ name, meaning }) => `  ${name}: ${meaning}`),
    ...(assumptions.length === 0 ? [] : ['', 'Assumptions (and who made them)']),
    ...assumptions.map(({ text, source }) => `  ${text} (${source})`),
  ];
}

function parameterLines({ simulator, parameterSets, sets }: ScriptedModel): string[] {
  const parameters = Object.entries(simulator.declaration.parameters);
  return parameters.map(([name, { unit, meaning }], index) => {
    const draws = Array.from(
      { length: sets },
      (_, set) => parameterSets[set * parameters.length + index]!,
    );
    const [median, low, high] = quantiles(draws, [0.5, 0.025, 0.975]).map((value) =>
      Number(value.toPrecision(4)),
    );
    return `  ${name}: ${median} (${low} to ${high}) ${unit}. ${meaning}`;
  });
}

export function chapter(title: string, text: string): string {
  return `// ${'='.repeat(4)} ${title} ${'='.repeat(Math.max(4, 106 - title.length))}\n${text}`;
}

export const IMPORTS = `import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';\nimport { basename } from 'node:path';`;

export const KERNEL = chapter(
  'Kernel: random streams, samplers, driver',
  `const kernel = ${kernelSource};`,
);

/** The one part that touches the machine. `call`: the function and what it gets before the host. */
export function hostText(call: string): string {
  return `// A reader that closes early ("| head") is no error.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = ${call}, {
  arguments: process.argv.slice(2),
  scriptName: basename(process.argv[1]),
  readText: (path) => readFileSync(path, 'utf8'),
  writeText: (path, chunks) => {
    const file = openSync(path, 'w');
    try {
      for (const chunk of chunks) writeFileSync(file, chunk);
    } finally {
      closeSync(file);
    }
  },
  print: (line) => process.stdout.write(line + '\\n'),
  warn: (line) => process.stderr.write(line + '\\n'),
});
`;
}
