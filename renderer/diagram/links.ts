import type { StructureView } from '../../engine/studio/contract/structure-view.ts';
import { plainName } from '../words/numbers.ts';
import { EDGE_KINDS } from './node-kinds.ts';

type Graph = StructureView['graph'];

/** What a node hangs on, and what hangs on it, each in a few words: 'changes occupied beds'. */
export function linksOf({ nodes, edges }: Graph, id: string) {
  const name = (node: string) => plainName(nodes.find((one) => one.id === node)?.name ?? node);
  return {
    causes: [
      ...new Set(
        edges.filter(({ to }) => to === id).map(({ from, kind }) => causeWords(name(from), kind)),
      ),
    ],
    effects: [
      ...new Set(
        edges.filter(({ from }) => from === id).map(({ to, kind }) => effectWords(name(to), kind)),
      ),
    ],
  };
}

function causeWords(name: string, kind: Graph['edges'][number]['kind']): string {
  switch (kind) {
    case 'reads':
      return name;
    case 'writes':
      return `${name} (changes it)`;
    case 'starts':
      return `${name} (its first value)`;
    case 'noise':
      return `${name} (how exact it is observed)`;
    default:
      return kind satisfies never;
  }
}

function effectWords(name: string, kind: Graph['edges'][number]['kind']): string {
  return kind === 'reads' ? name : `${EDGE_KINDS[kind].words} ${name}`;
}

/** The diagram in a sentence. */
export function diagramSentence({ nodes, edges }: Graph): string {
  const of = (kind: Graph['nodes'][number]['kind']) => nodes.filter((node) => node.kind === kind);
  const names = (kind: Graph['nodes'][number]['kind']) =>
    of(kind)
      .map(({ name }) => plainName(name))
      .join(', ');
  const happens =
    of('module').length === 0 ? 'Nothing happens in it' : `What happens: ${names('module')}`;
  const given = of('input').length === 0 ? '' : ` Given from outside: ${names('input')}.`;
  const predicted = of('output').length === 0 ? '' : ` Predicted: ${names('output')}.`;
  return `${happens}.${given}${predicted} ${edges.length} links, read from the code.`;
}
