/** How clients spell paths. */

/**
 * A request target without scheme and authority: clients that are set to use a proxy send whole URLs, and a server takes them
 * (RFC 9112, 3.2.2). Digest's `uri` may be one too.
 */
export function originForm(target: string): string {
  const scheme = target.indexOf('://');
  if (target.startsWith('/') || scheme < 0) return target;
  const authority = scheme + 3;
  const end = ['/', '?'].map(mark => target.indexOf(mark, authority)).filter(at => at >= 0);
  const path = target.slice(Math.min(...end, target.length));
  return path.startsWith('/') ? path : `/${path}`;
}

/**
 * The path (and query) of a request target in origin form with doubled slashes, a doubled `/api` and trailing `/` or `;` taken off the
 * path. The query is left alone.
 */
export function normalTarget(sent: string): string {
  const target = originForm(sent);
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const plain = decodable(normalPath(path));
  return plain === path ? target : plain + (mark < 0 ? '' : target.slice(mark));
}

/** A path whose percents mean nothing is taken literally, so that it is an unknown path and not a fault. */
function decodable(path: string): string {
  if (!path.includes('%')) return path;
  try {
    decodeURIComponent(path);
    return path;
  } catch {
    return path.replaceAll('%', '%25');
  }
}

/** The same for a path alone. */
export function normalPath(path: string): string {
  const last = path.charCodeAt(path.length - 1);
  const tidy = last !== 0x2f && last !== 0x3b && !path.includes('//') && !path.startsWith('/api/api/');
  return tidy ? path : tidied(path);
}

function tidied(path: string): string {
  // Split, not a pattern with `$`: that would take quadratic time on a path of slashes.
  const parts = path.split('/').filter(part => part !== '');
  const last = parts.at(-1);
  if (last !== undefined) parts[parts.length - 1] = withoutSemicolons(last);
  if (parts.at(-1) === '') parts.pop();
  let doubled = 0;
  while (parts[doubled] === 'api' && parts[doubled + 1] === 'api') doubled++;
  return `/${parts.slice(doubled).join('/')}`;
}

function withoutSemicolons(text: string): string {
  let end = text.length;
  while (text[end - 1] === ';') end--;
  return text.slice(0, end);
}
