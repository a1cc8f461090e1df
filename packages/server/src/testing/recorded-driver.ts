/** A driver with a listener that keeps its calls, and hand-offs as the server makes them. */
import { systemClock } from '@simgate/daemon';
import type {
  DriverInbound,
  DriverPort,
  DriverReport,
  DriverUssd,
  GatewayFacts,
  GatewayListener,
  HandOffCall,
  SendResult,
} from '../domain/driver.ts';
import type { GatewayState } from '../domain/gateway.ts';
import type { DriverContext } from '../gateways/context.ts';

/** Every call of a driver to its listener, in order. */
export interface Heard {
  readonly results: SendResult[];
  readonly reports: DriverReport[];
  readonly inbound: DriverInbound[];
  readonly ussd: DriverUssd[];
  readonly states: (readonly [state: GatewayState, reason: string])[];
  readonly memory: Map<string, string>;
  facts: GatewayFacts;
  ports: readonly DriverPort[];
  /** The listener itself: a test may hear each call. */
  readonly listener: { -readonly [Name in keyof GatewayListener]: GatewayListener[Name] };
  /** Resolves when what was heard is as wanted. */
  until(wanted: () => boolean): Promise<void>;
}

/** Milliseconds after which a test fails and names what is missing. */
const PATIENCE = 30_000;

export function recordedContext(
  access: Pick<DriverContext, 'address' | 'user' | 'password'> & Partial<DriverContext>,
): { readonly context: DriverContext; readonly heard: Heard } {
  const waiting = new Set<() => void>();
  const news = (): void => {
    for (const look of waiting) look();
  };
  const heard: Omit<Heard, 'listener'> = {
    ...{
      results: [],
      reports: [],
      inbound: [],
      ussd: [],
      states: [],
      memory: new Map(),
      facts: {},
      ports: [],
    },
    until: wanted =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`not as wanted: ${JSON.stringify(heard)}`));
        }, PATIENCE);
        const look = (): void => {
          if (!wanted()) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
  const listener: Heard['listener'] = {
    async learned({ results = [], reports = [], inbound = [], ussd = [], remember = {} }) {
      heard.results.push(...results);
      heard.reports.push(...reports);
      heard.inbound.push(...inbound);
      heard.ussd.push(...ussd);
      for (const [name, value] of Object.entries(remember)) heard.memory.set(name, value);
      news();
    },
    async ports(ports) {
      heard.ports = ports;
      news();
    },
    async facts(facts) {
      heard.facts = { ...heard.facts, ...facts };
      news();
    },
    async state(state, reason) {
      heard.states.push([state, reason]);
      news();
    },
  };
  const context: DriverContext = {
    certificate: '',
    serialNumber: '',
    clockOffsetMs: 0,
    answerMs: 30_000,
    memory: new Map(),
    listener,
    clock: systemClock,
    random: () => 0,
    ...access,
  };
  return { context, heard: Object.assign(heard, { listener }) };
}

/** A call of messages to these numbers, with user ids from `firstId`. */
export function callOf(
  firstId: number,
  numbers: readonly string[],
  text: (place: number) => string,
  changes: Partial<HandOffCall> = {},
): HandOffCall {
  return {
    key: `call-${firstId}`,
    port: 0,
    priority: 'normal',
    messages: numbers.map((recipient, place) => ({
      userId: firstId + place,
      recipient,
      text: text(place),
      encoding: 'gsm-7bit',
    })),
    ...changes,
  };
}

export const noSignal = new AbortController().signal;
