import { TextField } from '../../components/text-field.tsx';
import { useOpenProject, useProject, useView } from '../../state/project-context.ts';
import { useDraft } from '../../state/use-draft.ts';

/** What happens there, in the planner's words: what a search for a model starts from. */
export function WordsPanel() {
  const project = useOpenProject();
  const { description, readOnly } = useView();
  const error = useProject((state) => state.saveError);
  const draft = useDraft(description, (text, burst) =>
    project.edit({ intent: 'Changed the words', burst, edit: { description: text } }),
  );
  return (
    <section className="sheet words" aria-labelledby="words">
      <div className="sheet-head">
        <h2 id="words">What happens there</h2>
      </div>
      <div className="sheet-body">
        <TextField
          label="What happens there, in your words"
          isLabelHidden
          lines={8}
          isDocument
          value={draft.text}
          onChange={draft.change}
          onBlur={() => void draft.send()}
          isReadOnly={readOnly !== null}
          maxLength={100_000}
          placeholder="Who or what arrives, how long it stays, where it goes, what limits there are."
        />
        {error && (
          <p className="field-error" role="alert">
            Not saved: {error.message}. {error.hint}
          </p>
        )}
      </div>
    </section>
  );
}
