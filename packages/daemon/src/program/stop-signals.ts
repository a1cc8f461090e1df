/** Signals of a program that runs for long: SIGINT and SIGTERM stop it, SIGHUP lets it read its settings again. */

/** How often a program that npm started looks whether npm is still there, in milliseconds. */
const PARENT_LOOK = 1000;

/**
 * npm and npx hand SIGTERM to the shell between them and us, which ends without us. So the end of the parent counts as SIGTERM where
 * npm started the program.
 */
function onParentEnd(stop: () => void): void {
  if (process.env.npm_execpath === undefined && process.env.npm_command === undefined) return;
  const parent = process.ppid;
  const look = (): void => {
    if (process.ppid !== parent) stop();
  };
  setInterval(look, PARENT_LOOK).unref();
}

/**
 * Calls `stop` at the first SIGINT or SIGTERM, then lets the process end; resolves when stopped. A second one ends it at once.
 * @param reload called at each SIGHUP, which by itself would kill the process
 */
export function stopOnSignal(stop: () => Promise<void>, reload: () => void): Promise<void> {
  return new Promise(resolve => {
    let stopping = false;
    const begin = (): void => {
      stopping = true;
      resolve(stop());
    };
    const onSignal = (): void => {
      if (stopping) process.exit(1);
      begin();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    process.on('SIGHUP', () => {
      if (!stopping) reload();
    });
    onParentEnd(() => {
      if (!stopping) begin();
    });
  });
}
