import { Button } from '../../components/button.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { MOST_SHOWN, type Scenario } from '../../state/measures-store.ts';
import { useApp } from '../../state/studio-app.ts';
import { count } from '../../words/numbers.ts';
import { useModel } from './model-context.ts';
import { ScenarioRow } from './scenario-row.tsx';
import { useMeasures, useScenarios, useShown } from './use-measures.ts';

/** Named sets of measures and events: made here, ticked to stand side by side. */
export function ScenariosSheet() {
  const app = useApp();
  const measures = useMeasures();
  const { space, isReadOnly } = useModel();
  const scenarios = useScenarios();
  const shown = useShown();
  const taken = scenarios.map(({ scenario }) => scenario.name);
  const add = (scenario: Scenario, intent: string) => {
    const named = { ...scenario, name: freeName(scenario.name, taken) };
    void app.attempt(() => measures.add(named, intent.slice(0, 200)));
  };
  const stress = space.stress.map(({ id, words }) => ({ id, words }));
  return (
    <section className="sheet" aria-labelledby="scenarios">
      <div className="sheet-head">
        <div>
          <h2 id="scenarios">Scenarios</h2>
          <p className="small muted">
            {shown.length} of {count(scenarios.length, 'scenario')} beside things as they are, at
            most {MOST_SHOWN}
          </p>
        </div>
      </div>
      <div className="sheet-body stack tight">
        {scenarios.length === 0 ? (
          <p>
            A scenario is what you would do and what could happen: beds opened from a day on, a week
            with a third more arrivals. Each is compared with things as they are.
          </p>
        ) : (
          <ul className="scenario-list">
            {scenarios.map((one, index) => (
              <ScenarioRow key={one.id} named={one} index={index} of={scenarios} />
            ))}
          </ul>
        )}
        <div className="row">
          <Button
            {...(scenarios.length === 0 && { look: 'primary' as const })}
            size="small"
            icon="plus"
            isDisabled={isReadOnly}
            onPress={() => add(blank(scenarios.length + 1), 'Added a scenario')}
          >
            New scenario
          </Button>
          {stress.length > 0 && !isReadOnly && (
            <MenuButton
              label="Add a stress test"
              icon="warning"
              items={stress}
              onAction={(id) => {
                const test = space.stress.find((one) => one.id === id);
                if (test) add(test.scenario, `Added the stress test “${test.words}”`);
              }}
            />
          )}
        </div>
      </div>
    </section>
  );
}

function blank(number: number): Scenario {
  return { name: `Scenario ${number}`, notes: '', parent: null, changes: [], policies: {} };
}

/** The name itself, or with the first number from 2 that makes it another one. */
function freeName(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name} ${number}`;
    if (!taken.includes(free)) return free;
  }
}
