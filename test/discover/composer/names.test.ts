import { describe, expect, it } from 'vitest';
import { identifierOf } from '../../../engine/data/column-names.ts';
import { episodesOf } from '../../../engine/data/episodes.ts';
import { neighbours } from '../../../engine/discover/composer/mutations.ts';
import { FAMILIES, simplestStructure } from '../../../engine/discover/composer/registry.ts';
import type { Family, Structure } from '../../../engine/discover/composer/structure.ts';
import { createRealm } from '../../../engine/simulator/realm/realm.ts';
import { atPriorDraws, compiledOf } from '../running.ts';
import { type Column, worldOf } from '../settings.ts';

const hostile = [
  'say "beds"; \'beds\'',
  'two\nlines',
  'line\u2028ends\u2029',
  'import("node:fs")',
  '<!-- beds -->',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a column that tries to be a template.
  '`${process.exit(1)}`',
  '*/ beds /*',
  '__proto__',
  'constructor',
  '\\',
];

function beds(stock: Partial<Column>, flow: Partial<Column>, title = 'A test') {
  return worldOf(
    'Patients stay in beds.',
    [
      { name: 'occupied', role: 'stock', use: 'output', ...stock },
      { name: 'admissions', role: 'flow', use: 'input', ...flow },
    ],
    { title },
  );
}

describe('a column with a hostile name', () => {
  it.each(hostile)('%j is text and nothing else', async (text) => {
    const world = beds(
      { name: identifierOf(text), column: text, unit: text },
      { name: 'came', column: `${text} came` },
      text,
    );
    const structure = simplestStructure(FAMILIES[0]!, world.setting)!;
    const compiled = compiledOf(world, structure);
    expect(compiled.declaration.outputs[identifierOf(text)]?.column).toBe(text);
    expect(compiled.declaration.title).toBe(text);
    const [episode] = episodesOf(world.dataset, compiled.declaration);
    expect(episode?.observed[identifierOf(text)]?.[1]).toBeGreaterThan(5);
    expect((await atPriorDraws(world, compiled)).failures).toEqual([]);
    // The hardened realm refuses some texts wherever they stand; none of these gets there.
    const program = createRealm().load(compiled);
    expect(program).toBeDefined();
  });
});

/** Every name of a parameter or a module, with a structure that uses it. */
function ownNames(family: Family, columns: readonly Column[]): Map<string, Structure> {
  const world = worldOf('A test of names.', columns);
  const simplest = simplestStructure(family, world.setting)!;
  const names = new Map<string, Structure>();
  for (const structure of [
    simplest,
    ...neighbours(simplest, world.setting).map((change) => change.structure),
  ]) {
    const { parameters, modules } = compiledOf(world, structure).declaration;
    for (const name of [...Object.keys(parameters), ...modules.map((module) => module.name)])
      if (!names.has(name)) names.set(name, structure);
  }
  for (const state of ['people', 'ever_ill', 'row_stock', 'level']) names.set(state, simplest);
  return names;
}

const shapes: readonly (readonly [number, readonly Column[], number])[] = [
  [
    0,
    [
      { name: 'stock', role: 'stock', use: 'output' },
      { name: 'came', role: 'flow', use: 'input' },
    ],
    1,
  ],
  [1, [{ name: 'sick', role: 'stock', use: 'output' }], 0],
  [
    2,
    [
      { name: 'stock', role: 'stock', use: 'output' },
      { name: 'wanted', role: 'demand', use: 'input' },
    ],
    1,
  ],
  [3, [{ name: 'calls', role: 'flow', use: 'output' }], 0],
];

describe('a series called like a parameter or a module', () => {
  it.each(shapes)('family %i: gives the parameter another name', async (at, columns, which) => {
    const family = FAMILIES[at]!;
    const names = ownNames(family, columns);
    expect(names.size).toBeGreaterThan(8);
    for (const [name, structure] of names) {
      const renamed = columns.map((column, i) => (i === which ? { ...column, name } : column));
      const world = worldOf('A test of names.', renamed);
      // A column called like a group of people may make it another system.
      if (family.suits(world.setting) === 0) continue;
      const compiled = compiledOf(world, structure);
      expect(compiled.warnings).toEqual([]);
      const [episode] = episodesOf(world.dataset, compiled.declaration);
      const { use } = renamed[which]!;
      expect(episode?.[use === 'output' ? 'observed' : 'inputs']).toHaveProperty(name);
      expect((await atPriorDraws(world, compiled, 2)).failures).toEqual([]);
    }
  });

  it('also where its other name is taken', () => {
    const world = worldOf('Patients stay in beds.', [
      { name: 'mean_stay', role: 'stock', use: 'output' },
      { name: 'mean_stay_value', role: 'flow', use: 'input' },
    ]);
    const { parameters } = compiledOf(
      world,
      simplestStructure(FAMILIES[0]!, world.setting)!,
    ).declaration;
    expect(Object.keys(parameters)).toEqual(['mean_stay_value_value']);
  });

  it('also where noise goes by the name', () => {
    const world = beds({ name: 'relative_error' }, {});
    const simplest = simplestStructure(FAMILIES[0]!, world.setting)!;
    const structure = { ...simplest, blocks: { ...simplest.blocks, noise: 'relative-error' } };
    const { outputs } = compiledOf(world, structure).declaration;
    expect(outputs.relative_error?.noise).toEqual({
      kind: 'proportional',
      cv: 'relative_error_value',
    });
  });
});
