/** Composes calls: what HTTP asks, what ports tell, and the record of both. Writes first, acts after. */
import type { RetentionConfig } from '../../config/schema.ts';
import type { CallNotice, CallSending } from '../../modem/calls/calls.ts';
import { isEmergencyNumber } from '../../modem/calls/emergency-numbers.ts';
import type { Port } from '../../ports/port.ts';
import { listCalls, recordPages } from './call-pages.ts';
import { findCall } from './call-record.ts';
import type { CallAnswer, Calls } from './calls.ts';
import { type CallsContext, type LiveCall, LiveCalls } from './live-calls.ts';
import { closeInterrupted, RETENTION_STEP, removeOldCalls } from './recovery.ts';

export interface CallServiceOptions extends Omit<CallsContext, 'ports'> {
  readonly portConfigs: CallsContext['ports'];
  /** Asked whenever needed, because ports are made after this. */
  readonly ports: () => readonly Port[];
  readonly retention: RetentionConfig;
}

export interface CallService {
  readonly calls: Calls;
  /** For the ports: what `PortListener` tells of calls. */
  heard(port: Port, notice: CallNotice): void;
  /** Closes what the last run left open, then keeps the record within its age. */
  start(): void;
  /** Hangs up what goes on, within two seconds; what is not over then ends with its port. */
  stop(): Promise<void>;
}

/** Milliseconds between two looks at the age of calls, and until a failed write is tried again. */
const UPKEEP_INTERVAL = 3600_000;
const STORE_RETRY = 1000;
const STOP_WITHIN = 2000;

type Refused = Extract<CallAnswer, { ok: false }>;

function refused(code: Refused['code'], error: string): Refused {
  return { ok: false, code, error };
}

export function createCalls(options: CallServiceOptions): CallService {
  const { store, clock } = options;
  const live = new LiveCalls({ ...options, ports: options.portConfigs });
  const upkeep = createUpkeep(options);
  let stopping = false;

  const dial: Calls['dial'] = async ({ port: wanted, number }) => {
    if (stopping) return refused(503, 'gateway: is being stopped.');
    const port = choosePort(options, wanted);
    if (!('calls' in port)) return port;
    if (!options.calls.emergencyNumbers && isEmergencyNumber(number, port.calls.emergencyNumbers))
      return refused(400, `number: ${number} is an emergency number, which a setting must allow.`);
    return place(live, port, number, id => findCall(store.read, id));
  };

  /** Does something with a call that goes on, and shows it as it is then. */
  const act = async (
    id: number,
    action: (call: LiveCall, key: number) => Promise<CallSending>,
  ): Promise<CallAnswer> => {
    const call = live.byId(id);
    if (call?.key === undefined) {
      return findCall(store.read, id) === undefined
        ? refused(404, 'call_id: there is no such call.')
        : refused(409, 'call_id: the call has ended.');
    }
    const sending = await action(call, call.key);
    // Works are done in order: what the modem told meanwhile is written then.
    await store.write(() => undefined).catch(() => undefined);
    return answerOf(sending, findCall(store.read, id));
  };

  return {
    calls: {
      records: filter => recordPages(store.read, filter),
      list: filter => listCalls(store.read, filter),
      find: id => findCall(store.read, id),
      dial,
      answer: id => act(id, ({ port }, key) => port.calls.answer(key)),
      hold: id => act(id, ({ port }, key) => port.calls.hold(key)),
      retrieve: id => act(id, ({ port }, key) => port.calls.retrieve(key)),
      hangUp: id => act(id, hangUpForPerson),
      sendTones: (id, tones) => act(id, ({ port }, key) => port.calls.sendTones(key, tones)),
    },
    heard: (port, notice) => live.heard(port, notice),
    start: upkeep.start,
    stop: async () => {
      stopping = true;
      upkeep.stop();
      for (const call of live.all) live.endByRule(call, 'the gateway is being stopped');
      let cancel = () => {};
      const late = new Promise<void>(resolve => {
        cancel = clock.after(STOP_WITHIN, resolve);
      });
      await Promise.race([live.empty(), late]);
      cancel();
    },
  };
}

async function hangUpForPerson(call: LiveCall, key: number): Promise<CallSending> {
  const before = call.wish;
  call.wish ??= 'person';
  const sending = await call.port.calls.hangUp(key);
  if (sending.kind !== 'taken') call.wish = before;
  return sending;
}

function answerOf(sending: CallSending, call: ReturnType<typeof findCall>): CallAnswer {
  if (sending.kind === 'refused') return refused(409, `call_id: ${sending.text}.`);
  if (sending.kind === 'lost') return refused(503, `port: ${sending.text}.`);
  return call === undefined ? refused(404, 'call_id: there is no such call.') : { ok: true, call };
}

/** The port that was named, or the first that has no call. */
function choosePort({ ports, limits }: CallServiceOptions, wanted: number | undefined): Port | Refused {
  const obstacles = ports().map(port => ({ port, obstacle: obstacleOf(port, limits, wanted === undefined) }));
  if (wanted === undefined)
    return (
      obstacles.find(({ obstacle }) => obstacle === '')?.port ??
      refused(503, 'port: no port is free for a call.')
    );
  const named = obstacles.find(({ port }) => port.number === wanted);
  if (named === undefined) return refused(400, `port: this gateway has no port ${wanted}.`);
  return named.obstacle === '' ? named.port : refused(503, `port: ${named.obstacle}.`);
}

function obstacleOf(port: Port, limits: CallServiceOptions['limits'], mustBeIdle: boolean): string {
  const { canSend, trouble, callstate, sim } = port.snapshot();
  if (!canSend) return trouble;
  if (mustBeIdle && callstate !== 'Idle') return 'there is a call';
  return limits.refusal(sim?.imsi ?? '');
}

/** 27.007 6.2: commits the call, then dials it. */
async function place(
  live: LiveCalls,
  port: Port,
  number: string,
  find: (id: number) => ReturnType<typeof findCall>,
): Promise<CallAnswer> {
  let call: Awaited<ReturnType<LiveCalls['prepare']>>;
  try {
    call = await live.prepare(port, number);
  } catch (error) {
    return refused(500, `gateway: the call could not be stored: ${String(error)}.`);
  }
  const sending = await port.calls.dial(number, call.id);
  if (sending.kind === 'refused') {
    await live.refuse(call, sending.text);
    return refused(503, `port: ${sending.text}.`);
  }
  return answerOf(sending, find(call.id));
}

function createUpkeep({ store, journal, clock, log, retention }: CallServiceOptions) {
  // What is begun from here on is of this run.
  const lastOfOthers = store.read.get<{ id: number | null }>('SELECT max(id) AS id FROM calls')?.id ?? 0;
  let cancel = () => {};
  let stopped = false;

  const later = (milliseconds: number, action: () => void): void => {
    if (!stopped) cancel = clock.after(milliseconds, action);
  };
  const tidy = async (): Promise<void> => {
    try {
      const removed = await store.write(database => removeOldCalls(database, retention, store.steady.now()));
      later(removed === RETENTION_STEP ? 0 : UPKEEP_INTERVAL, () => void tidy());
    } catch (error) {
      log.error({ error: String(error) }, 'old calls could not be removed');
      later(STORE_RETRY, () => void tidy());
    }
  };
  const start = (): void => {
    store
      .write(database => closeInterrupted(database, journal, lastOfOthers, clock.now()))
      .then(closed => {
        if (closed > 0) log.warn({ calls: closed }, 'calls of the last run were interrupted');
        return tidy();
      })
      .catch(error => {
        log.error({ error: String(error) }, 'the store cannot write; trying again');
        later(STORE_RETRY, start);
      });
  };
  const stop = (): void => {
    stopped = true;
    cancel();
  };
  return { start, stop };
}
