/** The eight timers that a card may run in the terminal (102 223 6.4.21, 7.4). */

import type { Clock } from '@simgate/daemon';
import {
  type CommandOf,
  generalResult,
  responseTo,
  type TerminalResponse,
  type TimerValue,
  timerAction,
  timerMilliseconds,
  timerValueFrom,
} from '@simgate/gsm';

export interface CardTimers {
  /** Starts, stops or reads a timer, and returns the answer to the card. */
  manage(command: CommandOf<'timerManagement'>): TerminalResponse;
  /** The card is gone: so are its timers. */
  clear(): void;
}

interface Running {
  readonly due: number;
  readonly cancel: () => void;
}

const MOST_TIMERS = 8;
const ACTION_BITS = 0x03;

/** `expired` gets the timer and the value it was started with. */
export function createCardTimers(
  clock: Clock,
  expired: (timer: number, value: TimerValue) => void,
): CardTimers {
  const running = new Map<number, Running>();

  const start = (timer: number, value: TimerValue): TimerValue => {
    running.get(timer)?.cancel();
    const milliseconds = timerMilliseconds(value);
    const cancel = clock.after(milliseconds, () => {
      running.delete(timer);
      expired(timer, value);
    });
    running.set(timer, { due: clock.monotonic() + milliseconds, cancel });
    return value;
  };

  const left = (timer: number): TimerValue | undefined => {
    const entry = running.get(timer);
    return entry && timerValueFrom(entry.due - clock.monotonic());
  };

  const stop = (timer: number): TimerValue | undefined => {
    const value = left(timer);
    running.get(timer)?.cancel();
    running.delete(timer);
    return value;
  };

  return {
    manage({ details, timer, value }) {
      if (timer < 1 || timer > MOST_TIMERS)
        return responseTo(details, generalResult.commandDataNotUnderstood);
      const action = details.qualifier & ACTION_BITS;
      if (action === timerAction.start && value !== undefined) {
        start(timer, value);
        return responseTo(details, generalResult.performed, { timer });
      }
      const remaining = action === timerAction.deactivate ? stop(timer) : left(timer);
      // 102 223 6.4.21: a timer that does not run contradicts its state.
      return remaining === undefined
        ? responseTo(details, generalResult.contradictsTimerState, { timer })
        : responseTo(details, generalResult.performed, { timer, timerValue: remaining });
    },
    clear() {
      for (const { cancel } of running.values()) cancel();
      running.clear();
    },
  };
}
