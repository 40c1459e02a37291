import { TextField } from '../../components/text-field.tsx';
import { useOpenProject, useProject, useView } from '../../state/project-context.ts';
import { useDraft } from '../../state/use-draft.ts';

/** What happens there, what is wanted, what must hold: what a search for a model starts from. */
export function WordsPanel() {
  const error = useProject((state) => state.saveError);
  return (
    <section className="sheet words" aria-labelledby="words">
      <div className="sheet-head">
        <h2 id="words">In your words</h2>
      </div>
      <div className="sheet-body stack">
        <DocumentText
          field="description"
          label="What happens there, in your words"
          intent="Changed the words"
          lines={7}
          placeholder="Who or what arrives, how long it stays, where it goes, what limits there are."
        />
        <DocumentText
          field="goal"
          label="What you want to know"
          intent="Changed the goal"
          lines={2}
          placeholder="How many beds will be needed in the next four weeks?"
        />
        <DocumentText
          field="rules"
          label="What must always hold, a sentence a line"
          intent="Changed the rules"
          lines={3}
          placeholder={'Beds in use never exceed 40.\nPatients are conserved.'}
          help="Every simulated run is checked for it."
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

interface Props {
  readonly field: 'description' | 'goal' | 'rules';
  readonly label: string;
  readonly intent: string;
  readonly lines: number;
  readonly placeholder: string;
  readonly help?: string;
}

const MOST = { description: 100_000, goal: 10_000, rules: 100_000 } as const;

function DocumentText({ field, intent, ...shown }: Props) {
  const project = useOpenProject();
  const view = useView();
  const draft = useDraft(view[field], (text, burst) =>
    project.edit({ intent, burst, edit: { [field]: text } }),
  );
  return (
    <TextField
      {...shown}
      isDocument
      value={draft.text}
      onChange={draft.change}
      onBlur={() => void draft.send()}
      isReadOnly={view.readOnly !== null}
      maxLength={MOST[field]}
    />
  );
}
