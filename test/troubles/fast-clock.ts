/** A clock that goes faster than the machine's, for gateway and simulator alike. */

export interface FastClock {
  now(): number;
  monotonic(): number;
  after(milliseconds: number, action: () => void): () => void;
}

/** @param speed 1: as fast as the machine's */
export function fastClock(speed: number): FastClock {
  const began = performance.now();
  const wall = Date.now();
  const monotonic = () => (performance.now() - began) * speed;
  return {
    monotonic,
    now: () => Math.round(wall + monotonic()),
    after(milliseconds, action) {
      const timer = setTimeout(action, milliseconds / speed);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
