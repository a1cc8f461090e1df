/** The last lines of the log, kept in memory for people who look. */

/** By pino's numbers. */
const levels = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' } as const;

export type LogLevel = (typeof levels)[keyof typeof levels];

export interface LogLine {
  /** Counts up from the start of the program. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: LogLevel;
  /** Undefined where it is about none. */
  readonly port: number | undefined;
  readonly text: string;
  /** All other fields of the line. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Absent: no filter. */
export interface LogSearch {
  /** Only ids below this. */
  readonly before?: number;
  /** This one and worse. */
  readonly level?: LogLevel;
  readonly port?: number;
  readonly limit: number;
}

/** Lines that are kept, and characters of each. */
const MOST_LINES = 2000;
const LONGEST_LINE = 4096;

function numberOf(level: LogLevel): number {
  return Number(Object.entries(levels).find(([, name]) => name === level)?.[0]);
}

function isLevel(number: unknown): number is keyof typeof levels {
  return typeof number === 'number' && number in levels;
}

/** A line as pino writes it; one that was cut is no JSON any more, and is shown as it is. */
function read(id: number, raw: string): LogLine {
  try {
    const { level, time, msg = '', port, pid: _, hostname: __, ...fields } = JSON.parse(raw);
    return {
      ...{ id, at: Number(time), level: isLevel(level) ? levels[level] : 'info' },
      ...{ port: typeof port === 'number' ? port : undefined, text: String(msg), fields },
    };
  } catch {
    return { id, at: 0, level: 'info', port: undefined, text: raw, fields: {} };
  }
}

/** A stream that pino writes to beside another. Lines are read only when somebody asks. */
export class LogTail {
  readonly #lines: string[] = [];
  /** Of the next line. */
  #next = 1;
  readonly #listeners = new Set<(line: LogLine) => void>();

  write(line: string): void {
    const kept = line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line;
    const id = this.#next;
    this.#lines[id % MOST_LINES] = kept;
    this.#next += 1;
    for (const listener of this.#listeners) listener(read(id, kept));
  }

  /** Calls back for each line from now on; the returned function ends that. */
  listen(listener: (line: LogLine) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Newest first. */
  lines({ before = this.#next, level = 'trace', port, limit }: LogSearch): LogLine[] {
    const found: LogLine[] = [];
    const oldest = Math.max(this.#next - MOST_LINES, 1);
    const least = numberOf(level);
    for (let id = Math.min(before, this.#next) - 1; id >= oldest && found.length < limit; id -= 1) {
      const line = read(id, this.#lines[id % MOST_LINES] ?? '');
      if (numberOf(line.level) < least || (port !== undefined && line.port !== port)) continue;
      found.push(line);
    }
    return found;
  }
}
