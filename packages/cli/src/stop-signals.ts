/** Ctrl-C and SIGTERM: the first one stops cleanly, a second one at once. */

/** Calls `stop` at the first signal, then lets the process end; resolves when stopped. */
export const stopOnSignal = (stop: () => Promise<void>): Promise<void> =>
  new Promise(resolve => {
    let stopping = false;
    const onSignal = (): void => {
      if (stopping) process.exit(1);
      stopping = true;
      resolve(stop());
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
