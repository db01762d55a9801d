export interface SideLine {
  readonly text: string;
  /** Not in the other text at this place. */
  readonly isChanged: boolean;
}

/** Above this many line pairs only equal beginnings and ends are matched. */
const MOST_PAIRS = 4_000_000;

/** Marks the lines of two texts that the other one does not have (longest common subsequence). */
export function compareLines(
  left: string,
  right: string,
): { readonly left: readonly SideLine[]; readonly right: readonly SideLine[] } {
  const a = left.split('\n');
  const b = right.split('\n');
  const leftKept = new Uint8Array(a.length);
  const rightKept = new Uint8Array(b.length);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    leftKept[start] = 1;
    rightKept[start] = 1;
    start++;
  }
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    leftKept[--endA] = 1;
    rightKept[--endB] = 1;
  }
  const rows = endA - start;
  const columns = endB - start;
  if (rows * columns > 0 && rows * columns <= MOST_PAIRS) {
    matchMiddle(a, b, { start, rows, columns }, leftKept, rightKept);
  }
  return {
    left: a.map((text, index) => ({ text, isChanged: leftKept[index] === 0 })),
    right: b.map((text, index) => ({ text, isChanged: rightKept[index] === 0 })),
  };
}

function matchMiddle(
  a: readonly string[],
  b: readonly string[],
  part: { readonly start: number; readonly rows: number; readonly columns: number },
  leftKept: Uint8Array,
  rightKept: Uint8Array,
): void {
  const { start, rows, columns } = part;
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      lengths[row * width + column] =
        a[start + row] === b[start + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  let row = 0;
  let column = 0;
  while (row < rows && column < columns) {
    if (a[start + row] === b[start + column]) {
      leftKept[start + row++] = 1;
      rightKept[start + column++] = 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) {
      row++;
    } else {
      column++;
    }
  }
}
