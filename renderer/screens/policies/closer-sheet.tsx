import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import type { DecisionView } from '../../../engine/studio/contract/decision-view.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { CalendarTab } from './calendar-tab.tsx';
import { DriversTab } from './drivers-tab.tsx';
import { FailuresTab } from './failures-tab.tsx';
import { RegretTab } from './regret-tab.tsx';
import { StressTab } from './stress-tab.tsx';
import { SurfaceTab } from './surface-tab.tsx';
import { cardName } from './tried-policies.ts';
import type { Pins } from './use-pins.ts';

interface Props {
  readonly view: DecisionView;
  readonly pins: Pins;
}

interface Row {
  readonly id: string;
  readonly words: string;
  readonly icon: IconName;
  readonly panel: ReactNode;
}

/** One policy from all sides: when it does what, what its numbers do, what drives the outcome, where it fails. */
export function CloserSheet({ view, pins }: Props) {
  const card = pins.shown;
  const { understanding } = view;
  if (!card) return null;
  const pinned = pins.pinned.find((one) => one.card.id === card.id);
  const rows: readonly Row[] = [
    {
      ...{ id: 'calendar', words: 'Day by day', icon: 'table' },
      panel: <CalendarTab key={card.id} {...{ card, view }} />,
    },
    {
      ...{ id: 'surface', words: 'Any two numbers', icon: 'diagram' },
      panel: <SurfaceTab key={card.id} {...{ card, view }} />,
    },
    ...(understanding
      ? ([
          {
            ...{ id: 'drivers', words: 'What drives it', icon: 'chart' },
            panel: <DriversTab {...{ understanding, view }} />,
          },
          {
            ...{ id: 'failures', words: 'Where it fails', icon: 'warning' },
            panel: <FailuresTab {...{ understanding, view }} />,
          },
          {
            ...{ id: 'structures', words: 'If a structure is right', icon: 'model' },
            panel: <RegretTab {...{ understanding, view }} />,
          },
          {
            ...{ id: 'stress', words: 'Stress tests', icon: 'shield-alert' },
            panel: <StressTab {...{ understanding, view }} />,
          },
        ] satisfies Row[])
      : []),
  ];
  return (
    <section className="sheet" aria-labelledby="closer">
      <div className="sheet-head">
        <h2 id="closer">
          <span className="pin-letter">{pinned?.letter}</span> {cardName(view.cards, card)}, closely
        </h2>
      </div>
      <div className="sheet-body">
        <Tabs>
          <TabList className="tabs" aria-label="Sides of the policy">
            {rows.map(({ id, words, icon }) => (
              <Tab key={id} id={id} className="tab">
                <Icon name={icon} size={14} />
                {words}
              </Tab>
            ))}
          </TabList>
          {rows.map(({ id, panel }) => (
            <TabPanel key={id} id={id} className="tab-panel">
              {panel}
            </TabPanel>
          ))}
        </Tabs>
      </div>
    </section>
  );
}
