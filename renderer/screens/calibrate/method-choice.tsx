import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useApp } from '../../state/studio-app.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { methodWords } from './method-words.ts';

interface Props {
  readonly method: string;
  onChange(method: string): void;
}

/** Ways to fit, each with how it works and when to take it; most people never open this. */
export function MethodChoice({ method, onChange }: Props) {
  const { client } = useApp();
  const methods = useLoaded('methods', (signal) =>
    client.call('calibrations.methods', {}, { signal }),
  );
  const shown = methods.kind === 'loaded' ? methods.value : [];
  const taken = shown.find(({ id }) => id === method);
  return (
    <details className="method-choice">
      <summary>
        <span className="label">How: </span>
        {taken ? methodWords(taken).title : 'Let the studio choose'}
      </summary>
      {methods.kind === 'failed' && <LoadFailed error={methods.error} onRetry={methods.again} />}
      {methods.kind === 'loading' && <p className="help">One moment…</p>}
      <RadioGroup className="methods" aria-label="How" value={method} onChange={onChange}>
        {shown.map((one) => {
          const { title, how, when } = methodWords(one);
          return (
            <Radio key={one.id} value={one.id} className="method">
              <span className="method-dot" />
              <span>
                <span className="method-title">{title}</span>
                <span className="small muted">
                  {how} <em>{when}</em>
                </span>
              </span>
            </Radio>
          );
        })}
      </RadioGroup>
    </details>
  );
}
