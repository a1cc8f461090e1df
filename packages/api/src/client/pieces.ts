/** A body piece by piece. Safari's streams are no async iterables, and the bodies of a `fetch` over node:http have no reader. */

/** The part of a body that is read: a stream of the web, or what a `fetch` of one's own has in its place. */
type Body = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** The pieces of a body until it ends; rejects where the connection breaks. Leaving the loop ends the request. */
export function piecesOf(body: Body): AsyncIterable<Uint8Array> {
  return 'getReader' in body ? readPieces(body) : body;
}

async function* readPieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isOver = done;
      if (done) return;
      yield value;
    }
  } catch (error) {
    isOver = true;
    throw error;
  } finally {
    if (!isOver) await reader.cancel();
    reader.releaseLock();
  }
}
