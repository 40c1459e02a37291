import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { SampleCard } from '../../../engine/studio/contract/studio-view.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { SeriesPicture } from '../../components/series-picture.tsx';
import { useApp } from '../../state/studio-app.ts';
import { useOpenSample } from '../use-open-sample.ts';

interface Props {
  /** The first is behind the first door; undefined while they are fetched. */
  readonly samples: readonly SampleCard[] | undefined;
  onPickAnother(): void;
}

/** The three ways to begin. */
export function Doors({ samples, onPickAnother }: Props) {
  const [sample, ...others] = samples ?? [];
  const { ui } = useApp();
  const { opening, openSample } = useOpenSample();
  return (
    <section className="doors" aria-label="Begin">
      <Door
        title={opening ? 'Copying the sample…' : 'Try a sample'}
        words={sample?.title ?? (samples ? 'There are none' : 'Looking for the samples…')}
        icon="play"
        className="door-first"
        isDisabled={!sample || opening !== undefined}
        onPress={() => sample && void openSample(sample.id)}
      >
        {sample && <Picture sample={sample} />}
      </Door>
      <Door
        title="Pick another"
        words="See all samples, each with its question, source and licence"
        icon="table"
        onPress={onPickAnother}
      >
        <span className="door-pictures">
          {others.slice(0, 3).map((other) => (
            <Picture key={other.id} sample={other} />
          ))}
        </span>
      </Door>
      <Door
        title="Use my own"
        words="A few sentences, and a CSV file or a copied table"
        icon="plus"
        onPress={() => ui.getState().open({ kind: 'create', goal: '' })}
      >
        <TablePicture />
      </Door>
    </section>
  );
}

function Picture({ sample }: { readonly sample: SampleCard }) {
  const { picture, heldOutRows, rows } = sample;
  return <SeriesPicture values={picture.values} keptShare={heldOutRows / Math.max(1, rows)} />;
}

/** A sheet of rows, the last of them empty. */
function TablePicture() {
  const lines = [0, 1, 2, 3];
  return (
    <svg className="table-picture" viewBox="0 0 200 80" aria-hidden="true">
      {lines.map((line) => (
        <g key={line} fill="var(--edge)" fillOpacity={0.55 - line * 0.13}>
          <rect x="0" y={8 + line * 20} width="56" height="6" rx="3" />
          <rect x="80" y={8 + line * 20} width={28 + ((line * 17) % 24)} height="6" rx="3" />
          <rect x="144" y={8 + line * 20} width={20 + ((line * 23) % 30)} height="6" rx="3" />
        </g>
      ))}
    </svg>
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
