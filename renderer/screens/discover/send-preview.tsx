import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { Window } from '../../components/window.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { saveText } from './save-text.ts';

interface Props {
  readonly proposer: 'openai' | 'both';
  readonly sendRows: boolean;
  readonly candidates: number | undefined;
}

/** The exact text of the first request, to be read before anything is sent. */
export function SendPreview(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button size="small" icon="file" onPress={() => setOpen(true)}>
        See what would be sent…
      </Button>
      {isOpen && <PreviewWindow {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

function PreviewWindow({ proposer, sendRows, candidates, onClose }: Props & { onClose(): void }) {
  const { client, ui } = useApp();
  const { project } = useView();
  const text = useLoaded(
    JSON.stringify([project, proposer, sendRows, candidates]),
    async (signal) => {
      const request = { project, proposer, sendRows, ...(candidates && { candidates }) };
      return (await client.call('proposer.preview', request, { signal })).text;
    },
  );
  const copy = async (words: string) => {
    await navigator.clipboard.writeText(words);
    ui.getState().tell('Copied what would be sent.');
  };
  return (
    <Window
      title="What would be sent to the language model"
      isWide
      onClose={onClose}
      foot={
        text.kind === 'loaded' && (
          <>
            <Button icon="copy" onPress={() => void copy(text.value)}>
              Copy
            </Button>
            <Button icon="file" onPress={() => saveText('what-would-be-sent.txt', text.value)}>
              Save as a file
            </Button>
            <Button look="primary" onPress={onClose}>
              Close
            </Button>
          </>
        )
      }
    >
      <div className="stack tight">
        <p>
          This is the first request, letter by letter. Nothing was sent. Later requests add what was
          seen in the structures tried{sendRows ? '' : '; none holds rows of your data'}.
        </p>
        {text.kind === 'loading' && <p className="muted">Writing it…</p>}
        {text.kind === 'failed' && <LoadFailed error={text.error} onRetry={text.again} />}
        {text.kind === 'loaded' && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by the keys.
          <pre className="sent-text mono" tabIndex={0}>
            {text.value}
          </pre>
        )}
      </div>
    </Window>
  );
}
