import type { DecisionSpace } from '../../../engine/studio/contract/decision-space.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import type { EditedAim } from '../../state/aim-hooks.ts';
import { useView } from '../../state/project-context.ts';
import { plainName } from '../../words/numbers.ts';
import { choiceOf } from './aim-templates.ts';
import { wordsOfResource } from './aim-words.ts';
import { LeverCard } from './lever-card.tsx';

/** As many as a goal can have (schema). */
const CHOICES = 8;

interface Props {
  readonly edited: EditedAim;
  readonly space: DecisionSpace;
}

/** With what the goal may be reached. */
export function LeversSheet({ edited, space }: Props) {
  const { readOnly, resources } = useView();
  const { choices } = edited.aim;
  const left = space.levers.filter(({ name }) => !choices.some(({ lever }) => lever === name));
  const remove = (lever: string) =>
    edited.change(
      { choices: choices.filter((one) => one.lever !== lever) },
      'Took something out of a goal',
    );
  return (
    <section className="sheet" aria-labelledby="levers">
      <div className="sheet-head">
        <h2 id="levers">What may be set</h2>
      </div>
      <div className="sheet-body stack">
        <ul className="lever-cards">
          {choices.map((choice) => {
            const lever = space.levers.find(({ name }) => name === choice.lever);
            const onRemove =
              choices.length > 1 && !readOnly ? () => remove(choice.lever) : undefined;
            return lever ? (
              <LeverCard key={choice.lever} {...{ choice, lever, space, edited, onRemove }} />
            ) : (
              <li key={choice.lever}>
                <MissingLever name={choice.lever} onRemove={onRemove} />
              </li>
            );
          })}
        </ul>
        {!readOnly && left.length > 0 && choices.length < CHOICES && (
          <div>
            <MenuButton
              label="Something else may be set, too"
              icon="plus"
              items={left.map(({ name }) => ({
                id: name,
                words: wordsOfResource(name, resources),
              }))}
              onAction={(name) => {
                const lever = left.find((one) => one.name === name);
                if (lever)
                  edited.change(
                    { choices: [...choices, choiceOf(lever)] },
                    'Added something that may be set',
                  );
              }}
            />
          </div>
        )}
      </div>
    </section>
  );
}

interface MissingProps {
  readonly name: string;
  readonly onRemove: (() => void) | undefined;
}

function MissingLever({ name, onRemove }: MissingProps) {
  return (
    <Banner
      tone="care"
      actions={
        onRemove && (
          <Button size="small" onPress={onRemove}>
            Leave it out
          </Button>
        )
      }
    >
      <p>
        <strong>{plainName(name)}</strong> is neither in the model in use nor among what you can
        provide. {onRemove ? 'Leave it out, or take' : 'Add something else first, or take'} another
        model.
      </p>
    </Banner>
  );
}
