/** Methods from the rows of a contract: the same for the gateway and for the server. */
import type { Row } from './endpoints.ts';
import type { CallOptions } from './transport.ts';

/** One method for each row. */
export function callsOf<Of>(
  rows: Readonly<Record<string, Row>>,
  call: (row: Row, request: object, options: CallOptions) => Promise<unknown>,
): Of {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [
      name,
      (request: object = {}, options: CallOptions = {}) => call(row, request, options),
    ]),
  ) as Of;
}
