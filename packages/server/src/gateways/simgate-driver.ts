/** The driver for our own gateway: Idempotency-Key on every hand-off, and its stream of events in the place of polls. */
import { type Client, createClient, type Result, type StreamedEvent } from '@simgate/api';
import { limits } from '@simgate/api/contract';
import type {
  DriverAbilities,
  DriverPort,
  GatewayDriver,
  HandOff,
  HandOffCall,
  HandOffOutcome,
  SendResult,
  SettleAnswer,
} from '../domain/driver.ts';
import { type DriverContext, type PassThrough, rest } from './context.ts';
import { SessionEnded, Sessions } from './sessions.ts';
import { newsOf, ownUserId, statusWords, wantedKinds } from './simgate-events.ts';
import { outcomeOf, refusedTrouble, takenWith, troubleOf, unauthorized } from './trouble.ts';
import { openWire } from './wire.ts';

/** The gateway keeps keys for 24 h; half of that leaves room for clocks and long outages. */
const REPEAT_WITHIN = 12 * 3_600_000;
/** A call is tried at most twice, with a pause between. */
const TRIES = 3;
/** Milliseconds between two looks at the ports; changes of registration come at once. */
const PORTS_EVERY = 60_000;
/** The gateway sends a comment each 15 s; three missed ones mean that the connection is dead. */
const SILENCE = 50_000;
/** Events of one commit, and events that wait for it before the stream is read on. */
const MOST_EVENTS = 500;

const priorityWords = { otp: 'urgent', normal: 'normal', bulk: 'bulk' } as const;

function recipientOf({ recipient, text, userId, encoding }: HandOff) {
  return { number: recipient, text_param: [text], user_id: userId, encoding };
}

type Row = Extract<Awaited<ReturnType<Client['querySmsResult']>>, { ok: true }>['reply']['result'][number];

function resultOf(row: Row, at: number): SendResult[] {
  const userId = ownUserId(row.user_id);
  const status = statusWords[row.status];
  if (userId === undefined || status === undefined) return [];
  const { number, port, ref_id: refId, count, succ_count: sentCount, imsi = '' } = row;
  return [{ userId, number, port, status, refId, count, sentCount, imsi, at, detail: '' }];
}

export class SimgateDriver implements GatewayDriver, PassThrough {
  readonly kind = 'simgate';
  readonly abilities: DriverAbilities;
  readonly #context: DriverContext;
  readonly #sessions: Sessions;
  readonly #client: Client;
  #serialNumber: string;
  #cursor: string | undefined;
  #wakePorts = (): void => {};

  constructor(context: DriverContext) {
    const { address, certificate, user, password, listener, answerMs } = context;
    this.#context = context;
    this.abilities = {
      ...{ repeatMs: REPEAT_WITHIN, mostInCall: limits.recipients, calls: 4, mostInQuestion: 1000 },
      callMs: TRIES * answerMs,
    };
    this.#serialNumber = context.serialNumber;
    const wire = openWire({
      address,
      certificate,
      onCertificate: found => void listener.facts({ certificate: found }).catch(() => {}),
      // Calls, a question, the stream and the ports.
      connections: this.abilities.calls + 3,
      keepAlive: true,
      silence: SILENCE,
      connectWithin: answerMs / 2,
      mostOctets: 16 * 1024 * 1024,
    });
    this.#client = createClient({
      baseUrl: address,
      user,
      password,
      fetch: wire.fetch,
      retries: 1,
      timeout: answerMs,
    });
    this.#sessions = new Sessions(context, wire);
    this.#sessions.start(signal => this.#session(signal));
  }

  async send(call: HandOffCall, signal: AbortSignal): Promise<HandOffOutcome> {
    if (this.#sessions.refused !== undefined)
      return { kind: 'notTaken', fault: 'gateway', detail: this.#sessions.refused.reason };
    const result = await this.#client.sendSms(
      {
        text: '#param#',
        param: call.messages.map(recipientOf),
        port: [call.port],
        priority: priorityWords[call.priority],
      },
      { idempotencyKey: call.key, signal: AbortSignal.any([signal, this.#sessions.signal]) },
    );
    if (result.ok) return takenWith(result.reply.task_id);
    this.#sessions.note(result.error);
    return outcomeOf(result.error);
  }

  async settle(userIds: readonly number[], signal: AbortSignal): Promise<SettleAnswer> {
    if (this.#sessions.refused !== undefined)
      return { kind: 'noAnswer', detail: this.#sessions.refused.reason };
    const result = await this.#client.querySmsResult(
      { user_id: [...userIds] },
      { signal: AbortSignal.any([signal, this.#sessions.signal]) },
    );
    if (!result.ok) {
      this.#sessions.note(result.error);
      return { kind: 'noAnswer', detail: troubleOf(result.error).reason };
    }
    const { sn, result: rows } = result.reply;
    const at = this.#context.clock.now();
    return {
      kind: 'answered',
      results: rows.flatMap(row => resultOf(row, at)),
      // Another gateway at this address knows nothing of what was handed to the one before.
      missing: sn === this.#serialNumber ? 'notTaken' : 'nothing',
    };
  }

  async pass<Reply>(work: (client: Client) => Promise<Result<Reply>>): Promise<Result<Reply>> {
    if (this.#sessions.refused !== undefined) return unauthorized;
    const result = await work(this.#client);
    if (!result.ok) this.#sessions.note(result.error);
    return result;
  }

  /** A port was given an order: its picture may be another one now. */
  hear(_kind: string): void {
    this.#wakePorts();
  }

  close(): Promise<void> {
    return this.#sessions.close();
  }

  async #session(signal: AbortSignal): Promise<void> {
    await this.#meet(signal);
    await this.#lookAtPorts(signal);
    const stream = this.#sessions.need(
      await this.#client.streamEvents(
        { kinds: [...wantedKinds] },
        { signal, ...(this.#cursor !== undefined && { lastEventId: this.#cursor }) },
      ),
    );
    await this.#sessions.tell(() => this.#context.listener.state('up', ''));
    void this.#watchPorts(signal);
    await this.#read(stream);
  }

  /** Who it is, whether its user may do what is needed, and how far it was heard. */
  async #meet(signal: AbortSignal): Promise<void> {
    const { clock, listener, memory } = this.#context;
    const { role, serial_number, time } = this.#sessions.need(await this.#client.getSession({}, { signal }));
    if (role !== 'admin' && role !== 'operator')
      throw new SessionEnded(refusedTrouble(`its user has the role ${role}; operator is needed`));
    this.#serialNumber = this.#sessions.identify(serial_number, this.#serialNumber);
    this.#cursor ??= memory.get(`events ${serial_number}`);
    this.#cursor ??= await this.#newestEvent(signal);
    const clockOffsetMs = Date.parse(time) - clock.now();
    await this.#sessions.tell(() => listener.facts({ serialNumber: serial_number, clockOffsetMs }));
  }

  /** Where a gateway that is new to the server begins to be heard: what it journalled before is not the server's. */
  async #newestEvent(signal: AbortSignal): Promise<string | undefined> {
    const live = this.#sessions.need(await this.#client.streamLive({}, { signal }));
    let newest: unknown;
    for await (const { kind, data } of live) {
      newest = (data as { news?: { events?: unknown } }).news?.events;
      // Leaving the loop ends the request.
      if (kind === 'snapshot') break;
    }
    if (!Number.isSafeInteger(newest)) return undefined;
    const cursor = String(newest);
    await this.#sessions.tell(() => this.#context.listener.learned({ remember: this.#memoryOf(cursor) }));
    return cursor;
  }

  #memoryOf(cursor: string): Record<string, string> {
    return { [`events ${this.#serialNumber}`]: cursor };
  }

  async #lookAtPorts(signal: AbortSignal): Promise<void> {
    const { ports } = this.#sessions.need(await this.#client.listPorts({}, { signal }));
    const shown = ports.map(
      ({ port, sim, operator, reg, signal: strength, can_send }): DriverPort => ({
        port,
        registration: reg,
        imsi: sim?.imsi ?? '',
        iccid: sim?.iccid ?? '',
        number: sim?.number ?? '',
        operator: operator?.name ?? '',
        signal: strength,
        sends: can_send,
      }),
    );
    await this.#sessions.tell(() => this.#context.listener.ports(shown));
  }

  async #watchPorts(signal: AbortSignal): Promise<void> {
    let woken = new AbortController();
    this.#wakePorts = () => woken.abort();
    while (!signal.aborted) {
      await rest(this.#context.clock, PORTS_EVERY, AbortSignal.any([signal, woken.signal]));
      // Before the look: what changes during it is a reason for the next one.
      woken = new AbortController();
      // The stream shows when the gateway is away; the next look comes by itself.
      if (!signal.aborted) await this.#lookAtPorts(signal).catch(() => {});
    }
  }

  /** Commits events in groups: while one group is on its way to the disk, the next gathers. */
  async #read(stream: AsyncIterable<StreamedEvent>): Promise<void> {
    const waiting: StreamedEvent[] = [];
    let committing: Promise<void> | undefined;
    const commitAll = async (): Promise<void> => {
      while (waiting.length > 0) await this.#commit(waiting.splice(0, MOST_EVENTS));
      committing = undefined;
    };
    try {
      for await (const event of stream) {
        waiting.push(event);
        if (committing === undefined) {
          committing = commitAll();
          // It fails only when the driver is closed, and is awaited below; until then that is no unhandled one.
          committing.catch(() => {});
        }
        if (waiting.length >= MOST_EVENTS) await committing;
      }
    } finally {
      await committing;
    }
  }

  async #commit(events: readonly StreamedEvent[]): Promise<void> {
    const cursor = events.reduce((_before, { id }) => id, '');
    const news = newsOf(events, this.#serialNumber);
    await this.#sessions.tell(() =>
      this.#context.listener.learned({ ...news, remember: this.#memoryOf(cursor) }),
    );
    this.#cursor = cursor;
    if (events.some(({ kind }) => kind === 'register')) this.#wakePorts();
  }
}
