import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { FrontData } from '../../renderer/charts/front.ts';
import { FrontKeys } from '../../renderer/charts/front-keys.tsx';

afterEach(cleanup);

const DATA: FrontData = {
  x: { words: 'Cost', unit: '€', better: 'lower' },
  y: { words: 'Beds', unit: 'beds', better: 'lower' },
  points: [
    { id: 'b', name: 'Policy 2', kind: 'front', x: 30, y: 1 },
    { id: 'u', name: 'One that was tried', kind: 'unfit', x: 5, y: 5 },
    { id: 'a', name: 'Recommended', kind: 'recommended', x: 10, y: 4, pin: 'A' },
  ],
};
const SCALE = {
  ...{ left: 0, top: 0, width: 100, height: 100 },
  toX: (x: string | number) => Number(x),
  toY: (y: number) => y,
};

function showKeys() {
  const onToggle = vi.fn();
  render(<FrontKeys data={DATA} scale={SCALE} onToggle={onToggle} />);
  const list = screen.getByRole('listbox');
  const now = () => {
    const id = list.getAttribute('aria-activedescendant') ?? '';
    return document.getElementById(id)?.getAttribute('aria-label');
  };
  return { onToggle, list, now };
}

it('goes through the points from left to right by arrows, and pins one by Enter', () => {
  const { onToggle, list, now } = showKeys();
  fireEvent.focus(list);
  expect(now()).toBe('Recommended: Cost 10 €, Beds 4 beds, pinned as A');
  fireEvent.keyDown(list, { key: 'ArrowRight' });
  expect(now()).toBe('Policy 2: Cost 30 €, Beds 1 beds');
  fireEvent.keyDown(list, { key: 'ArrowRight' });
  fireEvent.keyDown(list, { key: 'Enter' });
  expect(onToggle.mock.calls).toEqual([['b']]);
  fireEvent.keyDown(list, { key: 'Home' });
  fireEvent.keyDown(list, { key: ' ' });
  expect(onToggle.mock.calls).toEqual([['b'], ['a']]);
});

it('leaves other keys to the page', () => {
  const { list } = showKeys();
  expect(fireEvent.keyDown(list, { key: 'Tab' })).toBe(true);
  expect(fireEvent.keyDown(list, { key: 'ArrowLeft' })).toBe(false);
});

it('tells which are pinned, pins by a click, and says what is under the pointer', () => {
  const { onToggle } = showKeys();
  const options = screen.getAllByRole('option');
  expect(options.map((one) => one.getAttribute('aria-selected'))).toEqual(['true', 'false']);
  const [, second] = options;
  if (!second) throw new Error('no second point');
  fireEvent.pointerEnter(second);
  expect(document.querySelector('.front-hint')?.textContent).toBe('Policy 2Cost: 30 €Beds: 1 beds');
  fireEvent.click(second);
  expect(onToggle).toHaveBeenCalledWith('b');
});
