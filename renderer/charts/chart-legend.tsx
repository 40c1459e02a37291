/** What a line, mark or shade stands for. */
export interface LegendItem {
  readonly words: string;
  readonly mark: 'line' | 'dashed' | 'dotted' | 'thin' | 'dot' | 'ring' | 'bands' | 'band' | Symbol;
  /** Of the series; absent: ink. */
  readonly series?: number;
}

type Symbol = keyof typeof MARKS;

const MARKS = {
  circle: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  square: 'M8.5 4.5h7v7h-7z',
  diamond: 'm12 3.2 4.8 4.8-4.8 4.8L7.2 8z',
  'triangle-up': 'm12 3.5 4.6 8.5H7.4z',
} as const;

/** Above the drawing; what is drawn is named where it cannot be labelled itself. */
export function ChartLegend({ items }: { readonly items: readonly LegendItem[] }) {
  return (
    <ul className="legend small">
      {items.map((item) => (
        <li key={item.words}>
          <svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">
            <Swatch item={item} />
          </svg>
          {item.words}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ item: { mark, series } }: { readonly item: LegendItem }) {
  const colour = series === undefined ? 'var(--ink)' : `var(--series-${(series % 4) + 1})`;
  const line = { d: 'M0 8h24', stroke: colour, strokeWidth: 2, fill: 'none' };
  switch (mark) {
    case 'line':
      return <path {...line} />;
    case 'dashed':
      return <path {...line} strokeWidth={1.5} strokeDasharray="5 3" />;
    case 'dotted':
      return <path {...line} strokeWidth={1.5} strokeDasharray="2 2.5" />;
    case 'thin':
      return <path {...line} strokeWidth={1} />;
    case 'dot':
      return <circle cx="12" cy="8" r="3" fill={colour} />;
    case 'ring':
      return <circle cx="12" cy="8" r="3" fill="var(--sheet)" stroke={colour} strokeWidth="1.5" />;
    case 'band':
      return <path d="M0 2h24v12H0z" fill={colour} fillOpacity={0.25} />;
    case 'bands':
      return (
        <g fill={colour}>
          <path d="M0 1h24v14H0z" fillOpacity={0.14} />
          <path d="M0 3.5h24v9H0z" fillOpacity={0.2} />
          <path d="M0 6h24v4H0z" fillOpacity={0.32} />
        </g>
      );
    default:
      return (
        <>
          <path {...line} strokeWidth={1.5} />
          <path d={MARKS[mark]} fill={colour} />
        </>
      );
  }
}
