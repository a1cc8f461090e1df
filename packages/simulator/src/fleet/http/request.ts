/** Reading parameters as the web server of original hardware does: one table of variables, and a JSON body. */

/** A request with its body, before its parameters are looked at. */
export interface FleetRequest {
  readonly method: string;
  /** Without query, and without the prefix of the gateway. */
  readonly path: string;
  /** As it stands on the request line. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly address: string;
}

/** A parameter that is missing or cannot be read: error_code 400. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError';
}

/** Parameters by name. Variables of a form are texts; those of a JSON body are as they were sent. */
export type Variables = Readonly<Record<string, unknown>>;

const FORM = 'application/x-www-form-urlencoded';

/** Query and form fill one table, and a repeated key is joined by a blank; a JSON object stands above both. */
export function readVariables(request: FleetRequest): Variables {
  const form = String(request.headers['content-type'] ?? '').startsWith(FORM);
  const variables = new Map<string, unknown>();
  for (const part of [request.query, form && !/^\s*[[{]/.test(request.body) ? request.body : '']) {
    for (const [name, value] of new URLSearchParams(part)) {
      const before = variables.get(name);
      variables.set(name, before === undefined ? value : `${before} ${value}`);
    }
  }
  return { ...Object.fromEntries(variables), ...bodyObject(request.body) };
}

function bodyObject(body: string): Variables {
  if (!/^\s*[[{]/.test(body)) return {};
  const value = parsed(body);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The JSON of a body. Throws `ParameterError`. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ParameterError('the body is no JSON');
  }
}

/** The items of a list: an array, or a text with commas or blanks between them. Absent or empty: undefined. */
export function listOf(variables: Variables, name: string): readonly unknown[] | undefined {
  const value = variables[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  if (typeof value === 'string') return value.split(/[, ]/).filter(item => item !== '');
  return [value];
}

/** Whole numbers from `least` to `most`. Throws `ParameterError`. */
export function integersOf(
  variables: Variables,
  name: string,
  [least, most]: readonly [number, number],
): readonly number[] | undefined {
  return listOf(variables, name)?.map(item => integer(item, name, least, most));
}

/** One whole number; absent: undefined. Throws `ParameterError`. */
export function integerOf(variables: Variables, name: string, [least, most]: readonly [number, number]) {
  const value = variables[name];
  return value === undefined || value === '' ? undefined : integer(value, name, least, most);
}

function integer(item: unknown, name: string, least: number, most: number): number {
  const value = typeof item === 'string' && /^-?\d{1,16}$/.test(item) ? Number(item) : item;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new ParameterError(`${name} has to be from ${least} to ${most}`);
  }
  return value;
}

/** A text; absent: undefined. A JSON number is written out. */
export function textOf(variables: Variables, name: string): string | undefined {
  const value = variables[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
