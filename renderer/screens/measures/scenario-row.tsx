import { Button as AriaButton } from 'react-aria-components/Button';
import { Checkbox } from 'react-aria-components/Checkbox';
import { Icon } from '../../components/icon.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { MOST_SHOWN, type NamedScenario } from '../../state/measures-store.ts';
import { useApp } from '../../state/studio-app.ts';
import { count } from '../../words/numbers.ts';
import { useModel } from './model-context.ts';
import { useEdited, useMeasures, useShown } from './use-measures.ts';

interface Props {
  readonly named: NamedScenario;
  readonly index: number;
  readonly of: readonly NamedScenario[];
}

/** One scenario of the list: shown or not, edited, and what can be done with it. */
export function ScenarioRow({ named, index, of }: Props) {
  const { store } = useMeasures();
  const shown = useShown();
  const { id, scenario } = named;
  const isShown = shown.some((one) => one.id === id);
  const isEdited = useEdited()?.id === id;
  const parent = of.find((one) => one.id === scenario.parent)?.scenario.name;
  const toggle = (isOn: boolean) => {
    const others = of.filter((one) => one.id !== id && !shown.includes(one)).map((one) => one.id);
    store.setState({ hidden: isOn ? others : [...others, id] });
  };
  return (
    <li className={isEdited ? 'scenario-row edited' : 'scenario-row'}>
      <Checkbox
        className="checkbox"
        aria-label={`Show ${scenario.name}`}
        isSelected={isShown}
        isDisabled={!isShown && shown.length >= MOST_SHOWN}
        onChange={toggle}
      >
        <span className="box">
          <Icon name="check" size={12} />
        </span>
      </Checkbox>
      <AriaButton
        className="scenario-name"
        aria-current={isEdited ? 'true' : 'false'}
        onPress={() => store.setState({ edited: id, open: undefined })}
      >
        <span>{scenario.name}</span>
        <span className="small muted">
          {contents(named)}
          {parent !== undefined && `, branched from ${parent}`}
        </span>
      </AriaButton>
      <RowMenu {...{ named, index, of }} />
    </li>
  );
}

function contents({ scenario: { changes, policies } }: NamedScenario): string {
  const rules = Object.keys(policies).length;
  const parts = [
    ...(changes.length > 0 ? [count(changes.length, 'dated change')] : []),
    ...(rules > 0 ? [count(rules, 'rule')] : []),
  ];
  return parts.join(', ') || 'changes nothing yet';
}

const UP = { id: 'up', words: 'Move up' } as const;
const DOWN = { id: 'down', words: 'Move down' } as const;

function RowMenu({ named: { id, scenario }, index, of }: Props) {
  const app = useApp();
  const measures = useMeasures();
  const { isReadOnly } = useModel();
  const move = (by: number) => {
    const ids = of.map((one) => one.id);
    const order = ids.toSpliced(index, 1).toSpliced(index + by, 0, id);
    measures.store.setState({ order });
  };
  const act = {
    branch: () =>
      void app.attempt(() =>
        measures.add(
          { ...scenario, name: branchName(scenario.name, of), parent: id },
          `Branched from “${scenario.name}”`.slice(0, 200),
        ),
      ),
    remove: () =>
      void app.attempt(() =>
        measures.remove(id, `Removed the scenario “${scenario.name}”`.slice(0, 200)),
      ),
    up: () => move(-1),
    down: () => move(1),
  };
  const items = [
    ...(isReadOnly ? [] : [{ id: 'branch' as const, words: 'Branch from it' }]),
    ...(index > 0 ? [UP] : []),
    ...(index < of.length - 1 ? [DOWN] : []),
    ...(isReadOnly ? [] : [{ id: 'remove' as const, words: 'Remove it' }]),
  ];
  return (
    <MenuButton
      label="More"
      name={`More: ${scenario.name}`}
      look="quiet"
      items={items}
      onAction={(chosen) => act[chosen]()}
    />
  );
}

function branchName(name: string, of: readonly NamedScenario[]): string {
  for (let number = 2; ; number += 1) {
    const next = `${name.slice(0, 190)} (${number})`;
    if (of.every(({ scenario }) => scenario.name !== next)) return next;
  }
}
