/** How much a port carried lately: segments, of which half are forgotten each hour. Pure. */

export interface Load {
  readonly segments: number;
  /** Monotonic milliseconds. */
  readonly at: number;
}

const HALF_LIFE = 3600_000;

export const noLoad: Load = { segments: 0, at: 0 };

export function loadAt(load: Load, now: number): number {
  return load.segments * 0.5 ** ((now - load.at) / HALF_LIFE);
}

export function addLoad(load: Load, now: number): Load {
  return { segments: loadAt(load, now) + 1, at: now };
}
