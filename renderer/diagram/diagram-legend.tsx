import { EDGE_KINDS } from './node-kinds.ts';

/** What the lines of the diagram mean. */
export function DiagramLegend() {
  return (
    <ul className="diagram-legend small">
      {Object.values(EDGE_KINDS).map(({ line, words }) => (
        <li key={line}>
          <svg width="28" height="8" aria-hidden="true" className={line}>
            <path d="M0 4h28" />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}
