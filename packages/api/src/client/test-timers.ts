/** Timers of a test: time passes when the test wants it, in any runtime. */

export interface TestTimers {
  /** Lets so many milliseconds pass, and what follows from that happen. */
  readonly after: (milliseconds: number) => Promise<void>;
  /** Timers that are under way. */
  readonly pending: () => number;
}

/** Runs a part with timers of its own and without chance. */
export async function withTimers(part: (timers: TestTimers) => Promise<void>): Promise<void> {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const { random } = Math;
  const waiting = new Map<number, { readonly due: number; readonly act: () => void }>();
  let now = 0;
  let lastKey = 0;
  const fakes = {
    setTimeout: (act: () => void, milliseconds = 0) => {
      lastKey += 1;
      waiting.set(lastKey, { due: now + milliseconds, act });
      return lastKey;
    },
    clearTimeout: (key: number) => void waiting.delete(key),
  };
  const after = async (milliseconds: number): Promise<void> => {
    now += milliseconds;
    for (const [key, { due, act }] of [...waiting])
      if (due <= now) {
        waiting.delete(key);
        act();
      }
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  Object.assign(globalThis, fakes);
  Math.random = () => 0;
  try {
    await part({ after, pending: () => waiting.size });
  } finally {
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
    Math.random = random;
  }
}
