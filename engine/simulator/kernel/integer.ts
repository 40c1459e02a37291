import { nextUniform, nextWord } from './xoshiro.ts';

const TWO_21 = 2097152;
const TWO_32 = 4294967296;
const TWO_53 = 9007199254740992;

/**
 * Uniform on 0 .. span - 1 without bias, 1 <= span <= 2^53 (taken as checked). Up to 2^21 by Lemire's
 * multiplication ("Fast random integer generation in an interval", ACM TOMACS 29, 2019), where the product is
 * exact; beyond, by remainder with rejection of the incomplete last round.
 */
export function drawBelow(stream: Int32Array, span: number): number {
  if (span > TWO_21) return drawBelowLarge(stream, span);
  let word = nextWord(stream);
  let fraction = Math.imul(word, span) >>> 0;
  if (fraction < span) {
    const unfair = TWO_32 % span;
    while (fraction < unfair) {
      word = nextWord(stream);
      fraction = Math.imul(word, span) >>> 0;
    }
  }
  return ((word >>> 0) * span - fraction) / TWO_32;
}

/** Fisher-Yates. */
export function shuffleInPlace(stream: Int32Array, array: unknown[]): void {
  for (let i = array.length - 1; i > 0; i--) {
    const j = drawBelow(stream, i + 1);
    const moved = array[i];
    array[i] = array[j];
    array[j] = moved;
  }
}

function drawBelowLarge(stream: Int32Array, span: number): number {
  for (;;) {
    const whole = nextUniform(stream) * TWO_53;
    const remainder = whole % span;
    if (whole - remainder <= TWO_53 - span) return remainder;
  }
}
