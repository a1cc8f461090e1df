/** How long each port was without progress. Pure. */

/** The longest pause between two signs of life, from `begin` to `end`, in the unit of those. */
export function longestQuiet(signs: readonly number[], begin: number, end: number): number {
  const moments = [begin, ...signs.filter(at => at > begin && at < end), end];
  return Math.max(...moments.slice(1).map((at, index) => at - (moments[index] ?? begin)));
}
