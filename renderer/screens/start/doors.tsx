import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { SampleCard } from '../../../engine/studio/contract/studio-view.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { SeriesPicture } from '../../components/series-picture.tsx';
import { useApp } from '../../state/studio-app.ts';
import { useOpenSample } from '../use-open-sample.ts';

interface Props {
  /** The sample behind the first door; undefined while it is fetched. */
  readonly sample: SampleCard | undefined;
  onPickAnother(): void;
}

/** The three ways to begin. */
export function Doors({ sample, onPickAnother }: Props) {
  const { ui } = useApp();
  const { opening, openSample } = useOpenSample();
  return (
    <section className="doors" aria-label="Begin">
      <Door
        title={opening ? 'Copying the sample…' : 'Try a sample'}
        words={sample?.title ?? 'Looking for the samples…'}
        icon="play"
        className="door-first"
        isDisabled={!sample || opening !== undefined}
        onPress={() => sample && void openSample(sample.id)}
      >
        {sample && (
          <SeriesPicture
            values={sample.picture.values}
            keptShare={sample.heldOutRows / Math.max(1, sample.rows)}
          />
        )}
      </Door>
      <Door
        title="Pick another"
        words="See all samples, each with its question, source and licence"
        icon="table"
        onPress={onPickAnother}
      />
      <Door
        title="Use my own"
        words="A few sentences and a CSV file with one row a day"
        icon="plus"
        onPress={() => ui.getState().open({ kind: 'create', words: '' })}
      />
    </section>
  );
}

interface DoorProps {
  readonly title: string;
  readonly words: string;
  readonly icon: IconName;
  readonly className?: string;
  readonly isDisabled?: boolean;
  readonly children?: ReactNode;
  onPress(): void;
}

function Door({
  title,
  words,
  icon,
  className = '',
  isDisabled = false,
  children,
  onPress,
}: DoorProps) {
  return (
    <Button className={`door ${className}`} isDisabled={isDisabled} onPress={onPress}>
      {children}
      <span className="door-text">
        <span className="door-title">
          <Icon name={icon} />
          {title}
        </span>
        <span className="door-words">{words}</span>
      </span>
    </Button>
  );
}
