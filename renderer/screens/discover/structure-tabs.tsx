import { Fragment, type ReactNode, useState } from 'react';
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
  /** The side that is shown until the person goes to another. */
  readonly first: TabId;
  /** Says which structure it is: what is begun in one does not go on in another. */
  readonly id: string;
  /** Where a modeller listens. */
  readonly decisions?: Decisions;
  readonly overview: ReactNode;
  readonly code: (structure: StructureView) => ReactNode;
}

/** A structure seen from four sides. */
export function StructureTabs({
  structure,
  values,
  first,
  id: structureId,
  decisions,
  overview,
  code,
}: Props) {
  const [picked, setPicked] = useState<TabId>();
  const waiting = (
    <p className="chart-words" role="status">
      Reading the structure…
    </p>
  );
  return (
    <Tabs selectedKey={picked ?? first} onSelectionChange={(key) => setPicked(key as TabId)}>
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
        {structure ? (
          <DiagramTab key={structureId} structure={structure} values={values} />
        ) : (
          waiting
        )}
      </TabPanel>
      <TabPanel id="assumptions" className="tab-panel">
        {structure ? (
          <AssumptionsTab
            key={structureId}
            assumptions={structure.assumptions}
            {...(decisions && { decisions })}
          />
        ) : (
          waiting
        )}
      </TabPanel>
      <TabPanel id="code" className="tab-panel">
        {structure ? <Fragment key={structureId}>{code(structure)}</Fragment> : waiting}
      </TabPanel>
    </Tabs>
  );
}
