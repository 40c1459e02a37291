import { drawExponential, drawNormal } from './normal.ts';
import { nextUniform } from './xoshiro.ts';

/**
 * Gamma draw of scale 1, shape > 0 (taken as checked). Marsaglia & Tsang, "A simple method for generating gamma
 * variables", ACM TOMS 26 (2000). Shapes so small that the draw underflows give 0.
 */
export function drawGamma(stream: Int32Array, shape: number): number {
  if (shape >= 1) return squeezeGamma(stream, shape);
  // Their boost: G(shape) = G(shape + 1) U^(1 / shape).
  return squeezeGamma(stream, shape + 1) * Math.exp(-drawExponential(stream) / shape);
}

/** Beta draw, a and b > 0 (taken as checked): G(a) / (G(a) + G(b)). */
export function drawBeta(stream: Int32Array, a: number, b: number): number {
  if (a >= 1 && b >= 1) {
    const x = squeezeGamma(stream, a);
    return 1 / (1 + squeezeGamma(stream, b) / x);
  }
  // By logarithms, since both gammas can underflow.
  const difference = drawLogGamma(stream, b) - drawLogGamma(stream, a);
  // Shapes of 1e-308 overflow even the logarithms; there the law is a coin with the ends 0 and 1.
  if (Number.isNaN(difference)) return nextUniform(stream) < a / (a + b) ? 1 : 0;
  return 1 / (1 + Math.exp(difference));
}

/** Logarithm of a gamma draw. */
function drawLogGamma(stream: Int32Array, shape: number): number {
  if (shape >= 1) return Math.log(squeezeGamma(stream, shape));
  return Math.log(squeezeGamma(stream, shape + 1)) - drawExponential(stream) / shape;
}

/** Shape >= 1. */
function squeezeGamma(stream: Int32Array, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(stream);
    const t = c * x;
    const root = 1 + t;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = nextUniform(stream);
    const square = x * x;
    if (u < 1 - 0.0331 * square * square) return d * v;
    // d (1 - v + log v), kept from cancelling when d is huge.
    const exponent = d * (3 * (Math.log1p(t) - t) - t * t * (3 + t));
    if (Math.log(u) < 0.5 * square + exponent) return d * v;
  }
}
