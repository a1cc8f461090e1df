/** The last lines of the log, and those that follow. */
import type { Clock } from '@simgate/daemon';
import { done } from '@simgate/daemon/http';
import type { LogLine, LogSearch, LogTail } from '@simgate/daemon/program';
import { WaitingLines } from '../../../live/waiting-lines.ts';
import type { Handlers } from '../../context.ts';
import { nextPage } from '../../next-page.ts';

type Filter = Pick<LogSearch, 'level' | 'port'>;

function itemOf({ at, port, fields, ...line }: LogLine) {
  const moment = Number.isFinite(at) ? at : 0;
  return { ...line, at: new Date(moment).toISOString(), port: port ?? null, fields: { ...fields } };
}

/** In the order of the contract. */
function shown(line: LogLine) {
  const { id, at, level, port, text, fields } = itemOf(line);
  return { id, at, level, port, text, fields };
}

function filterOf({ level, port }: { level?: LogLine['level']; port?: number }): Filter {
  return { ...(level !== undefined && { level }), ...(port !== undefined && { port }) };
}

const severity = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

function fits({ level, port }: LogLine, filter: Filter): boolean {
  const isBadEnough = severity.indexOf(level) >= severity.indexOf(filter.level ?? 'trace');
  return isBadEnough && (filter.port === undefined || filter.port === port);
}

async function* lines(tail: LogTail, filter: Filter, clock: Clock, ended: AbortSignal) {
  const waiting = new WaitingLines();
  const leave = tail.listen(line => {
    if (fits(line, filter)) waiting.take(shown(line));
  });
  try {
    yield ': the log\n\n';
    while (!ended.aborted) {
      await waiting.news(clock, ended);
      if (!ended.aborted) yield waiting.texts();
    }
  } finally {
    leave();
  }
}

export const logHandlers = {
  list_log: ({ before, limit = 100, ...request }, { logTail }) => {
    const filter = { ...filterOf(request), ...(before !== undefined && { before }) };
    const found = logTail.lines({ ...filter, limit });
    const ids = found.map(({ id }) => id);
    return done(200, { lines: found.map(shown), next: nextPage(ids, limit) });
  },

  stream_log: (request, { logTail, clock }) => ({
    kind: 'streamed',
    mediaType: 'text/event-stream',
    pieces: ended => lines(logTail, filterOf(request), clock, ended),
  }),
} satisfies Partial<Handlers>;
