import { useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import type { StructureView } from '../../../engine/studio/contract/structure-view.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Origin } from '../../components/origin.tsx';
import { useOpenProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { plainText } from '../../words/plain-text.ts';
import type { Decisions } from './use-decisions.ts';

type Assumption = StructureView['assumptions'][number];
type Said = 'confirmed' | 'disputed';

interface Props {
  readonly assumptions: readonly Assumption[];
  readonly decisions?: Decisions;
}

const FROM = { words: 'you', data: 'data', model: 'model', person: 'you' } as const;

/** What the structure takes for granted, to be ticked or disputed. */
export function AssumptionsTab({ assumptions, decisions }: Props) {
  if (assumptions.length === 0) return <p className="muted">It states no assumptions.</p>;
  return (
    <div className="stack tight">
      <p className="small muted">
        Tick what is so: it then counts as assumed by you. What is not so is told to every search
        from now on.
      </p>
      <ul className="assumptions">
        {assumptions.map((one) => (
          <AssumptionRow key={one.text} assumption={one} {...(decisions && { decisions })} />
        ))}
      </ul>
    </div>
  );
}

function AssumptionRow({
  assumption: { text, from },
  decisions,
}: {
  readonly assumption: Assumption;
  readonly decisions?: Decisions;
}) {
  const app = useApp();
  const project = useOpenProject();
  const { assumptions, readOnly } = useView();
  const said = assumptions[text];
  const say = (next: Said) => {
    const { [text]: _, ...others } = assumptions;
    const isTakenBack = said === next;
    const intent = isTakenBack ? 'Took back what was said of an assumption' : INTENTS[next];
    void app.attempt(() =>
      project.edit({
        intent,
        edit: { assumptions: isTakenBack ? others : { ...others, [text]: next } },
      }),
    );
  };
  return (
    <li className={said}>
      <div className="assumption-words">
        <p>{plainText(text)}</p>
        <Origin of={said === 'confirmed' ? 'you' : FROM[from]} />
        {said === 'disputed' && decisions && <TellNow text={text} decisions={decisions} />}
      </div>
      <fieldset className="row" aria-label={plainText(text)}>
        <Choice
          isOn={said === 'confirmed'}
          isDisabled={readOnly !== null}
          icon="check"
          onPress={() => say('confirmed')}
        >
          It is so
        </Choice>
        <Choice
          isOn={said === 'disputed'}
          isDisabled={readOnly !== null}
          icon="close"
          onPress={() => say('disputed')}
        >
          It is not so
        </Choice>
      </fieldset>
    </li>
  );
}

const INTENTS = {
  confirmed: 'Confirmed an assumption',
  disputed: 'Disputed an assumption',
} as const satisfies Record<Said, string>;

interface ChoiceProps {
  readonly isOn: boolean;
  readonly isDisabled: boolean;
  readonly icon: 'check' | 'close';
  readonly children: string;
  onPress(): void;
}

function Choice({ isOn, isDisabled, icon, children, onPress }: ChoiceProps) {
  return (
    <ToggleButton
      className={isOn ? 'button small pressed' : 'button small'}
      isSelected={isOn}
      isDisabled={isDisabled}
      onChange={onPress}
    >
      <Icon name={icon} />
      {children}
    </ToggleButton>
  );
}

/** A dispute counts for later searches; this one hears of it when it is told. */
function TellNow({ text, decisions }: { readonly text: string; readonly decisions: Decisions }) {
  const [isTold, setTold] = useState(false);
  if (decisions.whyNot !== undefined) return null;
  if (isTold) return <p className="small muted">Told to the modeller.</p>;
  return (
    <Button
      size="small"
      icon="tell"
      onPress={() =>
        void decisions
          .decide({ kind: 'tell', text: `It is not so that: ${text}`.slice(0, 2000) })
          .then(setTold)
      }
    >
      Tell the modeller now
    </Button>
  );
}
