import { type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { type ChartScale, scaleOf } from './chart-scale.ts';
import { type Drawing, openDrawing } from './drawing.ts';
import type { FigureOf } from './figure.ts';
import { takePicture } from './picture.ts';
import { PictureContext } from './picture-context.ts';

export interface CanvasProps {
  /** Drawn anew when it is another function: keep it with useCallback. */
  readonly figure: FigureOf;
  /** Of a picture of it, where that is another: one of several drawings stands for all of them. */
  readonly picture?: FigureOf;
  /** What the drawing shows, in a sentence. */
  readonly summary: string;
  /** Laid over the drawing once it is there. */
  readonly overlay?: (scale: ChartScale) => ReactNode;
  /** After each drawing that is not outdated already. */
  readonly onDrawn?: () => void;
}

/** The only component that draws by Plotly; it is loaded when the first chart is shown. */
export function PlotlyCanvas({ figure, picture = figure, summary, overlay, onDrawn }: CanvasProps) {
  const element = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing>(undefined);
  const latest = useRef({ figure, picture, onDrawn });
  latest.current = { figure, picture, onDrawn };
  const [scale, setScale] = useState<ChartScale>();
  const [hasFailed, setFailed] = useState(false);
  const tellPicture = useContext(PictureContext);
  const hasOverlay = overlay !== undefined;
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const opened = openDrawing(
      current,
      () => {
        if (hasOverlay) setScale(scaleOf(current));
        latest.current.onDrawn?.();
      },
      () => setFailed(true),
    );
    drawing.current = opened;
    opened.show(latest.current.figure);
    tellPicture((words, format) => {
      const { figure: own, picture: whole } = latest.current;
      return takePicture(current, whole, words, format, whole === own);
    });
    return () => {
      tellPicture(undefined);
      opened.end();
    };
  }, [hasOverlay, tellPicture]);
  useEffect(() => {
    setFailed(false);
    drawing.current?.show(figure);
  }, [figure]);
  return (
    <>
      <div ref={element} className="chart-drawing" role="img" aria-label={summary} />
      {scale && overlay?.(scale)}
      {hasFailed && (
        <p className="chart-failed" role="alert">
          This chart could not be drawn. Its numbers are there: show it as a table.
        </p>
      )}
    </>
  );
}
