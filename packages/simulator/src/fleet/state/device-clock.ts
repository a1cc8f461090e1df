/** The gateway's own clock: UTC and what it is off by. Its texts carry no zone (contract of the API, "Times"). */

const TIME = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** `YYYY-MM-DD HH:MM:SS` as a clock shows it that is `offset` milliseconds ahead of UTC. */
export function deviceTime(at: number, offset: number): string {
  return new Date(at + offset).toISOString().slice(0, 19).replace('T', ' ');
}

/** The true time, at a whole second, of a text that such a clock showed; undefined: it is no time. */
export function trueTime(text: string, offset: number): number | undefined {
  const parts = TIME.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - offset;
}
