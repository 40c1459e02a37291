/** The colours of the design as a drawing library takes them: 'rgb(...)' for the theme that is seen. */
export interface ChartColours {
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  readonly edge: string;
  readonly sheet: string;
  readonly kept: string;
  readonly series: readonly string[];
}

export function chartColours(element: Element): ChartColours {
  const probe = document.createElement('span');
  element.append(probe);
  const colour = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    ink: colour('--ink'),
    muted: colour('--ink-3'),
    grid: colour('--grid'),
    edge: colour('--edge'),
    sheet: colour('--sheet'),
    kept: colour('--kept'),
    series: ['--series-1', '--series-2', '--series-3', '--series-4'].map(colour),
  };
  probe.remove();
  return colours;
}
