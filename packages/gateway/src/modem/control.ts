/** Control of a modem besides sending: lock, own number, call forwarding. Works from the second rung of the ladder on. */
import type { Channel } from '../at/channel.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { SIM_DEADLINE } from './ask.ts';
import {
  askForwarding,
  cancelForwarding,
  type ForwardingCondition,
  type Forwardings,
  forwardCalls,
} from './calls/forwarding.ts';
import type { ControlOutcome } from './control-outcome.ts';
import type { PinLedger } from './modem.ts';
import { readQuestion } from './question.ts';
import { readIccid, storeOwnNumber } from './sim/sim-data.ts';
import { lockSim } from './sim/sim-lock.ts';

/** The answer to a command of a person: `lines` before the final `result`. `refused`: it was not asked. `failed`: there is no answer. */
export type QuestionOutcome =
  | {
      readonly kind: 'answered';
      readonly command: string;
      readonly lines: readonly string[];
      readonly result: string;
    }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'failed'; readonly text: string };

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
  /** Asks what a person wants to know, behind what waits already; only commands that read are passed on. */
  ask(command: string): Promise<QuestionOutcome>;
}

const awayText = { kind: 'failed', text: 'the modem is away' } as const;

async function away() {
  return awayText;
}

async function askModem(channel: Channel, text: string): Promise<QuestionOutcome> {
  const read = readQuestion(text);
  if ('refusal' in read) return { kind: 'refused', text: read.refusal };
  const { question } = read;
  const reply = await channel.run({ ...question, deadline: SIM_DEADLINE });
  if (reply.kind === 'timeout' || reply.kind === 'closed')
    return { kind: 'failed', text: 'the modem gave no answer' };
  const result = reply.kind === 'ok' ? 'OK' : reply.error.text;
  return { kind: 'answered', command: question.text, lines: reply.lines, result };
}

/** Of a port without a modem. */
export const noControl: ControlVerbs = {
  lock: away,
  storeNumber: async () => false,
  forward: away,
  cancelForwarding: away,
  askForwarding: away,
  ask: away,
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
    ask: command => askModem(channel, command),
  };
}
