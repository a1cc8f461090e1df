/**
 * Traffic of crash and soak runs: texts in which every segment differs from every other, USSD codes
 * and numbers that are used once.
 */

export interface OutgoingMessage {
  /** Also its user_id and part of its Idempotency-Key. */
  readonly id: number;
  readonly to: string;
  readonly text: string;
  readonly statusReport: boolean;
  /** No other message goes to this number, so that a status report can only be about this one. */
  readonly alone: boolean;
}

export interface IncomingMessage {
  readonly id: number;
  readonly from: string;
  /** Which modem it is for. */
  readonly port: number;
  readonly text: string;
}

function digits(id: number, width: number): string {
  return String(id).padStart(width, '0');
}

/** Words of 12 letters and digits, so that each segment, the last one too, has a whole one. Every tenth message is long. */
function textOf(kind: 'out' | 'inc', id: number): string {
  return numbered(id % 10 === 9 ? 40 : 3, word => `${kind}${digits(id, 6)}.${digits(word, 2)}`).join(' ');
}

function number(prefix: string, id: number): string {
  return `${prefix}${digits(id, 6)}`;
}

/** Numbers to which many messages go. */
const SHARED_NUMBERS = 5;

/** Every eighth goes to a number that others go to as well; every twentieth asks for no report. */
export function outgoingMessage(id: number): OutgoingMessage {
  const alone = id % 8 !== 7;
  return {
    id,
    to: alone ? number('+8829901', id) : number('+8829900', id % SHARED_NUMBERS),
    text: textOf('out', id),
    statusReport: id % 20 !== 11,
    alone,
  };
}

export function incomingMessage(id: number, ports: number): IncomingMessage {
  return {
    id,
    from: number('+8829902', id),
    port: id % ports,
    text: textOf('inc', id),
  };
}

/** Everything from 0 to `count`. */
export function numbered<Item>(count: number, make: (id: number) => Item): Item[] {
  return Array.from({ length: count }, (_, id) => make(id));
}

/** The network's reaction to a USSD code of the runs. */
const services = ['quick', 'slow', 'question'] as const;

export interface UssdTraffic {
  readonly id: number;
  readonly port: number;
  /** Asked once on its port, never again. */
  readonly code: string;
  /** The reply where the network asks back. */
  readonly answer: string | undefined;
}

/** As many codes as the simulator takes; a code serves each port once. */
const MOST_CODES = 990;

function codeOf(index: number): string {
  return `*151*${digits(index, 4)}#`;
}

/** Undefined where no code is left. */
export function ussdTraffic(id: number, ports: number): UssdTraffic | undefined {
  const index = Math.floor(id / ports);
  if (index >= MOST_CODES) return undefined;
  const asks = services[index % services.length] === 'question';
  return { id, port: id % ports, code: codeOf(index), answer: asks ? `answer ${id}` : undefined };
}

/** The network's side of `ussdTraffic`. */
export function ussdServices(): Record<string, unknown> {
  const steps = {
    quick: { kind: 'tell', text: 'Heard {answer}' },
    slow: { kind: 'tell', text: 'Heard {answer} at last', milliseconds: 1500 },
    question: {
      kind: 'ask',
      text: 'What after {answer}?',
      otherwise: { kind: 'tell', text: 'Heard {answer}' },
    },
  };
  return Object.fromEntries(
    numbered(MOST_CODES, index => [codeOf(index), steps[services[index % services.length] ?? 'quick']]),
  );
}

export type CallDirection = 'incoming' | 'outgoing';

export interface CallTraffic {
  readonly id: number;
  readonly port: number;
  readonly direction: CallDirection;
  /** The phone outside; it calls or is called once. */
  readonly number: string;
  /** Milliseconds until a caller gives up. */
  readonly ringFor: number;
}

const outcomes = [
  { kind: 'answer', milliseconds: 500, talk: 2500 },
  { kind: 'answer', milliseconds: 1000, drop: 1500 },
  { kind: 'noAnswer', milliseconds: 3000 },
  { kind: 'reject', milliseconds: 1000 },
  { kind: 'busy' },
  { kind: 'unreachable' },
];

export function callTraffic(direction: CallDirection, id: number, ports: number): CallTraffic {
  return {
    // Every third rings on while a gateway that was killed starts again.
    ...{ id, direction, port: id % ports, ringFor: id % 3 === 0 ? 7000 : 2500 },
    number:
      direction === 'incoming' ? number('+8829903', id) : number(`+882990${4 + (id % outcomes.length)}`, id),
  };
}

/** Outcomes of outgoing calls, one after another. */
export function callRules(): unknown[] {
  return outcomes.map((outcome, index) => ({ match: { toPrefix: `+882990${4 + index}` }, outcome }));
}
