/** The causal graph as lines of text: modules in the order in which they run, with what goes in and out. */
import type { CausalGraph, GraphEdge } from '../simulator/compile/causal-graph.ts';
import type { Declaration } from '../simulator/declaration.ts';

/** One box a module; left of it what comes in, right of it what it changes. */
export function moduleDiagram(graph: CausalGraph, declaration: Declaration): string[] {
  const rows = declaration.modules.map(({ name, meaning }) => {
    const id = `module:${name}`;
    return {
      name,
      meaning,
      from: labels(
        graph.edges.filter(({ to, kind }) => to === id && kind === 'reads'),
        'from',
      ),
      to: labels(
        graph.edges.filter(({ from, kind }) => from === id && kind === 'writes'),
        'to',
      ),
    };
  });
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.flatMap(({ name, meaning, from, to }, i) => {
    const box = spaced(name).padEnd(width);
    return [
      `  ┌─${'─'.repeat(width)}─┐  ${meaning}`,
      `  │ ${box} │  from: ${from}`,
      `  └─${(i < rows.length - 1 ? '┬' : '─').padEnd(width, '─')}─┘  changes: ${to}`,
      ...(i < rows.length - 1 ? ['    ▼'] : []),
    ];
  });
  const observed = Object.keys(declaration.outputs).map((output) => {
    const sources = labels(
      graph.edges.filter(({ to, kind }) => to === `output:${output}` && kind === 'reads'),
      'from',
    );
    return `    ▶ ${spaced(output)} is read from: ${sources}`;
  });
  return [...lines, ...observed];
}

const MARKS: Readonly<Record<string, string>> = {
  input: ' (data)',
  lever: ' (lever)',
  parameter: ' (number)',
  state: '',
  output: '',
};

function labels(edges: readonly GraphEdge[], end: 'from' | 'to'): string {
  const names = edges.map((edge) => {
    const [kind = '', name = ''] = edge[end].split(':');
    return `${spaced(name)}${MARKS[kind] ?? ''}`;
  });
  return names.length === 0 ? 'nothing' : [...new Set(names)].join(', ');
}

function spaced(name: string): string {
  return name.replaceAll('_', ' ');
}
