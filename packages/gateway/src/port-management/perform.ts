/** Carries an action out at a port, and returns what is to be written of it. */

import type { Database } from '@simgate/daemon/store';
import type { ControlOutcome } from '../modem/control-outcome.ts';
import type { Port } from '../ports/port.ts';
import { replaceForwardings, setForwarding } from './action-record.ts';
import type { PortAction } from './port-action.ts';

/** How it ended, and what is written in the same transaction. */
export interface Performed {
  readonly outcome: ControlOutcome;
  /** A remark on something that is done. */
  readonly remark?: string;
  readonly write?: (database: Database) => void;
}

const done: Performed = { outcome: { kind: 'done' } };

/** A wanted state is done once the port knows it (`applyState`). */
async function knowsState(): Promise<Performed> {
  return done;
}

async function storeNumber(port: Port, number: string): Promise<Performed> {
  return (await port.control.storeNumber(number))
    ? done
    : { ...done, remark: 'the SIM does not take its number; it is kept here' };
}

async function check(port: Port, imsi: string): Promise<Performed> {
  const { forwardings, ...outcome } = await port.control.askForwarding();
  if (forwardings === undefined) return { outcome };
  return { outcome, write: database => replaceForwardings(database, imsi, forwardings) };
}

async function forward(
  port: Port,
  imsi: string,
  { condition, number }: PortAction & { kind: 'forward' },
): Promise<Performed> {
  const outcome = await port.control.forward(condition, number);
  if (outcome.kind === 'failed') return { outcome };
  return { outcome, write: database => setForwarding(database, imsi, condition, number) };
}

async function cancel(port: Port, imsi: string): Promise<Performed> {
  const outcome = await port.control.cancelForwarding();
  if (outcome.kind === 'failed') return { outcome };
  return { outcome, write: database => replaceForwardings(database, imsi, {}) };
}

/** @param imsi of the SIM it was asked for */
export async function perform(port: Port, imsi: string, action: PortAction): Promise<Performed> {
  switch (action.kind) {
    case 'reset':
      port.control.reset();
      return done;
    case 'number':
      return storeNumber(port, action.number);
    case 'lock':
    case 'unlock':
      return { outcome: await port.control.lock(action.pin, action.kind === 'lock') };
    case 'forward':
      return forward(port, imsi, action);
    case 'cancelForwarding':
      return cancel(port, imsi);
    case 'checkForwarding':
      return check(port, imsi);
    default:
      return knowsState();
  }
}
