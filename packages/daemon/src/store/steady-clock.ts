/**
 * A clock for ages that outlast the process: how long a message waits, how long one is in doubt, when rows are old.
 *
 * Wall time will not do: on a board without a clock it starts in 1970 and jumps when the network's time arrives, and every
 * waiting message would be half a century old at once. The rule is this. While the gateway runs, steady time is moved by
 * the monotonic clock alone. Across a stop it moves by the wall clock's difference where that is plausible: a clock that
 * stands before the newest one stored counts as no time at all, and no more than a week is counted at one start, because a
 * clock that is wrong the other way must not make everything old. So nothing expires and nothing is removed because a
 * clock jumped; at worst it is kept longer.
 */
import type { Clock } from '../clock.ts';
import type { Database } from './database.ts';

export interface SteadyClock {
  /** Milliseconds; near wall time where the wall clock never jumped, never going back. */
  now(): number;
  /** Stores where it stands; done every half minute and at stop. */
  keep(database: Database): void;
}

const LONGEST_STOP = 7 * 24 * 3600_000;

type Kept = { steady: number; wall: number };

/** Steady time at a start: pure. */
export function resume(kept: Kept | undefined, wall: number): number {
  if (kept === undefined) return wall;
  return kept.steady + Math.min(Math.max(wall - kept.wall, 0), LONGEST_STOP);
}

export function createSteadyClock(database: Database, clock: Clock): SteadyClock {
  const kept = database.get<Kept>('SELECT steady, wall FROM steady_clock');
  const base = Math.round(resume(kept, clock.now()));
  const started = clock.monotonic();
  const now = (): number => base + Math.round(clock.monotonic() - started);
  return {
    now,
    keep: into => {
      into.run(
        'INSERT INTO steady_clock (id, steady, wall) VALUES (1, ?, ?)' +
          ' ON CONFLICT (id) DO UPDATE SET steady = excluded.steady, wall = excluded.wall',
        now(),
        Math.round(clock.now()),
      );
    },
  };
}
