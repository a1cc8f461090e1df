/** Reads server-sent events (the HTML standard, 9.2) from a response body. */

export interface StreamedEvent {
  /** What `Last-Event-ID` takes; "" before the first. */
  readonly id: string;
  readonly kind: string;
  /** The event itself, parsed. */
  readonly data: unknown;
}

interface Fields {
  id: string;
  kind: string;
  readonly data: string[];
}

/** Takes one line of a block; comments (heartbeats) begin with a colon and so have no name. */
function takeLine(fields: Fields, line: string): void {
  const colon = line.indexOf(':');
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'id') fields.id = value;
  else if (name === 'event') fields.kind = value;
  else if (name === 'data') fields.data.push(value);
}

/** One block of lines; undefined where it holds no data. */
function eventOf(block: string, lastId: string): StreamedEvent | undefined {
  const fields: Fields = { id: lastId, kind: 'message', data: [] };
  for (const line of block.split(/\r\n|\n|\r/)) takeLine(fields, line);
  if (fields.data.length === 0) return undefined;
  return { id: fields.id, kind: fields.kind, data: JSON.parse(fields.data.join('\n')) };
}

const BLOCK_END = /\r\n\r\n|\n\n|\r\r/;

/** The events of a body as they come, until it ends; rejects where the connection breaks. Leaving the loop ends the request. */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent> {
  const decoder = new TextDecoder();
  let text = '';
  let lastId = '';
  for await (const piece of body) {
    text += decoder.decode(piece, { stream: true });
    const blocks = text.split(BLOCK_END);
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block, lastId);
      if (event === undefined) continue;
      lastId = event.id;
      yield event;
    }
  }
}
