/** Tells ports what people want: stores it, answers, then does it, one thing after another at each port. */

import type { Clock } from '../clock.ts';
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
  /** What people told the port. */
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

export interface PortManagementService {
  readonly management: PortManagement;
  /** Tells every port what it was told before the restart, and takes up what was not done. Before ports are started. */
  start(): void;
  /** The same for a port that is new while running. */
  added(port: Port): void;
  /** For the ports: a SIM may be there now. */
  changed(port: Port): void;
  /** Resolves when nothing is being done any more. */
  stop(): Promise<void>;
}

function refused(code: 400 | 500, error: string): ActionAnswer {
  return { ok: false, code, error };
}

/** Kinds that are done without a modem. */
const modemless: readonly PortAction['kind'][] = ['block', 'unblock', 'record'];
/** Kinds that need an open SIM. */
const forSim: readonly PortAction['kind'][] = ['number', 'forward', 'cancelForwarding', 'checkForwarding'];

/** Why the port cannot do it now, "" when it can: it is told at once, nobody waits for a port that is away. */
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

/** Tells a port the state it was given; a difference only, so that nothing is set up anew for nothing. */
function tell(port: Port, before: PortState, after: PortState): void {
  if (after.blocked !== before.blocked) port.control.block(after.blocked);
  if (after.recording !== undefined && after.recording !== before.recording) port.record(after.recording);
  if (after.power !== before.power || after.slot !== before.slot)
    port.control.desire({ power: after.power, slot: after.slot });
}

const untold: PortState = { power: undefined, slot: undefined, blocked: false, recording: undefined };

export function createPortManagement(options: PortManagementOptions): PortManagementService {
  const { store, clock, log, configs, ports } = options;
  /** The end of what each port is doing. */
  const tails = new Map<number, Promise<void>>();
  /** What an earlier run did not come to do. */
  const left: ActionRecord[] = [];

  const slotsOf = (port: number): number => configs.find(config => config.port === port)?.slots ?? 1;
  const imsiOf = (port: Port): string => port.snapshot().sim?.imsi ?? '';

  const carryOut = async (port: Port, id: number, imsi: string, action: PortAction): Promise<void> => {
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
  };

  /** Behind everything else this port was told. */
  const queue = (port: Port, { id, imsi }: ActionRecord, action: PortAction): void => {
    const before = tails.get(port.number) ?? Promise.resolve();
    tails.set(
      port.number,
      before.then(() => carryOut(port, id, imsi, action)),
    );
  };

  const commit = async (port: Port, action: PortAction): Promise<ActionAnswer> => {
    const imsi = imsiOf(port);
    const before = portState(store.read, port.number);
    const after = stateAfter(before, action);
    const record = await store.write(database => {
      const id = addAction(database, { port: port.number, imsi, at: clock.now() }, action);
      if (after !== undefined) setPortState(database, port.number, after);
      if (action.kind === 'number') setSimNumber(database, imsi, action.number);
      return findAction(database, id);
    });
    if (record === undefined) return refused(500, 'gateway: the action could not be stored.');
    if (after !== undefined) tell(port, before, after);
    queue(port, record, action);
    return { ok: true, record };
  };

  const act: PortManagement['act'] = async (number, asked) => {
    const port = ports().find(one => one.number === number);
    if (port === undefined) return refused(400, `port: this gateway has no port ${number}.`);
    const read = readAction(asked, slotsOf(number));
    if ('error' in read) return refused(400, read.error);
    const trouble = obstacle(port, read.action);
    if (trouble !== '') return refused(500, `port: ${trouble}.`);
    try {
      return await commit(port, read.action);
    } catch (error) {
      return refused(500, `gateway: the action could not be stored: ${String(error)}.`);
    }
  };

  const interrupt = ({ id }: ActionRecord): void => {
    store
      .write(database => endAction(database, id, 'interrupted', 'a restart cut it'))
      .catch(error => log.error({ error: String(error) }, 'an action could not be closed'));
  };

  /** What an earlier run promised and may do again is done once its SIM is there. */
  const takeUp = (port: Port): void => {
    const imsi = imsiOf(port);
    if (left.length === 0 || port.control.reach().sim !== 'ready') return;
    for (const record of left.filter(one => one.imsi === imsi)) {
      left.splice(left.indexOf(record), 1);
      queue(port, record, record.action as PortAction);
    }
  };

  return {
    management: {
      act,
      state: port => portState(store.read, port),
      lastAction: port => newestAction(store.read, port),
      forwardings: imsi => forwardingsOf(store.read, imsi),
    },
    start: () => {
      for (const port of ports()) tell(port, untold, portState(store.read, port.number));
      for (const record of pendingActions(store.read)) {
        // Locking needs a PIN that is kept nowhere, and a restart of the module that is as good as done.
        if (forSim.includes(record.action.kind)) left.push(record);
        else interrupt(record);
      }
    },
    added: port => tell(port, untold, portState(store.read, port.number)),
    changed: takeUp,
    stop: async () => {
      await Promise.all(tails.values());
    },
  };
}
