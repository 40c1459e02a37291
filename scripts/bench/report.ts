/** What every benchmark prints and writes: a table for people, rows for programs. */
import { writeFileSync } from 'node:fs';

export interface Row {
  /** Dotted, general to special: 'npe.two-moons.1e4.c2st'. */
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  /** Absent where the row is there to compare with. */
  readonly target?: number;
  /** The published or measured peer, or where the target comes from. */
  readonly reference: string;
}

/** Prints the table and the references; `file`: where `{ rows }` goes as JSON. */
export function report(rows: readonly Row[], file?: string): void {
  console.table(
    rows.map(({ id, value, unit, better, target }) => ({
      id,
      value: Number(value.toPrecision(3)),
      unit,
      ...(target !== undefined && {
        target,
        met: better === 'higher' ? value >= target : value <= target,
      }),
    })),
  );
  // Too long for a table.
  for (const { id, reference } of rows) console.log(`${id}: ${reference}`);
  if (file !== undefined) writeFileSync(file, `${JSON.stringify({ rows }, undefined, 2)}\n`);
}
