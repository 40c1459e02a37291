import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../renderer/design/tokens.css', import.meta.url), 'utf8');

const THEMES = ['light', 'dark'] as const;

type Theme = (typeof THEMES)[number];

/** Name -> colour, of every token that has one in each theme. */
const TOKENS = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

const GROUNDS = ['page', 'sheet', 'raised', 'sunken', 'hover'];
const TONES = ['good', 'care', 'bad'];

/** Text -> what it stands on. */
const TEXT: Readonly<Record<string, readonly string[]>> = {
  ink: [...GROUNDS, 'accent-soft', 'good-soft', 'care-soft', 'bad-soft', 'kept'],
  'ink-2': [...GROUNDS, 'accent-soft', 'good-soft', 'care-soft', 'bad-soft', 'kept'],
  'ink-3': [...GROUNDS, 'accent-soft', 'kept'],
  accent: [...GROUNDS, 'accent-soft'],
  'accent-strong': [...GROUNDS, 'accent-soft'],
  'on-accent': ['accent', 'accent-strong'],
  ...Object.fromEntries(TONES.map((tone) => [tone, ['page', 'sheet', 'raised', `${tone}-soft`]])),
};

/** Lines, marks and frames of controls -> what they are drawn on. */
const GRAPHICS: Readonly<Record<string, readonly string[]>> = {
  edge: ['page', 'sheet', 'raised', 'sunken'],
  accent: ['page', 'sheet', 'raised', 'sunken', 'accent-soft'],
  ...Object.fromEntries(
    [1, 2, 3, 4].map((number) => [`series-${number}`, ['sheet', 'raised']] as const),
  ),
};

describe.each(THEMES)('in the %s theme', (theme) => {
  it.each(pairs(TEXT))('text of %s is read on %s', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(GRAPHICS))('%s is seen on %s', (drawn, ground) => {
    expect(contrast(colour(drawn, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  it('white is read on the first door', () => {
    expect(contrast('#ffffff', colour('door', theme))).toBeGreaterThanOrEqual(4.5);
  });
});

it('the contrast is that of WCAG 2: its own examples', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

it('styles know no other colours than the tokens', () => {
  const files = ['base', 'controls', 'overlays', 'words', 'frame'];
  const found = files.flatMap((file) => {
    const text = readFileSync(
      new URL(`../../renderer/design/${file}.css`, import.meta.url),
      'utf8',
    );
    return text.match(/#[\da-f]{3,8}\b|rgba?\(|hsla?\(/gi) ?? [];
  });
  expect(found).toEqual([]);
});

function pairs(table: Readonly<Record<string, readonly string[]>>): [string, string][] {
  return Object.entries(table).flatMap(([drawn, grounds]) =>
    grounds.map((ground): [string, string] => [drawn, ground]),
  );
}

function colour(name: string, theme: Theme): string {
  const token = TOKENS.get(name);
  if (!token) throw new Error(`tokens.css: no colour called ${name}`);
  return token[theme];
}

/** WCAG 2.2, contrast ratio of two colours. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
