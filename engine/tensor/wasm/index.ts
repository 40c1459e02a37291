export * from './convolution';
export * from './dense';
export * from './elementwise';
export * from './spline';

/** First byte that no constant uses: the arena starts here. */
export const heapStart: usize = __heap_base;
