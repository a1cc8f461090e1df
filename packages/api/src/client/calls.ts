/** Methods from the rows of a contract: the same for the gateway and for the server. */
import type { Row } from './endpoints.ts';
import { type Result, replyOf } from './errors.ts';
import type { EventStream } from './event-stream.ts';
import type { CallOptions, Transport } from './transport.ts';

/** Requests and replies by method, as the generated code has them. */
type Table<Methods> = Record<keyof Methods, { request: object; reply: unknown }>;

/** The result of a method: the reply, or for a stream its events as they come. */
type Outcome<Methods extends Table<Methods>, Stream, Name extends keyof Methods> = Name extends Stream
  ? EventStream
  : Methods[Name]['reply'];

/** A request without required fields may be left out. */
type Parameters<Request> =
  Record<never, never> extends Request
    ? [request?: Request, options?: CallOptions]
    : [request: Request, options?: CallOptions];

/** A method for each endpoint, whose failures are values. `Stream` names those that answer with a stream of events. */
export type CallsOf<Methods extends Table<Methods>, Stream> = {
  readonly [Name in keyof Methods]: (
    ...parameters: Parameters<Methods[Name]['request']>
  ) => Promise<Result<Outcome<Methods, Stream, Name>>>;
};

/** The same, whose failures are thrown as `SimgateError`. */
export type ThrowingCallsOf<Methods extends Table<Methods>, Stream> = {
  readonly [Name in keyof Methods]: (
    ...parameters: Parameters<Methods[Name]['request']>
  ) => Promise<Outcome<Methods, Stream, Name>>;
};

type Rows = Readonly<Record<string, Row>>;

function methodsOf<Of>(
  rows: Rows,
  call: (row: Row, request: object, options: CallOptions) => Promise<unknown>,
): Of {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [
      name,
      (request: object = {}, options: CallOptions = {}) => call(row, request, options),
    ]),
  ) as Of;
}

/** The methods of a client in both forms. A request is repeated only where that cannot do anything twice. */
export function callsOver<Methods extends Table<Methods>, Stream>(rows: Rows, transport: Transport) {
  return {
    calls: methodsOf<CallsOf<Methods, Stream>>(rows, (row, request, options) =>
      transport.call(row, request, options),
    ),
    orThrow: methodsOf<ThrowingCallsOf<Methods, Stream>>(rows, async (row, request, options) =>
      replyOf(await transport.call(row, request, options)),
    ),
  };
}
