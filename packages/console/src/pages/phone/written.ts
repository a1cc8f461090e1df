/** Messages that virtual phones sent from this page: the simulator shows only those that they received. */
import { Observable } from '../../data/observable.ts';

/** A text that was written from a virtual phone in this page. */
export interface Written {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** How many messages the phone had received by then: it stands behind them. */
  readonly behind: number;
}

const MOST = 200;

/** Messages of virtual phones from this page, the oldest first. */
export const written = new Observable<readonly Written[]>([]);

/** Adds a text; of more than 200 the oldest goes. */
export function keepWritten(one: Written): void {
  written.set([...written.get(), one].slice(-MOST));
}

/** A message that a virtual phone received, as the simulator lists it. */
export interface Received {
  readonly from: string;
  readonly text: string;
}

/** A message on the screen of a virtual phone; `own` is one that the phone sent. */
export interface Bubble {
  readonly key: string;
  readonly own: boolean;
  /** The other side. */
  readonly number: string;
  readonly text: string;
}

/**
 * Both directions in the order in which they came to be.
 * @param sent texts of this phone alone, the oldest first
 */
export function bubblesOf(received: readonly Received[], sent: readonly Written[]): Bubble[] {
  const bubbleOf = (one: Written, index: number): Bubble => ({
    key: `w${index}`,
    own: true,
    number: one.to,
    text: one.text,
  });
  const numbered = sent.map((one, index) => ({ behind: one.behind, bubble: bubbleOf(one, index) }));
  const bubbles: Bubble[] = numbered.filter(({ behind }) => behind === 0).map(({ bubble }) => bubble);
  for (const [index, { from, text }] of received.entries()) {
    bubbles.push({ key: `r${index}`, own: false, number: from, text });
    bubbles.push(...numbered.filter(({ behind }) => behind === index + 1).map(({ bubble }) => bubble));
  }
  // The phone keeps its last hundred only, so a count may be behind its end.
  bubbles.push(...numbered.filter(({ behind }) => behind > received.length).map(({ bubble }) => bubble));
  return bubbles;
}
