/**
 * xoshiro128** 1.1: 128 bits of state, period 2^128 - 1.
 * Blackman & Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021).
 *
 * A stream is an Int32Array of four words, not all zero, and nothing else, so that switching streams is passing
 * another array. (Int32Array: words held in variables would be boxed as heap numbers at every second draw. One
 * array each: with all streams in one array and an offset, the same draws took 1.5 times as long.)
 */

/** The next 32 bits, as a signed integer; advances the stream. */
export function nextWord(stream: Int32Array): number {
  const s1 = stream[1]!;
  const s2 = stream[2]! ^ stream[0]!;
  const s3 = stream[3]! ^ s1;
  stream[1] = s1 ^ s2;
  stream[0] = stream[0]! ^ s3;
  stream[2] = s2 ^ (s1 << 9);
  stream[3] = rotateBy11(s3);
  return scramble(s1);
}

/** Uniform on [0, 1): one of the 2^53 multiples of 2^-53, from two words. */
export function nextUniform(stream: Int32Array): number {
  // Two steps written out, so that the state is loaded and stored once: this is the hottest loop of all.
  const a0 = stream[0]!;
  const a1 = stream[1]!;
  const a2 = stream[2]! ^ a0;
  const a3 = stream[3]! ^ a1;
  const b0 = a0 ^ a3;
  const b1 = a1 ^ a2;
  const b2 = a2 ^ (a1 << 9) ^ b0;
  const b3 = rotateBy11(a3) ^ b1;
  stream[0] = b0 ^ b3;
  stream[1] = b1 ^ b2;
  stream[2] = b2 ^ (b1 << 9);
  stream[3] = rotateBy11(b3);
  return ((scramble(a1) >>> 5) * 67108864 + (scramble(b1) >>> 6)) * (1 / 9007199254740992);
}

function scramble(word: number): number {
  const product = Math.imul(word, 5);
  return Math.imul((product << 7) | (product >>> 25), 9);
}

function rotateBy11(word: number): number {
  return (word << 11) | (word >>> 21);
}
