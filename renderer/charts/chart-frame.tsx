import './charts.css';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { Button } from '../components/button.tsx';
import { MenuButton } from '../components/menu-button.tsx';
import { csvOf } from './chart-csv.ts';
import { ChartLegend, type LegendItem } from './chart-legend.tsx';
import { type ChartTable, ChartTableView } from './chart-table.tsx';
import { copyChart } from './copy-chart.ts';
import { type Picture, PictureContext } from './picture-context.ts';

/** What every chart has around its drawing. */
export interface FrameProps {
  /** Also the name of the picture. */
  readonly title: string;
  /** What the chart shows, in a sentence. */
  readonly summary: string;
  /** Where a heading above says the same. */
  readonly isTitleHidden?: boolean;
  readonly level?: 2 | 3 | 4;
  /** Toggles and buttons beside the title. */
  readonly actions?: ReactNode;
  /** Below the summary. */
  readonly note?: ReactNode;
  /** square: no wider than it is high. */
  readonly size?: 'small' | 'normal' | 'tall' | 'square';
  /** Shown instead of the drawing. */
  readonly state?:
    | { readonly kind: 'loading'; readonly words?: string }
    | { readonly kind: 'empty'; readonly words: string };
}

interface Props extends FrameProps {
  /** Made only when the table or a copy is wanted. */
  readonly table: () => ChartTable;
  readonly legend?: readonly LegendItem[];
  readonly children: ReactNode;
}

/** A chart as a figure: title, what can be done with it, the drawing or its numbers, what it shows in a sentence. */
export function ChartFrame({ table, legend = [], children, ...frame }: Props) {
  const { title, summary, isTitleHidden, level = 3, actions, note, size = 'normal', state } = frame;
  const id = useId();
  const [isTable, setTable] = useState(false);
  const [picture, setPicture] = useState<{ readonly take: Picture }>();
  const [tellPicture] = useState(() => (take: Picture | undefined) => setPicture(take && { take }));
  const Heading = `h${level}` as const;
  const names = !state && !isTable && legend.length > 0 && <ChartLegend items={legend} />;
  return (
    <figure className={`chart-frame ${size}`} aria-labelledby={id}>
      <div className="chart-head">
        <Heading id={id} className={isTitleHidden ? 'sr-only' : 'chart-title'}>
          {title}
        </Heading>
        {isTitleHidden && names}
        <div className="chart-actions">
          {actions}
          {!state && (
            <>
              <Button
                size="small"
                look="quiet"
                icon={isTable ? 'chart' : 'table'}
                onPress={() => setTable(!isTable)}
              >
                {isTable ? 'Show as chart' : 'Show as table'}
              </Button>
              <CopyMenu words={{ title, summary }} table={table} picture={picture?.take} />
            </>
          )}
        </div>
      </div>
      {state ? (
        <p className="chart-words" role={state.kind === 'loading' ? 'status' : undefined}>
          {state.words ?? 'Reading the numbers…'}
        </p>
      ) : isTable ? (
        <ChartTableView table={table()} title={title} />
      ) : (
        <PictureContext value={tellPicture}>
          {!isTitleHidden && names}
          <div className="chart-canvas">{children}</div>
        </PictureContext>
      )}
      <figcaption className="small muted">
        <p>{summary}</p>
        {note}
      </figcaption>
    </figure>
  );
}

interface CopyProps {
  readonly words: { readonly title: string; readonly summary: string };
  readonly table: () => ChartTable;
  readonly picture: Picture | undefined;
}

function CopyMenu({ words, table, picture }: CopyProps) {
  const [said, setSaid] = useState('');
  const copy = async (format: 'png' | 'svg' | 'csv') => {
    const content = format === 'csv' ? csvOf(table()) : await picture?.(words, format);
    if (content !== undefined) setSaid(await copyChart(content));
  };
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <>
      <span className={said ? 'small muted' : 'sr-only'} role="status">
        {said}
      </span>
      <MenuButton
        label="Copy"
        look="quiet"
        icon="copy"
        items={picture ? [...PICTURES, NUMBERS] : [NUMBERS]}
        onAction={(format) => void copy(format).catch(() => setSaid('This could not be copied.'))}
      />
    </>
  );
}

/** Milliseconds that it is told what became of a copy. */
const SHOWN_FOR = 6000;

const PICTURES = [
  { id: 'png', words: 'Picture (PNG)' },
  { id: 'svg', words: 'Drawing (SVG)' },
] as const;
const NUMBERS = { id: 'csv', words: 'Numbers (CSV)' } as const;
