/** The clock of the gateway: that of the browser may be days apart, and the times of the page must not depend on it. */

/** Milliseconds to add to the browser's clock. */
let offset = 0;

/**
 * @param time the time of the gateway just now, ISO 8601
 * A text that is no time leaves the clock as it was.
 * @param now milliseconds since 1970 by the clock of the browser
 */
export function setGatewayTime(time: string, now: number = Date.now()): void {
  const said = Date.parse(time);
  if (!Number.isNaN(said)) offset = said - now;
}

/**
 * Milliseconds since 1970 by the clock of the gateway.
 * Until the gateway has sent a time, it is the clock of the browser.
 * @param now milliseconds since 1970 by the clock of the browser; absent: just now
 */
export function gatewayNow(now: number = Date.now()): number {
  return now + offset;
}

/**
 * A difference that people should know of, in whole minutes; 0 below two minutes.
 * Positive where the gateway is ahead of the browser.
 */
export function clockDifference(): number {
  const minutes = Math.round(offset / 60_000);
  return Math.abs(minutes) < 2 ? 0 : minutes;
}
