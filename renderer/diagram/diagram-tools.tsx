import { useReactFlow } from '@xyflow/react';
import { Toolbar } from 'react-aria-components/Toolbar';
import { Button, IconButton } from '../components/button.tsx';

/** Pixels that one press moves the diagram. */
const STEP = 120;

/** What the mouse does by pulling and the wheel, by buttons. */
export function DiagramTools() {
  const flow = useReactFlow();
  const move = (dx: number, dy: number) => () => {
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({ x: x + dx * STEP, y: y + dy * STEP, zoom });
  };
  return (
    <Toolbar className="diagram-tools" aria-label="Move and enlarge the diagram">
      <IconButton name="Smaller" icon="minus" size="small" onPress={() => void flow.zoomOut()} />
      <IconButton name="Larger" icon="plus" size="small" onPress={() => void flow.zoomIn()} />
      <Button size="small" look="quiet" onPress={() => void flow.fitView({ padding: 0.04 })}>
        Show all
      </Button>
      <IconButton name="Move left" icon="back" size="small" onPress={move(1, 0)} />
      <IconButton name="Move right" icon="arrow" size="small" onPress={move(-1, 0)} />
      <IconButton name="Move up" icon="up" size="small" onPress={move(0, 1)} />
      <IconButton name="Move down" icon="down" size="small" onPress={move(0, -1)} />
    </Toolbar>
  );
}
