import { formatNumber, keptSentence } from '../words/numbers.ts';

interface Props {
  readonly values: readonly (number | null)[];
  /** Share of the rows, at the end, that a model does not see. */
  readonly keptShare: number;
}

const WIDTH = 400;
const HEIGHT = 100;

/** A series as a small picture; the part that is kept for the check is shaded and dashed. */
export function SeriesPicture({ values, keptShare }: Props) {
  const cut = WIDTH * (1 - keptShare);
  const points = pointsOf(values);
  const seen = points.filter((point) => point === null || point.x <= cut);
  const kept = points.filter((point) => point === null || point.x > cut);
  const last = seen.findLast((point) => point !== null);
  const line = {
    fill: 'none',
    strokeWidth: 2,
    strokeLinejoin: 'round',
    vectorEffect: 'non-scaling-stroke',
  } as const;
  return (
    <svg
      className="series-picture"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {keptShare > 0 && <rect x={cut} width={WIDTH - cut} height={HEIGHT} fill="var(--kept)" />}
      <path d={areaOf(seen)} fill="var(--series-1)" fillOpacity={0.12} />
      <path d={pathOf(seen)} stroke="var(--series-1)" {...line} />
      <path
        d={pathOf(last ? [last, ...kept] : kept)}
        stroke="var(--series-1)"
        strokeDasharray="3 3"
        {...line}
      />
      {keptShare > 0 && (
        <line
          x1={cut}
          x2={cut}
          y1={0}
          y2={HEIGHT}
          stroke="var(--edge)"
          strokeWidth={1}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

/** What the picture shows, in words. */
export function pictureWords(
  name: string,
  unit: string,
  values: readonly (number | null)[],
  keptRows: number,
  rowWord: string,
): string {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const kept = keptRows > 0 ? ` ${keptSentence(keptRows, rowWord)}` : '';
  return known.length === 0
    ? `${name}: no values.`
    : `${name}: from ${formatNumber(low)} to ${formatNumber(high)} ${unit}.${kept}`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function pointsOf(values: readonly (number | null)[]): (Point | null)[] {
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const high = Math.max(...known, low + 1e-9);
  const step = WIDTH / Math.max(1, values.length - 1);
  return values.map((value, i) =>
    value === null
      ? null
      : { x: i * step, y: HEIGHT - 3 - ((value - low) / (high - low)) * (HEIGHT - 10) },
  );
}

function pathOf(points: readonly (Point | null)[]): string {
  let isDrawing = false;
  return points
    .map((point) => {
      const step = point && `${isDrawing ? 'L' : 'M'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
      isDrawing = point !== null;
      return step ?? '';
    })
    .join('');
}

function areaOf(points: readonly (Point | null)[]): string {
  const known = points.filter((point) => point !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return '';
  return `${pathOf(known)}L${last.x.toFixed(1)} ${HEIGHT}L${first.x.toFixed(1)} ${HEIGHT}Z`;
}
