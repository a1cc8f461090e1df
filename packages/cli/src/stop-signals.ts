/** Ctrl-C and SIGTERM: the first one stops cleanly, a second one at once. */

/** Calls `stop` at the first signal, then lets the process end; resolves when stopped. */
export function stopOnSignal(stop: () => Promise<void>): Promise<void> {
  return new Promise(resolve => {
    let stopping = false;
    const onSignal = (): void => {
      if (stopping) process.exit(1);
      stopping = true;
      resolve(stop());
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}
