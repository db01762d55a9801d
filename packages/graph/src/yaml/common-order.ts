/**
 * A longest common subsequence of two lists without repetitions: the names that stay where they
 * are when the one list becomes the other.
 */
export function commonOrder(before: readonly string[], after: readonly string[]): Set<string> {
  const positionAfter = new Map(after.map((name, index) => [name, index]));
  // Patience sorting: the longest increasing sequence of the positions in `after`.
  const ends: Chain[] = [];
  for (const name of before) {
    const position = positionAfter.get(name);
    if (position === undefined) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.position ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    ends[low] = { name, position, previous: ends[low - 1] };
  }
  const common = new Set<string>();
  for (let chain: Chain | undefined = ends.at(-1); chain !== undefined; chain = chain.previous) {
    common.add(chain.name);
  }
  return common;
}

interface Chain {
  readonly name: string;
  readonly position: number;
  readonly previous: Chain | undefined;
}
