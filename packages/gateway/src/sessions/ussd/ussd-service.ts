/** USSD sessions of all ports. A request is committed before the modem gets its text. */
import { whyNotStored, within } from '@simgate/daemon';
import type { UssdNotice } from '../../modem/ussd/ussd.ts';
import type { Port } from '../../ports/port.ts';
import { type UssdContext, UssdPort } from './ussd-port.ts';
import { queryDialogues, queryReply } from './ussd-queries.ts';
import { addRequest, type Moment } from './ussd-record.ts';
import { closeInterrupted, RETENTION_STEP, removeOldDialogues } from './ussd-recovery.ts';
import type {
  UssdAsker,
  UssdSendAnswer,
  UssdSendItem,
  UssdSendStatus,
  UssdSessions,
} from './ussd-sessions.ts';

/** Milliseconds between two looks at the age of dialogues, and until a failed write is tried again. */
const UPKEEP_INTERVAL = 3600_000;
const STORE_RETRY = 1000;
const STOP_WITHIN = 1000;

export class UssdService {
  /** For HTTP. */
  readonly sessions: UssdSessions;
  readonly #context: UssdContext;
  readonly #known = new Map<number, UssdPort>();
  /** Dialogues up to this id are of earlier runs. */
  readonly #lastOfOthers: number;
  #cancelUpkeep = () => {};
  #stopped = false;

  constructor(context: UssdContext) {
    const { read } = context.store;
    this.#context = context;
    this.#lastOfOthers = read.number('SELECT max(id) FROM ussd_dialogues');
    this.sessions = {
      send: (ports, text, asker = 'client') => this.#send(ports, text, asker),
      cancel: ports => this.#cancel(ports),
      reply: port => queryReply(read, port),
      dialogues: filter => queryDialogues(read, filter),
    };
  }

  /** For the ports: a notice of their modems. */
  noticed(port: Port, notice: UssdNotice): void {
    if (!this.#stopped) this.#sessionOf(port).apply({ type: 'notice', notice });
  }

  /** For the ports: their SIM may be gone. */
  changed(port: Port): void {
    if (!this.#stopped && port.snapshot().sim === undefined)
      this.#known.get(port.number)?.apply({ type: 'gone' });
  }

  /** Closes what the last run left open, then keeps the record within its age. */
  start(): void {
    void this.#recover();
  }

  /** Ends open sessions at the network, within a second; the next start marks them interrupted. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelUpkeep();
    const releases = [...this.#known.values()].map(session => session.release());
    await within(this.#context.clock, STOP_WITHIN, Promise.all(releases));
  }

  #moment(): Moment {
    const { clock, store } = this.#context;
    return { at: Math.round(clock.now()), steady: store.steady.now() };
  }

  #sessionOf(port: Port): UssdPort {
    const found = this.#known.get(port.number) ?? new UssdPort(this.#context, port);
    this.#known.set(port.number, found);
    return found;
  }

  /** Asks for each port once, in the order given. */
  #judge(
    numbers: readonly number[],
    status: (port: Port) => UssdSendStatus,
  ): { items: UssdSendItem[]; chosen: UssdPort[] } {
    const ports = new Map(this.#context.ports().map(port => [port.number, port]));
    const items = [...new Set(numbers)].map((number): UssdSendItem => {
      const port = ports.get(number);
      return { port: number, status: port === undefined || this.#stopped ? 503 : status(port) };
    });
    const chosen = items.flatMap(item => {
      const port = item.status === 200 ? ports.get(item.port) : undefined;
      return port === undefined ? [] : [this.#sessionOf(port)];
    });
    return { items, chosen };
  }

  async #send(numbers: readonly number[], text: string, asker: UssdAsker): Promise<UssdSendAnswer> {
    const { items, chosen } = this.#judge(numbers, port => sendStatus(port, this.#sessionOf(port), asker));
    const requests = chosen.map(session => session.reserve(text, asker));
    try {
      const requestId = await this.#context.store.write(database => {
        const now = this.#moment();
        const id = addRequest(database, text, now);
        for (const request of requests) request.write(database, id, now);
        return id;
      });
      for (const request of requests) request.handOver();
      return { ok: true, requestId, items };
    } catch (error) {
      for (const request of requests) request.giveBack();
      return this.#notStored(error);
    }
  }

  async #cancel(numbers: readonly number[]): Promise<UssdSendAnswer> {
    const { items, chosen } = this.#judge(numbers, port => (port.snapshot().sim === undefined ? 503 : 200));
    try {
      const requestId = await this.#context.store.write(database => addRequest(database, '', this.#moment()));
      for (const session of chosen) session.apply({ type: 'cancel' });
      return { ok: true, requestId, items };
    } catch (error) {
      return this.#notStored(error);
    }
  }

  #notStored(error: unknown): UssdSendAnswer {
    this.#context.log.error({ error: String(error) }, 'a USSD request could not be stored');
    return { ok: false, error: `the request could not be stored: ${whyNotStored(error)}` };
  }

  async #recover(): Promise<void> {
    const { store, journal, clock, log } = this.#context;
    try {
      const closed = await store.write(database =>
        closeInterrupted(database, journal, this.#lastOfOthers, this.#moment()),
      );
      if (closed > 0) log.warn({ dialogues: closed }, 'USSD dialogues of the last run were interrupted');
      this.#scheduleUpkeep();
    } catch (error) {
      log.error({ error: String(error) }, 'the store cannot write; trying again');
      if (!this.#stopped) this.#cancelUpkeep = clock.after(STORE_RETRY, () => void this.#recover());
    }
  }

  #scheduleUpkeep(): void {
    if (this.#stopped) return;
    this.#cancelUpkeep = this.#context.clock.after(UPKEEP_INTERVAL, () => {
      this.#removeOld()
        .catch(error => this.#context.log.error({ error: String(error) }, 'upkeep of USSD dialogues failed'))
        .finally(() => this.#scheduleUpkeep());
    });
  }

  async #removeOld(): Promise<void> {
    const { store, retention } = this.#context;
    const step = () => store.write(database => removeOldDialogues(database, retention, store.steady.now()));
    while ((await step()) === RETENTION_STEP) {}
  }
}

/**
 * Contract, chapter 7: busy while an answer is outstanding, or an SMS is being handed over. A blocked port takes no new work, but an
 * answer to what the network asks ends work that was begun (contract, section 13).
 */
function sendStatus(port: Port, session: UssdPort, asker: UssdAsker): UssdSendStatus {
  const { reg, blocked = false } = port.snapshot();
  const asked = session.isAskedOf(asker);
  if (reg !== 'REGISTER_OK' || (blocked && !asked)) return 503;
  return session.busy || port.submitting || (session.asked && !asked) ? 486 : 200;
}
