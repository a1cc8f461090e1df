/** Control of a modem besides sending: lock, own number, call forwarding. Works from the second rung of the ladder on. */
import type { Channel } from '../at/channel.ts';
import type { Dialect } from '../dialects/dialect.ts';
import {
  askForwarding,
  cancelForwarding,
  type ForwardingCondition,
  type Forwardings,
  forwardCalls,
} from './calls/forwarding.ts';
import { type ControlOutcome, failed } from './control-outcome.ts';
import type { PinLedger } from './modem.ts';
import { readIccid, storeOwnNumber } from './sim/sim-data.ts';
import { lockSim } from './sim/sim-lock.ts';

/** None rejects, but where the PIN ledger cannot be written. */
export interface ControlVerbs {
  /** Switches the SIM's PIN question on or off; each PIN is tried once only. */
  lock(pin: string, locked: boolean): Promise<ControlOutcome>;
  /** Writes the own number to the SIM; false where it does not take it. */
  storeNumber(number: string): Promise<boolean>;
  forward(condition: ForwardingCondition, number: string): Promise<ControlOutcome>;
  cancelForwarding(): Promise<ControlOutcome>;
  /** `forwardings` where it could be asked. */
  askForwarding(): Promise<ControlOutcome & { readonly forwardings?: Forwardings }>;
}

async function away() {
  return failed('the modem is away');
}

/** Of a port without a modem. */
export const noControl: ControlVerbs = {
  lock: away,
  storeNumber: async () => false,
  forward: away,
  cancelForwarding: away,
  askForwarding: away,
};

export interface ControlOptions {
  readonly channel: Channel;
  /** As it is by now. */
  readonly dialect: () => Dialect;
  readonly pins: PinLedger;
}

export function createControl({ channel, dialect, pins }: ControlOptions): ControlVerbs {
  return {
    lock: async (pin, locked) =>
      lockSim({ channel, pin, locked, pins, iccid: await readIccid(channel, dialect()) }),
    storeNumber: number => storeOwnNumber(channel, number),
    forward: (condition, number) => forwardCalls(channel, condition, number),
    cancelForwarding: () => cancelForwarding(channel),
    askForwarding: () => askForwarding(channel),
  };
}
