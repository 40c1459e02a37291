import { describe, expect, it } from 'vitest';
import type { CandidateView, DiscoveryView } from '../../engine/studio/contract/discovery-view.ts';
import { changeSentence } from '../../renderer/code/changed-lines.ts';
import { codeProblems } from '../../renderer/code/code-problems.ts';
import {
  errorWords,
  ranked,
  steerWords,
  triedOf,
  weightWords,
} from '../../renderer/screens/discover/candidate-words.ts';
import { withMark, withSteer } from '../../renderer/screens/discover/decisions-store.ts';
import { fitCharts } from '../../renderer/screens/discover/fit-words.ts';
import { spendingWords } from '../../renderer/screens/discover/run-words.ts';
import { searchJob } from '../../renderer/screens/discover/search-job.ts';
import { stripOf } from '../../renderer/screens/discover/timeline-places.ts';

const CANDIDATE: CandidateView = {
  id: 'a',
  proposer: 'composer',
  words: ['people arrive at an even pace', 'a stay has one length'],
  assumptions: [],
  rationale: 'The simplest model.',
  parent: null,
  state: 'evaluated',
  score: 0.5,
  error: 0,
  parameters: [],
  facts: [],
  reason: null,
};

function discovery(...rounds: (readonly CandidateView[])[]): DiscoveryView {
  return {
    proposer: 'composer',
    rounds: rounds.map((candidates, i) => ({
      round: i + 1,
      candidates: [...candidates],
      best: 'a',
      feedback: [],
      suggestions: [],
      decisions: [],
    })),
    weights: null,
    spending: null,
    activity: null,
    waiting: [],
  };
}

const child = (change: Partial<CandidateView>): CandidateView => ({
  ...CANDIDATE,
  id: 'b',
  parent: 'a',
  ...change,
});

describe('structures that were tried', () => {
  it('are named by the parts in which they differ from their parent', () => {
    const words = ['people arrive at an even pace', 'a long_stay has two phases'];
    const tried = triedOf(discovery([CANDIDATE], [child({ words })]));
    expect(tried.map(({ label, name }) => [label, name])).toEqual([
      ['1.1', 'the simplest model'],
      ['2.1', 'a long stay has two phases'],
    ]);
  });

  it('of a person are the version of what was edited', () => {
    const [, own] = triedOf(discovery([CANDIDATE], [child({ proposer: 'person', words: [] })]));
    expect(own?.name).toBe('your version of 1.1');
  });

  it('are ranked: the best, then by error, those that contradict what was told behind, refused last', () => {
    const told = child({
      id: 'told',
      score: 0.1,
      facts: [{ kind: 'contradicts', text: 'Contradicts.' }],
    });
    const refused = child({ id: 'refused', state: 'refused', score: null });
    const working = child({ id: 'working', state: 'working', score: null });
    const lower = child({ id: 'lower', score: 0.4 });
    const higher = child({ id: 'higher', score: 0.9 });
    const order = ranked(triedOf(discovery([refused, working, told, higher, CANDIDATE, lower])));
    expect(order.map(({ candidate, rank }) => [candidate.id, rank])).toEqual([
      ['a', 1],
      ['lower', 2],
      ['higher', 3],
      ['told', 4],
      ['working', null],
      ['refused', null],
    ]);
  });

  it('say how far off they are with few digits', () => {
    expect(errorWords(0.06213, 0.00812)).toBe('6.21 % \u00b1 0.81');
    expect(errorWords(0.06213, 0)).toBe('6.21 %');
    expect(weightWords({ id: 'a', weight: 0.414, low: 0.25, high: 0.6 })).toBe('41 % (25 to 60)');
  });
});

describe('the strip of rounds', () => {
  const size = { width: 546, height: 220 };

  it('puts rounds from left to right and lower errors lower', () => {
    const view = discovery([CANDIDATE], [child({ score: 0.25, error: 0.05 })]);
    const { marks, rounds, ticks } = stripOf(triedOf(view), view.rounds, size);
    expect(rounds.map(({ x, end }) => [x, end])).toEqual([
      [168, 290],
      [412, 534],
    ]);
    const [first, second] = marks;
    expect([first?.x, second?.x]).toEqual([168, 412]);
    // 0 at the bottom (y = 194), the last tick at the top (y = 30), straight between.
    expect(ticks.map(({ value }) => value)).toEqual([0, 0.2, 0.4, 0.6000000000000001]);
    const y = (value: number) => 194 - (value / 0.6) * 164;
    expect(first?.y).toBeCloseTo(y(0.5), 9);
    expect(second?.bar?.low).toBeCloseTo(y(0.2), 9);
    expect(second?.bar?.high).toBeCloseTo(y(0.3), 9);
  });

  it('draws errors that differ much by factors', () => {
    const view = discovery([child({ id: 'a', parent: null, score: 0.05 }), child({ score: 5 })]);
    const { marks, ticks, isByFactors } = stripOf(triedOf(view), view.rounds, size);
    expect(isByFactors).toBe(true);
    expect(ticks.map(({ value }) => Number(value.toPrecision(3)))).toEqual([
      0.05, 0.1, 0.2, 0.5, 1, 2, 5,
    ]);
    expect(marks[0]?.y).toBeCloseTo(194, 9);
    expect(marks[1]?.y).toBeCloseTo(30, 9);
  });

  it('leads the line of the best down to a better one and on to the end', () => {
    const view = discovery([CANDIDATE], [child({ score: 0 })]);
    const rounds = view.rounds.map((round) =>
      round.round === 2 ? { ...round, best: 'b' } : round,
    );
    const { bestLine } = stripOf(triedOf({ ...view, rounds }), rounds, size);
    const y = (194 - (0.5 / 0.6) * 164).toFixed(1);
    expect(bestLine).toBe(`M168.0 ${y}H168.0V${y}H290.0H412.0V194.0H534.0`);
  });

  it('lays those without an error aside', () => {
    const view = discovery([child({ state: 'refused', score: null })]);
    expect(stripOf(triedOf(view), view.rounds, size).marks).toMatchObject([{ y: 12, bar: null }]);
  });
});

describe('decisions', () => {
  it('on a structure: the last word counts; sentences and code all stay', () => {
    const tell = { kind: 'tell', text: 'Nobody leaves on Sundays.' } as const;
    const steers = [
      { kind: 'pin', candidate: 'a' } as const,
      tell,
      { kind: 'pin', candidate: 'b' } as const,
      { kind: 'reject', candidate: 'a' } as const,
      tell,
    ].reduce<Parameters<typeof withSteer>[0]>(withSteer, []);
    expect(steers).toEqual([
      tell,
      { kind: 'pin', candidate: 'b' },
      { kind: 'reject', candidate: 'a' },
      tell,
    ]);
  });

  it('are marked until they are released', () => {
    const pinned = withMark({}, { kind: 'pin', candidate: 'a' });
    expect(pinned).toEqual({ a: 'pinned' });
    expect(withMark(pinned, { kind: 'reject', candidate: 'a' })).toEqual({ a: 'left-out' });
    expect(withMark(pinned, { kind: 'release', candidate: 'a' })).toEqual({});
  });

  it('are said in sentences', () => {
    const name = (id: string) => `${id}!`;
    expect(steerWords({ kind: 'reject', candidate: 'a' }, name)).toBe('Leave out: a!');
    expect(steerWords({ kind: 'add', code: '', parent: 'a' }, name)).toBe(
      'Try your version of: a!',
    );
  });
});

const MODELS = [{ id: 'first' }, { id: 'm' }];

describe('how a model is looked for', () => {
  it('leaves to the studio what was not set, and names no model where none proposes', () => {
    const unset = { rounds: undefined, tokens: 1000, model: 'm' };
    expect(searchJob({ proposer: 'composer', sendRows: true, ...unset }, MODELS)).toEqual({
      kind: 'discover',
    });
    expect(searchJob({ proposer: 'both', sendRows: true, minutes: 5, ...unset }, MODELS)).toEqual({
      kind: 'discover',
      proposer: 'both',
      sendRows: true,
      minutes: 5,
      model: 'm',
      tokens: 1000,
    });
  });

  it('takes the first language model where none was chosen, or the chosen one is gone', () => {
    const options = { proposer: 'openai', sendRows: false } as const;
    expect(searchJob(options, MODELS)).toMatchObject({ model: 'first' });
    expect(searchJob({ ...options, model: 'gone' }, MODELS)).toMatchObject({ model: 'first' });
    expect(searchJob({ ...options, model: 'm' }, MODELS)).toMatchObject({ model: 'm' });
  });

  it('tells what a language model took so far', () => {
    const spent = { requests: 2, inputTokens: 30_100, outputTokens: 4000 };
    expect(spendingWords({ ...spent, cost: 0.123 })).toBe(
      '2 requests, 30,100 tokens read and 4,000 written; about 0.12 in the currency of your prices.',
    );
    expect(spendingWords({ ...spent, cost: null })).toContain('what it costs is not known');
  });
});

describe('code against what it was made from', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', 'The code is the same.'],
    ['a\nb\nc', 'a\nx\nc', '1 line is new, 1 line is gone.'],
    ['a\nb\nc', 'a\nb\nx\ny\nc', '2 lines are new.'],
    ['a\nb\nc', 'a\nb', '1 line is gone.'],
    ['a\nb', 'a\nb\nc', '1 line is new.'],
    ['a\nb\nc\nd', 'a\nd', '2 lines are gone.'],
  ])('%j to %j', (before, after, sentence) => {
    expect(changeSentence(before, after)).toBe(sentence);
  });
});

describe('problems of code', () => {
  it('are read line by line from what the engine says', () => {
    const message = [
      'edit.sim.js:12:3 no-import: imports are not allowed. Write it in the file',
      "edit.sim.js:40:17 syntax: Unexpected ':'. Mend it",
    ].join('\n');
    expect(codeProblems(message)).toEqual([
      { line: 12, column: 3, text: 'imports are not allowed. Write it in the file' },
      { line: 40, column: 17, text: "Unexpected ':'. Mend it" },
    ]);
    expect(codeProblems('run: not running')).toEqual([]);
  });
});

describe('a fit', () => {
  it('says how many observed values lie inside, seen and not seen', () => {
    const outputs = [
      {
        name: 'beds',
        unit: 'patients',
        meaning: '',
        quantiles: new Float64Array([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]),
      },
    ] as unknown as Parameters<typeof fitCharts>[1]['outputs'];
    const trajectory = { id: '1', first: 0, rows: 4, dates: null, outputs, failures: null };
    const [chart] = fitCharts({ levels: [0.025, 0.5, 0.975], runs: 100 }, trajectory, {
      trajectories: 1,
      rows: 4,
      trainingRows: 3,
      dates: null,
      series: [{ name: 'beds', unit: 'patients', values: new Float64Array([1, 5, Number.NaN, 2]) }],
    });
    expect(chart?.summary).toBe(
      'beds: 100 runs from the first row on, told nothing afterwards. 1 of 2 values it was fitted to and 1 of 1 not seen lie inside the widest band.',
    );
    expect(chart?.seenUntil).toBe(3);
    expect(Array.from(chart?.heldOut.values ?? [])).toEqual([2]);
  });
});
