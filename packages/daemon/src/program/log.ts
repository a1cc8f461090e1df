/** The log: readable lines on a terminal, JSON lines elsewhere; on stderr, so that stdout stays ours. */
import { type Logger, pino } from 'pino';

async function destination() {
  return process.stderr.isTTY
    ? (await import('pino-pretty')).default({
        destination: 2,
        sync: true,
        ignore: 'pid,hostname',
        translateTime: 'SYS:HH:MM:ss.l',
        singleLine: true,
      })
    : pino.destination({ dest: 2, sync: false });
}

/**
 * Lines for people at a terminal, JSON elsewhere; both go to standard error.
 * @param level a level of pino, as `info`
 */
export async function createLog(level: string): Promise<Logger> {
  return pino({ level }, await destination());
}
