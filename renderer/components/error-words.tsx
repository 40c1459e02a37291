import type { ErrorData } from '../../engine/base/error.ts';
import { sentence } from '../state/error-data.ts';

/** What happened, the way out, and the place. */
export function ErrorWords({ error }: { readonly error: ErrorData }) {
  const { place } = error;
  const line = place?.line === undefined ? '' : `, line ${place.line}`;
  return (
    <>
      <p>
        <strong>{sentence(error.message)}</strong>
      </p>
      {error.hint && <p>{error.hint}</p>}
      {place?.file && (
        <p className="small muted mono">
          {place.file}
          {line}
        </p>
      )}
    </>
  );
}
