import type { ErrorData } from '../../engine/base/error.ts';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';
import { ErrorWords } from './error-words.tsx';

interface Props {
  readonly error: ErrorData;
  onRetry(): void;
}

/** What a screen asked for did not come: why, and the way out. */
export function LoadFailed({ error, onRetry }: Props) {
  return (
    <Banner
      tone="bad"
      role="alert"
      actions={
        <Button size="small" icon="reload" onPress={onRetry}>
          Try again
        </Button>
      }
    >
      <ErrorWords error={error} />
    </Banner>
  );
}
