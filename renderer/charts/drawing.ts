/** One drawing on the screen: drawn in turn, drawn anew for another theme or size, put away at the end. */
import { chartColours } from './chart-colours.ts';
import type { ChartLook, FigureOf } from './figure.ts';
import { Plotly } from './plotly.ts';

export interface Drawing {
  /** While one is being drawn only the newest of those that wait is drawn next. */
  show(figure: FigureOf): void;
  end(): void;
}

/** Pixels. */
const SMALLEST = 40;

const CONFIG = { displayModeBar: false, responsive: false } as const;

export function openDrawing(
  element: HTMLElement,
  onDrawn: () => void,
  onFailed: (error: unknown) => void,
): Drawing {
  let figure: FigureOf | undefined;
  let size = '';
  // Asked of the page once a theme: drawings follow each other fast while a slider moves.
  let theme: Theme | undefined;
  let isStale = false;
  let isDrawing = false;
  let hasEnded = false;

  // Plotly draws over several frames and fails when it is purged in between: one thing after the other.
  const draw = async () => {
    isStale = true;
    if (isDrawing) return;
    isDrawing = true;
    try {
      while (isStale && figure && !hasEnded) {
        isStale = false;
        theme ??= themeOf(element);
        const drawn = await drawOnce(element, figure, theme);
        if (drawn) size = drawn;
        if (drawn && !isStale && !hasEnded) onDrawn();
      }
    } catch (error) {
      if (!hasEnded) onFailed(error);
    }
    isDrawing = false;
    if (hasEnded) Plotly.purge(element);
  };

  const redraw = () => void draw();
  const sizes = new ResizeObserver(() => {
    if (sizeOf(element) !== size) redraw();
  });
  sizes.observe(element);
  const leaveTheme = onThemeChange(() => {
    theme = undefined;
    redraw();
  });
  return {
    show(next) {
      if (next === figure) return;
      figure = next;
      redraw();
    },
    end() {
      hasEnded = true;
      sizes.disconnect();
      leaveTheme();
      if (!isDrawing) Plotly.purge(element);
    },
  };
}

/** The size that it was drawn in; undefined in a part of the page that is not shown: the observer tells when it is. */
async function drawOnce(
  element: HTMLElement,
  figure: FigureOf,
  theme: Theme,
): Promise<string | undefined> {
  const { clientWidth: width, clientHeight: height } = element;
  if (width < SMALLEST || height < SMALLEST) return undefined;
  const size = sizeOf(element);
  const { data, layout } = figure({ ...theme, width, height, isPrint: false });
  await Plotly.react(element, data, { ...layout, width, height, autosize: false }, CONFIG);
  return size;
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): string {
  return `${clientWidth}x${clientHeight}`;
}

type Theme = Pick<ChartLook, 'colours' | 'font'>;

function themeOf(element: HTMLElement): Theme {
  return { colours: chartColours(element), font: getComputedStyle(element).fontFamily };
}

/** By the studio's setting or by the system's. */
function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', listener);
  };
}
