/**
 * xoshiro128** 1.1: 128 bits of state, period 2^128 - 1.
 * Blackman & Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021).
 *
 * A stream is four words of a shared Int32Array: words[at .. at + 3], not all zero. Nothing else is kept
 * anywhere, so that switching streams is changing `at`. (Int32Array: a closure variable would be boxed as a
 * heap number whenever it leaves the small-integer range.)
 */

/** The next 32 bits, as a signed integer; advances the stream. */
export function nextWord(words: Int32Array, at: number): number {
  const s0 = words[at]!;
  const s1 = words[at + 1]!;
  const s2 = words[at + 2]! ^ s0;
  const s3 = words[at + 3]! ^ s1;
  const scrambled = Math.imul(s1, 5);
  words[at] = s0 ^ s3;
  words[at + 1] = s1 ^ s2;
  words[at + 2] = s2 ^ (s1 << 9);
  words[at + 3] = (s3 << 11) | (s3 >>> 21);
  return Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
}

/** Uniform on [0, 1): one of the 2^53 multiples of 2^-53, from two words. */
export function nextUniform(words: Int32Array, at: number): number {
  const high = nextWord(words, at) >>> 5;
  const low = nextWord(words, at) >>> 6;
  return (high * 67108864 + low) * (1 / 9007199254740992);
}
