import { useState } from 'react';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useView } from '../../state/project-context.ts';
import type { Subject } from '../../state/standing-store.ts';
import { useApp } from '../../state/studio-app.ts';
import { SEED } from './seed.ts';

/** One file without dependencies that gives every number again. */
export function ExportScript({ subject }: { readonly subject: Subject }) {
  const app = useApp();
  const { project, readOnly } = useView();
  const [isWriting, setWriting] = useState(false);
  const [script, setScript] = useState<string>();
  const write = async () => {
    setWriting(true);
    const chosen =
      subject.kind === 'mixture' ? { mixture: subject.run } : { simulator: subject.simulator };
    const report = await app.attempt(() =>
      app.client.call('exports.script', { project, ...chosen, seed: SEED }),
    );
    setWriting(false);
    setScript(report?.script);
  };
  return (
    <section className="sheet" aria-labelledby="take-along">
      <div className="sheet-head">
        <h2 id="take-along">Take it along</h2>
      </div>
      <div className="sheet-body stack tight">
        <p className="small muted">
          One file that gives every number again, without the studio. It runs with Node.
        </p>
        <div>
          <Button
            icon="file"
            isDisabled={isWriting || readOnly !== null}
            onPress={() => void write()}
          >
            {isWriting ? 'Writing the script…' : 'Export as a script'}
          </Button>
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
    </section>
  );
}
