import { useState } from 'react';
import type { DecisionView, PolicyCard } from '../../../engine/studio/contract/decision-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Window } from '../../components/window.tsx';
import { useOpenProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';

interface Props {
  readonly card: PolicyCard;
  /** What the policy is called here. */
  readonly name: string;
  readonly job: JobView;
  readonly view: DecisionView;
}

/** A policy becomes a plan: a file that the exported script runs. */
export function MakePlan({ card, name, job, view }: Props) {
  const { readOnly } = useView();
  const [isOpen, setOpen] = useState(false);
  const isBest = card.role === 'recommended' && card.limits.every(({ holds }) => holds !== 'no');
  return (
    <>
      <Button
        size="small"
        look={isBest ? 'primary' : 'plain'}
        icon="check"
        isDisabled={readOnly !== null}
        onPress={() => setOpen(true)}
      >
        <span>
          Make this my plan<span className="sr-only">: {name}</span>
        </span>
      </Button>
      {isOpen && (
        <PlanWindow
          first={`${view.aim.name}: ${name.toLowerCase()}`.slice(0, 200)}
          run={job.job}
          candidate={card.id}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

interface WindowProps {
  readonly first: string;
  readonly run: string;
  readonly candidate: string;
  onClose(): void;
}

function PlanWindow({ first, run, candidate, onClose }: WindowProps) {
  const app = useApp();
  const project = useOpenProject();
  const [name, setName] = useState(first);
  const [isWriting, setWriting] = useState(false);
  const make = async () => {
    setWriting(true);
    const file = await app.attempt(async () => {
      let written = '';
      await project.change(async (folder) => {
        const params = { project: folder, run, candidate, name: name.trim() };
        const made = await app.client.call('plans.make', params);
        written = made.file;
        return made.view;
      });
      return written;
    });
    setWriting(false);
    if (file === undefined) return;
    app.ui
      .getState()
      .tell(`The plan is written: ${file}. It stands on the left, with how it is run.`);
    onClose();
  };
  return (
    <Window
      title="Make this my plan"
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button
            look="primary"
            isDisabled={name.trim() === '' || isWriting}
            onPress={() => void make()}
          >
            {isWriting ? 'Writing the plan…' : 'Write the plan'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          The policy, the scenario that it was found for and what to expect of it are written into
          the project as one file. The exported script runs it as it is. This can be undone.
        </p>
        <TextField
          label="Name of the plan"
          value={name}
          maxLength={200}
          autoFocus
          onChange={setName}
        />
      </div>
    </Window>
  );
}
