/**
 * A path of the API with what is set of a filter; lists are joined by commas, as the gateway reads them.
 * Parts that are undefined or "" are left out; values are escaped, names are not.
 */
export function targetWith(path: string, filter: Readonly<Record<string, unknown>>): string {
  const query = Object.entries(filter)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}
