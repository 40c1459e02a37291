import { Banner } from '../../components/banner.tsx';

/** The model has nothing that people set: what can be provided beside it is the way out. */
export function NoLever() {
  return (
    <section className="sheet" aria-labelledby="goal">
      <div className="sheet-head">
        <h2 id="goal">Nothing can be set yet</h2>
      </div>
      <div className="sheet-body stack tight">
        <Banner tone="accent" role="status">
          <p>
            <strong>The model in use has no lever:</strong> there is nothing in it that people set.
          </p>
          <p>
            Add something that you can provide below: extra beds kept open, staff on call, stock
            held. Then a policy says how much of it is there on which day.
          </p>
        </Banner>
      </div>
    </section>
  );
}
