import { useState } from 'react';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { SEED } from '../project/seed.ts';

/** One file without dependencies that gives every number again. */
export function ExportScript({ simulator }: { readonly simulator: string }) {
  const app = useApp();
  const { project, readOnly } = useView();
  const [isWriting, setWriting] = useState(false);
  const [script, setScript] = useState<string>();
  const write = async () => {
    setWriting(true);
    const report = await app.attempt(() =>
      app.client.call('exports.script', { project, simulator, seed: SEED }),
    );
    setWriting(false);
    setScript(report?.script);
  };
  return (
    <div className="stack tight">
      <div className="row">
        <Button
          icon="file"
          isDisabled={isWriting || readOnly !== null}
          onPress={() => void write()}
        >
          {isWriting ? 'Writing the script…' : 'Export as a script'}
        </Button>
        <span className="small muted">
          One file that gives every number again, without the studio.
        </span>
      </div>
      {script && (
        <Banner
          tone="good"
          role="status"
          actions={
            app.desktop.abilities.reveal && (
              <Button
                size="small"
                icon="folder"
                onPress={() => void app.attempt(() => app.desktop.reveal(script))}
              >
                Show in its folder
              </Button>
            )
          }
        >
          <p>The script is written. Run it with Node: --help tells what it can do.</p>
          <p className="mono small">{script}</p>
        </Banner>
      )}
    </div>
  );
}
