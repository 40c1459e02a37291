import { TextField } from '../../components/text-field.tsx';
import { ChangesPart } from './changes-part.tsx';
import { useModel } from './model-context.ts';
import { PoliciesPart } from './policies-part.tsx';
import { type EditedScenario, useEdited } from './use-measures.ts';
import { useTyped } from './use-typed.ts';

/** What the scenario that is edited is called, and what it is made of. */
export function ScenarioSheet() {
  const edited = useEdited();
  if (!edited) return null;
  return (
    <section className="sheet" aria-labelledby="scenario">
      <div className="sheet-head">
        <h2 id="scenario">What “{edited.scenario.name}” changes</h2>
      </div>
      <div className="sheet-body stack">
        <NameField key={edited.id} edited={edited} />
        <ChangesPart edited={edited} />
        <PoliciesPart edited={edited} />
      </div>
    </section>
  );
}

function NameField({ edited: { scenario, edit } }: { readonly edited: EditedScenario }) {
  const { isReadOnly } = useModel();
  const name = useTyped(scenario.name, (next) => {
    if (next.trim() !== '') edit('Renamed a scenario', (now) => ({ ...now, name: next.trim() }));
  });
  const notes = useTyped(scenario.notes, (next) =>
    edit('Wrote notes of a scenario', (now) => ({ ...now, notes: next })),
  );
  return (
    <div className="stack tight">
      <TextField
        label="Name"
        isDocument
        maxLength={200}
        isReadOnly={isReadOnly}
        isInvalid={name.text.trim() === ''}
        value={name.text}
        onChange={name.change}
        onBlur={name.leave}
      />
      {(scenario.notes !== '' || !isReadOnly) && (
        <TextField
          label="Notes"
          placeholder="Why, agreed with whom"
          isDocument
          maxLength={10_000}
          isReadOnly={isReadOnly}
          value={notes.text}
          onChange={notes.change}
          onBlur={notes.leave}
        />
      )}
    </div>
  );
}
