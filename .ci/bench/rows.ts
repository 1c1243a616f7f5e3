/**
 * What was measured on both sides in, a row of the table out: how many times better, and whether that was promised.
 *
 * @module
 */

/** One comparison. */
export interface Row {
  /** What is measured. */
  what: string;
  /** Ours, with its unit. */
  ours: string;
  /** Who it is held against. */
  rival: string;
  /** Theirs, with its unit. */
  theirs: string;
  /** How many times better ours is. */
  ratio: number;
  /** What was promised: a ratio, or a bound; nothing where nothing was. */
  budget?: string;
  /** Whether that was kept. */
  kept?: boolean;
}

/** What one side took, or did. */
export interface Measure {
  /** How much. */
  value: number;
  /** Of what. */
  unit: string;
  /** Whether less of it is better. */
  less: boolean;
}

/** What was promised. */
export interface Promised {
  /** At least so many times better than a rival. */
  times?: { rival: string; atLeast: number };
  /** No more than this, whatever a rival does. */
  atMost?: number;
}

/** All comparisons of this run. */
export const rows: Row[] = [];

/**
 * Notes what was measured, once for each rival.
 *
 * @param what What it is.
 * @param own Ours.
 * @param rivals Theirs, by their names.
 * @param promised What was promised.
 */
export function compare(what: string, own: Measure, rivals: Record<string, number>, promised: Promised = {}): void {
  const { value, unit, less } = own;
  const { times, atMost } = promised;
  for (const [rival, theirs] of Object.entries(rivals)) {
    const ratio = less ? theirs / value : value / theirs;
    const row: Row = { what, ours: `${round(value)} ${unit}`, rival, theirs: `${round(theirs)} ${unit}`, ratio };
    if (times?.rival === rival) Object.assign(row, { budget: `${times.atLeast} x`, kept: ratio >= times.atLeast });
    if (atMost !== undefined && rival === Object.keys(rivals)[0]) {
      Object.assign(row, { budget: `${atMost} ${unit}`, kept: value <= atMost });
    }
    rows.push(row);
  }
}

/**
 * Writes a number with as many digits as mean something.
 *
 * @param value The number.
 * @returns It, with three digits or a few more.
 */
export function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
