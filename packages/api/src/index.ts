/** Everything for a program that calls a gateway or takes its pushes. Schemas, validation and OpenAPI are in `@simgate/api/contract`. */
export { readAuthHeader } from './client/auth-header.ts';
export { type Client, type ClientOptions, createClient, type Flows } from './client/client.ts';
export { basicHeader, type Challenge, digestHeader, parseChallenges } from './client/digest.ts';
export type * from './client/endpoints.ts';
export { type ApiError, type Result, SimgateError } from './client/errors.ts';
export { readEventStream, type StreamedEvent } from './client/event-stream.ts';
export type { EventFilter } from './client/follow-events.ts';
export { parseLenient } from './client/lenient-json.ts';
export type { MessageFilter, ReceivedFilter } from './client/pages.ts';
export type { SentTask, WaitOptions } from './client/send-and-wait.ts';
export type { CallOptions } from './client/transport.ts';
export { clientVariables } from './client-variables.ts';
export type {
  DeviceEvent,
  EventHandlers,
  ExceptionInfoEvent,
  MissedCallEvent,
  PushHead,
  RegisterEvent,
  SmsDeliverStatusEvent,
  SmsEvent,
  SmsResultEvent,
  UssdEvent,
} from './receiver/events.ts';
export { createPushReceiver, type PushReceiver, type PushReceiverOptions } from './receiver/push-receiver.ts';
export type { SeenIds } from './receiver/seen-ids.ts';
