/** What can stand in a causal diagram: a word, a drawing and a shape each, never colour alone. */
import type { StructureView } from '../../engine/studio/contract/structure-view.ts';
import type { IconName } from '../components/icon.tsx';

export type DiagramNode = StructureView['graph']['nodes'][number];
type DiagramEdge = StructureView['graph']['edges'][number];

export const NODE_KINDS = {
  module: { words: 'what happens', icon: 'reload', shape: 'box' },
  state: { words: 'how much there is', icon: 'table', shape: 'stock' },
  parameter: { words: 'number', icon: 'settings', shape: 'pill' },
  input: { words: 'given from outside', icon: 'arrow', shape: 'slanted' },
  lever: { words: 'decided by you', icon: 'person', shape: 'tag' },
  output: { words: 'predicted', icon: 'chart', shape: 'double' },
} as const satisfies Record<DiagramNode['kind'], { words: string; icon: IconName; shape: string }>;

export const EDGE_KINDS = {
  reads: { words: 'is needed for', line: 'plain' },
  writes: { words: 'changes', line: 'strong' },
  starts: { words: 'is the first value of', line: 'dashed' },
  noise: { words: 'blurs what is observed of', line: 'dotted' },
} as const satisfies Record<DiagramEdge['kind'], { words: string; line: string }>;
