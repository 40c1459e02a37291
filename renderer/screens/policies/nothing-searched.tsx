/** What will be seen here. */
export function NothingSearched() {
  return (
    <section className="sheet" aria-labelledby="nothing-searched">
      <div className="sheet-head">
        <h2 id="nothing-searched">No policy was looked for yet</h2>
      </div>
      <div className="sheet-body stack tight model-empty">
        <p>
          Say on the left what you want and what may be set. The studio then tries many policies in
          many runs of the model: with all that the data leave open, with the same luck for every
          policy. The best ones are tried again on runs that the search has not seen, so that the
          chance you read is honest.
        </p>
        <p>
          Here you will see every policy as it is tried, the best compromises between your wishes,
          each in plain words with its cost and its chance of keeping every limit, always beside
          doing nothing, what is set today, and the best that never changes.
        </p>
        <p>You can watch, pause, and stop at any time; the best so far is kept.</p>
      </div>
    </section>
  );
}
