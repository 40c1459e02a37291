import type { FrontAxis, FrontKind, FrontPoint } from './front.ts';

const SHAPES: Readonly<Record<FrontKind, string>> = {
  front: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3',
  other: 'M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  unfit: 'm5 5 6 6M11 5l-6 6',
  recommended: 'm8 1.5 1.9 4.4 4.7.4-3.6 3.1 1.1 4.6L8 11.5 3.9 14 5 9.4 1.4 6.3l4.7-.4z',
  'do-nothing': 'M3.5 3.5h9v9h-9z',
  current: 'm8 2 6 6-6 6-6-6z',
  'best-constant': 'm8 2.5 6 10.5H2z',
};

const WORDS: Readonly<Record<FrontKind, string>> = {
  front: 'best compromises',
  other: 'others tried',
  unfit: 'break a limit',
  recommended: 'recommended',
  'do-nothing': 'do nothing',
  current: 'as set today',
  'best-constant': 'best that never changes',
};

const ORDER = Object.keys(WORDS) as FrontKind[];

/** What is recommended is called as the chart's owner calls it: where no limit can be kept it is the nearest. */
function wordsOf(kind: FrontKind, points: readonly FrontPoint[]): string {
  const own = kind === 'recommended' && points.find((point) => point.kind === kind);
  return own ? own.name.charAt(0).toLowerCase() + own.name.slice(1) : WORDS[kind];
}

interface Props {
  readonly points: readonly FrontPoint[];
  readonly size?: FrontAxis | undefined;
  /** 'wanted: 95 %'. */
  readonly wanted?: string | undefined;
}

/** What the shapes mean; only those that are drawn. */
export function FrontLegend({ points, size, wanted }: Props) {
  const drawn = ORDER.filter((kind) => points.some((point) => point.kind === kind));
  const hasBars = points.some(({ pin, xBar, yBar }) => pin !== undefined && (xBar || yBar));
  return (
    <ul className="legend small" aria-label="What the marks mean">
      {drawn.map((kind) => (
        <li key={kind}>
          <svg
            width="16"
            height="16"
            viewBox="0 0 16 16"
            className={`front-mark ${kind}`}
            aria-hidden="true"
          >
            <path d={SHAPES[kind]} />
          </svg>
          {wordsOf(kind, points)}
        </li>
      ))}
      {hasBars && (
        <li>
          <svg
            width="20"
            height="16"
            viewBox="0 0 20 16"
            className="front-mark bars"
            aria-hidden="true"
          >
            <path d="M1 8h18M10 1v14" />
          </svg>
          5 to 95 % of outcomes
        </li>
      )}
      {size && (
        <li>
          <svg
            width="34"
            height="16"
            viewBox="0 0 34 16"
            className="front-mark front"
            aria-hidden="true"
          >
            <circle cx="5" cy="8" r="3" />
            <circle cx="16" cy="8" r="5" />
            <circle cx="28" cy="8" r="6" />
          </svg>
          larger: more {size.words}
        </li>
      )}
      {wanted !== undefined && (
        <li>
          <svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">
            <path d="M0 8h24" stroke="var(--bad)" strokeWidth="1.5" strokeDasharray="6 3" />
          </svg>
          {wanted}
        </li>
      )}
    </ul>
  );
}
