/**
 * A loop counts its turns in a local variable, in portions of this many that are paid for when they are begun; the
 * first portion is part of the work around the loop. So a loop of a few turns, such as the repair of a heap,
 * touches no counter at all.
 */
export const FREE_TURNS = 16;

/**
 * The few functions that a compiled program carries along: counters, and charges for built-ins whose work
 * grows with the length of what they work on. Names begin with $, which the language refuses. `$f` (fuel) counts
 * steps, `$c` counts cells; both only fall, and `$stop` throws.
 */
export const RUNTIME_TEXT = `let $f = 0, $c = 0;
const $out = (line) => { $f = -1; $stop('steps', line); };
const $full = (line) => { $c = -1; $stop('cells', line); };
const $burn = (n, line) => { const left = $f - n; if (!(left >= 0)) $out(line); $f = left; };
const $take = (n, line) => { const left = $c - n; if (!(left >= 0)) $full(line); $c = left; };
const $length = (a) => { const n = a === undefined || a === null ? 0 : a.length; return n > 0 ? n : 0; };
const $more = (line) => { $burn(${FREE_TURNS}, line); return ${FREE_TURNS} - 1; };
const $owe = (l, line) => { $burn(${FREE_TURNS} - l, line); return ${FREE_TURNS}; };
const $walk = (a, line) => { $burn($length(a), line); return typeof a === 'string' ? NaN : a; };
const $join = (a, line) => { $copy(a, line); return typeof a === 'string' ? NaN : a; };
const $copy = (a, line) => { const n = $length(a); $burn(n, line); $take(n, line); return a; };
const $move = (a, line) => { $burn(1 + ($length(a) >>> 4), line); return a; };
const $sort = (a, line) => { const n = $length(a); $burn(n * (32 - Math.clz32(n)), line); return a; };
const $made = (a, line) => { $take($length(a), line); return a; };
const $fields = (o, line) => { $take(o === undefined || o === null ? 0 : Array.isArray(o) ? o.length : Object.keys(o).length, line); return o; };
const $size = (n, line) => { $take(typeof n === 'number' ? (n > 0 ? n : 0) : $length(n), line); return n; };
const $number = (x) => typeof x === 'number' ? x : typeof x === 'boolean' || x === undefined || x === null ? +x : NaN;
const $scalar = (x) => typeof x === 'object' && x !== null ? NaN : x;
const $grow = (a, key, line) => {
  const k = $number(key);
  if (k >>> 0 !== k) $take(32, line);
  else $take(Array.isArray(a) ? (k >= a.length ? k + 1 - a.length : 1) : 4, line);
  return k;
};
const $beyond = (a, k, line) => { if (!(k >>> 0 === k && k < a.length)) $grow(a, k, line); };
const $from = (n, make, line) => {
  const size = Math.trunc($number(n)) || 0;
  $burn(size > 0 ? size : 0, line);
  $take(size > 0 ? size : 0, line);
  const made = [];
  for (let i = 0; i < size; i++) made.push(make === undefined ? undefined : make(undefined, i));
  return made;
};
`;
