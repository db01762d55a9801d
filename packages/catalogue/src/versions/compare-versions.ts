/** Numbers joined by dots: `6.1.1` lies between `6.1` and `6.2`, `10.0` after `9.2`. */

/** Below zero when `a` is the older one, above when it is the newer one, 0 when they are equal. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
