/** The typed client: one method for each endpoint of the contract. Failures are values; `orThrow` throws them. */
import { type CallsOf, callsOver, type ThrowingCallsOf } from './calls.ts';
import { type Methods, rows, type StreamName } from './endpoints.ts';
import type { StreamedEvent } from './event-stream.ts';
import { type EventFilter, followEvents } from './follow-events.ts';
import { Lists, type MessageFilter, type ReceivedFilter } from './pages.ts';
import { type SentTask, sendAndWait, type WaitOptions } from './send-and-wait.ts';
import { type CallOptions, Transport, type TransportOptions } from './transport.ts';

export type ClientOptions = TransportOptions;

type Calls = CallsOf<Methods, StreamName>;
type ThrowingCalls = ThrowingCallsOf<Methods, StreamName>;

/** Methods of several calls each. Every one of them throws a `SimgateError` where a call fails. */
export interface Flows {
  /** Every sent message that the filter takes, newest first; pages are fetched as they are needed. */
  messages(filter?: MessageFilter, options?: CallOptions): AsyncGenerator<MessageOf<'listMessages'>>;
  /** Every received message that the filter takes, newest first. Marks none as read. */
  inbox(filter?: ReceivedFilter, options?: CallOptions): AsyncGenerator<MessageOf<'listInbox'>>;
  /** Events as they happen; goes on behind the last one when the connection is lost. Ends with the signal, or when you leave the loop. */
  events(filter?: EventFilter, options?: CallOptions): AsyncGenerator<StreamedEvent>;
  /**
   * Sends, and resolves when every message of the task has come as far as `until`, has failed, or the time is over. The state of
   * each message is in the answer.
   */
  sendAndWait(request: Methods['sendSms']['request'], options?: WaitOptions): Promise<SentTask>;
}

type MessageOf<Name extends 'listMessages' | 'listInbox'> = Methods[Name]['reply']['messages'][number];

export type Client = Calls & Flows & { readonly orThrow: ThrowingCalls };

/**
 * Makes a client. It answers Digest and Basic challenges, keeps one nonce for many requests, and repeats a request only where that
 * cannot do anything twice.
 */
export function createClient(options: ClientOptions): Client {
  const transport = new Transport(options);
  const { calls, orThrow } = callsOver<Methods, StreamName>(rows, transport);
  const lists = new Lists(orThrow);
  const flows: Flows = {
    messages: (filter, callOptions) => lists.messages(filter, callOptions),
    inbox: (filter, callOptions) => lists.inbox(filter, callOptions),
    events: (filter, callOptions) => followEvents(calls, transport, filter, callOptions),
    sendAndWait: (request, waitOptions) => sendAndWait(orThrow, calls, transport, request, waitOptions),
  };
  return { ...calls, ...flows, orThrow };
}
