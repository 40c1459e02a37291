import type { Model } from '../../../engine/studio/contract/studio-view.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { isOnThisComputer } from './model-place.ts';
import { ModelTestWords, useModelTest } from './model-test.tsx';

interface Props {
  readonly model: Model;
  readonly hasKey: boolean;
  onChange(): void;
  onRemove(): void;
}

/** A model that was set up: where it is, whether it answers. */
export function ModelRow({ model, hasKey, onChange, onRemove }: Props) {
  const { id, name, baseUrl } = model;
  const { test, ask } = useModelTest(id);
  const isAsking = test?.kind === 'asking';
  return (
    <li className="model">
      <div className="model-words">
        <strong>{name}</strong>
        <p className="small muted">
          <span className="mono">{model.model}</span> at <span className="mono">{baseUrl}</span>
        </p>
        <p className="small muted">
          {isOnThisComputer(baseUrl)
            ? 'On this computer: what it is asked does not leave it'
            : 'Elsewhere: what it is asked leaves this computer'}
          {hasKey ? ' · key kept' : ' · no key'}
        </p>
      </div>
      <div className="row">
        <Button
          size="small"
          isDisabled={isAsking}
          aria-label={`Test ${name}`}
          onPress={() => void ask()}
        >
          {isAsking ? 'Testing…' : 'Test'}
        </Button>
        <Button size="small" onPress={onChange} aria-label={`Change ${name}`}>
          Change
        </Button>
        <IconButton size="small" icon="trash" name={`Remove ${name}`} onPress={onRemove} />
      </div>
      <ModelTestWords test={test} />
    </li>
  );
}
