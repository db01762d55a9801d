/** Which known names a mistyped one may have meant. */

/**
 * Damerau-Levenshtein distance (adjacent swaps count one) between two names; letter case and
 * `_`/`-` count nothing. Stops early: anything above `limit` comes back as `limit + 1`.
 */
export function editDistance(
  first: string,
  second: string,
  limit = Number.MAX_SAFE_INTEGER,
): number {
  const a = normalised(first);
  const b = normalised(second);
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column += 1) {
      const substitution = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + substitution,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      }
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

/**
 * At most `count` of `candidates` that `name` may be a slip of, best first: small distance, or
 * one is part of the other (`location` for `file-location`).
 */
export function nearestNames(name: string, candidates: Iterable<string>, count = 3): string[] {
  const wanted = normalised(name);
  if (wanted === '') return [];
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const ranked: { candidate: string; distance: number }[] = [];
  for (const candidate of candidates) {
    const other = normalised(candidate);
    const distance = editDistance(wanted, other, limit);
    if (distance <= limit) ranked.push({ candidate, distance });
    else if (Math.min(wanted.length, other.length) >= 4 && contains(wanted, other)) {
      ranked.push({
        candidate,
        distance: limit + Math.abs(wanted.length - other.length) / 100,
      });
    }
  }
  return ranked
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

function contains(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}

function normalised(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
