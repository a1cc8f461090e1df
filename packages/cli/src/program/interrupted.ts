/** Ctrl+C and SIGTERM of a command that goes on until then. */
import { exitCodes } from './exit-codes.ts';

/** Aborts at the first signal; the command then ends with 130. A second signal ends it at once. */
export function interrupted(): AbortSignal {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.brokenOff);
    process.exitCode = exitCodes.brokenOff;
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}
