import { lazy, Suspense, useMemo, useState } from 'react';
import type { FlowResult } from '../../../engine/studio/contract/compare.ts';
import type { StructureView } from '../../../engine/studio/contract/structure-view.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { Button } from '../../components/button.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { DiagramLegend } from '../../diagram/diagram-legend.tsx';
import { isSwitchedOff, switched } from './change-kinds.ts';
import { flowDay, flowTable, momentOf, mostChanged, rowCount } from './flow-moments.ts';
import { FlowPlayer } from './flow-player.tsx';
import { useModel } from './model-context.ts';
import { useFlow } from './use-flow.ts';
import type { EditedScenario } from './use-measures.ts';
import { usePlayer } from './use-player.ts';

const CausalDiagram = lazy(() =>
  import('../../diagram/causal-diagram.tsx').then((module) => ({ default: module.CausalDiagram })),
);

interface Props {
  readonly graph: StructureView['graph'];
  readonly edited: EditedScenario | undefined;
}

/** The causal diagram with a switch on each part, and one run moving through it. */
export function FlowPart({ graph, edited }: Props) {
  const [isFollowed, setFollowed] = useState(false);
  const flow = useFlow(isFollowed);
  if (isFollowed && flow.kind === 'loaded') {
    return (
      <Followed
        key={flow.value.title}
        {...{ graph, edited }}
        flow={flow.value}
        choice={flow.choice}
        onEnd={() => setFollowed(false)}
      />
    );
  }
  return (
    <>
      <div className="row">
        <Button icon="play" onPress={() => setFollowed(true)}>
          Follow one run through the model
        </Button>
        {isFollowed && flow.kind === 'loading' && (
          <span className="small muted" role="status">
            Making one run…
          </span>
        )}
      </div>
      {isFollowed && flow.kind === 'failed' && (
        <LoadFailed error={flow.error} onRetry={flow.again} />
      )}
      <Diagram {...{ graph, edited }} />
      <DiagramLegend />
    </>
  );
}

function Followed({
  graph,
  edited,
  flow,
  choice,
  onEnd,
}: Props & {
  readonly flow: FlowResult;
  readonly choice: ReturnType<typeof useFlow>['choice'];
  onEnd(): void;
}) {
  const { names } = useModel();
  const player = usePlayer(rowCount(flow));
  const most = useMemo(() => mostChanged(flow), [flow]);
  const { row, isPlaying } = player;
  const moment = useMemo(() => momentOf(flow, most, row, isPlaying), [flow, most, row, isPlaying]);
  return (
    <ChartFrame
      title="One run through the model"
      summary={`What each part changes, day by day, in one run: ${choice.words}. Shown: ${flowDay(flow, row)}.`}
      table={() => flowTable(flow, names.words)}
      size="tall"
    >
      <FlowPlayer {...{ flow, player, choice, onEnd }} />
      <Diagram {...{ graph, edited }} moment={moment} />
      <DiagramLegend />
    </ChartFrame>
  );
}

function Diagram({
  graph,
  edited,
  moment,
}: Props & { readonly moment?: ReturnType<typeof momentOf> }) {
  const { isReadOnly, names } = useModel();
  const [chosen, setChosen] = useState<string>();
  const switches = useMemo(
    () =>
      edited && {
        isReadOnly,
        isOn: (module: string) => !isSwitchedOff(edited.scenario, module),
        turn: (module: string, isOn: boolean) =>
          edited.edit(`${isOn ? 'Switched on' : 'Switched off'}: ${names.words(module)}`, (now) =>
            switched(now, module, isOn),
          ),
      },
    [edited, isReadOnly, names],
  );
  return (
    <Suspense fallback={<p className="chart-words">Drawing the diagram…</p>}>
      <CausalDiagram
        graph={graph}
        chosen={chosen}
        onChoose={(id) => setChosen(id === chosen ? undefined : id)}
        {...(switches && { switches })}
        {...(moment && { moment })}
      />
    </Suspense>
  );
}
