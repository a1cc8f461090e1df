import type { Clock } from '../clock.ts';

/** A wait that others can end. */
export interface Bell {
  /** Ends the wait that is under way, if there is one. */
  ring(): void;
  /** Resolves when rung, or after `milliseconds` where they are given. */
  wait(milliseconds?: number): Promise<void>;
}

/** Makes a bell that one waits at. */
export function createBell(clock: Clock): Bell {
  let ring = () => {};
  return {
    ring: () => ring(),
    wait: milliseconds =>
      new Promise(resolve => {
        let cancel = () => {};
        ring = () => {
          ring = () => {};
          cancel();
          resolve();
        };
        if (milliseconds !== undefined) cancel = clock.after(milliseconds, ring);
      }),
  };
}
