import { describe, expect, it } from 'vitest';
import { RunStory } from '../../engine/studio/run-story.ts';

/** Second of the day -> time as a log has it. */
const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 0, 0, second)).toISOString();

function storyOf(lines: readonly (readonly [number, string, object?])[]): RunStory {
  const story = new RunStory();
  for (const [second, event, details] of lines) {
    story.addRead({ at: at(second), event, ...details });
  }
  return story;
}

const candidate = (id: string) => ({ id, words: [id], rationale: `try ${id}`, parent: null });
const result = (id: string, score: number) => ({ id, score, parameters: [], reason: null });

describe('the story of a run', () => {
  it('counts seconds of work without pauses, and up to now while it goes on', () => {
    const lines = [
      [0, 'start'],
      [10, 'pause'],
      [40, 'resume'],
      [45, 'warning', { text: 'x' }],
    ] as const;
    expect(storyOf(lines).seconds(Date.parse(at(50)))).toBe(20);
    expect(storyOf([...lines, [60, 'end', { state: 'finished' }]]).seconds()).toBe(30);
  });

  it('counts an interrupted stretch up to its last line', () => {
    const story = storyOf([
      [0, 'start'],
      [7, 'stage', { stage: 'checking' }],
      [100, 'resume'],
      [103, 'end', { state: 'finished' }],
    ]);
    expect(story.seconds()).toBe(10);
    expect(story.stage).toBe('Checking it on held-out days');
  });

  it('does not count what nobody timed', () => {
    expect(storyOf([[3, 'round', { round: 1, best: 'a', feedback: [] }]]).seconds()).toBeNull();
  });

  it('tells rounds as they come', () => {
    const story = storyOf([
      [0, 'start'],
      [1, 'round-start', { round: 1, candidates: [candidate('a'), candidate('b')] }],
      [2, 'candidate', result('a', 0.5)],
      [3, 'candidate', { ...result('b', 0), score: null, reason: 'does not run' }],
      [4, 'round', { round: 1, best: 'a', feedback: ['too late'] }],
      [5, 'round-start', { round: 2, candidates: [candidate('c')] }],
    ]);
    expect(story.rounds).toMatchObject([
      {
        round: 1,
        best: 'a',
        feedback: ['too late'],
        candidates: [
          { id: 'a', state: 'evaluated', score: 0.5 },
          { id: 'b', state: 'refused', score: null, reason: 'does not run' },
        ],
      },
      { round: 2, best: null, candidates: [{ id: 'c', state: 'working' }] },
    ]);
  });

  it('tells nothing twice when a run was taken up again', () => {
    const before = [
      [0, 'start'],
      [0, 'warning', { text: 'few words' }],
      [1, 'round-start', { round: 1, candidates: [candidate('a'), candidate('b')] }],
      [2, 'candidate', result('a', 0.5)],
    ] as const;
    const stopped = storyOf([...before, [3, 'round', { round: 1, best: 'a', feedback: ['late'] }]]);
    expect(stopped.rounds[0]!.best).toBe('a');
    const again = storyOf([
      ...before,
      [3, 'round', { round: 1, best: 'a', feedback: ['late'] }],
      [9, 'resume'],
      [9, 'warning', { text: 'few words' }],
      [9, 'round-start', { round: 1, candidates: [candidate('a'), candidate('b')] }],
    ]);
    expect(again.rounds).toEqual(storyOf(before).rounds);
    expect(again.warnings).toEqual(['few words']);
    expect(again.lines).toBe(8);
  });

  it('tells structures as they were proposed, with what came of the round before', () => {
    const structure = {
      ...candidate('b'),
      ...{ proposer: 'llm', assumptions: ['nobody waits'], parent: 'a', source: 'code' },
    };
    const suggestion = { text: 'count the weekends', because: 'Mondays are high' };
    const story = storyOf([
      [0, 'start'],
      [1, 'round-start', { round: 1, candidates: [candidate('a')] }],
      [2, 'candidate', result('a', 0.5)],
      [3, 'round', { round: 1, best: 'a', feedback: ['late'] }],
      [4, 'suggestions', { suggestions: [suggestion] }],
      [4, 'suggestions', { suggestions: [suggestion] }],
      [5, 'round-start', { round: 2, candidates: [structure] }],
      [6, 'candidate', result('b', 0.7)],
      [7, 'round', { round: 2, best: 'a', feedback: ['late'], errors: { b: 0.1 } }],
    ]);
    const { source: _source, ...shown } = structure;
    expect(story.rounds[1]).toEqual({
      round: 2,
      candidates: [{ ...shown, ...result('b', 0.7), state: 'evaluated', error: 0.1, facts: [] }],
      best: 'a',
      feedback: ['late'],
      suggestions: [suggestion],
      decisions: [],
    });
    // As logs of earlier versions tell it.
    expect(story.rounds[0]!.candidates[0]).toMatchObject({ proposer: 'composer', error: null });
  });

  it('tells which decisions wait, also when a run was taken up again', () => {
    const decided = (number: number, words: string) => [1, 'decision', { number, words }] as const;
    const lines = [
      [0, 'start'],
      decided(1, 'one'),
      [2, 'round-start', { round: 1, candidates: [], decisions: ['one'], heeded: 1 }],
      decided(2, 'two'),
    ] as const;
    const waiting = (story: RunStory) => story.discovery.view('composer').waiting;
    expect(waiting(storyOf(lines))).toEqual(['two']);
    const again = storyOf([
      ...lines,
      [9, 'resume'],
      decided(2, 'two'),
      [9, 'round-start', { round: 1, candidates: [], decisions: ['one'], heeded: 1 }],
      decided(3, 'three'),
    ]);
    expect(waiting(again)).toEqual(['two', 'three']);
    expect(again.rounds.map(({ decisions }) => decisions)).toEqual([['one']]);
  });

  it('tells which decisions wait in a run that begins behind the decisions of another', () => {
    const decided = (number: number, words: string) => [1, 'decision', { number, words }] as const;
    const { discovery } = storyOf([[0, 'start'], decided(3, 'three'), decided(4, 'four')]);
    expect(discovery.view('composer').waiting).toStrictEqual(['three', 'four']);
  });

  it('tells weights and what a language model took last', () => {
    const weights = { structures: [], warnings: ['w'], doubts: ['d'], questions: ['q'] };
    const took = { requests: 1, inputTokens: 100, outputTokens: 20, cost: null };
    const story = storyOf([
      [0, 'start'],
      [1, 'spending', took],
      [2, 'spending', { ...took, requests: 2, cost: 0.5 }],
      [3, 'weights', weights],
    ]);
    expect(story.discovery.view('both')).toEqual({
      proposer: 'both',
      rounds: [],
      weights,
      spending: { ...took, requests: 2, cost: 0.5 },
      activity: null,
      waiting: [],
    });
  });

  it('passes over lines that it does not understand', () => {
    const story = storyOf([
      [0, 'start'],
      [1, 'round-start', { round: 'one', candidates: 3 }],
      [2, 'candidate', result('nobody', 1)],
      [3, 'something else'],
    ]);
    expect([story.rounds, story.lines]).toEqual([[], 4]);
  });
});
