import type { ConnectionStatus } from '../../engine/studio/contract/client.ts';
import { Banner } from '../components/banner.tsx';

/** While the engine is away: what happened, and that nothing is lost. */
export function ConnectionBanner({ connection }: { readonly connection: ConnectionStatus }) {
  if (connection.kind !== 'reconnecting') return null;
  return (
    <div className="connection-banner">
      <Banner tone="care" icon="reload" role="status">
        <strong>The engine is being reached again</strong>
        {/* Seen, not read out each time anew. */}
        <span aria-hidden="true">
          {connection.attempt > 1 && ` (attempt ${connection.attempt})`}
        </span>
        . What you saved is on the disk; runs go on, or can be resumed.
      </Banner>
    </div>
  );
}
