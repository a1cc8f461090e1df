/** `@simgate/daemon/program`: log, signals and exit codes of a program that runs for long. */
export { STORE_FAILED } from './exit-codes.ts';
export { createLog } from './log.ts';
export { type LogLevel, type LogLine, type LogSearch, LogTail } from './log-tail.ts';
export { stopOnSignal } from './stop-signals.ts';
