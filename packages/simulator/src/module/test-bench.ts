/** For tests: one module with a hand-driven clock, and an air interface that records submits and answers as the test sets it. */

import { setImmediate } from 'node:timers/promises';
import { generic } from '../personas/generic.ts';
import type { Persona } from '../personas/persona.ts';
import type {
  Clock,
  ForwardingsOfSubscriber,
  Network,
  RegistrationStatus,
  SubmitAnswer,
  Terminal,
  UssdString,
} from '../radio.ts';
import { createSimCard, type SimCard, type SimCardOptions } from '../sim-card.ts';
import { type Conversation, createTalk, openConversation } from './conversation.ts';
import { createModule, type Module } from './module.ts';
import { powerOn } from './power.ts';

export interface ManualClock extends Clock {
  /** Moves time on and runs what falls due, in order. */
  advance(milliseconds: number): void;
}

export function createManualClock(start = Date.UTC(2026, 0, 2, 3, 4, 5)): ManualClock {
  let now = start;
  let pending: { at: number; action: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds, action) {
      const entry = { at: now + milliseconds, action };
      pending.push(entry);
      return () => {
        pending = pending.filter(other => other !== entry);
      };
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const next = pending.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        pending = pending.filter(entry => entry !== next);
        now = next.at;
        next.action();
      }
      now = end;
    },
  };
}

/** The air as the module meets it. */
export interface Air extends Network {
  readonly sent: { tpdu: Uint8Array; serviceCentre: string; relayLinkKept: boolean }[];
  /** Answer to each submit; default RP-ACK. A promise lets the test answer later. */
  answer: (tpdu: Uint8Array) => SubmitAnswer | Promise<SubmitAnswer>;
  terminal: Terminal | undefined;
  registration: RegistrationStatus;
  memoryAvailable: number;
  /** USSD strings sent in the session that is open. */
  readonly ussd: UssdString[];
  /** Requests of the module about its calls, in order: `dial +49`, `answer 1`, `release 1 16`, `tone 1 5`. */
  readonly calls: string[];
  /** Number that the network gives the next call; undefined: no service. */
  nextCall: number | undefined;
  forwardings: ForwardingsOfSubscriber;
  attachedAs: (string | undefined)[];
}

export function createAir(): Air {
  const air: Air = {
    sent: [],
    answer: () => ({ ok: true }),
    terminal: undefined,
    registration: 1,
    memoryAvailable: 0,
    ussd: [],
    calls: [],
    nextCall: 1,
    forwardings: {},
    attachedAs: [],
    attach(subscriber, terminal) {
      air.terminal = terminal;
      air.attachedAs.push(subscriber?.imsi);
      return {
        ...{ registration: subscriber ? air.registration : 0, rssi: 20, plmn: '00101' },
        ...{
          operatorName: 'Test Network',
          locationAreaCode: 0x12ab,
          cellIdentity: 0x1c,
          accessTechnology: 0,
        },
        submit: async (tpdu, serviceCentre, relayLinkKept = false) => {
          air.sent.push({ tpdu, serviceCentre, relayLinkKept });
          return air.answer(tpdu);
        },
        ussd: string => {
          air.ussd.push(string);
          return true;
        },
        endUssd: () => air.ussd.splice(0).length > 0,
        dial: number => {
          air.calls.push(`dial ${number}`);
          return air.nextCall;
        },
        answerCall: call => void air.calls.push(`answer ${call}`),
        releaseCall: (call, cause) => void air.calls.push(`release ${call} ${cause}`),
        sendTone: (call, tone) => void air.calls.push(`tone ${call} ${tone}`),
        forwardings: () => air.forwardings,
        forwardCalls: (reason, number) => {
          const { [reason]: _, ...others } = air.forwardings;
          air.forwardings = number === undefined ? others : { ...others, [reason]: number };
        },
        memoryAvailable: () => {
          air.memoryAvailable += 1;
        },
        detach: () => {
          if (air.terminal === terminal) air.terminal = undefined;
        },
      };
    },
  };
  return air;
}

export const benchSim = {
  imsi: '001010000000001',
  iccid: '89882010000000000018',
  number: '+88201000001',
  serviceCentre: '+88200000000',
};

export interface Bench {
  readonly module: Module;
  readonly air: Air;
  readonly clock: ManualClock;
  readonly sim: SimCard;
  /** Types octets and returns the whole output until the module is at rest. */
  type(octets: string): Promise<string>;
  /** Types a command line and returns the answer. */
  command(line: string): Promise<string>;
  /** Notices of the module since the last call. */
  said(): Promise<string>;
  hangUp(): void;
  dial(): void;
}

export interface BenchOptions {
  readonly persona?: Partial<Persona>;
  readonly sim?: Partial<SimCardOptions>;
  readonly withoutSim?: boolean;
  /** Default true: echo is off, as most terminals set it first. */
  readonly echo?: boolean;
}

/** A module that is on, with its terminal connected. */
export function createBench(options: BenchOptions = {}): Bench {
  const clock = createManualClock();
  const air = createAir();
  const sim = createSimCard({ ...benchSim, ...options.sim });
  const persona = { ...generic, ...options.persona };
  const imei = '359999000000011';
  const module = createModule({
    ...{ imei, persona, clock, network: air },
    ...(!options.withoutSim && { sim }),
  });
  module.line.echo = options.echo ?? false;
  module.savedProfile = { ...module.line };
  powerOn(module, 0);
  return { module, air, clock, sim, ...connectTerminal(module) };
}

function connectTerminal(module: Module) {
  const talk = createTalk(module);
  let output = '';
  let conversation: Conversation;
  const dial = () => {
    conversation = openConversation(talk, {
      write: octets => {
        output += octets;
      },
      drop: () => conversation.close(),
    });
  };
  const said = async () => {
    await setImmediate(); // every microtask is done
    const text = output;
    output = '';
    return text;
  };
  const type = (octets: string) => {
    conversation.receive(octets);
    return said();
  };
  dial();
  return {
    type,
    said,
    dial,
    command: (line: string) => type(`${line}\r`),
    hangUp: () => conversation.close(),
  };
}

/** An SMS-DELIVER from +88209 with text `hello`; `coding` is its TP-DCS, `protocol` its TP-PID (23.040 9.2.2.1). */
export function deliverTpdu({ coding = 0, protocol = 0 } = {}): Uint8Array {
  const octets = Buffer.from('0405918802F9000062102030405000', 'hex');
  return Uint8Array.of(
    ...octets.subarray(0, 6),
    protocol,
    coding,
    ...Buffer.from('62102030405000', 'hex'),
    ...Buffer.from('05E8329BFD06', 'hex'),
  );
}

/** An SMS-STATUS-REPORT for TP-MR 7 to +88209, received (23.040 9.2.2.3). */
export function reportTpdu(): Uint8Array {
  return Uint8Array.from(Buffer.from('060705918802F9621020304050006210203040600000', 'hex'));
}

export const SERVICE_CENTRE = '+88200000000';
