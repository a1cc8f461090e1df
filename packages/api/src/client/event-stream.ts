/** Reads server-sent events (the HTML standard, 9.2) from a response body. */

import { piecesOf } from './pieces.ts';

/** One event of `/v1/events`. */
export interface StreamedEvent {
  /** The value for `Last-Event-ID`; "" before the first event. */
  readonly id: string;
  readonly kind: string;
  /** The event itself, parsed. */
  readonly data: unknown;
}

/** The events of a stream as they come. It can be read once. */
export interface EventStream extends AsyncIterable<StreamedEvent> {
  /** The value for `Last-Event-ID` with which nothing is missed: of the last whole event, or of the place where the stream began; "" where neither is known. */
  readonly lastEventId: string;
}

/** In UTF-16 units; no event of the gateway comes near it. */
const LONGEST_EVENT = 4_194_304;

/** Splits text into lines that end with CR, LF or both; each character is looked at once, however the pieces fall. */
class LineSplitter {
  readonly #begun: string[] = [];
  #length = 0;
  #afterReturn = false;

  /** The lines that end in this piece. */
  *take(piece: string): Generator<string> {
    let from = this.#afterReturn && piece.startsWith('\n') ? 1 : 0;
    this.#afterReturn = piece === '' ? this.#afterReturn : piece.endsWith('\r');
    for (let at = from; at < piece.length; at++) {
      const mark = piece[at];
      if (mark !== '\n' && mark !== '\r') continue;
      yield this.#end(piece.slice(from, at));
      if (mark === '\r' && piece[at + 1] === '\n') at++;
      from = at + 1;
    }
    this.#keep(piece.slice(from));
  }

  #end(tail: string): string {
    const line = this.#begun.join('') + tail;
    this.#begun.length = 0;
    this.#length = 0;
    return line;
  }

  #keep(tail: string): void {
    if (tail === '') return;
    this.#begun.push(tail);
    this.#length += tail.length;
    if (this.#length > LONGEST_EVENT) throw new RangeError('the stream sends a line without end');
  }
}

/** Gathers the fields of one event. */
class EventReader {
  /** That of the last block that ended: one that the connection has cut off does not count. */
  lastId = '';
  #id = '';
  #kind = 'message';
  #data: string[] = [];
  #length = 0;

  /** Takes a line; an empty one ends the event, which is undefined where it has no data. */
  take(line: string): StreamedEvent | undefined {
    if (line === '') return this.#end();
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    // Comments (heartbeats) begin with a colon and so have no name.
    if (name === 'id') this.#id = value;
    else if (name === 'event') this.#kind = value;
    else if (name === 'data') this.#add(value);
    return undefined;
  }

  #add(value: string): void {
    this.#data.push(value);
    this.#length += value.length;
    if (this.#length > LONGEST_EVENT) throw new RangeError('the stream sends an event without end');
  }

  #end(): StreamedEvent | undefined {
    const data = this.#data;
    const kind = this.#kind;
    this.#data = [];
    this.#kind = 'message';
    this.#length = 0;
    this.lastId = this.#id;
    return data.length === 0 ? undefined : { id: this.#id, kind, data: JSON.parse(data.join('\n')) };
  }
}

async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  events: EventReader,
  onEnd: () => void,
): AsyncGenerator<StreamedEvent> {
  const decoder = new TextDecoder();
  const lines = new LineSplitter();
  try {
    for await (const piece of piecesOf(body)) {
      for (const line of lines.take(decoder.decode(piece, { stream: true }))) {
        const event = events.take(line);
        if (event !== undefined) yield event;
      }
    }
  } finally {
    onEnd();
  }
}

/**
 * The events of a body as they come, until it ends; rejects where the connection breaks. Leaving the loop ends the request.
 * @param onEnd called when nothing is read any longer
 */
export function readEventStream(body: ReadableStream<Uint8Array>, onEnd = (): void => {}): EventStream {
  const events = new EventReader();
  return {
    get lastEventId() {
      return events.lastId;
    },
    [Symbol.asyncIterator]: () => eventsOf(body, events, onEnd),
  };
}
