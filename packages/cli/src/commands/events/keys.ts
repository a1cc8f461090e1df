/** Single keys at a terminal. */

const CTRL_C = '\u0003';

/** Calls for each key until `end`. Ctrl+C stays what it is. */
export function onKeys(actions: Readonly<Record<string, () => void>>): { end(): void } {
  const { stdin } = process;
  const onData = (data: Buffer): void => {
    for (const key of data.toString()) {
      if (key === CTRL_C) process.kill(process.pid, 'SIGINT');
      else if (Object.hasOwn(actions, key)) actions[key]?.();
    }
  };
  stdin.setRawMode(true).on('data', onData).resume();
  return {
    end() {
      stdin.off('data', onData).setRawMode(false).pause();
    },
  };
}
