/** Everything for a program that calls the SMS server. Schemas and validation are in `@simgate/api/server/contract`. */
export { type ApiError, type Result, SimgateError } from '../client/errors.ts';
export type { StreamedEvent } from '../client/event-stream.ts';
export type { CallOptions } from '../client/transport.ts';
export { createServerClient, eachOf, type ServerClient, type ServerClientOptions } from './client/client.ts';
export type * from './client/endpoints.ts';
