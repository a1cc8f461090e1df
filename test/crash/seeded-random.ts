/** Chance that can be repeated: the same seed gives the same numbers. */

/** Uniform in [0, 1). A linear congruential generator (Numerical Recipes' constants); its high bits are good enough here. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
