import { lazy, Suspense, useEffect, useRef } from 'react';
import type { CandidateView } from '../../../engine/studio/contract/discovery-view.ts';
import type { StructureView } from '../../../engine/studio/contract/structure-view.ts';
import { IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Origin } from '../../components/origin.tsx';
import { linksOf } from '../../diagram/links.ts';
import { NODE_KINDS } from '../../diagram/node-kinds.ts';
import { formatAmount, plainName, unitWords } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';
import { priorWords } from '../../words/prior-words.ts';

const CodeView = lazy(() =>
  import('../../code/code-view.tsx').then((m) => ({ default: m.CodeView })),
);

interface Props {
  readonly structure: StructureView;
  readonly values: CandidateView['parameters'];
  /** Id of a node of the diagram. */
  readonly part: string;
  onChoose(part: string): void;
  onClose(): void;
}

/** One part of a structure: its words, what it hangs on, its numbers, its code. */
export function PartWords({ structure, values, part, onChoose, onClose }: Props) {
  const place = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is to be seen as well.
  useEffect(() => {
    void place.current?.scrollIntoView({ block: 'nearest' });
  }, [part]);
  const node = structure.graph.nodes.find(({ id }) => id === part);
  if (!node) return null;
  const { kind, name, meaning, unit } = node;
  const { causes, effects } = linksOf(structure.graph, part);
  const module = kind === 'module' && structure.modules.find((one) => one.name === name);
  return (
    <section ref={place} className="part-words" aria-label={`Part: ${plainName(name)}`}>
      <div className="row between nowrap">
        <h3>{plainName(name)}</h3>
        <IconButton name="Close this part" icon="close" size="small" onPress={onClose} />
      </div>
      <p className="row small muted">
        <Icon name={NODE_KINDS[kind].icon} size={12} />
        {NODE_KINDS[kind].words}
        {unitWords(unit) && `, in ${unitWords(unit)}`}
      </p>
      {meaning && <p>{plainText(meaning)}</p>}
      {kind === 'parameter' && <NumberWords {...{ structure, values, name }} />}
      {kind === 'lever' && <LeverWords {...{ structure, name }} />}
      <p className="small">
        <strong>Depends on:</strong> {causes.join(', ') || 'nothing'}
      </p>
      <p className="small">
        <strong>Affects:</strong> {effects.join(', ') || 'nothing'}
      </p>
      {module && (
        <>
          {module.parameters.length > 0 && (
            <ul className="part-numbers">
              {module.parameters.map((parameter) => (
                <li key={parameter}>
                  <button
                    type="button"
                    className="link"
                    onClick={() => onChoose(`parameter:${parameter}`)}
                  >
                    {plainName(parameter)}
                  </button>
                  <NumberWords {...{ structure, values }} name={parameter} />
                </li>
              ))}
            </ul>
          )}
          <Suspense fallback={<p className="muted">Reading the code…</p>}>
            <CodeView
              label={`Code of ${plainName(name)}`}
              code={linesOf(structure.code, module.lines)}
              firstLine={module.lines[0]}
            />
          </Suspense>
        </>
      )}
    </section>
  );
}

interface NumberProps {
  readonly structure: StructureView;
  readonly values: CandidateView['parameters'];
  readonly name: string;
}

/** Its calibrated value, else what it may be. */
function NumberWords({ structure, values, name }: NumberProps) {
  const fitted = values.find((one) => one.name === name);
  const declared = structure.parameters.find((one) => one.name === name);
  return (
    <p className="row small">
      {fitted && (
        <>
          <span>{formatAmount(fitted.value, fitted.unit)}</span> <Origin of="calibrated" />
        </>
      )}
      {declared && (
        <span className="muted">possible before: {priorWords(declared.prior, declared.unit)}</span>
      )}
    </p>
  );
}

function LeverWords({ structure, name }: Omit<NumberProps, 'values'>) {
  const lever = structure.levers.find((one) => one.name === name);
  if (!lever) return null;
  return (
    <p className="row small">
      {formatAmount(lever.default, lever.unit)} unless you decide otherwise, from{' '}
      {formatAmount(lever.low, '')} to {formatAmount(lever.high, lever.unit)} <Origin of="model" />
    </p>
  );
}

/** Some lines of the code, moved to the edge. */
function linesOf(code: string, [first, last]: readonly [number, number]): string {
  const lines = code.split('\n').slice(first - 1, last);
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const edge = Math.min(...indents);
  return lines.map((line) => line.slice(edge)).join('\n');
}
