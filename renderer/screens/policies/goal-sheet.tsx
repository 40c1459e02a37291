import type { DecisionSpace } from '../../../engine/studio/contract/decision-space.ts';
import { Button } from '../../components/button.tsx';
import { Origin } from '../../components/origin.tsx';
import type { EditedAim } from '../../state/aim-hooks.ts';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { AimPicker } from './aim-picker.tsx';
import { nextLimit, nextObjective } from './aim-templates.ts';
import type { Limit, Objective } from './aim-words.ts';
import { LimitRow } from './limit-row.tsx';
import type { SentenceWords } from './metric-parts.tsx';
import { ObjectiveRow } from './objective-row.tsx';
import { SentenceText, type Understood } from './sentence-text.tsx';

/** As many as a goal can have (schema). */
const OBJECTIVES = 3;
const LIMITS = 10;

interface Props {
  readonly edited: EditedAim;
  readonly space: DecisionSpace;
  readonly words: SentenceWords;
}

/** The goal: a sentence for each wish, a sentence for each limit. */
export function GoalSheet({ edited, space, words }: Props) {
  const { readOnly } = useView();
  const { objectives, limits } = edited.aim;
  const takeIn = useTakeIn(edited);
  return (
    <section className="sheet" aria-labelledby="goal">
      <div className="sheet-head">
        <h2 id="goal">What you want</h2>
        <Origin of="you" isShort />
      </div>
      <div className="sheet-body stack">
        <AimPicker edited={edited} />
        <Objectives {...{ edited, words, takeIn }} isReadOnly={readOnly !== null} />
        <Limits {...{ edited, words, takeIn }} isReadOnly={readOnly !== null} />
        {!readOnly && (
          <>
            <div className="row">
              <Button
                size="small"
                icon="plus"
                isDisabled={objectives.length >= OBJECTIVES}
                onPress={() =>
                  edited.change(
                    { objectives: [...objectives, nextObjective(space)] },
                    'Added a wish to a goal',
                  )
                }
              >
                Add a wish
              </Button>
              <Button
                size="small"
                icon="plus"
                isDisabled={limits.length >= LIMITS}
                onPress={() =>
                  edited.change(
                    { limits: [...limits, nextLimit(space)] },
                    'Added a limit to a goal',
                  )
                }
              >
                Add a limit
              </Button>
            </div>
            <SentenceText
              label="Or type a wish or a limit"
              text=""
              submitWords="Add it"
              onUnderstood={(understood) => takeIn(understood, undefined)}
            />
          </>
        )}
      </div>
    </section>
  );
}

type Place = { readonly list: 'objectives' | 'limits'; readonly at: number };
type TakeIn = (understood: Understood, instead: Place | undefined) => void;

/** Puts a sentence where it belongs: a wish among wishes, a limit among limits. */
function useTakeIn(edited: EditedAim): TakeIn {
  const { ui } = useApp();
  return ({ objective, limit }, instead) => {
    const objectives: Objective[] = [...edited.aim.objectives];
    const limits: Limit[] = [...edited.aim.limits];
    const staysIn = objective ? 'objectives' : 'limits';
    if (instead && instead.list !== staysIn) {
      if (instead.list === 'objectives') objectives.splice(instead.at, 1);
      else limits.splice(instead.at, 1);
    }
    const at = instead?.list === staysIn ? instead.at : undefined;
    if (objective) objectives.splice(at ?? objectives.length, at === undefined ? 0 : 1, objective);
    else if (limit) limits.splice(at ?? limits.length, at === undefined ? 0 : 1, limit);
    const why =
      objectives.length > OBJECTIVES
        ? 'A goal has three wishes at most: remove one first.'
        : objectives.length === 0
          ? 'A goal needs one wish at least: add one first.'
          : limits.length > LIMITS
            ? 'A goal has ten limits at most: remove one first.'
            : undefined;
    if (why) ui.getState().tell(why);
    else edited.change({ objectives, limits }, 'Typed a sentence of a goal');
  };
}

interface ListProps {
  readonly edited: EditedAim;
  readonly words: SentenceWords;
  readonly isReadOnly: boolean;
  readonly takeIn: TakeIn;
}

function Objectives({ edited, words, isReadOnly, takeIn }: ListProps) {
  const { objectives } = edited.aim;
  return (
    <ol className="aim-sentences" aria-label="Wishes">
      {objectives.map((objective, at) => (
        <ObjectiveRow
          // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no name but their place.
          key={at}
          {...{ objective, words, isReadOnly }}
          isFirst={at === 0}
          isLast={at === objectives.length - 1}
          onMove={(by) =>
            edited.change({ objectives: moved(objectives, at, by) }, 'Ordered the wishes of a goal')
          }
          onRemove={
            objectives.length > 1
              ? () =>
                  edited.change(
                    { objectives: objectives.filter((_, i) => i !== at) },
                    'Removed a wish of a goal',
                  )
              : undefined
          }
          onChange={(next) =>
            edited.change(
              { objectives: objectives.map((one, i) => (i === at ? next : one)) },
              'Changed a wish of a goal',
            )
          }
          onUnderstood={(understood) => takeIn(understood, { list: 'objectives', at })}
        />
      ))}
    </ol>
  );
}

function Limits({ edited, words, isReadOnly, takeIn }: ListProps) {
  const { limits } = edited.aim;
  if (limits.length === 0) {
    return <p className="small muted">No limit: every policy is allowed.</p>;
  }
  return (
    <ol className="aim-sentences" aria-label="Limits">
      {limits.map((limit, at) => (
        <LimitRow
          // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no name but their place.
          key={at}
          {...{ limit, words, isReadOnly }}
          isFirst={at === 0}
          isLast={at === limits.length - 1}
          onMove={(by) =>
            edited.change({ limits: moved(limits, at, by) }, 'Ordered the limits of a goal')
          }
          onRemove={() =>
            edited.change(
              { limits: limits.filter((_, i) => i !== at) },
              'Removed a limit of a goal',
            )
          }
          onChange={(next) =>
            edited.change(
              { limits: limits.map((one, i) => (i === at ? next : one)) },
              'Changed a limit of a goal',
            )
          }
          onUnderstood={(understood) => takeIn(understood, { list: 'limits', at })}
        />
      ))}
    </ol>
  );
}

function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(at, 1);
  if (one !== undefined) next.splice(at + by, 0, one);
  return next;
}
