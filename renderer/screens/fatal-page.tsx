import type { ErrorData } from '../../engine/base/error.ts';
import { ErrorPage } from '../components/error-page.tsx';

/** The engine cannot start, or speaks another version. */
export function FatalPage({ error }: { readonly error: ErrorData }) {
  return (
    <ErrorPage
      title="The studio could not start"
      error={error}
      onRetry={() => window.location.reload()}
    />
  );
}
