/** How long each port was without progress. Pure. */

/** A stretch of time, in any one unit. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The longest pause between two signs of life, from `begin` to `end`, in the unit of those. What of a pause has a cause is not
 * counted; two causes at once count once.
 */
export function longestQuiet(
  signs: readonly number[],
  begin: number,
  end: number,
  causes: readonly Stretch[] = [],
): number {
  const moments = [begin, ...signs.filter(at => at > begin && at < end).sort((a, b) => a - b), end];
  return Math.max(
    ...moments.slice(1).map((at, index) => {
      const pause = { from: moments[index] ?? begin, to: at };
      return pause.to - pause.from - shareOf(causes, pause);
    }),
  );
}

/** How much of a stretch the causes fill. */
function shareOf(causes: readonly Stretch[], { from, to }: Stretch): number {
  let filled = 0;
  let reached = from;
  for (const cause of causes.toSorted((a, b) => a.from - b.from)) {
    const begins = Math.max(cause.from, reached);
    const ends = Math.min(cause.to, to);
    if (ends <= begins) continue;
    filled += ends - begins;
    reached = ends;
  }
  return filled;
}
