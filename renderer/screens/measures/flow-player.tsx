import { Label } from 'react-aria-components/Label';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import type { FlowResult } from '../../../engine/studio/contract/compare.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Segments } from '../../components/segments.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { flowDay } from './flow-moments.ts';
import { useModel } from './model-context.ts';
import type { FlowChoice } from './use-flow.ts';
import type { Player } from './use-player.ts';

interface Props {
  readonly flow: FlowResult;
  readonly player: Player;
  readonly choice: FlowChoice;
  onEnd(): void;
}

const SPEED_OPTIONS = [
  { value: 'slow', words: 'slow' },
  { value: 'usual', words: 'usual' },
  { value: 'quick', words: 'quick' },
] as const;

/** Which run, and which day of it: played, stepped through, or chosen. */
export function FlowPlayer({ flow, player, choice, onEnd }: Props) {
  return (
    <div className="flow-player">
      <div className="field-pair">
        <SelectField
          label="Under"
          value={choice.scenario}
          options={choice.options}
          onChange={(scenario) => choice.choose({ scenario })}
        />
        <NumberField
          label="Run, of 20"
          minValue={1}
          maxValue={20}
          value={choice.run + 1}
          onChange={(run) => {
            if (!Number.isNaN(run)) choice.choose({ run: run - 1 });
          }}
        />
        {player.canPlay && (
          <Segments
            label="Speed"
            value={player.speed}
            options={SPEED_OPTIONS}
            onChange={player.setSpeed}
          />
        )}
      </div>
      <Days flow={flow} player={player} />
      <div className="row">
        {!player.canPlay && (
          <span className="small muted">
            Your system asks for less motion: go through it step by step.
          </span>
        )}
        <Button size="small" look="quiet" icon="close" onPress={onEnd}>
          No longer follow a run
        </Button>
      </div>
    </div>
  );
}

function Days({ flow, player }: Pick<Props, 'flow' | 'player'>) {
  const { timeUnit } = useModel();
  const { row, rows, isPlaying, canPlay } = player;
  const day = flowDay(flow, row);
  const last = Math.max(0, rows - 1);
  const share = `${(100 * row) / (last || 1)}%`;
  return (
    <div className="flow-days">
      {canPlay && (
        <IconButton
          look="plain"
          name={isPlaying ? 'Pause' : 'Play'}
          icon={isPlaying ? 'pause' : 'play'}
          onPress={() => player.play(!isPlaying)}
        />
      )}
      <IconButton
        name={`One ${timeUnit} back`}
        icon="back"
        isDisabled={row === 0}
        onPress={() => player.go(row - 1)}
      />
      <IconButton
        name={`One ${timeUnit} on`}
        icon="arrow"
        isDisabled={row >= last}
        onPress={() => player.go(row + 1)}
      />
      <Slider
        className="slider flow-slider"
        value={row}
        minValue={0}
        maxValue={last}
        onChange={(next) => player.go(Array.isArray(next) ? (next[0] ?? row) : next)}
      >
        <Label className="sr-only">{timeUnit} shown</Label>
        <SliderTrack className="slider-track">
          <span className="slider-fill" style={{ width: share }} />
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
      </Slider>
      <output className="flow-day">{day}</output>
    </div>
  );
}
