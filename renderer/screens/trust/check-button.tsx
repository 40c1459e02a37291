import { Button } from '../../components/button.tsx';
import { useStartRun } from '../project/use-start-run.ts';

interface Props {
  readonly simulator: string;
  /** The whole sheet was never made for this model. */
  readonly isFirst: boolean;
  readonly look: 'primary' | 'plain';
}

/** Starts a check of the model; says why it cannot. */
export function CheckButton({ simulator, isFirst, look }: Props) {
  const { whyNot, start } = useStartRun();
  return (
    <div className="stack tight">
      <div>
        <Button
          look={look}
          icon="shield-check"
          isDisabled={whyNot !== undefined}
          onPress={() => void start({ kind: 'check', simulator })}
        >
          {isFirst ? 'Check it now' : 'Check it again'}
        </Button>
      </div>
      {whyNot && <p className="small muted">{whyNot}</p>}
    </div>
  );
}
