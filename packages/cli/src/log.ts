/** The log: readable lines on a terminal, JSON lines elsewhere; on stderr, so that stdout stays ours. */
import { type Logger, pino } from 'pino';

const destination = async () =>
  process.stderr.isTTY
    ? (await import('pino-pretty')).default({
        destination: 2,
        sync: true,
        ignore: 'pid,hostname',
        translateTime: 'SYS:HH:MM:ss.l',
        singleLine: true,
      })
    : pino.destination({ dest: 2, sync: false });

export const createLog = async (level: string): Promise<Logger> => pino({ level }, await destination());
