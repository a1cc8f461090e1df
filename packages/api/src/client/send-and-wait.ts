/** Sends and waits for the outcome. */
import type { Methods } from './endpoints.ts';
import { type Result, SimgateError } from './errors.ts';
import type { EventStream } from './event-stream.ts';
import { TimeLimit } from './time-limit.ts';
import type { CallOptions, Transport } from './transport.ts';

type SentMessage = Methods['listMessages']['reply']['messages'][number];

export interface WaitOptions extends CallOptions {
  /** `sent`: the network has taken it; `delivered`: the phone has confirmed it, or the service centre has given up (a status report is asked for). Default: `sent`. */
  readonly until?: 'sent' | 'delivered';
  /** Seconds to wait at most; 120 by default. */
  readonly within?: number;
}

export interface SentTask {
  readonly taskId: number;
  /** Whether every message came as far as was asked. */
  readonly ok: boolean;
  /** Every message of the task, in the order of the request, as it stands now, or as it was known last where the gateway went away. */
  readonly messages: readonly SentMessage[];
}

interface Calls {
  sendSms(
    request: Methods['sendSms']['request'],
    options?: CallOptions,
  ): Promise<Methods['sendSms']['reply']>;
  listMessages(
    request: Methods['listMessages']['request'],
    options?: CallOptions,
  ): Promise<Methods['listMessages']['reply']>;
}

interface Streams {
  streamEvents(
    request: Methods['streamEvents']['request'],
    options?: CallOptions,
  ): Promise<Result<EventStream>>;
}

const DEFAULT_WITHIN = 120;
/** Milliseconds between two looks while events come fast, and without any event. */
const BETWEEN_LOOKS = 200;
const WITHOUT_EVENT = 5000;

/** Of a status report by which the service centre has given up (23.040 9.2.3.15), or that no standard has. */
const GIVEN_UP = 0x40;

/** Whether a segment will not arrive: then neither will the message. */
function isGivenUp({ segments }: SentMessage): boolean {
  return (segments ?? []).some(({ reports }) => (reports.at(-1)?.status_code ?? 0) >= GIVEN_UP);
}

function hasEnded(message: SentMessage, until: 'sent' | 'delivered'): boolean {
  const { status } = message;
  if (status === 'FAILED' || status === 'DELIVERED') return true;
  return status === 'SENT_OK' && (until === 'sent' || isGivenUp(message));
}

function isWell({ status }: SentMessage, until: 'sent' | 'delivered'): boolean {
  return status === 'DELIVERED' || (until === 'sent' && status === 'SENT_OK');
}

/**
 * The messages of the task, or those of the look before where the gateway cannot be asked just now: the message is on its way all the same.
 * @throws SimgateError where it refuses for good; `mayBeDone` is true, because it was sent
 */
async function look(
  calls: Calls,
  taskId: number,
  before: readonly SentMessage[],
): Promise<readonly SentMessage[]> {
  try {
    return await allOfTask(calls, taskId);
  } catch (error) {
    if (!(error instanceof SimgateError)) throw error;
    if (error.retryable) return before;
    throw new SimgateError({ ...error.error, mayBeDone: true });
  }
}

async function allOfTask(calls: Calls, taskId: number): Promise<SentMessage[]> {
  const found: SentMessage[] = [];
  for (let before: number | undefined; ; ) {
    const page = await calls.listMessages({ task_id: taskId, ...(before !== undefined && { before }) });
    found.push(...page.messages);
    if (page.next === null) return found.toSorted((a, b) => a.id - b.id);
    before = page.next;
  }
}

/** Calls back at each result of a message, until the signal aborts or the stream ends. */
async function onResults(streams: Streams, signal: AbortSignal, onResult: () => void): Promise<void> {
  const opened = await streams.streamEvents({ kinds: ['sms_result'] }, { signal });
  // Without a stream the looks come from the clock alone.
  if (!opened.ok) return;
  try {
    for await (const _ of opened.reply) onResult();
  } catch {
    // As above.
  }
}

/** Something that happens, and may have happened before anybody waits for it. */
class WakeUp {
  #resolve = (): void => {};
  #pending = this.#next();

  readonly ring = (): void => this.#resolve();

  get rung(): Promise<void> {
    return this.#pending;
  }

  reset(): void {
    this.#pending = this.#next();
  }

  /** Without Promise.withResolvers, which Node.js 20 lacks. */
  #next(): Promise<void> {
    return new Promise(resolve => {
      this.#resolve = resolve;
    });
  }
}

/** Sends, and looks at the messages of the task whenever a result comes. Needs `/v1`, so one of our gateways. */
export async function sendAndWait(
  calls: Calls,
  streams: Streams,
  transport: Pick<Transport, 'wait'>,
  request: Methods['sendSms']['request'],
  { until = 'sent', within = DEFAULT_WITHIN, ...options }: WaitOptions = {},
): Promise<SentTask> {
  const limit = new TimeLimit(within * 1000, options.signal);
  const { signal } = limit;
  const news = new WakeUp();
  const wanted = until === 'delivered' ? { ...request, request_status_report: true } : request;
  try {
    const { task_id: taskId } = await calls.sendSms(wanted, options);
    void onResults(streams, signal, news.ring);
    for (let messages: readonly SentMessage[] = []; ; ) {
      news.reset();
      messages = await look(calls, taskId, messages);
      // Of a task without messages nothing is known.
      const ended = messages.length > 0 && messages.every(one => hasEnded(one, until));
      const ok = ended && messages.every(one => isWell(one, until));
      if (signal.aborted || ended) return { taskId, ok, messages };
      await Promise.race([news.rung, transport.wait(WITHOUT_EVENT, signal)]).catch(() => undefined);
      await transport.wait(BETWEEN_LOOKS, signal).catch(() => undefined);
    }
  } finally {
    limit.abort();
  }
}
