/** The log: readable lines on a terminal, JSON lines elsewhere; on stderr, so that stdout stays ours. */
import { type Logger, multistream, pino } from 'pino';
import { lineOf } from '../errors.ts';
import type { LogTail } from './log-tail.ts';

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

/** As one text: of an error that is not called `err`, pino writes the message nowhere. */
const serializers = {
  error: (error: unknown): unknown => (error instanceof Error ? lineOf(error) : error),
};

/**
 * Lines for people at a terminal, JSON elsewhere; both go to standard error.
 * @param level a level of pino, as `info`
 * @param tail keeps the last lines too
 */
export async function createLog(level: string, tail?: LogTail): Promise<Logger> {
  const stream = await destination();
  if (tail === undefined) return pino({ level, serializers }, stream);
  // The log decides what is written; both get all of that.
  const both = [stream, tail].map(one => ({ level: 'trace' as const, stream: one }));
  return pino({ level, serializers }, multistream(both));
}
