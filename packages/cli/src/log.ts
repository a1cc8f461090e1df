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

export async function createLog(level: string): Promise<Logger> {
  return pino({ level }, await destination());
}
