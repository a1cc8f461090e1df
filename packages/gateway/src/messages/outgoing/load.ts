/** How much a port carried lately: segments, of which half are forgotten each hour. Pure. */

export interface Load {
  readonly segments: number;
  /** Monotonic milliseconds. */
  readonly at: number;
}

const halfLife = 3600_000;

export const noLoad: Load = { segments: 0, at: 0 };

export const loadAt = (load: Load, now: number): number =>
  load.segments * 0.5 ** ((now - load.at) / halfLife);

export const addLoad = (load: Load, now: number): Load => ({ segments: loadAt(load, now) + 1, at: now });
