/** One structure as people look at it: its parts, its code, and how they hang together. */
import type { Project } from '../project/project.ts';
import { compileSimulator } from '../simulator/compile/compile-simulator.ts';
import { readParts } from '../simulator/compile/read-parts.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { SimulatorError } from '../simulator/simulator-error.ts';
import { type CandidateSource, candidateSources } from './candidate-sources.ts';
import type { StructureRef, StructureView } from './contract/structure-view.ts';
import { UseCaseError } from './use-case-error.ts';

/**
 * Code that does not compile is given with the parts that can be read, and without links. Throws UseCaseError
 * 'no-structure' for a candidate that the run does not have, ProjectError.
 */
export async function readStructure(project: Project, of: StructureRef): Promise<StructureView> {
  switch (of.kind) {
    case 'simulator':
      return simulatorStructure(project, of.simulator);
    case 'candidate':
      return candidateStructure(project, of.run, of.candidate);
    default:
      return of satisfies never;
  }
}

async function simulatorStructure(project: Project, id: string): Promise<StructureView> {
  const { code, title, provenance } = await project.readSimulator(id);
  // What it was made from may have been taken away since.
  const parent =
    provenance.parent === null
      ? null
      : await project.readSimulator(provenance.parent).catch(() => null);
  return {
    ...partsOf(code, title),
    parent: parent && { title: parent.title, code: parent.code },
  };
}

async function candidateStructure(
  project: Project,
  run: string,
  id: string,
): Promise<StructureView> {
  const candidates = await candidateSources(project, run);
  const candidate = candidates.get(id);
  if (candidate === undefined) {
    throw new UseCaseError('no-structure', `structure: ${run} has no ${id}`, {
      hint: 'Choose one of its structures.',
    });
  }
  const view = partsOf(candidate.source, titleOf(id, candidate));
  const parent = candidates.get(candidate.parent ?? '');
  const declared = new Set(view.assumptions.map(({ text }) => text));
  const proposed = candidate.assumptions.filter((text) => text !== '' && !declared.has(text));
  return {
    ...view,
    assumptions: [
      ...view.assumptions,
      ...proposed.map((text) => ({ text, from: 'model' as const })),
    ],
    parent: parent
      ? {
          title:
            readParts(parent.source).declaration?.title ?? titleOf(candidate.parent ?? '', parent),
          code: parent.source,
        }
      : null,
  };
}

/** For code that declares no title. */
function titleOf(id: string, { words }: CandidateSource): string {
  return words[0] ?? id;
}

type Parts = Omit<StructureView, 'parent'>;

function partsOf(code: string, title: string): Parts {
  const { declaration, moduleLines } = readParts(code);
  if (declaration === undefined) return { ...NO_PARTS, title, code };
  const graph = graphOf(code, declaration);
  return {
    title: declaration.title,
    code,
    assumptions: declaration.assumptions
      .filter(({ text }) => text !== '')
      .map(({ text, source }) => ({ text, from: source === 'modeller' ? 'model' : source })),
    graph,
    modules: declaration.modules.map(({ name, meaning }, i) => {
      const [first, last] = moduleLines[i] ?? [1, 1];
      const id = `module:${name}`;
      const parameters = graph.nodes.filter(
        (node) =>
          node.kind === 'parameter' &&
          graph.edges.some(({ from, to }) => from === node.id && to === id),
      );
      return {
        ...{ name, meaning, lines: [first, last] },
        parameters: parameters.map((node) => node.name),
      };
    }),
    parameters: named(declaration.parameters).map(({ name, meaning, unit, prior }) => ({
      ...{ name, meaning, unit, prior },
    })),
    levers: named(declaration.levers).map(
      ({ name, meaning, unit, default: value, low, high, integer }) => ({
        ...{ name, meaning, unit, default: value, low, high, integer },
      }),
    ),
    outputs: named(declaration.outputs).map(({ name, meaning, unit }) => ({ name, meaning, unit })),
  };
}

const NO_PARTS = {
  assumptions: [],
  graph: { nodes: [], edges: [] },
  ...{ modules: [], parameters: [], levers: [], outputs: [] },
};

function graphOf(code: string, declaration: Declaration): Parts['graph'] {
  const meanings = new Map<string, { readonly meaning: string; readonly unit?: string }>([
    ...declaration.modules.map((module) => [`module:${module.name}`, module] as const),
    ...groupOf('parameter', declaration.parameters),
    ...groupOf('input', declaration.inputs),
    ...groupOf('lever', declaration.levers),
    ...groupOf('output', declaration.outputs),
  ]);
  try {
    const { nodes, edges } = compileSimulator(code).graph;
    return {
      nodes: nodes.map((node) => {
        const { meaning = '', unit = '' } = meanings.get(node.id) ?? {};
        return { ...node, meaning, unit };
      }),
      edges: edges.map((edge) => ({ ...edge })),
    };
  } catch (error) {
    // It is shown so that somebody can mend it.
    if (error instanceof SimulatorError) return NO_PARTS.graph;
    throw error;
  }
}

function groupOf<Part>(kind: string, parts: Readonly<Record<string, Part>>) {
  return Object.entries(parts).map(([name, part]) => [`${kind}:${name}`, part] as const);
}

function named<Part>(parts: Readonly<Record<string, Part>>): (Part & { readonly name: string })[] {
  return Object.entries(parts).map(([name, part]) => ({ ...part, name }));
}
