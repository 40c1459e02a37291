/** A chart as a picture for a document: on white, with title, caption and legend, sharp in print. */
import { chartColours } from './chart-colours.ts';
import { type FigureOf, wrapped } from './figure.ts';
import { Plotly } from './plotly.ts';

export interface PictureWords {
  readonly title: string;
  readonly summary: string;
}

/** Pixels; a PNG has SCALE times as many, which is 300 dots an inch over 24 cm. */
const WIDTH = 960;
const HEIGHT = 540;
const SCALE = 3;

export async function takePicture(
  element: HTMLElement,
  figure: FigureOf,
  { title, summary }: PictureWords,
  format: 'png' | 'svg',
  /** As high as it is on the screen, for its width. */
  isAsShown = true,
): Promise<Blob> {
  const shown = isAsShown ? (element.clientHeight / element.clientWidth) * WIDTH : 0;
  const height = Math.max(HEIGHT, Math.round(shown));
  const { data, layout } = figure({
    colours: chartColours(element, 'light'),
    font: getComputedStyle(element).fontFamily,
    width: WIDTH,
    height,
    isPrint: true,
  });
  const address = await Plotly.toImage(
    {
      data,
      layout: {
        ...layout,
        width: WIDTH,
        height,
        margin: { ...layout.margin, t: 92, r: 24, b: 84 },
        title: {
          text: `<b>${title}</b>`,
          subtitle: { text: wrapped(summary, 130), font: { size: 12 } },
          font: { size: 16 },
          x: 0,
          xref: 'container',
          xanchor: 'left',
          y: 1,
          yref: 'container',
          yanchor: 'top',
          pad: { l: 16, t: 14 },
        },
      },
    },
    { format, width: WIDTH, height, scale: format === 'png' ? SCALE : 1 },
  );
  return blobOf(address);
}

/** The policy of the window refuses to fetch a data address. */
function blobOf(address: string): Blob {
  const [, type = '', base64, content = ''] =
    /^data:([^;,]+)[^,]*?(;base64)?,(.*)$/s.exec(address) ?? [];
  if (!base64) return new Blob([decodeURIComponent(content)], { type });
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type });
}
