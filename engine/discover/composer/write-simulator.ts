/** Writes a structure as a simulator file: one text that people read, edit, and that compile/ checks. */

import type { Setting } from '../setting.ts';
import { chosenBlocks, familyOf } from './registry.ts';
import type { Fragment, ModuleText, Structure } from './structure.ts';

/** The text of the simulator. Every name in it comes from the registries or from checked series names. */
export function writeSimulator(setting: Setting, structure: Structure): string {
  const family = familyOf(structure);
  const blocks = chosenBlocks(structure, setting);
  const fragments = [
    family.frame(setting, structure),
    ...blocks.map((block) => block.write(setting, structure)),
  ];
  const whole = withoutCollisions(merge(fragments));
  const { noise } = whole;
  const outputs = Object.fromEntries(
    Object.entries(whole.outputs).map(([name, output]) => [
      name,
      noise === undefined || output.column === undefined ? output : { ...output, noise },
    ]),
  );
  const assumptions = blocks.map(({ assumption }) => ({ text: assumption, source: 'modeller' }));
  const declared = {
    contract: 1,
    title: setting.title,
    description: `${capitalise(family.words)}: ${blocks.map(({ words }) => words).join('; ')}.`,
    time: { unit: setting.timeUnit, step: 1, substeps: family.substeps(structure) },
    assumptions,
    parameters: whole.parameters,
    inputs: whole.inputs,
    levers: whole.levers,
    outputs,
  };
  const fields = Object.entries(declared).map(([name, value]) => `${name}: ${literal(value, 1)},`);
  const helpers = whole.helpers.length === 0 ? '' : `${whole.helpers.join('\n\n')}\n\n`;
  return `${helpers}export default {
${indent(fields.join('\n'), 1)}
  start(row, world) {
${indent(startText(whole), 2)}
  },
  modules: [
${whole.modules.map((module) => indent(moduleText(module), 2)).join('\n')}
  ],
  observe(state) {
    return { ${Object.entries(whole.observe)
      .map(([name, text]) => `${name}: ${text}`)
      .join(', ')} };
  },
  rules: [
${whole.rules.map((rule) => indent(ruleText(rule), 2)).join('\n')}
  ],
};
`;
}

type Whole = {
  readonly [K in 'parameters' | 'inputs' | 'levers' | 'outputs' | 'state' | 'observe']: NonNullable<
    Fragment[K]
  >;
} & {
  readonly [K in 'startBody' | 'helpers' | 'rules']: NonNullable<Fragment[K]>;
} & { readonly modules: readonly ModuleText[]; readonly noise: Fragment['noise'] };

function merge(fragments: readonly Fragment[]): Whole {
  const together = <K extends keyof Fragment>(key: K) =>
    Object.assign({}, ...fragments.map((f) => f[key] ?? {}));
  return {
    parameters: together('parameters'),
    inputs: together('inputs'),
    levers: together('levers'),
    outputs: together('outputs'),
    state: together('state'),
    observe: together('observe'),
    startBody: fragments.flatMap((f) => f.startBody ?? []),
    helpers: [...new Set(fragments.flatMap((f) => f.helpers ?? []))],
    rules: fragments.flatMap((f) => f.rules ?? []),
    modules: fragments.flatMap((f) => f.modules ?? []).toSorted((a, b) => a.order - b.order),
    noise: fragments.find((f) => f.noise !== undefined)?.noise,
  };
}

/** Columns of the data may be called as parameters or modules are: those give way. */
function withoutCollisions(whole: Whole): Whole {
  const taken = new Set([whole.inputs, whole.levers, whole.outputs].flatMap(Object.keys));
  const freeName = (name: string, suffix: string): string =>
    taken.has(name) ? freeName(`${name}_${suffix}`, suffix) : name;
  const rename = (text: string) =>
    text.replace(
      /\bparameters\.(\w+)/g,
      (_, name: string) => `parameters.${freeName(name, 'value')}`,
    );
  return {
    ...whole,
    parameters: Object.fromEntries(
      Object.entries(whole.parameters).map(([name, parameter]) => [
        freeName(name, 'value'),
        parameter,
      ]),
    ),
    startBody: whole.startBody.map(rename),
    helpers: whole.helpers.map(rename),
    state: Object.fromEntries(
      Object.entries(whole.state).map(([name, text]) => [name, rename(text)]),
    ),
    modules: whole.modules.map((module) => ({
      ...module,
      name: freeName(module.name, 'module'),
      body: module.body.map(rename),
    })),
    noise: renamedNoise(whole.noise, (name) => freeName(name, 'value')),
  };
}

/** Noise names the parameter that holds its size. */
function renamedNoise(
  noise: Fragment['noise'],
  rename: (name: string) => string,
): Fragment['noise'] {
  if (noise === undefined) return undefined;
  const renamed = Object.entries(noise).map(([key, value]) => [
    key,
    key === 'kind' || typeof value !== 'string' ? value : rename(value),
  ]);
  return Object.fromEntries(renamed) as NonNullable<Fragment['noise']>;
}

function startText({ startBody, state }: Whole): string {
  const entries = Object.entries(state).map(([name, text]) =>
    name === text ? name : `${name}: ${text}`,
  );
  const body = [...startBody, 'return {', ...entries.map((entry) => `  ${entry},`), '};'];
  return [...scope(body), ...body].join('\n');
}

function moduleText({ name, meaning, reads, writes, body }: ModuleText): string {
  return `{
  name: ${literal(name, 0)},
  meaning: ${literal(meaning, 0)},
  reads: ${literal(reads, 0)},
  writes: ${literal(writes, 0)},
  step(state, world) {
${indent([...scope(body), ...body].join('\n'), 2)}
  },
},`;
}

function ruleText({ name, meaning, kind, value }: Whole['rules'][number]): string {
  return `{
  name: ${literal(name, 0)},
  meaning: ${literal(meaning, 0)},
  kind: ${literal(kind, 0)},
  value(state) {
    return ${value};
  },
},`;
}

const WORLD = [
  'parameters',
  'inputs',
  'levers',
  'random',
  'dt',
  't',
  'weekday',
  'substep',
] as const;

/** Takes from the world what the statements use. */
function scope(body: readonly string[]): string[] {
  const text = body.join('\n');
  const used = WORLD.filter((name) => new RegExp(`(?<![.\\w])${name}\\b`).test(text));
  return used.length === 0 ? [] : [`const { ${used.join(', ')} } = world;`];
}

/** A value as the simulator language writes it. Strings are JSON strings, so no text can end them early. */
function literal(value: unknown, depth: number): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => literal(item, depth + 1));
    return wrap('[', items, ']', depth);
  }
  if (typeof value === 'object' && value !== null) {
    const items = Object.entries(value).map(([key, item]) => `${key}: ${literal(item, depth + 1)}`);
    return wrap('{', items, '}', depth);
  }
  // The two line ends that JSON leaves as they are would be indented with the text around them.
  return JSON.stringify(value).replace(
    /[\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16)}`,
  );
}

function wrap(open: string, items: readonly string[], close: string, depth: number): string {
  const gap = open === '{' && items.length > 0 ? ' ' : '';
  const line = `${open}${gap}${items.join(', ')}${gap}${close}`;
  if (line.length + 2 * depth <= 96 && !line.includes('\n')) return line;
  return `${open}\n${items.map((item) => `${indent(item, 1)},`).join('\n')}\n${close}`;
}

function indent(text: string, depth: number): string {
  return text.replace(/^(?=.)/gm, '  '.repeat(depth));
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
