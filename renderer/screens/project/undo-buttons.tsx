import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { runCommand } from '../../commands/command-store.ts';
import { IconButton } from '../../components/button.tsx';
import { Keys } from '../../components/keys.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';

/** Always of the same size; what they would take back is told beside them when they are pointed at. */
export function UndoButtons() {
  const { undo, redo } = useView();
  return (
    <div className="undo-buttons">
      <StepButton id="undo" words="Undo" intent={undo} shortcut="Mod+Z" />
      <StepButton id="redo" words="Redo" intent={redo} shortcut="Mod+Shift+Z" />
    </div>
  );
}

interface Props {
  readonly id: 'undo' | 'redo';
  readonly words: string;
  /** What it acts on; null: there is nothing. */
  readonly intent: string | null;
  readonly shortcut: string;
}

function StepButton({ id, words, intent, shortcut }: Props) {
  const { commands } = useApp();
  const { readOnly } = useView();
  return (
    <TooltipTrigger delay={300}>
      <IconButton
        name={intent === null ? words : `${words}: ${intent}`}
        icon={id}
        isDisabled={intent === null || readOnly !== null}
        onPress={() => runCommand(commands, id)}
      />
      <Tooltip className="tooltip" placement="bottom" offset={6}>
        <span>
          {words}: {intent}
        </span>
        <Keys shortcut={shortcut} isHidden />
      </Tooltip>
    </TooltipTrigger>
  );
}
