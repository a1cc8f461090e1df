/** Moments of the API: ISO 8601 in UTC, to and from wall milliseconds since 1970. */

export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function instantOrNull(milliseconds: number | undefined | null): string | null {
  return milliseconds === undefined || milliseconds === null ? null : instant(milliseconds);
}

/** A moment of a request in wall milliseconds. The contract has looked at the calendar; undefined for anything else. */
export function momentOf(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
