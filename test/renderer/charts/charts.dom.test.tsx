import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useContext, useEffect, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChartFrame, type FrameProps } from '../../../renderer/charts/chart-frame.tsx';
import type { ChartTable } from '../../../renderer/charts/chart-table.tsx';
import { PictureContext } from '../../../renderer/charts/picture-context.ts';
import { RuleHandle } from '../../../renderer/charts/rule-handle.tsx';
import { SeriesPicker, useShown } from '../../../renderer/charts/series-picker.tsx';

const TABLE: ChartTable = {
  columns: [
    { name: 'date', unit: '', kind: 'date' },
    { name: 'beds_used', unit: 'beds' },
  ],
  rows: Array.from({ length: 250 }, (_, i) => ['2020-03-14', i === 1 ? null : i + 0.123456]),
};

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** A drawing that can be made into a picture. */
function Drawing() {
  const tell = useContext(PictureContext);
  useEffect(() => tell(async () => new Blob(['picture'], { type: 'image/png' })), [tell]);
  return <p>the drawing</p>;
}

function frame(props: Partial<FrameProps> = {}, drawing = <p>the drawing</p>) {
  const table = vi.fn(() => TABLE);
  render(
    <ChartFrame title="Beds" summary="Up to 250 beds." table={table} {...props}>
      {drawing}
    </ChartFrame>,
  );
  return { table, figure: within(screen.getByRole('figure', { name: 'Beds' })) };
}

function clipboard(change: Partial<Clipboard> = {}) {
  const fake = { writeText: vi.fn(async () => {}), write: vi.fn(async () => {}), ...change };
  Object.defineProperty(navigator, 'clipboard', { value: fake, configurable: true });
  return fake;
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

async function copy(words: string) {
  press('Copy');
  fireEvent.click(await screen.findByRole('menuitem', { name: words }));
}

describe('a chart', () => {
  it('has a title, a drawing and a sentence; its numbers are not made before they are wanted', () => {
    const { figure, table } = frame();
    expect(figure.getByRole('heading', { level: 3, name: 'Beds' })).toBeTruthy();
    expect(figure.getByText('the drawing')).toBeTruthy();
    expect(figure.getByText('Up to 250 beds.')).toBeTruthy();
    expect(table).not.toHaveBeenCalled();
  });

  it('is shown as a table, a hundred rows at a time, and as a chart again', () => {
    const { figure } = frame();
    press('Show as table');
    expect(figure.queryByText('the drawing')).toBeNull();
    expect(figure.getByRole('columnheader', { name: 'beds used (beds)' })).toBeTruthy();
    expect(figure.getAllByRole('rowheader', { name: '14 Mar 2020' })).toHaveLength(100);
    expect(figure.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(
      expect.arrayContaining(['0.123', '–']),
    );
    press('Later rows');
    press('Later rows');
    expect(figure.getByText('201 to 250 of 250 rows')).toBeTruthy();
    press('Show as chart');
    expect(figure.getByText('the drawing')).toBeTruthy();
  });

  it('copies its numbers in full', async () => {
    const { writeText } = clipboard();
    const { figure } = frame();
    await copy('Numbers (CSV)');
    expect(await figure.findByText('The numbers are copied.')).toBeTruthy();
    expect(writeText).toHaveBeenCalledWith(
      expect.stringMatching(/^date,beds_used \(beds\)\r\n2020-03-14,0\.123456\r\n2020-03-14,\r\n/),
    );
  });

  it('copies a picture where its drawing can be made into one', async () => {
    const { write } = clipboard();
    const item = vi.fn(class {});
    vi.stubGlobal('ClipboardItem', Object.assign(item, { supports: () => true }));
    const { figure } = frame({}, <Drawing />);
    await copy('Picture (PNG)');
    expect(await figure.findByText('The picture is copied.')).toBeTruthy();
    expect(write).toHaveBeenCalledOnce();
    expect(item).toHaveBeenCalledWith({ 'image/png': expect.any(Blob) });
  });

  it('offers no picture of what is none', async () => {
    frame();
    press('Copy');
    const items = await screen.findAllByRole('menuitem');
    expect(items.map((one) => one.textContent)).toEqual(['Numbers (CSV)']);
  });

  it('says so where copying is refused', async () => {
    clipboard({ writeText: () => Promise.reject(new Error('refused')) });
    const { figure } = frame();
    await copy('Numbers (CSV)');
    expect(await figure.findByText(/The clipboard refused it/)).toBeTruthy();
  });

  it('says that it is read, or that there is nothing, and offers nothing then', () => {
    frame({ state: { kind: 'loading' } });
    expect(screen.getByRole('status').textContent).toBe('Reading the numbers…');
    expect(screen.queryByRole('button')).toBeNull();
    cleanup();
    frame({ state: { kind: 'empty', words: 'No day was forecast yet.' } });
    expect(screen.getByText('No day was forecast yet.')).toBeTruthy();
  });
});

describe('a rule on a chart', () => {
  const scale = {
    left: 0,
    top: 0,
    width: 400,
    height: 200,
    toX: Number,
    toY: Number,
    fromY: Number,
  };

  function Rule({ onEnd }: { readonly onEnd: (value: number) => void }) {
    const [value, setValue] = useState(50);
    return (
      <RuleHandle
        {...{ scale, value }}
        axis="across"
        label="Cut"
        min={10}
        max={90}
        step={1}
        bigStep={7}
        words={`${value} days`}
        toPixel={(one) => 2 * one}
        fromPixel={(pixel) => pixel / 2}
        onChange={setValue}
        onChangeEnd={onEnd}
      />
    );
  }

  function show() {
    const onEnd = vi.fn();
    render(<Rule onEnd={onEnd} />);
    const slider = screen.getByRole('slider', { name: 'Cut' });
    slider.setPointerCapture = () => {};
    Object.defineProperty(slider, 'offsetParent', { value: document.body });
    const now = () => slider.getAttribute('aria-valuetext');
    return { slider, now, onEnd };
  }

  it('is moved by keys, within its bounds', () => {
    const { slider, now, onEnd } = show();
    const steps = [
      ['ArrowRight', '51 days'],
      ['ArrowLeft', '50 days'],
      ['PageUp', '57 days'],
      ['PageDown', '50 days'],
      ['Home', '10 days'],
      ['ArrowLeft', '10 days'],
      ['End', '90 days'],
      ['Tab', '90 days'],
    ];
    for (const [key = '', words] of steps) {
      fireEvent.keyDown(slider, { key });
      expect(now()).toBe(words);
    }
    expect(onEnd).toHaveBeenCalledTimes(7);
  });

  it('is dragged, to whole steps', () => {
    const { slider, now, onEnd } = show();
    fireEvent.pointerDown(slider, { button: 0, pointerId: 1, clientX: 100 });
    fireEvent.pointerMove(slider, { pointerId: 1, clientX: 61 });
    expect(now()).toBe('31 days');
    expect(onEnd).not.toHaveBeenCalled();
    fireEvent.pointerUp(slider, { pointerId: 1, clientX: 61 });
    expect(onEnd).toHaveBeenCalledExactlyOnceWith(31);
    fireEvent.pointerMove(slider, { pointerId: 1, clientX: 150 });
    expect(now()).toBe('31 days');
  });

  it('goes back where it was when a drag is taken back', () => {
    const { slider, now } = show();
    fireEvent.pointerDown(slider, { button: 0, pointerId: 1, clientX: 100 });
    fireEvent.pointerMove(slider, { pointerId: 1, clientX: 61 });
    fireEvent.keyDown(slider, { key: 'Escape' });
    expect(now()).toBe('50 days');
  });
});

describe('many series', () => {
  const names = Array.from({ length: 20 }, (_, i) => `ward ${i + 1}`);

  function Picker() {
    const [shown, setShown] = useShown(names);
    return (
      <SeriesPicker
        label="Series shown"
        options={names.map((name) => ({ value: name, words: name }))}
        chosen={shown}
        onChange={setShown}
      />
    );
  }

  const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });

  it('are shown six at a time: another one after one of them was left out', () => {
    render(<Picker />);
    expect(
      screen.getAllByRole<HTMLInputElement>('checkbox').filter((one) => one.checked),
    ).toHaveLength(6);
    expect(box('ward 9').disabled).toBe(true);
    fireEvent.click(box('ward 2'));
    fireEvent.click(box('ward 9'));
    expect(box('ward 9').checked).toBe(true);
    expect(box('ward 10').disabled).toBe(true);
  });

  it('are found by their names; those that are shown stay', async () => {
    render(<Picker />);
    const search = screen.getByRole('searchbox', { name: 'Series shown: search 20' });
    await act(async () => fireEvent.change(search, { target: { value: 'WARD 17' } }));
    expect(screen.getAllByRole('checkbox')).toHaveLength(7);
    await act(async () => fireEvent.change(search, { target: { value: 'kitchen' } }));
    expect(screen.getByText('No other series is called like that.')).toBeTruthy();
  });
});
