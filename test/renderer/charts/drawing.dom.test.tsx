import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Drawing, openDrawing } from '../../../renderer/charts/drawing.ts';
import type { ChartLook, Figure } from '../../../renderer/charts/figure.ts';

/** Plotly as it is seen from here: a drawing is done when the test says so. */
const { Plotly, waiting } = vi.hoisted(() => {
  const waiting: (() => void)[] = [];
  const react = vi.fn(
    (_element: unknown, _data: unknown, _layout: unknown) =>
      new Promise<void>((resolve) => waiting.push(resolve)),
  );
  return { Plotly: { react, purge: vi.fn() }, waiting };
});
vi.mock('../../../renderer/charts/plotly.ts', () => ({ Plotly }));

const opened: Drawing[] = [];
let tellSize: () => void = () => {};
let size = [640, 300];

beforeEach(() => {
  waiting.splice(0);
  vi.clearAllMocks();
  size = [640, 300];
  vi.stubGlobal('matchMedia', () => ({ addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(listener: () => void) {
        tellSize = listener;
      }
      observe() {}
      disconnect() {}
    },
  );
});

afterEach(() => {
  for (const drawing of opened.splice(0)) drawing.end();
});

function open() {
  const element = document.createElement('div');
  document.body.append(element);
  Object.defineProperty(element, 'clientWidth', { get: () => size[0] });
  Object.defineProperty(element, 'clientHeight', { get: () => size[1] });
  const onDrawn = vi.fn();
  const onFailed = vi.fn();
  const drawing = openDrawing(element, onDrawn, onFailed);
  opened.push(drawing);
  return { drawing, onDrawn, onFailed };
}

const named = (name: string) =>
  vi.fn((_look: ChartLook): Figure => ({ data: [{ name }], layout: {} }));

const names = () =>
  Plotly.react.mock.calls.map(([, data]) => (data as { name: string }[])[0]?.name);

/** Lets the drawing that goes on be done. */
async function finish() {
  waiting.shift()?.();
  await new Promise((resolve) => setTimeout(resolve));
}

describe('a drawing', () => {
  it('is made one at a time; of those that wait only the newest', async () => {
    const { drawing, onDrawn } = open();
    for (const name of ['first', 'second', 'third', 'fourth']) drawing.show(named(name));
    expect(names()).toEqual(['first']);
    await finish();
    expect(names()).toEqual(['first', 'fourth']);
    expect(onDrawn).not.toHaveBeenCalled();
    await finish();
    expect(onDrawn).toHaveBeenCalledOnce();
  });

  it('is made again for another size, and not for the same', async () => {
    const { drawing } = open();
    drawing.show(named('one'));
    await finish();
    tellSize();
    expect(names()).toHaveLength(1);
    size = [400, 300];
    tellSize();
    expect(Plotly.react.mock.calls[1]?.[2]).toMatchObject({ width: 400, height: 300 });
  });

  it('is made again for another theme', async () => {
    const { drawing } = open();
    drawing.show(named('one'));
    await finish();
    document.documentElement.dataset.theme = 'dark';
    await vi.waitFor(() => expect(names()).toHaveLength(2));
  });

  it('waits until it is seen', async () => {
    size = [0, 0];
    const { drawing, onDrawn } = open();
    drawing.show(named('one'));
    await finish();
    expect(names()).toEqual([]);
    expect(onDrawn).not.toHaveBeenCalled();
    size = [640, 300];
    tellSize();
    expect(names()).toEqual(['one']);
  });

  it('is put away only after what is being drawn is done', async () => {
    const { drawing, onDrawn } = open();
    drawing.show(named('one'));
    drawing.end();
    expect(Plotly.purge).not.toHaveBeenCalled();
    await finish();
    expect(Plotly.purge).toHaveBeenCalledOnce();
    expect(onDrawn).not.toHaveBeenCalled();
  });

  it('says so when it fails, and is made again with other numbers', async () => {
    const { drawing, onFailed } = open();
    drawing.show(() => {
      throw new Error('no numbers');
    });
    await finish();
    expect(onFailed).toHaveBeenCalledOnce();
    drawing.show(named('other'));
    expect(names()).toEqual(['other']);
  });
});
