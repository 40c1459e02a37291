import { lazy, Suspense, useState } from 'react';
import type { CandidateView } from '../../../engine/studio/contract/discovery-view.ts';
import type { StructureView } from '../../../engine/studio/contract/structure-view.ts';
import { Button } from '../../components/button.tsx';
import { DiagramLegend } from '../../diagram/diagram-legend.tsx';
import { DiagramTable } from '../../diagram/diagram-table.tsx';
import { diagramSentence } from '../../diagram/links.ts';
import { PartWords } from './part-words.tsx';

const CausalDiagram = lazy(() =>
  import('../../diagram/causal-diagram.tsx').then((m) => ({ default: m.CausalDiagram })),
);

interface Props {
  readonly structure: StructureView;
  readonly values: CandidateView['parameters'];
}

/** How its parts hang together; one of them in words beside it. */
export function DiagramTab({ structure, values }: Props) {
  const { graph } = structure;
  const [isTable, setTable] = useState(false);
  const [chosen, setChosen] = useState<string>();
  if (graph.nodes.length === 0) {
    return <p className="muted">The links cannot be read: the code has a mistake.</p>;
  }
  return (
    <div className="stack tight">
      <div className="row between">
        <p className="small muted diagram-sentence">{diagramSentence(graph)}</p>
        <Button
          size="small"
          icon={isTable ? 'diagram' : 'table'}
          onPress={() => setTable(!isTable)}
        >
          {isTable ? 'Show as diagram' : 'Show as table'}
        </Button>
      </div>
      <div className={chosen === undefined ? undefined : 'diagram-and-part'}>
        <div className="stack tight">
          {isTable ? (
            <DiagramTable graph={graph} chosen={chosen} onChoose={setChosen} />
          ) : (
            <Suspense fallback={<p className="chart-words">Drawing the diagram…</p>}>
              <CausalDiagram graph={graph} chosen={chosen} onChoose={setChosen} />
              <DiagramLegend />
            </Suspense>
          )}
        </div>
        {chosen !== undefined && (
          <PartWords
            {...{ structure, values }}
            part={chosen}
            onChoose={setChosen}
            onClose={() => setChosen(undefined)}
          />
        )}
      </div>
    </div>
  );
}
