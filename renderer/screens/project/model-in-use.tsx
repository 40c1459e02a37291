import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { StandingView } from '../../../engine/studio/contract/standing-view.ts';
import { Icon } from '../../components/icon.tsx';
import { useOpenProject, useStanding, useSubject, useView } from '../../state/project-context.ts';
import type { Subject } from '../../state/standing-store.ts';
import { plainText } from '../../words/plain-text.ts';
import { VERDICTS } from '../../words/verdict-words.ts';

/** Which model the later screens work with, with its verdict: carried on every screen. */
export function ModelInUse() {
  const project = useOpenProject();
  const standing = useStanding((state) => state.standing);
  const subject = useSubject();
  const { simulators } = useView();
  // Titles are often alike: why it was made sets it apart.
  const rationaleOf = (id: string) =>
    plainText(simulators.find((one) => one.id === id)?.rationale ?? id);
  if (!standing || !subject) return null;
  const { title, verdict } = shown(standing, subject);
  return (
    <MenuTrigger>
      <AriaButton className="button model-in-use">
        <span className="sr-only">Model in use: </span>
        <span className={`verdict-mark ${verdict.tone}`}>
          <Icon name={verdict.icon} />
          {verdict.words}
        </span>
        <span className="one-line model-title">{title}</span>
        <Icon name="down" size={12} />
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="list"
          aria-label="Model in use"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[keyOf(subject)]}
          onAction={(key) => project.standing.choose(subjectOfKey(String(key)))}
        >
          {standing.mixture && standing.mixture.structures.length > 1 && (
            <MenuItem
              id={keyOf({ kind: 'mixture', run: standing.mixture.run })}
              className="list-item stacked"
              textValue="All structures by their weights"
            >
              <span>All structures by their weights</span>
              <span className="small muted">
                {standing.mixture.structures.length} structures, so that what is not known of the
                structure is in the ranges
              </span>
            </MenuItem>
          )}
          {standing.simulators.map((one) => (
            <MenuItem
              key={one.simulator}
              id={keyOf({ kind: 'simulator', simulator: one.simulator })}
              className="list-item stacked"
              textValue={one.title}
            >
              <span>{one.title}</span>
              <span className="small muted">
                {rationaleOf(one.simulator)}{' '}
                {one.verdict ? VERDICTS[one.verdict.kind].words : 'Not checked'}
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const UNCHECKED = { words: 'Not checked', tone: '', icon: 'info' } as const;

/** Of all structures together nobody has a verdict but that of the heaviest. */
function shown({ simulators, mixture }: StandingView, subject: Subject) {
  const id = subject.kind === 'simulator' ? subject.simulator : mixture?.structures[0]?.simulator;
  const one = simulators.find(({ simulator }) => simulator === id);
  const title =
    subject.kind === 'mixture'
      ? 'All structures by their weights'
      : (one?.title ?? subject.simulator);
  return { title, verdict: one?.verdict ? VERDICTS[one.verdict.kind] : UNCHECKED };
}

function keyOf(subject: Subject): string {
  return subject.kind === 'mixture' ? `mixture ${subject.run}` : `simulator ${subject.simulator}`;
}

function subjectOfKey(key: string): Subject {
  const id = key.slice(key.indexOf(' ') + 1);
  return key.startsWith('mixture ')
    ? { kind: 'mixture', run: id }
    : { kind: 'simulator', simulator: id };
}
