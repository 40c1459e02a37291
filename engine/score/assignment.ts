/**
 * Linear assignment: gives each row of a square cost matrix its own column so that the costs add up to the
 * least. Shortest augmenting paths after column reduction and augmenting row reduction (Jonker & Volgenant
 * 1987, "A shortest augmenting path algorithm for dense and sparse linear assignment problems"); O(n^3).
 */

const NONE = -1;

interface Problem {
  readonly size: number;
  readonly costs: Float64Array;
  readonly columnOfRow: Int32Array;
  readonly rowOfColumn: Int32Array;
  /** Dual price of each column. */
  readonly price: Float64Array;
}

/** Column of each row. `costs` is row-major [size, size] and must be finite. */
export function assign(costs: Float64Array, size: number): Int32Array {
  const problem: Problem = {
    size,
    costs,
    columnOfRow: new Int32Array(size).fill(NONE),
    rowOfColumn: new Int32Array(size).fill(NONE),
    price: new Float64Array(size),
  };
  reduceColumns(problem);
  const free = reduceRows(problem, rowsWithoutColumn(problem));
  const search = createSearch(size);
  for (const row of free) augment(problem, row, search);
  return problem.columnOfRow;
}

/** Prices each column at its least cost and gives it to that row, if the row has none yet. */
function reduceColumns({ size, costs, columnOfRow, rowOfColumn, price }: Problem): void {
  const cheapest = new Int32Array(size);
  price.set(costs.subarray(0, size));
  for (let row = 1; row < size; row++) {
    for (let column = 0, at = row * size; column < size; column++, at++) {
      const cost = costs[at]!;
      if (cost < price[column]!) {
        price[column] = cost;
        cheapest[column] = row;
      }
    }
  }
  for (let column = size - 1; column >= 0; column--) {
    const row = cheapest[column]!;
    if (columnOfRow[row] !== NONE) continue;
    columnOfRow[row] = column;
    rowOfColumn[column] = row;
  }
}

function rowsWithoutColumn({ columnOfRow }: Problem): number[] {
  const rows: number[] = [];
  columnOfRow.forEach((column, row) => {
    if (column === NONE) rows.push(row);
  });
  return rows;
}

/**
 * Each free row takes its cheapest column at the price that makes its second choice as good, and displaces the
 * row that had it. A displaced row takes its turn at once, but only `patience` times in all: so it ends.
 */
function reduceRows(problem: Problem, free: readonly number[]): number[] {
  const { size, columnOfRow, rowOfColumn, price } = problem;
  const queue = [...free];
  const left: number[] = [];
  const choice: Choice = { best: 0, second: 0, bestColumn: NONE, secondColumn: NONE };
  let patience = 2 * size;
  while (queue.length > 0) {
    const row = queue.pop()!;
    choose(problem, row, choice);
    const { best, second, bestColumn, secondColumn } = choice;
    // A gap of the size of rounding would let two rows displace each other for ever.
    const cheaper = second - best > 1e-12 * (Math.abs(best) + Math.abs(second));
    const taken = rowOfColumn[bestColumn] !== NONE;
    const column = taken && !cheaper && secondColumn !== NONE ? secondColumn : bestColumn;
    const displaced = rowOfColumn[column]!;
    if (displaced !== NONE && !cheaper) {
      left.push(row);
      continue;
    }
    if (cheaper && secondColumn !== NONE) price[column] = price[column]! - (second - best);
    columnOfRow[row] = column;
    rowOfColumn[column] = row;
    if (displaced === NONE) continue;
    columnOfRow[displaced] = NONE;
    if (patience-- > 0) queue.push(displaced);
    else left.push(displaced);
  }
  return left;
}

/** The two columns of least cost less price for a row. */
interface Choice {
  best: number;
  second: number;
  bestColumn: number;
  secondColumn: number;
}

function choose({ size, costs, price }: Problem, row: number, choice: Choice): void {
  let best = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  let bestColumn = NONE;
  let secondColumn = NONE;
  for (let column = 0, at = row * size; column < size; column++, at++) {
    const reduced = costs[at]! - price[column]!;
    if (reduced >= second) continue;
    if (reduced < best) {
      second = best;
      secondColumn = bestColumn;
      best = reduced;
      bestColumn = column;
    } else {
      second = reduced;
      secondColumn = column;
    }
  }
  choice.best = best;
  choice.second = second;
  choice.bestColumn = bestColumn;
  choice.secondColumn = secondColumn;
}

/**
 * Scratch of one search. Places 0..left-1 are the columns still open, side by side so that the inner loop
 * reads memory in order; final ones move behind them.
 */
interface Search {
  readonly columns: Int32Array;
  /** At each open place: shortest alternating path so far, price, and the row before it on that path. */
  readonly length: Float64Array;
  readonly priceAt: Float64Array;
  readonly rowBefore: Int32Array;
  /** The same of final columns, by column. */
  readonly finalLength: Float64Array;
  readonly finalRowBefore: Int32Array;
}

function createSearch(size: number): Search {
  return {
    columns: new Int32Array(size),
    length: new Float64Array(size),
    priceAt: new Float64Array(size),
    rowBefore: new Int32Array(size),
    finalLength: new Float64Array(size),
    finalRowBefore: new Int32Array(size),
  };
}

/** Dijkstra over reduced costs from a free row to the nearest free column; then flips the path. */
function augment(problem: Problem, freeRow: number, search: Search): void {
  const { size, costs, rowOfColumn, price } = problem;
  for (let column = 0; column < size; column++) {
    search.columns[column] = column;
    search.priceAt[column] = price[column]!;
  }
  search.length.fill(Number.POSITIVE_INFINITY);
  let nearest = relax(search, costs, freeRow, freeRow * size, 0, size);
  for (let left = size - 1; ; left--) {
    const reached = search.length[nearest]!;
    const ownPrice = search.priceAt[nearest]!;
    const column = close(search, nearest, left);
    const row = rowOfColumn[column]!;
    if (row === NONE) {
      raisePrices(problem, search, left + 1, reached);
      flipPath(problem, search, freeRow, column);
      return;
    }
    const base = reached - costs[row * size + column]! + ownPrice;
    nearest = relax(search, costs, row, row * size, base, left);
  }
}

/**
 * Lets the open columns be reached through `row`; the place of the one that is nearest then. One pass does
 * both: this loop is where the time goes.
 */
function relax(
  { columns, length, priceAt, rowBefore }: Search,
  costs: Float64Array,
  row: number,
  start: number,
  base: number,
  left: number,
): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let place = 0; place < left; place++) {
    const cost = costs[start + columns[place]!]!;
    const through = base + cost - priceAt[place]!;
    let known = length[place]!;
    if (through < known) {
      known = through;
      length[place] = through;
      rowBefore[place] = row;
    }
    if (known < least) {
      least = known;
      nearest = place;
    }
  }
  return nearest;
}

/** Makes the column at a place final: it changes places with the last open one. */
function close(search: Search, place: number, last: number): number {
  const { columns, length, priceAt, rowBefore } = search;
  const column = columns[place]!;
  search.finalLength[column] = length[place]!;
  search.finalRowBefore[column] = rowBefore[place]!;
  columns[place] = columns[last]!;
  length[place] = length[last]!;
  priceAt[place] = priceAt[last]!;
  rowBefore[place] = rowBefore[last]!;
  columns[last] = column;
  return column;
}

/** Final columns nearer than the end of the path are priced so that every matched pair stays tight. */
function raisePrices(
  { size, price }: Problem,
  search: Search,
  from: number,
  reached: number,
): void {
  for (let place = from; place < size; place++) {
    const column = search.columns[place]!;
    price[column] = price[column]! + search.finalLength[column]! - reached;
  }
}

function flipPath(problem: Problem, search: Search, freeRow: number, end: number): void {
  const { columnOfRow, rowOfColumn } = problem;
  let column = end;
  for (;;) {
    const row = search.finalRowBefore[column]!;
    rowOfColumn[column] = row;
    const next = columnOfRow[row]!;
    columnOfRow[row] = column;
    if (row === freeRow) return;
    column = next;
  }
}
