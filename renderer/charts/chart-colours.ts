/** The colours of the design as a drawing library takes them: 'rgb(...)' for the theme that is seen. */
export interface ChartColours {
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  readonly edge: string;
  readonly sheet: string;
  readonly kept: string;
  readonly accent: string;
  readonly bad: string;
  readonly series: readonly string[];
}

/** `scheme`: of another theme than the one that is seen, for paper. */
export function chartColours(element: Element, scheme?: 'light'): ChartColours {
  const probe = document.createElement('span');
  if (scheme) probe.style.colorScheme = scheme;
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
    accent: colour('--accent'),
    bad: colour('--bad'),
    series: ['--series-1', '--series-2', '--series-3', '--series-4'].map(colour),
  };
  probe.remove();
  return colours;
}

/** 'rgb(0, 114, 178)' at 0.2 -> 'rgba(0, 114, 178, 0.2)'. */
export function faded(colour: string, alpha: number): string {
  return colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`);
}

/** Colours repeat after four series, which are told apart by mark and dash, too. */
export function seriesColour(colours: ChartColours, index: number): string {
  return colours.series[index % colours.series.length] ?? colours.ink;
}
