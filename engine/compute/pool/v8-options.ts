/**
 * Options of V8 for the process that simulates. A simulator is one large loop over small functions: with V8's
 * default of 920 not all of them are inlined, which costs a discrete-event ward a tenth of its speed.
 */
export const V8_OPTIONS = ['--max-inlined-bytecode-size-cumulative=2000'] as const;
