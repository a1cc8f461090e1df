/** Phones outside: they keep what they receive and put long messages together (23.040 9.2.3.24.1). */

import { readDataCoding } from '../codec/data-coding.ts';
import { concatenationKey } from '../codec/segmentation.ts';
import { type Concatenation, concatenationOf, headerElements, type UserData } from '../codec/user-data.ts';
import { createBoundedList } from './bounded-list.ts';
import { readableText } from './carried-record.ts';

/** A whole message in a phone's inbox. */
export interface PhoneMessage {
  readonly from: string;
  /** Half surrogate pairs read as U+FFFD; undefined where a segment cannot be read. */
  readonly text: string | undefined;
  readonly alphabet: 'gsm7' | '8bit' | 'ucs2';
  readonly messageClass?: number;
  readonly segments: number;
  /** When its last segment came, in milliseconds since 1970. */
  readonly at: number;
}

/** A long message of which segments are missing. */
export interface IncompleteMessage {
  readonly from: string;
  readonly total: number;
  /** Sequence numbers that came, ascending. */
  readonly received: readonly number[];
}

/** A phone outside: any number that is not a modem's. It keeps what it receives. */
export interface Phone {
  readonly number: string;
  /** Whole messages, oldest first. */
  inbox(): PhoneMessage[];
  incomplete(): IncompleteMessage[];
  /** Segments received since the start or the last clearing, repeats included. */
  readonly segmentsReceived: number;
  /** Calls back behind each whole message; the returned function ends that. */
  onMessage(listener: () => void): () => void;
  clear(): void;
}

/** The phone as the network sees it. */
export interface ReceivingPhone extends Phone {
  receive(from: string, userData: UserData, at: number): void;
}

interface Whole {
  readonly from: string;
  readonly segments: readonly UserData[];
  readonly at: number;
}

interface Gathering {
  readonly from: string;
  readonly total: number;
  readonly parts: Map<number, UserData>;
}

/** A phone that keeps its last `limit` messages. */
export function createPhone(number: string, limit: number): ReceivingPhone {
  const whole = createBoundedList<Whole>(limit);
  const gathering = new Map<string, Gathering>();
  const listeners = new Set<() => void>();
  let segmentsReceived = 0;
  return {
    number,
    get segmentsReceived() {
      return segmentsReceived;
    },
    inbox: () => whole.items().map(shownMessage),
    incomplete: () => [...gathering.values()].map(shownIncomplete),
    receive(from, userData, at) {
      segmentsReceived += 1;
      const part = concatenationIn(userData);
      const segments = part === undefined ? [userData] : gather(gathering, from, part, userData);
      if (segments === undefined) return;
      whole.add({ from, segments, at });
      for (const listener of [...listeners]) listener();
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      whole.clear();
      gathering.clear();
      segmentsReceived = 0;
    },
  };
}

function concatenationIn(userData: UserData): Concatenation | undefined {
  if (!userData.hasHeader) return undefined;
  try {
    return concatenationOf(headerElements(userData));
  } catch {
    return undefined; // A header that overruns makes no long message.
  }
}

/** Adds a part; the segments in order once all are there. */
function gather(
  gathering: Map<string, Gathering>,
  from: string,
  part: Concatenation,
  userData: UserData,
): UserData[] | undefined {
  const key = `${from} ${concatenationKey(part)}`;
  const message = gathering.get(key) ?? { from, total: part.total, parts: new Map<number, UserData>() };
  gathering.set(key, message);
  message.parts.set(part.sequence, userData);
  if (message.parts.size < message.total) return undefined;
  gathering.delete(key);
  return inOrder(message);
}

function inOrder(message: Gathering): UserData[] {
  return [...message.parts].sort(([left], [right]) => left - right).map(([, userData]) => userData);
}

function shownIncomplete(message: Gathering): IncompleteMessage {
  const received = [...message.parts.keys()].sort((left, right) => left - right);
  return { from: message.from, total: message.total, received };
}

function shownMessage({ from, segments, at }: Whole): PhoneMessage {
  const texts = segments.map(readableText);
  const { alphabet, messageClass } = readDataCoding(segments[0]?.dataCodingScheme ?? 0);
  return {
    from,
    // Joined before it is made well-formed: a sender may have cut a surrogate pair in two.
    text: texts.includes(undefined) ? undefined : texts.join('').toWellFormed(),
    alphabet,
    ...(messageClass !== undefined && { messageClass }),
    segments: segments.length,
    at,
  };
}
