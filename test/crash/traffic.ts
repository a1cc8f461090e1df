/** What is sent during a crash run: texts in which every segment can be told from every other. */

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

const digits = (id: number, width: number): string => String(id).padStart(width, '0');

/** Words of 12 letters and digits, so that each segment, the last one too, has a whole one. Every tenth message is long. */
const textOf = (kind: 'out' | 'inc', id: number): string =>
  numbered(id % 10 === 9 ? 40 : 3, word => `${kind}${digits(id, 6)}.${digits(word, 2)}`).join(' ');

const number = (prefix: string, id: number): string => `${prefix}${digits(id, 6)}`;

/** Numbers to which many messages go. */
const sharedNumbers = 5;

/** Every eighth goes to a number that others go to as well; every twentieth asks for no report. */
export const outgoingMessage = (id: number): OutgoingMessage => {
  const alone = id % 8 !== 7;
  return {
    id,
    to: alone ? number('+8829901', id) : number('+8829900', id % sharedNumbers),
    text: textOf('out', id),
    statusReport: id % 20 !== 11,
    alone,
  };
};

export const incomingMessage = (id: number, ports: number): IncomingMessage => ({
  id,
  from: number('+8829902', id),
  port: id % ports,
  text: textOf('inc', id),
});

/** Everything from 0 to `count`. */
export const numbered = <Item>(count: number, make: (id: number) => Item): Item[] =>
  Array.from({ length: count }, (_, id) => make(id));
