/** For tests: rows of values at the bounds of a request, and beyond them. */

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

/** A member of a body, with the values that are taken and those that are refused by the name of its field. */
export interface Bounds {
  readonly method: Method;
  readonly url: string;
  readonly field: string;
  /** The bodies with the values that are taken. */
  readonly taken: readonly object[];
  readonly refused: readonly object[];
}

export function bounds<Value>(
  request: `${Method} ${string}`,
  field: string,
  body: (value: Value) => unknown,
  taken: readonly Value[],
  refused: readonly Value[],
): Bounds {
  const [method, url = ''] = request.split(' ') as [Method, string];
  const bodies = (values: readonly Value[]) => values.map(value => body(value) as object);
  return { method, url, field, taken: bodies(taken), refused: bodies(refused) };
}

/** So many ones. */
export function ones(count: number): string {
  return '1'.repeat(count);
}

export function copies(count: number, item: unknown): readonly unknown[] {
  return Array.from({ length: count }, () => item);
}
