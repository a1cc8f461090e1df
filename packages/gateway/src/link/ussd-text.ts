/** Where a `+CUSD` ends whose text holds line ends and quotes of its own (27.007 7.15). */

/** A text that never ends is cut at so many octets, so that it does not swallow the conversation. */
const USSD_LIMIT = 1024;

/**
 * True while the text of this `+CUSD` goes on behind the line end that follows. Its own quotes cannot be distinguished from the one
 * that ends it but by the coding behind that one.
 */
export function ussdRunsOn(line: string): boolean {
  const quotes = line.split('"').length - 1;
  if (quotes === 0 || line.length >= USSD_LIMIT || /"\s*,\s*\d{1,3}\s*$/.test(line)) return false;
  return quotes % 2 === 1 || !/^\s*(,|$)/.test(line.slice(line.lastIndexOf('"') + 1));
}
