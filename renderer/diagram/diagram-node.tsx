import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { createContext, useContext } from 'react';
import { Icon } from '../components/icon.tsx';
import { plainName } from '../words/numbers.ts';
import { MarksContext } from './diagram-marks.ts';
import { type DiagramNode, NODE_KINDS } from './node-kinds.ts';

export type FlowNode = Node<{ readonly part: DiagramNode }, 'part'>;

interface Choice {
  readonly chosen: string | undefined;
  /** The one that Tab leads to. */
  readonly entry: string | undefined;
  /** Linked with the chosen one. */
  readonly near: ReadonlySet<string>;
  choose(id: string): void;
}

export const ChoiceContext = createContext<Choice>({
  chosen: undefined,
  entry: undefined,
  near: new Set(),
  choose() {},
});

/** One part: its shape and word say what it is. */
export function PartNode({ id, data: { part } }: NodeProps<FlowNode>) {
  const { chosen, entry, near, choose } = useContext(ChoiceContext);
  const { words, icon, shape } = NODE_KINDS[part.kind];
  const { switches, levels } = useContext(MarksContext);
  const level = levels?.get(id);
  const hasSwitch = switches !== undefined && part.kind === 'module';
  const isOff = hasSwitch && !switches.isOn(part.name);
  const isFar = chosen !== undefined && id !== chosen && !near.has(id);
  return (
    <>
      <Handle id="in" type="target" position={Position.Left} isConnectable={false} />
      <Handle id="back-out" type="source" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className={`part nodrag ${shape}${isFar ? ' far' : ''}${hasSwitch ? ' switched' : ''}${isOff ? ' off' : ''}`}
        data-part={id}
        tabIndex={id === entry ? 0 : -1}
        aria-pressed={id === chosen}
        title={part.meaning ? `${plainName(part.name)}: ${part.meaning}` : plainName(part.name)}
        onClick={() => choose(id)}
      >
        <span className="part-kind">
          <Icon name={icon} size={12} />
          {isOff ? 'switched off' : level === undefined ? words : ''}
          {level !== undefined && <span className="part-level">{level}</span>}
        </span>
        <span className="part-name one-line">{plainName(part.name)}</span>
      </button>
      {hasSwitch && (
        <button
          type="button"
          role="switch"
          className="part-switch nodrag"
          aria-checked={!isOff}
          aria-label={`${plainName(part.name)} happens`}
          tabIndex={id === entry ? 0 : -1}
          disabled={switches.isReadOnly}
          onClick={() => switches.turn(part.name, isOff)}
        >
          <span className="part-track" />
        </button>
      )}
      <Handle id="out" type="source" position={Position.Right} isConnectable={false} />
      <Handle id="back-in" type="target" position={Position.Right} isConnectable={false} />
    </>
  );
}
