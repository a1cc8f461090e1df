/** Voice calls: requests of HTTP, notices of ports, and the record of both. A call is committed before it is dialled. */
import { whyNotStored } from '@simgate/daemon';
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

/** Milliseconds between two looks at the age of calls, and until a failed write is tried again. */
const UPKEEP_INTERVAL = 3600_000;
const STORE_RETRY = 1000;
const STOP_WITHIN = 2000;

type Refused = Extract<CallAnswer, { ok: false }>;

function refused(code: Refused['code'], error: string): Refused {
  return { ok: false, code, error };
}

export class CallService {
  /** For HTTP. */
  readonly calls: Calls;
  readonly #options: CallServiceOptions;
  readonly #live: LiveCalls;
  readonly #upkeep: CallUpkeep;
  #stopping = false;

  constructor(options: CallServiceOptions) {
    const { read } = options.store;
    this.#options = options;
    this.#live = new LiveCalls({ ...options, ports: options.portConfigs });
    this.#upkeep = new CallUpkeep(options);
    this.calls = {
      records: filter => recordPages(read, filter),
      list: filter => listCalls(read, filter),
      find: id => findCall(read, id),
      dial: request => this.#dial(request),
      answer: id => this.#act(id, ({ port }, key) => port.calls.answer(key)),
      hold: id => this.#act(id, ({ port }, key) => port.calls.hold(key)),
      retrieve: id => this.#act(id, ({ port }, key) => port.calls.retrieve(key)),
      hangUp: id => this.#act(id, hangUpForPerson),
      sendTones: (id, tones) => this.#act(id, ({ port }, key) => port.calls.sendTones(key, tones)),
    };
  }

  /** For the ports: a notice of their modems. */
  takeNotice(port: Port, notice: CallNotice): void {
    this.#live.takeNotice(port, notice);
  }

  /** Closes what the last run left open, then keeps the record within its age. */
  start(): void {
    this.#upkeep.start();
  }

  /** Hangs up what goes on, within two seconds; what is not over then ends with its port. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#upkeep.stop();
    for (const call of this.#live.all)
      this.#live.endByRule(call, { code: 'stopping', text: 'the gateway is being stopped' });
    let cancel = () => {};
    const late = new Promise<void>(resolve => {
      cancel = this.#options.clock.after(STOP_WITHIN, resolve);
    });
    await Promise.race([this.#live.empty(), late]);
    cancel();
  }

  async #dial({ port: wanted, number }: Parameters<Calls['dial']>[0]): Promise<CallAnswer> {
    if (this.#stopping) return refused(503, 'gateway: is being stopped.');
    const port = choosePort(this.#options, wanted);
    if (!('calls' in port)) return port;
    const { emergencyNumbers } = this.#options.calls;
    if (!emergencyNumbers && isEmergencyNumber(number, port.calls.emergencyNumbers))
      return refused(400, `number: ${number} is an emergency number, which a setting must allow.`);
    return this.#place(port, number);
  }

  /** 27.007 6.2: commits the call, then dials it. */
  async #place(port: Port, number: string): Promise<CallAnswer> {
    let call: Awaited<ReturnType<LiveCalls['prepare']>>;
    try {
      call = await this.#live.prepare(port, number);
    } catch (error) {
      return refused(500, `gateway: the call could not be stored: ${whyNotStored(error)}.`);
    }
    const sending = await port.calls.dial(number, call.id);
    if (sending.kind === 'refused') {
      await this.#live.refuse(call, { code: 'not_taken', text: sending.text });
      return refused(503, `port: ${sending.text}.`);
    }
    return answerOf(sending, this.calls.find(call.id));
  }

  /** Acts on a call that goes on, and answers with the call as it is afterwards. */
  async #act(id: number, action: (call: LiveCall, key: number) => Promise<CallSending>): Promise<CallAnswer> {
    const call = this.#live.byId(id);
    if (call?.key === undefined) {
      return this.calls.find(id) === undefined
        ? refused(404, 'call_id: there is no such call.')
        : refused(409, 'call_id: the call has ended.');
    }
    const sending = await action(call, call.key);
    // Works are done in order: the notices that came meanwhile are written by then.
    await this.#options.store.write(() => undefined).catch(() => undefined);
    return answerOf(sending, this.calls.find(id));
  }
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

/** Closes what a restart cut and removes what is old. */
class CallUpkeep {
  readonly #options: CallServiceOptions;
  /** Calls up to this id are of earlier runs. */
  readonly #lastOfOthers: number;
  #cancel = () => {};
  #stopped = false;

  constructor(options: CallServiceOptions) {
    this.#options = options;
    this.#lastOfOthers = options.store.read.number('SELECT max(id) FROM calls');
  }

  start(): void {
    const { store, journal, clock, log } = this.#options;
    store
      .write(database => closeInterrupted(database, journal, this.#lastOfOthers, clock.now()))
      .then(closed => {
        if (closed > 0) log.warn({ calls: closed }, 'calls of the last run were interrupted');
        return this.#removeOld();
      })
      .catch(error => {
        log.error({ error: String(error) }, 'the store cannot write; trying again');
        this.#later(STORE_RETRY, () => this.start());
      });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async #removeOld(): Promise<void> {
    const { store, log, retention } = this.#options;
    const again = () => void this.#removeOld();
    try {
      const removed = await store.write(database => removeOldCalls(database, retention, store.steady.now()));
      this.#later(removed === RETENTION_STEP ? 0 : UPKEEP_INTERVAL, again);
    } catch (error) {
      log.error({ error: String(error) }, 'old calls could not be removed');
      this.#later(STORE_RETRY, again);
    }
  }

  #later(milliseconds: number, action: () => void): void {
    if (!this.#stopped) this.#cancel = this.#options.clock.after(milliseconds, action);
  }
}
