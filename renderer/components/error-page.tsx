import { useState } from 'react';
import type { ErrorData } from '../../engine/base/error.ts';
import { sentence } from '../state/error-data.ts';
import { Brand } from './brand.tsx';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface Props {
  readonly title: string;
  readonly error: ErrorData;
  /** Only where the window itself failed: where in its code. */
  readonly trace?: string;
  /** What else can be done besides trying again. */
  readonly actions?: React.ReactNode;
  onRetry(): void;
}

/** Instead of a page that cannot be shown: what happened, the way out, details for whoever helps. */
export function ErrorPage({ title, error, trace, actions, onRetry }: Props) {
  const [isCopied, setCopied] = useState(false);
  const details = detailsOf(error, trace);
  const copy = async () => {
    await navigator.clipboard.writeText(details);
    setCopied(true);
  };
  return (
    <main className="error-page">
      <Brand />
      <div className="sheet stack" role="alert">
        <div className="row error-title">
          <Icon name="cross" size={22} />
          <h1>{title}</h1>
        </div>
        <p>{sentence(error.message)}</p>
        {error.hint && <p className="way-out">{error.hint}</p>}
        <div className="row">
          <Button look="primary" icon="reload" onPress={onRetry}>
            Try again
          </Button>
          {actions}
        </div>
        <details>
          <summary>Details for whoever looks after the studio</summary>
          <pre className="mono">{details}</pre>
          <Button size="small" icon={isCopied ? 'check' : 'copy'} onPress={copy}>
            {isCopied ? 'Copied' : 'Copy the details'}
          </Button>
        </details>
      </div>
    </main>
  );
}

function detailsOf({ name, code, message, hint, place }: ErrorData, trace?: string): string {
  return [
    `G-Sim Studio ${STUDIO_VERSION}`,
    `${name} ${code}`,
    message,
    ...(hint ? [hint] : []),
    ...(place ? [JSON.stringify(place)] : []),
    navigator.userAgent,
    ...(trace ? [trace] : []),
  ].join('\n');
}
