/** USSD sessions of all ports: carries out what the dialogues decide, writing first and acting after. */
import type { Clock } from '../../clock.ts';
import type { RetentionConfig, UssdConfig } from '../../config/schema.ts';
import type { UssdNotice } from '../../modem/ussd/ussd.ts';
import type { Port } from '../../ports/port.ts';
import type { WritableJournal } from '../../store/journal.ts';
import type { Log, Store } from '../../store/store.ts';
import { createUssdPort, type UssdPort } from './ussd-port.ts';
import { queryDialogues, queryReply } from './ussd-queries.ts';
import { addRequest } from './ussd-record.ts';
import { closeInterrupted, RETENTION_STEP, removeOldDialogues } from './ussd-recovery.ts';
import type { UssdSendAnswer, UssdSendItem, UssdSendStatus, UssdSessions } from './ussd-sessions.ts';

export interface UssdContext {
  readonly store: Store;
  readonly journal: WritableJournal;
  /** Asked whenever needed, because ports are made after this. */
  readonly ports: () => readonly Port[];
  readonly ussd: UssdConfig;
  readonly retention: RetentionConfig;
  readonly clock: Clock;
  readonly log: Log;
}

export interface UssdService {
  readonly sessions: UssdSessions;
  /** For the ports: what `PortListener` tells of them. */
  noticed(port: Port, notice: UssdNotice): void;
  changed(port: Port): void;
  /** Closes what the last run left open, then keeps the record within its age. */
  start(): void;
  /** Ends open sessions at the network, within a second; the next start marks them interrupted. */
  stop(): Promise<void>;
}

/** Milliseconds between two looks at the age of dialogues, and until a failed write is tried again. */
const UPKEEP_INTERVAL = 3600_000;
const STORE_RETRY = 1000;
const STOP_WITHIN = 1000;

export function createUssd(context: UssdContext): UssdService {
  const { store, journal, clock, log } = context;
  const known = new Map<number, UssdPort>();
  const moment = () => ({ at: Math.round(clock.now()), steady: store.steady.now() });
  // What is opened from here on is of this run.
  const lastOfOthers =
    store.read.get<{ id: number | null }>('SELECT max(id) AS id FROM ussd_dialogues')?.id ?? 0;
  let cancelUpkeep = () => {};
  let stopped = false;

  const portOf = (port: Port): UssdPort => {
    const found = known.get(port.number) ?? createUssdPort(context, port);
    known.set(port.number, found);
    return found;
  };

  /** Asks for each port once, in the order given. */
  const judge = (
    numbers: readonly number[],
    status: (port: Port) => UssdSendStatus,
  ): { items: UssdSendItem[]; chosen: UssdPort[] } => {
    const ports = new Map(context.ports().map(port => [port.number, port]));
    const items = [...new Set(numbers)].map((number): UssdSendItem => {
      const port = ports.get(number);
      return { port: number, status: port === undefined || stopped ? 503 : status(port) };
    });
    const chosen = items.flatMap(item => {
      const port = item.status === 200 ? ports.get(item.port) : undefined;
      return port === undefined ? [] : [portOf(port)];
    });
    return { items, chosen };
  };

  const failed = (error: unknown): UssdSendAnswer => {
    log.error({ error: String(error) }, 'a USSD request could not be stored');
    return { ok: false, error: `the request could not be stored: ${String(error)}` };
  };

  const send = async (numbers: readonly number[], text: string): Promise<UssdSendAnswer> => {
    const { items, chosen } = judge(numbers, port => sendStatus(port, portOf(port)));
    const requests = chosen.map(port => port.reserve(text));
    try {
      const requestId = await store.write(database => {
        const now = moment();
        const id = addRequest(database, text, now);
        for (const request of requests) request.write(database, id, now);
        return id;
      });
      for (const request of requests) request.handOver();
      return { ok: true, requestId, items };
    } catch (error) {
      for (const request of requests) request.giveBack();
      return failed(error);
    }
  };

  const cancel = async (numbers: readonly number[]): Promise<UssdSendAnswer> => {
    const { items, chosen } = judge(numbers, port => (port.snapshot().sim === undefined ? 503 : 200));
    try {
      const requestId = await store.write(database => addRequest(database, '', moment()));
      for (const port of chosen) port.apply({ type: 'cancel' });
      return { ok: true, requestId, items };
    } catch (error) {
      return failed(error);
    }
  };

  const upkeep = async (): Promise<void> => {
    const step = () =>
      store.write(database => removeOldDialogues(database, context.retention, store.steady.now()));
    while ((await step()) === RETENTION_STEP) {}
  };

  const later = (milliseconds: number, action: () => Promise<void>): void => {
    cancelUpkeep = clock.after(milliseconds, () => {
      action()
        .catch(error => log.error({ error: String(error) }, 'upkeep of USSD dialogues failed'))
        .finally(() => !stopped && later(UPKEEP_INTERVAL, upkeep));
    });
  };

  const recover = async (): Promise<void> => {
    try {
      const closed = await store.write(database =>
        closeInterrupted(database, journal, lastOfOthers, moment()),
      );
      if (closed > 0) log.warn({ dialogues: closed }, 'USSD dialogues of the last run were interrupted');
      if (!stopped) later(UPKEEP_INTERVAL, upkeep);
    } catch (error) {
      log.error({ error: String(error) }, 'the store cannot write; trying again');
      if (!stopped) cancelUpkeep = clock.after(STORE_RETRY, () => void recover());
    }
  };

  return {
    sessions: {
      send,
      cancel,
      reply: port => queryReply(store.read, port),
      dialogues: filter => queryDialogues(store.read, filter),
    },
    noticed: (port, notice) => {
      if (!stopped) portOf(port).apply({ type: 'notice', notice });
    },
    changed: port => {
      if (!stopped && port.snapshot().sim === undefined) known.get(port.number)?.apply({ type: 'gone' });
    },
    start: () => void recover(),
    stop: async () => {
      stopped = true;
      cancelUpkeep();
      const releases = [...known.values()].map(port => port.release());
      await Promise.race([Promise.all(releases), new Promise<void>(done => clock.after(STOP_WITHIN, done))]);
    },
  };
}

/**
 * Contract, chapter 7: busy while an answer is outstanding, or an SMS is being handed over. A blocked port takes no new work, but an
 * answer to what the network asks ends work that was begun (contract, section 13).
 */
function sendStatus(port: Port, session: UssdPort): UssdSendStatus {
  const { reg, blocked = false } = port.snapshot();
  if (reg !== 'REGISTER_OK' || (blocked && !session.asked)) return 503;
  return session.busy || port.submitting ? 486 : 200;
}
