import { describe, expect, it } from 'vitest';
import { addLedgers, EMPTY_LEDGER, ledgerOf } from '../../engine/calibrate/failure-ledger.ts';
import { type ResultFacts, resultNotes } from '../../engine/calibrate/result-notes.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';

const random = openRandom(1, 'test', 0);
const sets = (count: number, row: () => readonly number[]) => Array.from({ length: count }, row);
const unit = { kind: 'uniform', low: 0, high: 1 } as const;

const facts = (more: Partial<ResultFacts> = {}): ResultFacts => ({
  names: ['a', 'b'],
  priors: [unit, unit],
  answer: [0.4, 0.6],
  sets: sets(200, () => [random.uniform(0.35, 0.45), random.uniform(0.5, 0.7)]),
  ...more,
});

describe('the notes of a result', () => {
  it('are none where nothing is wrong', () => {
    expect(resultNotes(facts())).toEqual([]);
  });

  it('name a parameter whose sets are as wide as its prior, on the scale of the prior', () => {
    const wide = { kind: 'log-uniform', low: 0.01, high: 100 } as const;
    const spread = sets(400, () => [random.uniform(0.35, 0.45), 10 ** random.uniform(-2, 2)]);
    const notes = resultNotes(facts({ priors: [unit, wide], answer: [0.4, 1], sets: spread }));
    expect(notes).toEqual(["b: the data say nothing about it: its range is its prior's."]);
    // Evenly on the axis, the sets are far narrower than this prior.
    const even = sets(400, () => [random.uniform(0.35, 0.45), random.uniform(0, 100)]);
    expect(resultNotes(facts({ priors: [unit, wide], answer: [0.4, 50], sets: even }))).toEqual([]);
  });

  it.each([
    { sign: -1, made: 'lowering' },
    { sign: 1, made: 'raising' },
  ])('name a pair of which only a combination is known ($made)', ({ sign, made }) => {
    const ridge = sets(60, () => {
      const a = random.uniform(0.2, 0.8);
      return [a, 0.5 + sign * (a - 0.5) + random.uniform(-0.01, 0.01)];
    });
    const [note, ...others] = resultNotes(facts({ answer: [0.5, 0.5], sets: ridge }));
    expect(note).toContain(
      `a and b cannot be told apart: raising one is made up for by ${made} the other`,
    );
    expect(others).toEqual([]);
  });

  it('leave a pair alone that goes together but is known well, and few sets', () => {
    const narrow = sets(60, () => {
      const a = random.uniform(0.48, 0.52);
      return [a, 1 - a];
    });
    expect(resultNotes(facts({ answer: [0.5, 0.5], sets: narrow }))).toEqual([]);
    const few = sets(10, () => [random.uniform(), random.uniform()]);
    expect(resultNotes(facts({ sets: few }))).toEqual([]);
  });

  it('name an answer at the end of its prior, in its own scale and for whole numbers', () => {
    const notes = resultNotes({
      names: ['low', 'high', 'stage', 'switch'],
      priors: [
        unit,
        { kind: 'normal', mean: 0, sd: 1 },
        { kind: 'integer', low: 1, high: 8 },
        { kind: 'choice', values: [0, 1] },
      ],
      answer: [0.004, 2.6, 8, 1],
      sets: [],
    });
    expect(notes.map((note) => note.slice(0, note.indexOf(':')))).toEqual([
      'low lies at the lower end of its prior',
      'high lies at the upper end of its prior',
      'stage lies at the upper end of its prior',
    ]);
  });

  it('count failures by parameter sets and name the commonest place', () => {
    const failure = (reason: 'not-a-number' | 'step-budget', module: string) => ({
      run: 0,
      step: 1,
      module,
      reason,
      detail: '',
    });
    const nan = failure('not-a-number', 'flow');
    const first = ledgerOf([[nan, nan], [], [failure('step-budget', 'start')]]);
    const failures = addLedgers(first, ledgerOf([[], [], [nan]]));
    expect(failures).toMatchObject({ tried: 6, failed: 3 });
    expect(resultNotes(facts({ failures }))).toEqual([
      'Runs fail in 50 % of the parameter sets tried, mostly: not-a-number in module flow.',
    ]);
    expect(resultNotes(facts({ failures: EMPTY_LEDGER }))).toEqual([]);
    expect(resultNotes(facts({ failures: ledgerOf([[nan]]) }))[0]).toContain('Every parameter set');
  });

  it('name outputs that are far off, with both levels', () => {
    const misfits = [{ output: 'beds', seen: 1012.3, simulated: 31 }];
    expect(resultNotes(facts({ misfits }))[0]).toContain(
      'beds: even the best values found stay far from the data (mean seen 1010, simulated 31)',
    );
  });
});
