import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { Button } from '../../components/button.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { sheetText } from './sheet-text.ts';

/** The page as text, for a report or a letter. */
export function CopySheet({ trust }: { readonly trust: TrustView }) {
  const app = useApp();
  const { name, data } = useView();
  const copy = () =>
    app.attempt(async () => {
      await navigator.clipboard.writeText(sheetText(trust, name, data?.timeUnit ?? 'step'));
      app.ui.getState().tell('The sheet is copied as text (Markdown).');
    });
  return (
    <div>
      <Button icon="copy" onPress={() => void copy()}>
        Copy the sheet
      </Button>
    </div>
  );
}
