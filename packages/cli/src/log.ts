/** The log: readable lines on a terminal, JSON lines elsewhere; on stderr, so that stdout stays ours. */
import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

const destination = () =>
  process.stderr.isTTY
    ? pretty({
        destination: 2,
        sync: true,
        ignore: 'pid,hostname',
        translateTime: 'SYS:HH:MM:ss.l',
        singleLine: true,
      })
    : pino.destination({ dest: 2, sync: false });

export const createLog = (level: string): Logger => pino({ level }, destination());
