/** Parts for tests: a clock that stands still, a silent log, settings of the HTTP side, a target of webhooks. */
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Clock } from './clock.ts';
import { type HttpConfig, httpSettings } from './settings/http-settings.ts';
import type { Log } from './store/store.ts';

export { openReceiver, type Receiver, type Recorded, until } from './webhooks/testing.ts';

export interface FakeClock extends Clock {
  /** Lets time pass and calls what became due, in order. */
  advance(milliseconds: number): void;
  /** Sets the wall clock ahead (or back) without any time passing. */
  jump(milliseconds: number): void;
  /** How many actions wait. */
  readonly waiting: number;
}

/** @param start in milliseconds since 1970 */
export function fakeClock(start = Date.UTC(2026, 0, 31, 8)): FakeClock {
  let wall = start;
  let monotonic = 1000;
  let timers: { due: number; action: () => void }[] = [];
  const moveTo = (time: number): void => {
    wall += time - monotonic;
    monotonic = time;
  };
  const nextDue = (end: number) => timers.filter(timer => timer.due <= end).sort((a, b) => a.due - b.due)[0];
  return {
    now: () => wall,
    monotonic: () => monotonic,
    after: (milliseconds, action) => {
      const timer = { due: monotonic + milliseconds, action };
      timers.push(timer);
      return () => {
        timers = timers.filter(other => other !== timer);
      };
    },
    advance: milliseconds => {
      const end = monotonic + milliseconds;
      for (let timer = nextDue(end); timer !== undefined; timer = nextDue(end)) {
        const due = timer;
        timers = timers.filter(other => other !== due);
        moveTo(Math.max(due.due, monotonic));
        due.action();
      }
      moveTo(end);
    },
    jump: milliseconds => {
      wall += milliseconds;
    },
    get waiting() {
      return timers.length;
    },
  };
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

const httpSchema = Type.Object(httpSettings({ program: 'program', port: 8080, tlsPort: 8443 }));

/** The settings of the HTTP side as they come, with some differences. */
export function httpConfigWith(differences: Partial<HttpConfig> = {}): HttpConfig {
  return { ...(Value.Default(httpSchema, {}) as HttpConfig), ...differences };
}
