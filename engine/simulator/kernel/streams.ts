/**
 * Random streams keyed by what they are for, not by the order in which they are asked for: results depend
 * neither on scheduling nor on which other modules run.
 *
 * The state of a stream is one Philox4x32-10 block: key = the 64-bit run seed, counter = (replication,
 * purpose, parameter set, 0). A block is a bijection of its counter, so no two streams of a run share a state.
 */
import { philox4x32 } from './philox.ts';
import { refuse } from './refuse.ts';

const WORD = 4294967296;

/**
 * Writes the start state of a stream to stream[0..3].
 * seed: whole number in 0 .. 2^53 - 1; replication, purpose (see `purposeOf`) and set: in 0 .. 2^32 - 1.
 * Throws a RangeError for anything else.
 */
export function openStream(
  stream: Int32Array,
  seed: number,
  replication: number,
  purpose: number,
  set: number,
): void {
  if (!(Number.isSafeInteger(seed) && seed >= 0))
    refuse('stream', 'seed', seed, 'be a whole number in 0 .. 2^53 - 1');
  if (!isWord(replication)) refuse('stream', 'replication', replication, MUST_BE_WORD);
  if (!isWord(purpose)) refuse('stream', 'purpose', purpose, MUST_BE_WORD);
  if (!isWord(set)) refuse('stream', 'set', set, MUST_BE_WORD);
  const low = seed | 0;
  const high = Math.floor(seed / WORD);
  philox4x32(stream, replication, purpose, set, 0, low, high);
  // Zero is no state of xoshiro. One counter in 2^128 maps to it; blocks with a last word of 1 are nobody else's.
  if ((stream[0]! | stream[1]! | stream[2]! | stream[3]!) === 0)
    philox4x32(stream, replication, purpose, set, 1, low, high);
}

/**
 * Number of a purpose (a module's name, 'start', 'noise'): 32-bit FNV-1a over the UTF-16 units of the name.
 * Two names can share a number (1 in 2^32 a pair): whoever opens streams by name must check that they do not.
 */
export function purposeOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

const MUST_BE_WORD = 'be a whole number in 0 .. 2^32 - 1';

function isWord(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < WORD;
}
