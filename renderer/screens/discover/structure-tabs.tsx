import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import type { CandidateView } from '../../../engine/studio/contract/discovery-view.ts';
import type { StructureView } from '../../../engine/studio/contract/structure-view.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { AssumptionsTab } from './assumptions-tab.tsx';
import { DiagramTab } from './diagram-tab.tsx';
import type { Decisions } from './use-decisions.ts';

type TabId = 'overview' | 'diagram' | 'assumptions' | 'code';

const TABS = [
  { id: 'overview', words: 'Overview', icon: 'chart' },
  { id: 'diagram', words: 'Diagram', icon: 'diagram' },
  { id: 'assumptions', words: 'Assumptions', icon: 'check' },
  { id: 'code', words: 'Code', icon: 'code' },
] as const satisfies readonly { id: TabId; words: string; icon: IconName }[];

interface Props {
  /** Undefined: it is being read. */
  readonly structure: StructureView | undefined;
  /** Calibrated numbers; empty where there are none. */
  readonly values: CandidateView['parameters'];
  readonly first: TabId;
  /** Where a modeller listens. */
  readonly decisions?: Decisions;
  readonly overview: ReactNode;
  readonly code: (structure: StructureView) => ReactNode;
}

/** A structure seen from four sides. */
export function StructureTabs({ structure, values, first, decisions, overview, code }: Props) {
  const [shown, setShown] = useState<TabId>(first);
  const waiting = (
    <p className="chart-words" role="status">
      Reading the structure…
    </p>
  );
  return (
    <Tabs selectedKey={shown} onSelectionChange={(key) => setShown(key as TabId)}>
      <TabList className="tabs" aria-label="Sides of the structure">
        {TABS.map(({ id, words, icon }) => (
          <Tab key={id} id={id} className="tab">
            <Icon name={icon} size={14} />
            {words}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="overview" className="tab-panel">
        {overview}
      </TabPanel>
      <TabPanel id="diagram" className="tab-panel">
        {structure ? <DiagramTab structure={structure} values={values} /> : waiting}
      </TabPanel>
      <TabPanel id="assumptions" className="tab-panel">
        {structure ? (
          <AssumptionsTab assumptions={structure.assumptions} {...(decisions && { decisions })} />
        ) : (
          waiting
        )}
      </TabPanel>
      <TabPanel id="code" className="tab-panel">
        {structure ? code(structure) : waiting}
      </TabPanel>
    </Tabs>
  );
}
