import type { StructureView } from '../../engine/studio/contract/structure-view.ts';
import { plainName, unitWords } from '../words/numbers.ts';
import { linksOf } from './links.ts';
import { NODE_KINDS } from './node-kinds.ts';

interface Props {
  readonly graph: StructureView['graph'];
  readonly chosen: string | undefined;
  onChoose(id: string): void;
}

/** The causal diagram, line by line. */
export function DiagramTable({ graph, chosen, onChoose }: Props) {
  return (
    <section className="table-scroll diagram-table" aria-label="Diagram as table" tabIndex={-1}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">What it is</th>
            <th scope="col">Depends on</th>
            <th scope="col">Affects</th>
          </tr>
        </thead>
        <tbody>
          {graph.nodes.map(({ id, name, kind, meaning, unit }) => {
            const { causes, effects } = linksOf(graph, id);
            return (
              <tr key={id} className={id === chosen ? 'chosen' : undefined}>
                <th scope="row">
                  <button type="button" className="link" onClick={() => onChoose(id)}>
                    {plainName(name)}
                  </button>
                </th>
                <td>
                  {NODE_KINDS[kind].words}
                  {meaning && <span className="small muted"> {meaning}</span>}
                  {unitWords(unit) && <span className="small muted"> ({unitWords(unit)})</span>}
                </td>
                <td>{causes.join(', ') || 'nothing'}</td>
                <td>{effects.join(', ') || 'nothing'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
