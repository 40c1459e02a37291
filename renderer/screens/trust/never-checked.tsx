import type { OneModel } from '../project/use-one-model.ts';
import { CheckButton } from './check-button.tsx';

/** What a check would tell, and the button that starts it. */
export function NeverChecked({ model }: { readonly model: OneModel }) {
  return (
    <section className="sheet" aria-labelledby="never-checked">
      <div className="sheet-head">
        <h2 id="never-checked">Nobody checked these numbers yet</h2>
      </div>
      <div className="sheet-body stack model-empty">
        <p className="wrap-anywhere">
          The check forecasts the days that {model.title} has not seen and looks whether it would
          have been right. It also asks whether its ranges hold what they claim, and what your data
          cannot tell. It takes some minutes.
        </p>
        <CheckButton simulator={model.simulator} isFirst look="primary" />
      </div>
    </section>
  );
}
