/** The type of the handlers of a contract. Each program chooses the context that its handlers get. */
import type { Endpoint, ReplyOf, RequestOf } from '@simgate/api/endpoint';
import type { Caller } from '../sign-in/authenticator.ts';
import type { Face } from '../sign-in/face.ts';
import type { Answer } from './answers.ts';

/** Who asks, and the header part of a call that some handlers look at. */
export interface Call {
  readonly caller: Caller;
  /** Where the request came from, as trusted proxies name it. */
  readonly address: string;
  /** How the one who asks reaches the gateway. */
  readonly face: Face;
  /** Undefined where there is none. */
  readonly idempotencyKey: string | undefined;
  /** Of a stream that is taken up again; undefined where there is none. */
  readonly lastEventId: string | undefined;
  /** Of an endpoint with `bodyTypes`: the octets of the body as they come, to be read once. Undefined for all others. */
  readonly body: AsyncIterable<Uint8Array> | undefined;
  /** Of the body, in lower case; "" where there is none. */
  readonly contentType: string;
  /** A digest of all parameters as they came; not of a body that is a file. */
  readonly digest: () => string;
}

/** Expected outcomes are answers; what it throws is answered with 500. */
export type Handler<Of extends Endpoint, Context> = (
  request: RequestOf<Of>,
  context: Context,
  call: Call,
) => Promise<Answer<ReplyOf<Of>>> | Answer<ReplyOf<Of>>;

/** The endpoints of a program by their names. */
export type AnyContract = Readonly<Record<string, Endpoint>>;

/** The handler of each endpoint of a contract by the endpoint's name. */
export type Handlers<Contract extends AnyContract, Context> = {
  readonly [Name in keyof Contract]: Handler<Contract[Name], Context>;
};
