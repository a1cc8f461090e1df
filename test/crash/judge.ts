/** Compares the gateway's record of every message with the network's. Pure. */
import type { IncomingMessage, OutgoingMessage } from './traffic.ts';

/** One row of query_sms_result, as far as it is judged, with the reason from the gateway's store. */
export interface SaidOutgoing {
  readonly id: number;
  readonly status: string;
  readonly reason: string;
  /** Not ended, because a segment of it is in doubt and may be for a while longer. */
  readonly inDoubt: boolean;
  readonly count: number;
  readonly succCount: number;
}

/** One SMS-SUBMIT that the service centre took. */
export interface CarriedSegment {
  readonly to: string;
  readonly text?: string;
}

/** One row of query_incoming_sms. */
export interface SaidIncoming {
  readonly number: string;
  readonly port: number;
  readonly text: string;
}

export interface Verdict {
  /** One sentence for each thing that must not be. */
  readonly violations: readonly string[];
  /** Messages by final state. */
  readonly states: Readonly<Record<string, number>>;
  /** In doubt to the end though all of it was carried; no report could settle them. */
  readonly doubtfulCarried: number;
  /** In doubt to the end and not carried, or not wholly. */
  readonly doubtfulNotCarried: number;
}

function sequenceOf(text: string): number {
  return Number(/\.(\d+)/.exec(text)?.[1] ?? 0);
}

/** The texts carried of each message, in order. A segment may begin inside a word, but it always has a whole word. */
function carriedById(segments: readonly CarriedSegment[]): Map<number, string[]> {
  const byId = new Map<number, string[]>();
  for (const { text = '' } of segments) {
    const id = Number(/out(\d+)\.\d+ /.exec(`${text} `)?.[1] ?? -1);
    byId.set(id, [...(byId.get(id) ?? []), text]);
  }
  for (const texts of byId.values()) texts.sort((a, b) => sequenceOf(a) - sequenceOf(b));
  return byId;
}

type Carriage = 'whole' | 'part' | 'none';

function carriageOf(message: OutgoingMessage, texts: readonly string[]): Carriage {
  if (texts.length === 0) return 'none';
  return texts.join('') === message.text ? 'whole' : 'part';
}

/** In doubt to the end: FAILED for that reason, or not ended yet for that reason. */
function isDoubtful(row: SaidOutgoing): boolean {
  return row.status === 'FAILED' ? row.reason === 'in doubt' : row.status === 'SENDING' && row.inDoubt;
}

interface Evidence {
  readonly carriage: Carriage;
  /** A module acknowledged a report of it and did not pass it on. */
  readonly reportForgotten: boolean;
}

function judgeState(
  message: OutgoingMessage,
  row: SaidOutgoing,
  { carriage, reportForgotten }: Evidence,
): string[] {
  if (row.status === 'SENT_OK' || row.status === 'DELIVERED') {
    const whole = carriage === 'whole' && row.succCount === row.count;
    return whole
      ? []
      : [`is ${row.status} with ${row.succCount} of ${row.count} segments, but was carried: ${carriage}`];
  }
  if (!isDoubtful(row)) return [`is ${row.status}: ${row.reason}`];
  // Reports settle a message's segments, however many of them are in doubt, where no other message can be meant.
  const reported = message.statusReport && !reportForgotten;
  const couldBeSettled = carriage === 'whole' && reported && message.alone;
  return couldBeSettled ? ['was carried and reported, but is in doubt'] : [];
}

/** The violation of one message, if any. */
function judgeOutgoing(
  message: OutgoingMessage,
  said: readonly SaidOutgoing[],
  carried: readonly string[],
  reportForgotten: boolean,
): string[] {
  const [row] = said;
  const distinct = [...new Set(carried)];
  const twice = carried.length - distinct.length;
  const wrong = [
    ...(twice > 0 ? [`had ${twice} segments carried twice`] : []),
    ...(row === undefined || said.length > 1
      ? [`is known ${said.length} times`]
      : judgeState(message, row, { carriage: carriageOf(message, distinct), reportForgotten })),
  ];
  return wrong.map(sentence => `message ${message.id} to ${message.to} ${sentence}`);
}

function grouped<Item>(
  items: readonly Item[],
  key: (item: Item) => string | number,
): Map<string | number, Item[]> {
  return Map.groupBy(items, key);
}

export interface Excuses {
  /** Numbers of which a module forgot a status report while nobody had set it up: none can come of them. */
  readonly forgotten?: ReadonlySet<string>;
  /** Messages whose request had no answer: each may have been accepted. */
  readonly mayBe?: readonly OutgoingMessage[];
}

/** A message that is neither in `messages` nor excused was refused: it must be nowhere. */
export function judgeOutgoingMessages(
  asked: readonly OutgoingMessage[],
  said: readonly SaidOutgoing[],
  carried: readonly CarriedSegment[],
  { forgotten = new Set(), mayBe = [] }: Excuses = {},
): Verdict {
  const stored = new Set(said.map(({ id }) => id));
  const messages = [...asked, ...mayBe.filter(({ id }) => stored.has(id))];
  const saidById = grouped(said, row => row.id);
  const textsById = carriedById(carried);
  const textsOf = (id: number): string[] => textsById.get(id) ?? [];
  const known = new Set(messages.map(({ id }) => id));
  const strangers = [...textsById.keys()].filter(id => !known.has(id));
  const unwanted = [...stored].filter(id => !known.has(id));
  const doubtful = messages.filter(({ id }) => saidById.get(id)?.some(isDoubtful));
  const carriedWhole = doubtful.filter(message => carriageOf(message, textsOf(message.id)) === 'whole');
  return {
    violations: [
      ...messages.flatMap(message =>
        judgeOutgoing(
          message,
          saidById.get(message.id) ?? [],
          textsOf(message.id),
          forgotten.has(message.to),
        ),
      ),
      ...unwanted.map(id => `message ${id} was refused, or nobody sent it, but is stored`),
      ...strangers.map(id => `something was carried that nobody sent: ${textsOf(id).join(' | ')}`),
    ],
    states: Object.fromEntries(
      [...grouped(said, row => row.status)].map(([status, rows]) => [status, rows.length]),
    ),
    doubtfulCarried: carriedWhole.length,
    doubtfulNotCarried: doubtful.length - carriedWhole.length,
  };
}

/** Each message sent to a port has to stand in the inbox once, whole, at its port. */
export function judgeIncomingMessages(
  messages: readonly IncomingMessage[],
  said: readonly SaidIncoming[],
): string[] {
  const byNumber = grouped(said, row => row.number);
  const wrong = messages.flatMap(message => {
    const rows = byNumber.get(message.from) ?? [];
    const [row] = rows;
    const name = `incoming message ${message.id}`;
    if (row === undefined || rows.length > 1) return [`${name} is stored ${rows.length} times`];
    if (row.text !== message.text || row.port !== message.port)
      return [`${name} is stored as ${JSON.stringify(row)}`];
    return [];
  });
  const senders = new Set(messages.map(({ from }) => from));
  const strangers = said.filter(({ number }) => !senders.has(number));
  return [...wrong, ...strangers.map(row => `nobody sent ${JSON.stringify(row)}`)];
}
