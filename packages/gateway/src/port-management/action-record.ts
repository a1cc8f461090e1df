/** Actions of ports, row by row: asked for, done, failed, or cut by a restart; and the states that people gave ports. */

import type { Database } from '@simgate/daemon/store';
import type { ForwardingCondition, Forwardings } from '../modem/calls/forwarding.ts';
import { type PortAction, withoutSecret } from './port-action.ts';

export type ActionState = 'pending' | 'done' | 'failed' | 'interrupted';

const states: readonly ActionState[] = ['pending', 'done', 'failed', 'interrupted'];
function code(state: ActionState): number {
  return states.indexOf(state);
}

export interface ActionRecord {
  readonly id: number;
  readonly port: number;
  /** Of the SIM it was asked for; "" where there was none. */
  readonly imsi: string;
  /** Lock and unlock have no PIN here. */
  readonly action: { readonly kind: PortAction['kind'] } & Readonly<Record<string, unknown>>;
  /** Wall time, milliseconds. */
  readonly askedAt: number;
  readonly state: ActionState;
  /** The reason of a failure, or a remark. */
  readonly text: string;
}

type Row = {
  id: number;
  port: number;
  imsi: string;
  action: string;
  asked_at: number;
  state: number;
  text: string;
};

/** So many are kept of each port. */
const KEPT = 100;

function recordOf(row: Row): ActionRecord {
  return {
    id: row.id,
    port: row.port,
    imsi: row.imsi,
    action: JSON.parse(row.action) as ActionRecord['action'],
    askedAt: row.asked_at,
    state: states[row.state] ?? 'interrupted',
    text: row.text,
  };
}

/** Writes it as asked for; the id. */
export function addAction(
  database: Database,
  { port, imsi, at }: { readonly port: number; readonly imsi: string; readonly at: number },
  action: PortAction,
): number {
  const { id } = database.run(
    'INSERT INTO port_actions (port, imsi, action, asked_at, state) VALUES (?, ?, ?, ?, ?)',
    port,
    imsi,
    JSON.stringify(withoutSecret(action)),
    Math.round(at),
    code('pending'),
  );
  database.run(
    'DELETE FROM port_actions WHERE port = ? AND state != 0 AND id <= (SELECT id FROM port_actions WHERE port = ? ORDER BY id DESC LIMIT 1 OFFSET ?)',
    port,
    port,
    KEPT,
  );
  return id;
}

export function endAction(database: Database, id: number, state: ActionState, text: string): void {
  database.run('UPDATE port_actions SET state = ?, text = ? WHERE id = ?', code(state), text, id);
}

export function findAction(database: Database, id: number): ActionRecord | undefined {
  const row = database.get<Row>('SELECT * FROM port_actions WHERE id = ?', id);
  return row && recordOf(row);
}

export function newestAction(database: Database, port: number): ActionRecord | undefined {
  const row = database.get<Row>('SELECT * FROM port_actions WHERE port = ? ORDER BY id DESC LIMIT 1', port);
  return row && recordOf(row);
}

/** Oldest first; of all ports. */
export function pendingActions(database: Database): ActionRecord[] {
  return database.all<Row>('SELECT * FROM port_actions WHERE state = 0 ORDER BY id LIMIT 1000').map(recordOf);
}

export interface PortState {
  readonly power: 'on' | 'off' | undefined;
  readonly slot: number | undefined;
  readonly blocked: boolean;
  readonly recording: boolean | undefined;
}

/** Of a port that nobody changed. */
export const noPortState: PortState = {
  power: undefined,
  slot: undefined,
  blocked: false,
  recording: undefined,
};

type StateRow = { power: string | null; slot: number | null; blocked: number; recording: number | null };

export function portState(database: Database, port: number): PortState {
  const row = database.get<StateRow>(
    'SELECT power, slot, blocked, recording FROM port_states WHERE port = ?',
    port,
  );
  if (row === undefined) return noPortState;
  return {
    power: row.power === 'on' || row.power === 'off' ? row.power : undefined,
    slot: row.slot ?? undefined,
    blocked: row.blocked === 1,
    recording: row.recording === null ? undefined : row.recording === 1,
  };
}

export function setPortState(database: Database, port: number, state: PortState): void {
  database.run(
    'INSERT OR REPLACE INTO port_states (port, power, slot, blocked, recording) VALUES (?, ?, ?, ?, ?)',
    port,
    state.power ?? null,
    state.slot ?? null,
    state.blocked ? 1 : 0,
    state.recording === undefined ? null : Number(state.recording),
  );
}

export function setSimNumber(database: Database, imsi: string, number: string): void {
  database.run('INSERT OR REPLACE INTO sim_numbers (imsi, number) VALUES (?, ?)', imsi, number);
}

/** The number that people gave a SIM; undefined: none. */
export function simNumber(database: Database, imsi: string): string | undefined {
  return database.get<{ number: string }>('SELECT number FROM sim_numbers WHERE imsi = ?', imsi)?.number;
}

/** As the network had them last. */
export function forwardingsOf(database: Database, imsi: string): Forwardings {
  return Object.fromEntries(
    database
      .all<{ condition: string; number: string }>(
        'SELECT condition, number FROM call_forwardings WHERE imsi = ?',
        imsi,
      )
      .map(({ condition, number }) => [condition, number]),
  );
}

export function setForwarding(
  database: Database,
  imsi: string,
  condition: ForwardingCondition,
  number: string,
): void {
  database.run(
    'INSERT OR REPLACE INTO call_forwardings (imsi, condition, number) VALUES (?, ?, ?)',
    imsi,
    condition,
    number,
  );
}

export function replaceForwardings(database: Database, imsi: string, forwardings: Forwardings): void {
  database.run('DELETE FROM call_forwardings WHERE imsi = ?', imsi);
  for (const [condition, number] of Object.entries(forwardings)) {
    database.run(
      'INSERT INTO call_forwardings (imsi, condition, number) VALUES (?, ?, ?)',
      imsi,
      condition,
      number,
    );
  }
}
