/** The driver for our own gateway: Idempotency-Key on every hand-off, and its stream of events in the place of polls. */
import { type ApiError, type Client, createClient, type Result, type StreamedEvent } from '@simgate/api';
import { limits } from '@simgate/api/contract';
import type {
  DriverPort,
  GatewayDriver,
  HandOff,
  HandOffCall,
  HandOffOutcome,
  SendResult,
  SettleAnswer,
} from '../domain/driver.ts';
import { type DriverContext, rest, restAfter } from './context.ts';
import { newsOf, ownUserId, statusWords, wantedKinds } from './simgate-events.ts';
import { outcomeOf, refusedTrouble, type Trouble, troubleOf } from './trouble.ts';
import { openWire, type Wire } from './wire.ts';

/** The gateway keeps keys for 24 h; half of that leaves room for clocks and long outages. */
const REPEAT_WITHIN = 12 * 3_600_000;
/** Milliseconds of one call; a call is tried at most twice. */
const CALL_TIMEOUT = 20_000;
const CALL_WITHIN = 60_000;
/** Milliseconds between two looks at the ports; changes of registration are told at once. */
const PORTS_EVERY = 60_000;
/** The gateway sends a comment each 15 s; three missed ones mean that the connection is dead. */
const SILENCE = 50_000;
/** Events of one commit, and events that wait for it before the stream is read on. */
const MOST_EVENTS = 500;
/** Milliseconds before news that could not be stored are stored again. */
const STORE_REST = 1000;

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

/** A session with the gateway that ended, and why. */
class SessionEnded extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.reason);
    this.trouble = trouble;
  }
}

export class SimgateDriver implements GatewayDriver {
  readonly kind = 'simgate';
  readonly abilities = {
    repeatMs: REPEAT_WITHIN,
    mostInCall: limits.recipients,
    calls: 4,
    mostInQuestion: 1000,
    callMs: CALL_WITHIN,
  };
  readonly #context: DriverContext;
  readonly #wire: Wire;
  readonly #client: Client;
  readonly #ended = new AbortController();
  readonly #running: Promise<void>;
  #serialNumber: string;
  #cursor: string | undefined;
  #wakePorts = (): void => {};

  constructor(context: DriverContext) {
    const { address, certificate, user, password, listener } = context;
    this.#context = context;
    this.#serialNumber = context.serialNumber;
    this.#wire = openWire({
      address,
      certificate,
      onCertificate: found => void listener.facts({ certificate: found }).catch(() => {}),
      // Calls, a question, the stream and the ports.
      connections: this.abilities.calls + 3,
      keepAlive: true,
      silence: SILENCE,
      connectWithin: 10_000,
      mostOctets: 16 * 1024 * 1024,
    });
    this.#client = createClient({
      baseUrl: address,
      user,
      password,
      fetch: this.#wire.fetch,
      retries: 1,
      timeout: CALL_TIMEOUT,
    });
    this.#running = this.#run();
  }

  async send(call: HandOffCall, signal: AbortSignal): Promise<HandOffOutcome> {
    if (this.#refused !== undefined)
      return { kind: 'notTaken', fault: 'gateway', detail: this.#refused.reason };
    const result = await this.#client.sendSms(
      {
        text: '#param#',
        param: call.messages.map(recipientOf),
        port: [call.port],
        priority: priorityWords[call.priority],
      },
      { idempotencyKey: call.key, signal: AbortSignal.any([signal, this.#ended.signal]) },
    );
    if (result.ok) return { kind: 'taken' };
    this.#noteRefusal(result.error);
    return outcomeOf(result.error);
  }

  async settle(userIds: readonly number[], signal: AbortSignal): Promise<SettleAnswer> {
    if (this.#refused !== undefined) return { kind: 'noAnswer', detail: this.#refused.reason };
    const result = await this.#client.querySmsResult(
      { user_id: [...userIds] },
      { signal: AbortSignal.any([signal, this.#ended.signal]) },
    );
    if (!result.ok) {
      this.#noteRefusal(result.error);
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

  async close(): Promise<void> {
    this.#ended.abort();
    await this.#running;
    this.#wire.close();
  }

  /** Set when it refused the password or shows another certificate: nothing more is asked until a person changes something. */
  #refused: Trouble | undefined;

  #noteRefusal(error: ApiError): void {
    const stranger = this.#wire.stranger();
    if (stranger !== '')
      this.#refused = refusedTrouble(`its certificate is another one than before (SHA-256 ${stranger})`);
    else if (error.kind === 'unauthorized') this.#refused = troubleOf(error);
  }

  /** The reply, or the end of the session. */
  #need<Reply>(result: Result<Reply>): Reply {
    if (result.ok) return result.reply;
    this.#noteRefusal(result.error);
    throw new SessionEnded(this.#refused ?? troubleOf(result.error));
  }

  /** One session after another, with growing rests, until the gateway refuses for good or the driver is closed. */
  async #run(): Promise<void> {
    const { clock, random } = this.#context;
    const { signal } = this.#ended;
    let failures = 0;
    while (!signal.aborted) {
      const began = clock.monotonic();
      const trouble = await this.#troubleOfSession();
      if (signal.aborted) return;
      await this.#tell(() => this.#context.listener.state(trouble.state, trouble.reason));
      if (trouble.state === 'refused') return;
      failures = clock.monotonic() - began > PORTS_EVERY ? 1 : failures + 1;
      await rest(clock, Math.max(trouble.rest, restAfter(failures, random)), signal);
    }
  }

  async #troubleOfSession(): Promise<Trouble> {
    try {
      await this.#session();
      return { state: 'down', reason: 'it ended its stream of events', rest: 0 };
    } catch (error) {
      if (error instanceof SessionEnded) return error.trouble;
      return { state: 'down', reason: `its stream of events broke: ${(error as Error).message}`, rest: 0 };
    }
  }

  async #session(): Promise<void> {
    const session = new AbortController();
    const signal = AbortSignal.any([session.signal, this.#ended.signal]);
    await this.#meet(signal);
    await this.#lookAtPorts(signal);
    const stream = this.#need(
      await this.#client.streamEvents(
        { kinds: [...wantedKinds] },
        { signal, ...(this.#cursor !== undefined && { lastEventId: this.#cursor }) },
      ),
    );
    await this.#tell(() => this.#context.listener.state('up', ''));
    const ports = this.#watchPorts(signal);
    try {
      await this.#read(stream);
    } finally {
      session.abort();
      await ports;
    }
  }

  /** Who it is, whether its user may do what is needed, and how far it was heard. */
  async #meet(signal: AbortSignal): Promise<void> {
    const { clock, listener, memory } = this.#context;
    const { role, serial_number, time } = this.#need(await this.#client.getSession({}, { signal }));
    if (role !== 'admin' && role !== 'operator')
      throw new SessionEnded(refusedTrouble(`its user has the role ${role}; operator is needed`));
    if (this.#serialNumber !== '' && serial_number !== this.#serialNumber)
      throw new SessionEnded(
        refusedTrouble(`another gateway answers: serial number ${serial_number}, not ${this.#serialNumber}`),
      );
    this.#serialNumber = serial_number;
    this.#cursor ??= memory.get(`events ${serial_number}`);
    this.#cursor ??= await this.#newestEvent(signal);
    const clockOffsetMs = Date.parse(time) - clock.now();
    await this.#tell(() => listener.facts({ serialNumber: serial_number, clockOffsetMs }));
  }

  /** Where a gateway that is new to the server begins to be heard: what it journalled before is not the server's. */
  async #newestEvent(signal: AbortSignal): Promise<string | undefined> {
    const once = new AbortController();
    const live = this.#need(
      await this.#client.streamLive({}, { signal: AbortSignal.any([signal, once.signal]) }),
    );
    for await (const { kind, data } of live) {
      if (kind !== 'snapshot') continue;
      const newest = (data as { news?: { events?: unknown } }).news?.events;
      once.abort();
      if (!Number.isSafeInteger(newest)) return undefined;
      const cursor = String(newest);
      await this.#tell(() => this.#context.listener.learned({ remember: this.#memoryOf(cursor) }));
      return cursor;
    }
    return undefined;
  }

  #memoryOf(cursor: string): Record<string, string> {
    return { [`events ${this.#serialNumber}`]: cursor };
  }

  async #lookAtPorts(signal: AbortSignal): Promise<void> {
    const { ports } = this.#need(await this.#client.listPorts({}, { signal }));
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
    await this.#tell(() => this.#context.listener.ports(shown));
  }

  async #watchPorts(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const woken = new AbortController();
      this.#wakePorts = () => woken.abort();
      await rest(this.#context.clock, PORTS_EVERY, AbortSignal.any([signal, woken.signal]));
      // The stream tells when the gateway is away; the next look comes by itself.
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
        committing ??= commitAll();
        if (waiting.length >= MOST_EVENTS) await committing;
      }
    } finally {
      await committing;
    }
  }

  async #commit(events: readonly StreamedEvent[]): Promise<void> {
    const cursor = events.at(-1)?.id ?? '';
    const news = newsOf(events, this.#serialNumber);
    await this.#tell(() => this.#context.listener.learned({ ...news, remember: this.#memoryOf(cursor) }));
    this.#cursor = cursor;
    if (events.some(({ kind }) => kind === 'register')) this.#wakePorts();
  }

  /** Tells the listener until it is stored: the store may be away for a while, and nothing may be left out. */
  async #tell(work: () => Promise<void>): Promise<void> {
    const { signal } = this.#ended;
    for (;;) {
      signal.throwIfAborted();
      try {
        await work();
        return;
      } catch {
        await rest(this.#context.clock, STORE_REST, signal);
      }
    }
  }
}
