import { nextUniform, nextWord } from './xoshiro.ts';

/**
 * Standard normal draw by the ziggurat of 256 layers. Marsaglia & Tsang, "The ziggurat method for generating
 * random variables", J. Statist. Softw. 5 (2000), with layer, sign and position from different bits (Doornik,
 * 2005). Keeps nothing between draws, so that it can switch streams at any time.
 */
export function drawNormal(stream: Int32Array): number {
  for (;;) {
    const high = nextWord(stream);
    const low = nextWord(stream);
    const layer = ((high & 31) << 3) | (low & 7);
    const sign = 1 - ((low & 8) >> 2);
    const position = ((high >>> 5) * 67108864 + (low >>> 6)) * (1 / 9007199254740992);
    const x = position * EDGE[layer]!;
    if (x < EDGE[layer + 1]!) return sign * x;
    if (layer === 0) return sign * drawTail(stream);
    const below = HEIGHT[layer]!;
    const height = below + nextUniform(stream) * (HEIGHT[layer + 1]! - below);
    if (height < Math.exp(-0.5 * x * x)) return sign * x;
  }
}

/** Exponential draw of mean 1, by inversion. */
export function drawExponential(stream: Int32Array): number {
  return -Math.log(1 - nextUniform(stream));
}

/** Normal beyond TAIL. Marsaglia, "Generating a variable from the tail of the normal distribution" (1964). */
function drawTail(stream: Int32Array): number {
  for (;;) {
    const beyond = drawExponential(stream) / TAIL;
    if (2 * drawExponential(stream) >= beyond * beyond) return TAIL + beyond;
  }
}

const LAYERS = 256;
/** Where the tail starts, and the area of each layer, so that 256 layers of equal area just fill the density. */
const TAIL = 3.6541528853610088;
const AREA = 0.004928673233974655;

/** EDGE[i]: right edge of layer i (of layer 0: the width of a rectangle as large as base and tail together). */
const EDGE = new Float64Array(LAYERS + 1);
/** HEIGHT[i]: exp(-x^2 / 2) at EDGE[i], the bottom of layer i. */
const HEIGHT = new Float64Array(LAYERS + 1);
EDGE[0] = AREA / Math.exp(-0.5 * TAIL * TAIL);
EDGE[1] = TAIL;
HEIGHT[1] = Math.exp(-0.5 * TAIL * TAIL);
for (let layer = 2; layer < LAYERS; layer++) {
  HEIGHT[layer] = HEIGHT[layer - 1]! + AREA / EDGE[layer - 1]!;
  EDGE[layer] = Math.sqrt(-2 * Math.log(HEIGHT[layer]!));
}
HEIGHT[LAYERS] = 1;
