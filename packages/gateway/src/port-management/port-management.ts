/** Actions that people want of ports: each is stored, answered, then done, one after another at each port. */

import { type Clock, whyNotStored } from '@simgate/daemon';
import type { PortConfig } from '../config/schema.ts';
import type { Forwardings } from '../modem/calls/forwarding.ts';
import type { Port } from '../ports/port.ts';
import type { Log, Store } from '../store/store.ts';
import {
  type ActionRecord,
  addAction,
  endAction,
  findAction,
  forwardingsOf,
  newestAction,
  noPortState,
  type PortState,
  pendingActions,
  portState,
  setPortState,
  setSimNumber,
} from './action-record.ts';
import { perform } from './perform.ts';
import { type AskedAction, type PortAction, readAction } from './port-action.ts';

export type { Forwardings } from '../modem/calls/forwarding.ts';

export type ActionAnswer =
  | { readonly ok: true; readonly record: ActionRecord }
  | { readonly ok: false; readonly code: 400 | 500; readonly error: string };

export interface PortManagement {
  /** Resolves once the intention is committed, or refused at once. */
  act(port: number, asked: AskedAction): Promise<ActionAnswer>;
  /** As people want it. */
  state(port: number): PortState;
  lastAction(port: number): ActionRecord | undefined;
  /** Where calls of a SIM go, as far as it is known. */
  forwardings(imsi: string): Forwardings;
}

export interface PortManagementOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly configs: readonly PortConfig[];
  /** Asked whenever needed, because ports are made after this. */
  readonly ports: () => readonly Port[];
}

function refused(code: 400 | 500, error: string): ActionAnswer {
  return { ok: false, code, error };
}

/** Kinds that are done without a modem. */
const modemless: readonly PortAction['kind'][] = ['block', 'unblock', 'record'];
/** Kinds that need an open SIM. */
const forSim: readonly PortAction['kind'][] = ['number', 'forward', 'cancelForwarding', 'checkForwarding'];

/** Why the port cannot do it now, "" when it can. The refusal comes at once: nobody waits for a port that is away. */
function obstacle(port: Port, { kind }: PortAction): string {
  if (modemless.includes(kind)) return '';
  const { modem, sim } = port.control.reach();
  const { trouble } = port.snapshot();
  if (!modem) return trouble || 'the port is away';
  if (forSim.includes(kind) && sim !== 'ready') return trouble || 'the SIM is not ready';
  return (kind === 'lock' || kind === 'unlock') && sim === 'none' ? trouble || 'no SIM' : '';
}

/** The state of a port as this action changes it; undefined: not at all. */
function stateAfter(state: PortState, action: PortAction): PortState | undefined {
  switch (action.kind) {
    case 'power':
      return { ...state, power: action.power };
    case 'slot':
      return { ...state, slot: action.slot };
    case 'block':
    case 'unblock':
      return { ...state, blocked: action.kind === 'block' };
    case 'record':
      return { ...state, recording: action.on };
    default:
      return undefined;
  }
}

/** Passes a wanted state on to its port; a difference only, so that nothing is set up anew for nothing. */
function applyState(port: Port, before: PortState, after: PortState): void {
  if (after.blocked !== before.blocked) port.control.block(after.blocked);
  if (after.recording !== undefined && after.recording !== before.recording) port.record(after.recording);
  if (after.power !== before.power || after.slot !== before.slot)
    port.control.desire({ power: after.power, slot: after.slot });
}

export class PortManagementService {
  /** For HTTP. */
  readonly management: PortManagement;
  readonly #options: PortManagementOptions;
  /** The end of what each port is doing. */
  readonly #tails = new Map<number, Promise<void>>();
  /** Actions that an earlier run did not come to do. */
  readonly #left: ActionRecord[] = [];

  constructor(options: PortManagementOptions) {
    const { read } = options.store;
    this.#options = options;
    this.management = {
      act: (port, asked) => this.#act(port, asked),
      state: port => portState(read, port),
      lastAction: port => newestAction(read, port),
      forwardings: imsi => forwardingsOf(read, imsi),
    };
  }

  /** Gives every port the state it had before the restart, and takes up what was not done. Before ports are started. */
  start(): void {
    const { ports, store } = this.#options;
    for (const port of ports()) this.added(port);
    for (const record of pendingActions(store.read)) {
      // Locking needs a PIN that is kept nowhere, and a restart of the module that is as good as done.
      if (forSim.includes(record.action.kind)) this.#left.push(record);
      else this.#interrupt(record);
    }
  }

  /** A port that is new while running gets the state that people gave its number. */
  added(port: Port): void {
    applyState(port, noPortState, portState(this.#options.store.read, port.number));
  }

  /** For the ports: does what an earlier run promised and may be done again, once its SIM is there. */
  changed(port: Port): void {
    const imsi = imsiOf(port);
    if (this.#left.length === 0 || port.control.reach().sim !== 'ready') return;
    for (const record of this.#left.filter(one => one.imsi === imsi)) {
      this.#left.splice(this.#left.indexOf(record), 1);
      this.#queue(port, record, record.action as PortAction);
    }
  }

  /** Resolves when nothing is being done any more. */
  async stop(): Promise<void> {
    await Promise.all(this.#tails.values());
  }

  async #act(number: number, asked: AskedAction): Promise<ActionAnswer> {
    const { ports, configs } = this.#options;
    const port = ports().find(one => one.number === number);
    if (port === undefined) return refused(400, `port: this gateway has no port ${number}.`);
    const read = readAction(asked, configs.find(config => config.port === number)?.slots ?? 1);
    if ('error' in read) return refused(400, read.error);
    const trouble = obstacle(port, read.action);
    if (trouble !== '') return refused(500, `port: ${trouble}.`);
    try {
      return await this.#commit(port, read.action);
    } catch (error) {
      return refused(500, `gateway: the action could not be stored: ${whyNotStored(error)}.`);
    }
  }

  async #commit(port: Port, action: PortAction): Promise<ActionAnswer> {
    const { store, clock } = this.#options;
    const imsi = imsiOf(port);
    const before = portState(store.read, port.number);
    const after = stateAfter(before, action);
    const record = await store.write(database => {
      const id = addAction(database, { port: port.number, imsi, at: clock.now() }, action);
      if (after !== undefined) setPortState(database, port.number, after);
      if (action.kind === 'number') setSimNumber(database, imsi, action.number);
      return findAction(database, id);
    });
    if (record === undefined) throw new TypeError('an action that was just stored is not there');
    if (after !== undefined) applyState(port, before, after);
    this.#queue(port, record, action);
    return { ok: true, record };
  }

  /** Behind every earlier action of this port. */
  #queue(port: Port, record: ActionRecord, action: PortAction): void {
    const before = this.#tails.get(port.number) ?? Promise.resolve();
    this.#tails.set(
      port.number,
      before.then(() => this.#carryOut(port, record, action)),
    );
  }

  async #carryOut(port: Port, { id, imsi }: ActionRecord, action: PortAction): Promise<void> {
    const { store, log } = this.#options;
    try {
      const { outcome, remark = '', write } = await perform(port, imsi, action);
      await store.write(database => {
        write?.(database);
        if (outcome.kind === 'done') endAction(database, id, 'done', remark);
        else endAction(database, id, 'failed', outcome.text);
      });
      if (outcome.kind === 'failed')
        log.warn({ port: port.number, action: action.kind }, `it was not done: ${outcome.text}`);
    } catch (error) {
      log.error({ port: port.number, error: String(error) }, 'an action could not be written');
    }
  }

  #interrupt({ id }: ActionRecord): void {
    const { store, log } = this.#options;
    store
      .write(database => endAction(database, id, 'interrupted', 'a restart cut it'))
      .catch(error => log.error({ error: String(error) }, 'an action could not be closed'));
  }
}

function imsiOf(port: Port): string {
  return port.snapshot().sim?.imsi ?? '';
}
