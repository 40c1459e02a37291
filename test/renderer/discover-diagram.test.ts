import { describe, expect, it } from 'vitest';
import type { StructureView } from '../../engine/studio/contract/structure-view.ts';
import { goesBack, layOut, neighbour } from '../../renderer/diagram/layout.ts';
import { diagramSentence, linksOf } from '../../renderer/diagram/links.ts';

type Graph = StructureView['graph'];

const node = (id: string): Graph['nodes'][number] => {
  const [kind = '', name = ''] = id.split(':');
  return { id, kind: kind as Graph['nodes'][number]['kind'], name, meaning: '', unit: '' };
};
const edge = (from: string, to: string, kind: Graph['edges'][number]['kind']) => ({
  ...{ from, to, kind },
});

/** A stay: patients come and go; the wards never change. */
const GRAPH: Graph = {
  nodes: [
    'module:admission',
    'module:discharge',
    'module:calendar',
    'state:in_bed',
    'state:day',
    'state:wards',
    'parameter:mean_stay',
    'input:arrivals',
    'output:beds',
  ].map(node),
  edges: [
    edge('input:arrivals', 'module:admission', 'reads'),
    edge('module:admission', 'state:in_bed', 'writes'),
    edge('state:in_bed', 'module:discharge', 'reads'),
    edge('parameter:mean_stay', 'module:discharge', 'reads'),
    edge('module:discharge', 'state:in_bed', 'writes'),
    edge('module:calendar', 'state:day', 'writes'),
    edge('state:wards', 'module:admission', 'reads'),
    edge('state:in_bed', 'output:beds', 'reads'),
  ],
};

describe('the causal diagram', () => {
  const positions = layOut(GRAPH);
  const x = (id: string) => positions.get(id)?.x ?? Number.NaN;

  it('lies in columns: given, what happens, how much there is, predicted', () => {
    const columns = [
      ['parameter:mean_stay', 'input:arrivals', 'state:wards'],
      ['module:admission', 'module:discharge', 'module:calendar'],
      ['state:in_bed', 'state:day'],
      ['output:beds'],
    ];
    const places = columns.map((ids) => [...new Set(ids.map(x))]);
    expect(places.map((column) => column.length)).toEqual([1, 1, 1, 1]);
    expect(places.flat()).toEqual(places.flat().toSorted((a, b) => a - b));
  });

  it('lets no part lie on another', () => {
    const spots = [...positions.values()].map(({ x: left, y }) => `${left} ${y}`);
    expect(new Set(spots).size).toBe(GRAPH.nodes.length);
  });

  it('knows which links go back', () => {
    expect(GRAPH.edges.filter((one) => goesBack(positions, one))).toEqual([
      edge('state:in_bed', 'module:discharge', 'reads'),
    ]);
  });

  it('is gone through by the arrows, and ends at its edges', () => {
    expect(neighbour(positions, 'state:in_bed', 'ArrowRight')).toBe('output:beds');
    expect(neighbour(positions, 'output:beds', 'ArrowLeft')).toBe('state:in_bed');
    expect(neighbour(positions, 'output:beds', 'ArrowRight')).toBeUndefined();
    const [top] = ['module:admission', 'module:discharge', 'module:calendar'].toSorted(
      (a, b) => (positions.get(a)?.y ?? 0) - (positions.get(b)?.y ?? 0),
    );
    expect(neighbour(positions, top ?? '', 'ArrowDown')).not.toBe(top);
  });

  it('is said in words', () => {
    expect(linksOf(GRAPH, 'state:in_bed')).toEqual({
      causes: ['admission (changes it)', 'discharge (changes it)'],
      effects: ['discharge', 'beds'],
    });
    expect(diagramSentence(GRAPH)).toBe(
      'What happens: admission, discharge, calendar. Given from outside: arrivals. Predicted: beds. 8 links, read from the code.',
    );
  });
});
