import '@xyflow/react/dist/base.css';
import './diagram.css';
import { type Edge, MarkerType, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { StructureView } from '../../engine/studio/contract/structure-view.ts';
import {
  type DiagramMoment,
  type DiagramSwitches,
  linkKey,
  MarksContext,
} from './diagram-marks.ts';
import { ChoiceContext, type FlowNode, PartNode } from './diagram-node.tsx';
import { DiagramTools } from './diagram-tools.tsx';
import {
  goesBack,
  isArrow,
  layOut,
  NODE_HEIGHT,
  NODE_WIDTH,
  neighbour,
  type Positions,
} from './layout.ts';
import { EDGE_KINDS } from './node-kinds.ts';

interface Props {
  readonly graph: StructureView['graph'];
  /** Id of the part that is spoken of beside it. */
  readonly chosen: string | undefined;
  onChoose(id: string): void;
  /** On each part that happens. */
  readonly switches?: DiagramSwitches;
  readonly moment?: DiagramMoment;
}

const NODE_TYPES = { part: PartNode };
const FIT = { padding: 0.04 };
const NO_ATTRIBUTION = { hideAttribution: true };

/** How the parts of a structure hang together: pulled by the mouse, or gone through by the arrows. */
export function CausalDiagram(props: Props) {
  return (
    <ReactFlowProvider>
      <Diagram {...props} />
    </ReactFlowProvider>
  );
}

function Diagram({ graph, chosen, onChoose, switches, moment }: Props) {
  const place = useRef<HTMLElement>(null);
  const flow = useReactFlow();
  const positions = useMemo(() => layOut(graph), [graph]);
  const nodes = useMemo(() => flowNodes(graph, positions), [graph, positions]);
  const edges = useMemo(
    () => flowEdges(graph, positions, chosen, moment),
    [graph, positions, chosen, moment],
  );
  const levels = moment?.levels;
  const marks = useMemo(() => ({ switches, levels }), [switches, levels]);
  const [reached, setReached] = useState<string>();
  const entry = reached ?? chosen ?? graph.nodes[0]?.id;
  const near = useMemo(
    () =>
      new Set(
        graph.edges
          .filter(({ from, to }) => from === chosen || to === chosen)
          .flatMap(({ from, to }) => [from, to]),
      ),
    [graph, chosen],
  );
  const choice = useMemo(
    () => ({ chosen, entry, near, choose: onChoose }),
    [chosen, entry, near, onChoose],
  );
  useEffect(() => {
    const section = place.current;
    if (!section || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => void flow.fitView(FIT));
    observer.observe(section);
    return () => observer.disconnect();
  }, [flow]);
  const go = (event: KeyboardEvent) => {
    if (!isArrow(event.key) || !(event.target instanceof HTMLElement)) return;
    const from = event.target.dataset.part;
    const to = from === undefined ? undefined : neighbour(positions, from, event.key);
    if (from === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const there = to === undefined ? undefined : positions.get(to);
    if (to === undefined || there === undefined) return;
    setReached(to);
    place.current?.querySelector<HTMLElement>(`[data-part="${CSS.escape(to)}"]`)?.focus();
    void flow.setCenter(there.x, there.y, { zoom: Math.max(0.7, flow.getZoom()) });
  };
  return (
    <section ref={place} className="diagram" aria-label="Causal diagram" onKeyDown={go}>
      <ChoiceContext value={choice}>
        <MarksContext value={marks}>
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={NODE_TYPES}
            proOptions={NO_ATTRIBUTION}
            fitView
            fitViewOptions={FIT}
            minZoom={0.2}
            maxZoom={2}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            zoomOnScroll={false}
            preventScrolling={false}
            disableKeyboardA11y
          />
        </MarksContext>
      </ChoiceContext>
      <DiagramTools />
    </section>
  );
}

function flowNodes({ nodes }: StructureView['graph'], positions: Positions): FlowNode[] {
  return nodes.map((part) => {
    const { x, y } = positions.get(part.id) ?? { x: 0, y: 0 };
    return {
      id: part.id,
      type: 'part' as const,
      position: { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      data: { part },
    };
  });
}

function flowEdges(
  { edges }: StructureView['graph'],
  positions: Positions,
  chosen: string | undefined,
  moment: DiagramMoment | undefined,
): Edge[] {
  return edges.map((edge) => {
    const { from, to, kind } = edge;
    const isFar = chosen !== undefined && from !== chosen && to !== chosen;
    const isBack = goesBack(positions, edge);
    const moved = kind === 'writes' ? moment?.amounts.get(linkKey(from, to)) : undefined;
    const isMoving = moved !== undefined && moved.strength > 0;
    return {
      id: `${from} ${kind} ${to}`,
      source: from,
      target: to,
      sourceHandle: isBack ? 'back-out' : 'out',
      targetHandle: isBack ? 'back-in' : 'in',
      className: `${EDGE_KINDS[kind].line}${isFar ? ' far' : ''}${isMoving && moment?.isPlaying ? ' moving' : ''}`,
      ...(moved && {
        ...(isMoving && { label: moved.words }),
        style: { strokeWidth: 1 + 6 * moved.strength },
        labelBgPadding: [4, 2] as [number, number],
      }),
      markerEnd: {
        ...{ type: MarkerType.ArrowClosed, color: null, markerUnits: 'userSpaceOnUse' },
        ...{ width: 16, height: 16 },
      },
    };
  });
}
